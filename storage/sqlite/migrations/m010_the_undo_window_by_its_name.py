"""Say of an announcement until when it can be undone; "hold" is an admin's word."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m010_the_undo_window_by_its_name(db: Database) -> None:
    """Say of an announcement until when it can be undone; "hold" is an admin's word."""
    db.executescript("ALTER TABLE announcements RENAME COLUMN held_until_at TO undo_until_at;")
