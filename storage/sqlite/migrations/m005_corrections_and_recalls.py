"""Let copies that were sent be edited and deleted, as rows that survive a crash."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


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
