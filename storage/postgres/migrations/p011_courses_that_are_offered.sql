-- Which course an announcement offers, and for whom one began by itself.
ALTER TABLE announcements ADD COLUMN offer text;
CREATE INDEX offers_called_off ON announcements (announcement_id)
    WHERE status = 'cancelled' AND offer IS NOT NULL;
-- The announcement by which it began, and the course in whose place.
ALTER TABLE enrollments ADD COLUMN started_by bigint;
ALTER TABLE enrollments ADD COLUMN instead_of text COLLATE "C";
CREATE INDEX enrollments_by_start ON enrollments (started_by)
    WHERE started_by IS NOT NULL AND status = 'active';
-- What begins once somebody has finished the present course.
CREATE TABLE courses_to_come (
    chat_id bigint NOT NULL PRIMARY KEY
        REFERENCES subscribers ON DELETE CASCADE ON UPDATE CASCADE,
    course_id text COLLATE "C" NOT NULL,
    started_by bigint NOT NULL
);
CREATE INDEX courses_to_come_by_start ON courses_to_come (started_by);
CREATE TABLE offer_answers (
    announcement_id bigint NOT NULL REFERENCES announcements ON DELETE CASCADE,
    answer text COLLATE "C" NOT NULL,
    count bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (announcement_id, answer)
);
