"""Write down which bot the people in the database have joined."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m018_the_bot_that_a_database_belongs_to(db: Database) -> None:
    """Write down which bot the people in the database have joined.

    To any other bot each of them is somebody who has never written, and is given up.
    """
    db.executescript("""
        CREATE TABLE owners (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            bot_id INTEGER NOT NULL,
            since_at TEXT NOT NULL CHECK (since_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
    """)
