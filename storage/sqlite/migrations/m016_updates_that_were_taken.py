"""Remember which updates were taken, and which one was handled when the process ended."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m016_updates_that_were_taken(db: Database) -> None:
    """Remember which updates were taken, and which one was handled when the process ended."""
    db.executescript("""
        CREATE TABLE taken_updates (
            place INTEGER PRIMARY KEY,
            update_id INTEGER NOT NULL,
            dated INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE receiving (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            unfinished_starts INTEGER NOT NULL,
            suspect_id INTEGER,
            suspect_tries INTEGER NOT NULL
        ) STRICT;
        INSERT INTO receiving (id, unfinished_starts, suspect_tries) VALUES (1, 0, 0);
    """)
