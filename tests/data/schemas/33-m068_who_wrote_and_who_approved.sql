-- applied: m057_courses_that_are_offered
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
            CHECK (owes_farewell IN (0, 1)), started_by INTEGER, instead_of TEXT,
            PRIMARY KEY (chat_id, course_id),
            CHECK ((next_date IS NULL) = (next_due_at IS NULL))
        ) STRICT, WITHOUT ROWID;
CREATE TABLE announcements (
            announcement_id INTEGER PRIMARY KEY AUTOINCREMENT,
            status TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'planned', 'cancelled')),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
            course_id TEXT,
            lesson_id TEXT,
            text TEXT, first_at TEXT, last_at TEXT, wall_time TEXT, audience TEXT NOT NULL DEFAULT 'everyone', version INTEGER NOT NULL DEFAULT 1, undo_until_at TEXT, on_hold_because TEXT, screen_message_id INTEGER, done_at TEXT, replaces_lesson INTEGER NOT NULL DEFAULT 0
            CHECK (replaces_lesson IN (0, 1)), went_on_at TEXT
            CHECK (went_on_at GLOB '????-??-??T??:??:??.???Z'), marks TEXT NOT NULL DEFAULT '[]'
            CHECK (json_valid(marks)), offer TEXT
            CHECK (offer IS NULL OR json_valid(offer)),
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (text IS NULL))
        ) STRICT;
CREATE INDEX offers_called_off ON announcements (announcement_id)
            WHERE status = 'cancelled' AND offer IS NOT NULL;
CREATE INDEX enrollments_by_start ON enrollments (started_by)
            WHERE started_by IS NOT NULL AND status = 'active';
CREATE TABLE courses_to_come (
            chat_id INTEGER NOT NULL PRIMARY KEY
                REFERENCES subscribers ON DELETE CASCADE ON UPDATE CASCADE,
            course_id TEXT NOT NULL,
            started_by INTEGER NOT NULL
        ) STRICT;
CREATE INDEX courses_to_come_by_start ON courses_to_come (started_by);
CREATE TABLE offer_answers (
            announcement_id INTEGER NOT NULL REFERENCES announcements ON DELETE CASCADE,
            answer TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (announcement_id, answer)
        ) STRICT, WITHOUT ROWID;
