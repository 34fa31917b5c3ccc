"""Keep a seat as it was before it was taken or changed, as long as that can be undone."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m070_former_seats(db: Database) -> None:
    """Keep a seat as it was before it was taken or changed, as long as that can be undone."""
    db.executescript("""
        CREATE TABLE former_seats (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL CHECK (added_at GLOB '????-??-??T??:??:??.???Z'),
            roles TEXT NOT NULL CHECK (json_valid(roles)),
            name TEXT NOT NULL,
            undo_until_at TEXT NOT NULL CHECK (undo_until_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
    """)
