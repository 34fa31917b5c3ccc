"""Find what strangers tried of late without going through all of the admins' log."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m021_refusals_by_their_time(db: Database) -> None:
    """Find what strangers tried of late without going through all of the admins' log."""
    db.executescript("""
        CREATE INDEX refusals ON audit_log (at) WHERE action = 'refused';
    """)
