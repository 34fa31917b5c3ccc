-- How a draft stood before its latest changes, so that they can be taken back.
CREATE TABLE draft_steps (
    course_id text COLLATE "C" NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
    version integer NOT NULL,
    course json NOT NULL,
    approved json NOT NULL,
    PRIMARY KEY (course_id, version)
);
