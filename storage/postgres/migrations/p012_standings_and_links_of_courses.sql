-- Which course newcomers begin, which are withdrawn, and the links that have a name. A course
-- without a row is on offer, as most are.
CREATE TABLE course_standings (
    course_id text COLLATE "C" NOT NULL PRIMARY KEY,
    standing text NOT NULL CHECK (standing IN ('default', 'withdrawn', 'archived'))
);
CREATE UNIQUE INDEX one_default_course ON course_standings (standing)
    WHERE standing = 'default';
CREATE TABLE course_links (
    word text COLLATE "C" NOT NULL PRIMARY KEY,
    course_id text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL
);
-- The word of the link by which somebody came into the course.
ALTER TABLE enrollments ADD COLUMN came_by text COLLATE "C";
CREATE INDEX enrollments_by_link ON enrollments (came_by, status)
    WHERE came_by IS NOT NULL;
