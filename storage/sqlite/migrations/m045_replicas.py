"""Know which processes answer, and where each is reached by its peers."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_INSTANT = "GLOB '????-??-??T??:??:??.???Z'"


@migrations()
def m045_replicas(db: Database) -> None:
    """Know which processes answer, where each is reached, and with which settings it runs."""
    db.executescript(f"""
        CREATE TABLE replicas (
            replica_id TEXT NOT NULL PRIMARY KEY,
            address TEXT NOT NULL,
            settings TEXT NOT NULL,
            started_at TEXT NOT NULL CHECK (started_at {_INSTANT}),
            seen_at TEXT NOT NULL CHECK (seen_at {_INSTANT})
        ) STRICT;
    """)
