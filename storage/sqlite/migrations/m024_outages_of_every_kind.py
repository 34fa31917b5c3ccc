"""Know outages of every kind: of people, of Telegram's side, and of one lesson that is refused."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_INSTANT = "GLOB '????-??-??T??:??:??.???Z'"


@migrations()
def m024_outages_of_every_kind(db: Database) -> None:
    """Know outages of every kind: of people, of Telegram's side, and of one lesson that is refused.

    The one without a lesson concerns everything.
    """
    db.executescript(f"""
        ALTER TABLE outages RENAME TO outages_before;
        CREATE TABLE outages (
            course_id TEXT NOT NULL,
            lesson_id TEXT NOT NULL,
            tries TEXT NOT NULL CHECK (tries NOT GLOB '*[^-+x~]*'),
            tried_at TEXT CHECK (tried_at {_INSTANT}),
            began_at TEXT CHECK (began_at {_INSTANT}),
            kind TEXT NOT NULL CHECK (kind IN ('-', 'x', '~')),
            lost INTEGER NOT NULL,
            tried INTEGER NOT NULL,
            probe_id INTEGER,
            probe_at TEXT CHECK (probe_at {_INSTANT}),
            arrived INTEGER NOT NULL,
            ended_at TEXT CHECK (ended_at {_INSTANT}),
            arrived_at TEXT CHECK (arrived_at {_INSTANT}),
            told_at TEXT CHECK (told_at {_INSTANT}),
            PRIMARY KEY (course_id, lesson_id)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO outages
        SELECT '', '', tries, tried_at, began_at, '-', lost, tried, probe_id, probe_at, arrived,
            ended_at, arrived_at, began_at
        FROM outages_before;
        DROP TABLE outages_before;
    """)  # noqa: S608  # no value of anybody's is in it
