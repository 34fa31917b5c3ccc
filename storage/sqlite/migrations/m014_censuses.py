"""Keep the last census: what is counted a few people at a time, and holds as of its beginning."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m014_censuses(db: Database) -> None:
    """Keep the last census: what is counted a few people at a time, and holds as of its beginning.

    No row is about one chat.
    """
    db.executescript("""
        CREATE TABLE censuses (
            census_id INTEGER PRIMARY KEY AUTOINCREMENT,
            began_at TEXT NOT NULL CHECK (began_at GLOB '????-??-??T??:??:??.???Z'),
            is_complete INTEGER NOT NULL DEFAULT 0 CHECK (is_complete IN (0, 1))
        ) STRICT;

        CREATE TABLE census_counts (
            census_id INTEGER NOT NULL REFERENCES censuses ON DELETE CASCADE,
            subject TEXT NOT NULL CHECK (subject IN ('in_course', 'finished', 'days_without',
                'people', 'joined', 'deliveries', 'lesson', 'lag')),
            course_id TEXT NOT NULL,
            name TEXT NOT NULL,
            timezone TEXT NOT NULL,
            is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            count INTEGER NOT NULL,
            PRIMARY KEY (census_id, subject, course_id, name, timezone, is_paused)
        ) STRICT, WITHOUT ROWID;
    """)
