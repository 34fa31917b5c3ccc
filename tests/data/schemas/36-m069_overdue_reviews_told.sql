-- applied: m058_standings_and_links_of_courses
CREATE TABLE enrollments (
            chat_id INTEGER NOT NULL
                REFERENCES subscribers ON DELETE CASCADE ON UPDATE CASCADE,
            course_id TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('active', 'left', 'finished')),
            enrolled_at TEXT NOT NULL CHECK (enrolled_at GLOB '????-??-??T??:??:??.???Z'),
            last_lesson_id TEXT,
            next_date TEXT CHECK (next_date GLOB '????-??-??'),
            next_due_at TEXT CHECK (next_due_at GLOB '????-??-??T??:??:??.???Z'),
            finished_at TEXT CHECK (finished_at GLOB '????-??-??T??:??:??.???Z'), owes_farewell INTEGER NOT NULL DEFAULT 0
            CHECK (owes_farewell IN (0, 1)), started_by INTEGER, instead_of TEXT, came_by TEXT,
            PRIMARY KEY (chat_id, course_id),
            CHECK ((next_date IS NULL) = (next_due_at IS NULL))
        ) STRICT, WITHOUT ROWID;
CREATE TABLE course_standings (
            course_id TEXT NOT NULL PRIMARY KEY,
            standing TEXT NOT NULL CHECK (standing IN ('default', 'withdrawn', 'archived'))
        ) STRICT;
CREATE UNIQUE INDEX one_default_course ON course_standings (standing)
            WHERE standing = 'default';
CREATE TABLE course_links (
            word TEXT NOT NULL PRIMARY KEY,
            course_id TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE INDEX enrollments_by_link ON enrollments (came_by, status)
            WHERE came_by IS NOT NULL;
