"""Let an announcement take the place of the day's lesson."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m008_announcements_instead_of_lessons(db: Database) -> None:
    """Let an announcement take the place of the day's lesson."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN replaces_lesson INTEGER NOT NULL DEFAULT 0
            CHECK (replaces_lesson IN (0, 1));
    """)
