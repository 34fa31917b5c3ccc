"""Keep what people asked the clinic's staff, for the month in which it may be answered."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m063_questions_to_staff(db: Database) -> None:
    """Keep a question that somebody let be passed on, and which message the staff answers."""
    db.executescript("""
        CREATE TABLE staff_questions (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            question TEXT NOT NULL,
            asked_at TEXT NOT NULL CHECK (asked_at GLOB '????-??-??T??:??:??.???Z'),
            staff_chat_id INTEGER NOT NULL,
            staff_message_id INTEGER,
            answered_at TEXT CHECK (answered_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, message_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX staff_questions_by_time ON staff_questions (asked_at);
        CREATE INDEX staff_questions_by_copy ON staff_questions (staff_chat_id, staff_message_id);
    """)
