"""Count the words of the links by which people begin, that name no course; nothing per person."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m029_words_of_start_links(db: Database) -> None:
    """Count the words of the links by which people begin, that name no course; nothing per person.

    The empty word stands for all that came after there were too many.
    """
    db.executescript("""
        CREATE TABLE start_words (
            word TEXT NOT NULL PRIMARY KEY CHECK (length(word) <= 64),
            count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT, WITHOUT ROWID;
    """)
