"""Index what waits by its course, so that what a course on hold has waiting is never read."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m037_waiting_by_course(db: Database) -> None:
    """Index what waits by its course, so that what a course on hold has waiting is never read."""
    db.executescript("""
        DROP INDEX planned_deliveries;
        CREATE INDEX planned_deliveries
            ON deliveries (announcement_id, course_id, due_at) WHERE status = 'planned';
    """)
