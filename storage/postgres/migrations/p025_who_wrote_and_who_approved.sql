-- Whose words a draft holds, and who approved which wording. Of a draft there is, whoever began it
-- counts for all of it; what is approved stays so.
CREATE TABLE draft_hands (
    course_id text COLLATE "C" NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
    -- Empty for what the course says of itself, which stands around each lesson.
    lesson_id text COLLATE "C" NOT NULL,
    person_id bigint NOT NULL,
    -- The version of the draft that their words made.
    version integer NOT NULL,
    PRIMARY KEY (course_id, lesson_id, person_id)
);
CREATE TABLE approvals (
    course_id text COLLATE "C" NOT NULL,
    lesson_id text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    approved_by bigint NOT NULL,
    approved_at timestamptz NOT NULL,
    PRIMARY KEY (course_id, lesson_id, fingerprint)
);
INSERT INTO draft_hands (course_id, lesson_id, person_id, version)
    SELECT course_id, '', created_by, 0 FROM course_drafts WHERE created_by <> 0;
