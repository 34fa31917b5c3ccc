-- applied: m038_formatted_announcements
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
            CHECK (json_valid(marks)),
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (text IS NULL))
        ) STRICT;
CREATE TABLE corrections (
            correction_id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('edit', 'recall')),
            status TEXT NOT NULL CHECK (status IN ('draft', 'running', 'done')),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            announcement_id INTEGER REFERENCES announcements ON DELETE CASCADE,
            course_id TEXT,
            lesson_id TEXT,
            text TEXT,
            version INTEGER NOT NULL,
            screen_message_id INTEGER, confirmed_at TEXT
            CHECK (confirmed_at GLOB '????-??-??T??:??:??.???Z'), before_delivery_id INTEGER, looked_through INTEGER NOT NULL DEFAULT 0, to_look_through INTEGER NOT NULL DEFAULT 0, marks TEXT NOT NULL DEFAULT '[]'
            CHECK (json_valid(marks)),
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (announcement_id IS NULL))
        ) STRICT;
