-- What people asked the clinic's staff, for the month in which it may be answered.
CREATE TABLE staff_questions (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    question text COLLATE "C" NOT NULL,
    asked_at timestamptz NOT NULL,
    staff_chat_id bigint NOT NULL,
    staff_message_id bigint,
    answered_at timestamptz,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX staff_questions_by_time ON staff_questions (asked_at);
CREATE INDEX staff_questions_by_copy ON staff_questions (staff_chat_id, staff_message_id);
