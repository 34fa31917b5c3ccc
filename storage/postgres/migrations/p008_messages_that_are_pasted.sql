-- The messages of a text that is pasted, beside the open question, whatever is asked next.
CREATE TABLE pasted_parts (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    -- The message in pieces of one face each.
    part json NOT NULL,
    pasted_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);

INSERT INTO pasted_parts
SELECT question.chat_id, CAST(part ->> 'message_id' AS bigint),
    json_build_object('message_id', CAST(part ->> 'message_id' AS bigint),
        'pieces', json_build_array(json_build_object('text', part ->> 'text')),
        'wanted_id', question.payload ->> 'course_id'),
    question.asked_at
FROM open_questions AS question, json_array_elements(question.payload -> 'parts') AS part
WHERE question.kind = 'file';
