"""Keep which overdue reviews of courses the admins have heard of."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m069_overdue_reviews_told(db: Database) -> None:
    """Keep which overdue reviews of courses the admins have heard of."""
    db.executescript("""
        CREATE TABLE overdue_reviews_told (
            course_id TEXT NOT NULL,
            due_date TEXT NOT NULL CHECK (due_date GLOB '????-??-??'),
            PRIMARY KEY (course_id, due_date)
        ) STRICT, WITHOUT ROWID;
    """)
