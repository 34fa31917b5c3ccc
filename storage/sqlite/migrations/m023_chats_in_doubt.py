"""Remember since when a chat refuses what it is sent, so that one answer gives nobody up."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_INSTANT = "GLOB '????-??-??T??:??:??.???Z'"


@migrations()
def m023_chats_in_doubt(db: Database) -> None:
    """Remember since when a chat refuses what it is sent, and when anything has arrived last."""
    db.executescript(f"""
        CREATE TABLE doubted_chats (
            chat_id INTEGER PRIMARY KEY,
            refused_at TEXT NOT NULL CHECK (refused_at {_INSTANT})
        ) STRICT;

        ALTER TABLE outages ADD COLUMN arrived_at TEXT CHECK (arrived_at {_INSTANT});
    """)
