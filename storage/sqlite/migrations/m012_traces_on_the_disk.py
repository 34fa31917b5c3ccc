"""Remember that what was deleted may have left traces on the disk, and when those were wiped."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m012_traces_on_the_disk(db: Database) -> None:
    """Remember that what was deleted may have left traces on the disk, and when those were wiped.

    Without ``left_at`` there are none.
    """
    db.executescript("""
        CREATE TABLE disk_traces (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            left_at TEXT CHECK (left_at GLOB '????-??-??T??:??:??.???Z'),
            wiped_at TEXT CHECK (wiped_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;

        INSERT INTO disk_traces VALUES (1, NULL, NULL);
    """)
