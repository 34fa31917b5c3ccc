"""Create the one row that lets a restart respect a long flood wait."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m002_flood_waits(db: Database) -> None:
    """Create the one row that lets a restart respect a long flood wait."""
    db.executescript("""
        CREATE TABLE flood_waits (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            until_at TEXT NOT NULL CHECK (until_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
    """)
