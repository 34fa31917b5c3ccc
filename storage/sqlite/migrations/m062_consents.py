"""Keep to which text a chat has agreed, and when."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m062_consents(db: Database) -> None:
    """Keep for each version what a chat answered, or that it was asked."""
    db.executescript("""
        CREATE TABLE consents (
            chat_id INTEGER NOT NULL,
            version TEXT NOT NULL,
            answer TEXT NOT NULL CHECK (answer IN ('asked', 'agreed', 'declined')),
            answered_at TEXT NOT NULL CHECK (answered_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, version)
        ) STRICT, WITHOUT ROWID;
    """)
