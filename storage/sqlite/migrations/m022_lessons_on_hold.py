"""Let admins hold the lessons of a course, or all, and remember since when anything is on hold."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_INSTANT = "GLOB '????-??-??T??:??:??.???Z'"


@migrations()
def m022_lessons_on_hold(db: Database) -> None:
    """Let admins hold the lessons of a course, or all, and remember since when anything is on hold.

    A hold of no course in particular holds them all.
    """
    db.executescript(f"""
        CREATE TABLE lesson_holds (
            course_id TEXT NOT NULL PRIMARY KEY,
            held_by INTEGER NOT NULL,
            held_at TEXT NOT NULL CHECK (held_at {_INSTANT})
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE holds_since (
            subject TEXT NOT NULL PRIMARY KEY,
            since_at TEXT NOT NULL CHECK (since_at {_INSTANT}),
            is_reminded INTEGER NOT NULL CHECK (is_reminded IN (0, 1))
        ) STRICT, WITHOUT ROWID;
    """)
