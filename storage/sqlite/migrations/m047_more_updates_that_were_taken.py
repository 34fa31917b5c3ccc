"""Remember sixteen thousand updates that were taken instead of one thousand."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m047_more_updates_that_were_taken(db: Database) -> None:
    """Give the updates that were taken their places among sixteen times as many: a process that
    stood still for a minute may come back to one that others have handled meanwhile."""
    db.executescript("""
        CREATE TEMP TABLE taken_before AS SELECT update_id, dated FROM taken_updates;
        DELETE FROM taken_updates;
        INSERT OR REPLACE INTO taken_updates (place, update_id, dated)
            SELECT update_id % 16384, update_id, dated FROM taken_before;
        DROP TABLE taken_before;
    """)
