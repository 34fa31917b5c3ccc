"""Count how checks end, by week and revision."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m027_counts_of_checks(db: Database) -> None:
    """Count how checks end, by week and revision.

    In the order of its key, and without a number of its own, no row tells when it was written.
    """
    db.executescript("""
        CREATE TABLE check_counts (
            week TEXT NOT NULL CHECK (week GLOB '????-??-??'),
            revision INTEGER NOT NULL,
            name TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count >= 0),
            PRIMARY KEY (week, revision, name)
        ) STRICT, WITHOUT ROWID;
    """)
