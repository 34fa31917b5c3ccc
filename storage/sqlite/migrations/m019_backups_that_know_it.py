"""Let a backup know that it is one, so that whoever starts on it sends nothing again by itself."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m019_backups_that_know_it(db: Database) -> None:
    """Let a backup know that it is one, so that whoever starts on it sends nothing again by itself.

    A row stands in every backup, and in a database that was put back until an admin has let it go.
    """
    db.executescript("""
        CREATE TABLE restores (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            backed_up_at TEXT CHECK (backed_up_at GLOB '????-??-??T??:??:??.???Z'),
            restored_at TEXT CHECK (restored_at GLOB '????-??-??T??:??:??.???Z'),
            is_being_settled INTEGER NOT NULL DEFAULT 0 CHECK (is_being_settled IN (0, 1))
        ) STRICT;
    """)
