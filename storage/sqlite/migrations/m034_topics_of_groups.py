"""Keep in which topic a group reads its lessons."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m034_topics_of_groups(db: Database) -> None:
    """Keep in which topic a group reads its lessons; a group without one reads them in General."""
    db.executescript("""
        CREATE TABLE chat_topics (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            thread_id INTEGER NOT NULL CHECK (thread_id > 0)
        ) STRICT;
    """)
