"""Keep how courses stand, and by which links people came."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m058_standings_and_links_of_courses(db: Database) -> None:
    """Keep which course newcomers begin, which are withdrawn, and the links that have a name."""
    db.executescript("""
        -- A course without a row is on offer, as most are.
        CREATE TABLE course_standings (
            course_id TEXT NOT NULL PRIMARY KEY,
            standing TEXT NOT NULL CHECK (standing IN ('default', 'withdrawn', 'archived'))
        ) STRICT;
        CREATE UNIQUE INDEX one_default_course ON course_standings (standing)
            WHERE standing = 'default';
        CREATE TABLE course_links (
            word TEXT NOT NULL PRIMARY KEY,
            course_id TEXT NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
        -- The word of the link by which somebody came into the course.
        ALTER TABLE enrollments ADD COLUMN came_by TEXT;
        CREATE INDEX enrollments_by_link ON enrollments (came_by, status)
            WHERE came_by IS NOT NULL;
    """)
