"""Let the process that sends know in which chats another one has a check open."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_INSTANT = "GLOB '????-??-??T??:??:??.???Z'"


@migrations()
def m046_chats_in_a_check(db: Database) -> None:
    """Let the process that sends know in which chats another one has a check open: the chat's
    number and until when lessons wait, for as long as they do, and nothing else."""
    db.executescript(f"""
        CREATE TABLE open_checks (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            until_at TEXT NOT NULL CHECK (until_at {_INSTANT})
        ) STRICT;
    """)
