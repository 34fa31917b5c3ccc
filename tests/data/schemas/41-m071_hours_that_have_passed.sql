-- applied: m071_hours_that_have_passed
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
            CHECK (offer IS NULL OR json_valid(offer)), attachment TEXT
            CHECK (attachment IS NULL OR json_valid(attachment)), link TEXT CHECK (link IS NULL OR json_valid(link)), behind TEXT
            CHECK (behind IN ('at_once', 'next_day', 'without')), behind_at TEXT,
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (text IS NULL))
        ) STRICT;
