"""Count subscribers as they change, and index what went wrong, so that nobody counts them all."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

_SAME = """
    status = {row}.status AND timezone = {row}.timezone AND is_paused = {row}.is_paused
        AND kind = {row}.kind
"""
# Not as an upsert: what the statement outside does on a conflict holds in here as well.
_COME = f"""
    INSERT INTO crowds
        SELECT NEW.status, NEW.timezone, NEW.is_paused, NEW.kind, 0
        WHERE NOT EXISTS (SELECT 1 FROM crowds WHERE {_SAME.format(row="NEW")});
    UPDATE crowds SET count = count + 1 WHERE {_SAME.format(row="NEW")};
"""  # noqa: S608  # no value of anybody's is in it
# What nobody is left of goes, as it would be a trace of who was the last.
_GO = f"""
    UPDATE crowds SET count = count - 1 WHERE {_SAME.format(row="OLD")};
    DELETE FROM crowds WHERE {_SAME.format(row="OLD")} AND count = 0;
"""  # noqa: S608


@migrations()
def m013_crowds_counted_as_they_change(db: Database) -> None:
    """Count subscribers as they change, and index what went wrong, so that nobody counts them all.

    Planning, claims and outcomes write none of the columns that are counted, except for those whose
    pause ends and those who are gone.
    """
    db.executescript(f"""
        CREATE TABLE crowds (
            status TEXT NOT NULL,
            timezone TEXT NOT NULL,
            is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            kind TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (status, timezone, is_paused, kind)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO crowds
        SELECT status, timezone, is_paused, kind, count(*) FROM subscribers GROUP BY 1, 2, 3, 4;

        CREATE TRIGGER a_new_subscriber_is_counted AFTER INSERT ON subscribers
        BEGIN {_COME} END;
        CREATE TRIGGER a_changed_subscriber_is_counted
        AFTER UPDATE OF status, timezone, is_paused, kind ON subscribers
        WHEN (OLD.status, OLD.timezone, OLD.is_paused, OLD.kind)
            <> (NEW.status, NEW.timezone, NEW.is_paused, NEW.kind)
        BEGIN {_GO} {_COME} END;
        CREATE TRIGGER a_deleted_subscriber_is_counted AFTER DELETE ON subscribers
        BEGIN {_GO} END;

        -- Those that are settled as well, after the others.
        DROP INDEX unknown_deliveries;
        CREATE INDEX unknown_deliveries
            ON deliveries (is_settled, due_at) WHERE status = 'unknown';
        CREATE INDEX failed_deliveries ON deliveries (due_at)
            WHERE status = 'failed' AND error NOT IN ('forbidden', 'chat_gone');
    """)  # noqa: S608
