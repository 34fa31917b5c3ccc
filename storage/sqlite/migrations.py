"""The tables, as migrations. Each one is applied once, in this order, and never edited after.

The rows can be read by people: instants are UTC text of one width (``2026-12-01T08:00:00.000Z``,
so that text order is time order), dates ISO, times ``HH:MM``, weekdays ``mon tue``, states words.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("lesson_a_day")


@migrations()
def m001_subscribers_enrollments_announcements_deliveries(db: Database) -> None:
    """Create what the first release keeps."""
    db.executescript("""
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

        -- An id is never used twice, so that a late report finds its own row or none.
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

        -- What makes a second delivery impossible, whatever code asks for it.
        CREATE UNIQUE INDEX one_lesson_per_chat_and_date
            ON deliveries (chat_id, local_date)
            WHERE local_date IS NOT NULL AND status NOT IN ('skipped', 'failed');
        CREATE UNIQUE INDEX one_delivery_per_chat_and_lesson
            ON deliveries (chat_id, course_id, lesson_id)
            WHERE course_id IS NOT NULL AND status NOT IN ('skipped', 'failed');
        CREATE UNIQUE INDEX one_delivery_per_chat_and_announcement
            ON deliveries (chat_id, announcement_id)
            WHERE announcement_id IS NOT NULL AND status NOT IN ('skipped', 'failed');

        -- What makes a tick with nothing to do cost nothing: each holds only unsettled rows.
        CREATE INDEX planned_deliveries ON deliveries (due_at) WHERE status = 'planned';
        CREATE INDEX retried_deliveries ON deliveries (retry_at) WHERE status = 'retry';
        CREATE INDEX leased_deliveries
            ON deliveries (lease_until_at) WHERE lease_until_at IS NOT NULL;
        CREATE INDEX unknown_deliveries
            ON deliveries (due_at) WHERE status = 'unknown' AND is_settled = 0;

        CREATE INDEX deliveries_of_a_chat ON deliveries (chat_id);
        CREATE INDEX deliveries_of_an_announcement
            ON deliveries (announcement_id) WHERE announcement_id IS NOT NULL;
    """)


@migrations()
def m002_flood_waits(db: Database) -> None:
    """Create the one row that lets a restart respect a long flood wait."""
    db.executescript("""
        CREATE TABLE flood_waits (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            until_at TEXT NOT NULL CHECK (until_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
    """)


@migrations()
def m003_admins_and_their_log(db: Database) -> None:
    """Keep who may do what, and a log that nothing can rewrite."""
    db.executescript("""
        CREATE TABLE admins (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL CHECK (added_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;

        CREATE TABLE audit_log (
            entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
            actor_id INTEGER NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_chat_id INTEGER,
            before TEXT NOT NULL,
            after TEXT NOT NULL
        ) STRICT;

        CREATE INDEX audit_log_by_actor ON audit_log (actor_id, at);

        CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

        -- The one change there may be: a person who is forgotten becomes 0.
        CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
        WHEN NEW.entry_id <> OLD.entry_id OR NEW.at <> OLD.at OR NEW.action <> OLD.action
            OR NEW.subject <> OLD.subject OR NEW.before <> OLD.before OR NEW.after <> OLD.after
            OR NEW.actor_id NOT IN (0, OLD.actor_id)
            OR (NEW.subject_chat_id IS NOT OLD.subject_chat_id AND NEW.subject_chat_id IS NOT 0)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    """)


@migrations()
def m004_audiences_versions_and_forms(db: Database) -> None:
    """Let an announcement have an audience, everybody's own time, a hold and a version."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN first_at TEXT;
        ALTER TABLE announcements ADD COLUMN last_at TEXT;
        ALTER TABLE announcements ADD COLUMN wall_time TEXT;
        ALTER TABLE announcements ADD COLUMN audience TEXT NOT NULL DEFAULT 'everyone';
        ALTER TABLE announcements ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE announcements ADD COLUMN held_until_at TEXT;
        ALTER TABLE announcements ADD COLUMN on_hold_because TEXT;
        ALTER TABLE announcements ADD COLUMN screen_message_id INTEGER;
        ALTER TABLE announcements ADD COLUMN done_at TEXT;
        UPDATE announcements SET first_at = at, last_at = at;
        UPDATE announcements SET done_at = at WHERE status = 'planned';

        CREATE TABLE schedule_forms (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            step TEXT NOT NULL CHECK (step IN ('what', 'when', 'who')),
            announcement_id INTEGER REFERENCES announcements ON DELETE CASCADE,
            what TEXT NOT NULL,
            typed_when TEXT NOT NULL
        ) STRICT;
    """)


@migrations()
def m005_corrections_and_recalls(db: Database) -> None:
    """Let copies that were sent be edited and deleted, as rows that survive a crash."""
    db.executescript("""
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

        -- The form gets one more question.
        CREATE TABLE wider_forms (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            step TEXT NOT NULL CHECK (step IN ('what', 'when', 'who', 'wording')),
            announcement_id INTEGER REFERENCES announcements ON DELETE CASCADE,
            what TEXT NOT NULL,
            typed_when TEXT NOT NULL
        ) STRICT;
        INSERT INTO wider_forms SELECT * FROM schedule_forms;
        DROP TABLE schedule_forms;
        ALTER TABLE wider_forms RENAME TO schedule_forms;
    """)


@migrations()
def m006_courses_from_the_chat(db: Database) -> None:
    """Keep courses that are worked on in the chat, and every revision that was published."""
    db.executescript("""
        CREATE TABLE course_drafts (
            course_id TEXT NOT NULL PRIMARY KEY,
            course TEXT NOT NULL CHECK (json_valid(course)),
            version INTEGER NOT NULL,
            approved TEXT NOT NULL CHECK (json_valid(approved)),
            notes TEXT NOT NULL CHECK (json_valid(notes)),
            based_on INTEGER,
            created_by INTEGER NOT NULL,
            updated_at TEXT NOT NULL CHECK (updated_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;

        CREATE TABLE course_revisions (
            course_id TEXT NOT NULL,
            revision INTEGER NOT NULL CHECK (revision > 0),
            course TEXT NOT NULL CHECK (json_valid(course)),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (course_id, revision)
        ) STRICT;

        CREATE TRIGGER course_revisions_are_never_deleted BEFORE DELETE ON course_revisions
        BEGIN SELECT RAISE(ABORT, 'revisions of courses are append-only'); END;

        -- The one change there may be: an author who moves or is forgotten.
        CREATE TRIGGER course_revisions_are_never_changed BEFORE UPDATE ON course_revisions
        WHEN NEW.course_id <> OLD.course_id OR NEW.revision <> OLD.revision
            OR NEW.course <> OLD.course OR NEW.created_at <> OLD.created_at
        BEGIN SELECT RAISE(ABORT, 'revisions of courses are append-only'); END;
    """)


@migrations()
def m007_questions_about_drafts(db: Database) -> None:
    """Keep what an admin was asked about a draft, and how its lessons read at first."""
    db.executescript("""
        -- Without a part it is a file that is asked for.
        CREATE TABLE draft_questions (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            part TEXT CHECK (part IN ('text', 'title', 'section', 'take', 'sources', 'quiz',
                'new', 'c-title', 'c-about', 'c-source', 'c-review')),
            course_id TEXT NOT NULL,
            lesson_id TEXT,
            seen TEXT NOT NULL,
            screen_message_id INTEGER
        ) STRICT;

        CREATE TABLE first_wordings (
            course_id TEXT NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
            lesson_id TEXT NOT NULL,
            wording TEXT NOT NULL,
            PRIMARY KEY (course_id, lesson_id)
        ) STRICT, WITHOUT ROWID;
    """)


@migrations()
def m008_announcements_instead_of_lessons(db: Database) -> None:
    """Let an announcement take the place of the day's lesson."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN replaces_lesson INTEGER NOT NULL DEFAULT 0
            CHECK (replaces_lesson IN (0, 1));
    """)
