"""Keep how an announcement and its correction are formatted."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m038_formatted_announcements(db: Database) -> None:
    """Keep how an announcement and its correction are formatted; those of before are plain."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN marks TEXT NOT NULL DEFAULT '[]'
            CHECK (json_valid(marks));
        ALTER TABLE corrections ADD COLUMN marks TEXT NOT NULL DEFAULT '[]'
            CHECK (json_valid(marks));
    """)
