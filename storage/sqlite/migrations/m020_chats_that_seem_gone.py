"""Remember what came of the latest tries, so that nobody is given up in a crowd."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_INSTANT = "GLOB '????-??-??T??:??:??.???Z'"


@migrations()
def m020_chats_that_seem_gone(db: Database) -> None:
    """Remember what came of the latest tries, so that nobody is given up in a crowd.

    Losses are the chats that seem gone since some minutes ago; whoever is among them comes back
    once most of what is tried is lost. A chat is closed where the bot has no right to write.
    """
    db.executescript(f"""
        CREATE TABLE outages (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            tries TEXT NOT NULL CHECK (tries NOT GLOB '*[^-+]*'),
            tried_at TEXT CHECK (tried_at {_INSTANT}),
            began_at TEXT CHECK (began_at {_INSTANT}),
            lost INTEGER NOT NULL,
            tried INTEGER NOT NULL,
            probe_id INTEGER,
            probe_at TEXT CHECK (probe_at {_INSTANT}),
            arrived INTEGER NOT NULL,
            ended_at TEXT CHECK (ended_at {_INSTANT})
        ) STRICT;

        CREATE TABLE losses (
            delivery_id INTEGER PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
            chat_id INTEGER NOT NULL,
            lost_at TEXT NOT NULL CHECK (lost_at {_INSTANT})
        ) STRICT;

        CREATE TABLE closed_chats (
            chat_id INTEGER PRIMARY KEY,
            closed_at TEXT NOT NULL CHECK (closed_at {_INSTANT})
        ) STRICT;
    """)
