"""Let an announcement have an audience, everybody's own time, a hold and a version."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


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
