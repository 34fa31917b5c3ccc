"""Keep how a draft stood before its latest changes, so that they can be taken back."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m052_steps_of_drafts(db: Database) -> None:
    """Keep how a draft stood before its latest changes."""
    db.executescript("""
        -- The course as JSON, as in course_drafts, and who had been approved.
        CREATE TABLE draft_steps (
            course_id TEXT NOT NULL REFERENCES course_drafts ON DELETE CASCADE,
            version INTEGER NOT NULL,
            course TEXT NOT NULL CHECK (json_valid(course)),
            approved TEXT NOT NULL CHECK (json_valid(approved)),
            PRIMARY KEY (course_id, version)
        ) STRICT, WITHOUT ROWID;
    """)
