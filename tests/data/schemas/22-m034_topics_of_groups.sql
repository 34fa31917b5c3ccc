-- applied: m031_own_pace
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
            CHECK (owes_farewell IN (0, 1)),
            PRIMARY KEY (chat_id, course_id),
            CHECK ((next_date IS NULL) = (next_due_at IS NULL))
        ) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
            delivery_id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat_id INTEGER NOT NULL
                REFERENCES subscribers ON DELETE CASCADE ON UPDATE CASCADE,
            course_id TEXT,
            lesson_id TEXT,
            local_date TEXT CHECK (local_date GLOB '????-??-??'),
            announcement_id INTEGER REFERENCES announcements ON DELETE CASCADE,
            due_at TEXT NOT NULL CHECK (due_at GLOB '????-??-??T??:??:??.???Z'),
            status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'claimed',
                'sending', 'sent', 'retry', 'failed', 'skipped', 'unknown')),
            attempts INTEGER NOT NULL DEFAULT 0,
            resends INTEGER NOT NULL DEFAULT 0,
            lease_until_at TEXT CHECK (lease_until_at GLOB '????-??-??T??:??:??.???Z'),
            retry_at TEXT CHECK (retry_at GLOB '????-??-??T??:??:??.???Z'),
            is_settled INTEGER NOT NULL DEFAULT 0 CHECK (is_settled IN (0, 1)),
            message_ids TEXT NOT NULL DEFAULT '',
            content_revision TEXT,
            sent_at TEXT CHECK (sent_at GLOB '????-??-??T??:??:??.???Z'),
            error TEXT, is_extra INTEGER NOT NULL DEFAULT 0
            CHECK (is_extra IN (0, 1)), rounds_ago INTEGER NOT NULL DEFAULT 0
            CHECK (rounds_ago >= 0),
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) = (local_date IS NULL)),
            CHECK ((course_id IS NULL) <> (announcement_id IS NULL)),
            CHECK ((status IN ('claimed', 'sending')) = (lease_until_at IS NOT NULL)),
            CHECK ((status = 'retry') = (retry_at IS NOT NULL))
        ) STRICT;
CREATE UNIQUE INDEX one_lesson_per_chat_and_date
            ON deliveries (chat_id, local_date)
            WHERE local_date IS NOT NULL AND is_extra = 0 AND status NOT IN ('skipped', 'failed');
CREATE UNIQUE INDEX one_delivery_per_chat_and_lesson
            ON deliveries (chat_id, course_id, lesson_id)
            WHERE course_id IS NOT NULL AND rounds_ago = 0
                AND status NOT IN ('skipped', 'failed');
CREATE INDEX farewells ON enrollments (finished_at) WHERE owes_farewell = 1;
