"""Keep what becomes of those whose hour has passed when something goes at everybody's own."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m071_hours_that_have_passed(db: Database) -> None:
    """Let an announcement know for whom its hour had passed, and whether they get it."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN behind TEXT
            CHECK (behind IN ('at_once', 'next_day', 'without'));
        ALTER TABLE announcements ADD COLUMN behind_at TEXT;
    """)
