-- applied: m001_subscribers_enrollments_announcements_deliveries
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE subscribers (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
            status TEXT NOT NULL CHECK (status IN ('joining', 'active', 'stopped', 'blocked')),
            timezone TEXT NOT NULL,
            send_time TEXT NOT NULL CHECK (send_time GLOB '[0-2][0-9]:[0-5][0-9]'),
            weekdays TEXT NOT NULL CHECK (weekdays GLOB '[mtwfs]*'),
            language_code TEXT,
            joined_at TEXT NOT NULL CHECK (joined_at GLOB '????-??-??T??:??:??.???Z'),
            awaiting TEXT CHECK (awaiting IN ('time', 'place', 'location', 'pause_end')),
            is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            resume_date TEXT CHECK (resume_date GLOB '????-??-??')
        ) STRICT, WITHOUT ROWID;
CREATE TABLE enrollments (
            chat_id INTEGER NOT NULL
                REFERENCES subscribers ON DELETE CASCADE ON UPDATE CASCADE,
            course_id TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('active', 'left', 'finished')),
            enrolled_at TEXT NOT NULL CHECK (enrolled_at GLOB '????-??-??T??:??:??.???Z'),
            last_lesson_id TEXT,
            next_date TEXT CHECK (next_date GLOB '????-??-??'),
            next_due_at TEXT CHECK (next_due_at GLOB '????-??-??T??:??:??.???Z'),
            finished_at TEXT CHECK (finished_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, course_id),
            CHECK ((next_date IS NULL) = (next_due_at IS NULL))
        ) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_active_enrollment_per_chat
            ON enrollments (chat_id) WHERE status = 'active';
CREATE INDEX due_enrollments
            ON enrollments (next_due_at) WHERE status = 'active' AND next_due_at IS NOT NULL;
CREATE TABLE announcements (
            announcement_id INTEGER PRIMARY KEY AUTOINCREMENT,
            status TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'planned', 'cancelled')),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
            course_id TEXT,
            lesson_id TEXT,
            text TEXT,
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (text IS NULL))
        ) STRICT;
CREATE INDEX announcements_by_status ON announcements (status, at);
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
            error TEXT,
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) = (local_date IS NULL)),
            CHECK ((course_id IS NULL) <> (announcement_id IS NULL)),
            CHECK ((status IN ('claimed', 'sending')) = (lease_until_at IS NOT NULL)),
            CHECK ((status = 'retry') = (retry_at IS NOT NULL))
        ) STRICT;
CREATE UNIQUE INDEX one_lesson_per_chat_and_date
            ON deliveries (chat_id, local_date)
            WHERE local_date IS NOT NULL AND status NOT IN ('skipped', 'failed');
CREATE UNIQUE INDEX one_delivery_per_chat_and_lesson
            ON deliveries (chat_id, course_id, lesson_id)
            WHERE course_id IS NOT NULL AND status NOT IN ('skipped', 'failed');
CREATE UNIQUE INDEX one_delivery_per_chat_and_announcement
            ON deliveries (chat_id, announcement_id)
            WHERE announcement_id IS NOT NULL AND status NOT IN ('skipped', 'failed');
CREATE INDEX planned_deliveries ON deliveries (due_at) WHERE status = 'planned';
CREATE INDEX retried_deliveries ON deliveries (retry_at) WHERE status = 'retry';
CREATE INDEX leased_deliveries
            ON deliveries (lease_until_at) WHERE lease_until_at IS NOT NULL;
CREATE INDEX unknown_deliveries
            ON deliveries (due_at) WHERE status = 'unknown' AND is_settled = 0;
CREATE INDEX deliveries_of_a_chat ON deliveries (chat_id);
CREATE INDEX deliveries_of_an_announcement
            ON deliveries (announcement_id) WHERE announcement_id IS NOT NULL;
