"""Keep which course an announcement offers, and for whom one began by itself."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m057_courses_that_are_offered(db: Database) -> None:
    """Let an announcement offer a course, or begin it."""
    db.executescript("""
        ALTER TABLE announcements ADD COLUMN offer TEXT
            CHECK (offer IS NULL OR json_valid(offer));
        CREATE INDEX offers_called_off ON announcements (announcement_id)
            WHERE status = 'cancelled' AND offer IS NOT NULL;
        -- The announcement by which it began, and the course in whose place.
        ALTER TABLE enrollments ADD COLUMN started_by INTEGER;
        ALTER TABLE enrollments ADD COLUMN instead_of TEXT;
        CREATE INDEX enrollments_by_start ON enrollments (started_by)
            WHERE started_by IS NOT NULL AND status = 'active';
        -- What begins once somebody has finished the present course.
        CREATE TABLE courses_to_come (
            chat_id INTEGER NOT NULL PRIMARY KEY
                REFERENCES subscribers ON DELETE CASCADE ON UPDATE CASCADE,
            course_id TEXT NOT NULL,
            started_by INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX courses_to_come_by_start ON courses_to_come (started_by);
        CREATE TABLE offer_answers (
            announcement_id INTEGER NOT NULL REFERENCES announcements ON DELETE CASCADE,
            answer TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (announcement_id, answer)
        ) STRICT, WITHOUT ROWID;
    """)
