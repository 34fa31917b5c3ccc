"""Keep an article that was read until an admin says whether a draft is made of it."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m053_articles_that_were_read(db: Database) -> None:
    """Keep an article that was read until an admin says whether a draft is made of it."""
    db.executescript("""
        CREATE TABLE read_articles (
            chat_id INTEGER NOT NULL,
            -- A hash of how it would be cut, as the buttons below it carry it.
            mark TEXT NOT NULL,
            -- The document and the course that it would be, as JSON.
            article TEXT NOT NULL CHECK (json_valid(article)),
            read_at TEXT NOT NULL CHECK (read_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, mark)
        ) STRICT;
    """)
