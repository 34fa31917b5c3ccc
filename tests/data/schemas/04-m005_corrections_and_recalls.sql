-- applied: m004_audiences_versions_and_forms m005_corrections_and_recalls
CREATE TABLE announcements (
            announcement_id INTEGER PRIMARY KEY AUTOINCREMENT,
            status TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'planned', 'cancelled')),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
            course_id TEXT,
            lesson_id TEXT,
            text TEXT, first_at TEXT, last_at TEXT, wall_time TEXT, audience TEXT NOT NULL DEFAULT 'everyone', version INTEGER NOT NULL DEFAULT 1, held_until_at TEXT, on_hold_because TEXT, screen_message_id INTEGER, done_at TEXT,
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
            screen_message_id INTEGER,
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (announcement_id IS NULL))
        ) STRICT;
CREATE TABLE amendments (
            correction_id INTEGER NOT NULL REFERENCES corrections ON DELETE CASCADE,
            delivery_id INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
            status TEXT NOT NULL DEFAULT 'planned'
                CHECK (status IN ('planned', 'sending', 'retry', 'done', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            retry_at TEXT CHECK (retry_at GLOB '????-??-??T??:??:??.???Z'),
            error TEXT,
            PRIMARY KEY (correction_id, delivery_id)
        ) STRICT, WITHOUT ROWID;
CREATE INDEX open_amendments ON amendments (correction_id, delivery_id)
            WHERE status IN ('planned', 'sending', 'retry');
CREATE INDEX amendments_of_a_delivery ON amendments (delivery_id);
CREATE TABLE "schedule_forms" (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            step TEXT NOT NULL CHECK (step IN ('what', 'when', 'who', 'wording')),
            announcement_id INTEGER REFERENCES announcements ON DELETE CASCADE,
            what TEXT NOT NULL,
            typed_when TEXT NOT NULL
        ) STRICT;
