"""Let an announcement have a picture, a voice or another file, and a button that opens a page."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m064_files_and_links_of_announcements(db: Database) -> None:
    """Keep the file by the id under which Telegram has it, and the button's label and address."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN attachment TEXT
            CHECK (attachment IS NULL OR json_valid(attachment));
        ALTER TABLE announcements ADD COLUMN link TEXT CHECK (link IS NULL OR json_valid(link));
    """)
