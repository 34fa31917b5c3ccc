"""Let an announcement decide whether its deliveries may leave, and count them as they change."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

# What a delivery counts as, in the order of its life; the row is OLD or NEW.
_STATE = """
    CASE {row}.status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN iif({row}.error IN ('forbidden', 'chat_gone'), 'blocked', 'failed')
        WHEN 'unknown' THEN iif({row}.is_settled, 'unknown', 'doubtful')
        WHEN 'retry' THEN
            CASE {row}.attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
"""


@migrations()
def m009_announcements_that_stand_still_as_a_whole(db: Database) -> None:
    """Let an announcement decide whether its deliveries may leave, and count them as they change.

    So neither a hold nor a look at the progress touches every one of a million rows.
    """
    old, new = (_STATE.format(row=row) for row in ("OLD", "NEW"))
    db.executescript(f"""
        ALTER TABLE announcements ADD COLUMN went_on_at TEXT
            CHECK (went_on_at GLOB '????-??-??T??:??:??.???Z');

        -- What was held goes back to what is planned; the hold is its announcement's.
        UPDATE deliveries SET error = 'not_wanted'
        WHERE status = 'skipped' AND error = 'on_hold' AND chat_id NOT IN (
            SELECT chat_id FROM subscribers WHERE status = 'active' AND NOT is_paused
        );
        UPDATE deliveries SET status = 'planned', error = NULL
        WHERE status = 'skipped' AND error = 'on_hold';

        CREATE INDEX open_announcements ON announcements (status) WHERE done_at IS NULL;

        -- By announcement (none for lessons) first, so that what stands still is never read.
        DROP INDEX planned_deliveries;
        DROP INDEX retried_deliveries;
        CREATE INDEX planned_deliveries
            ON deliveries (announcement_id, due_at) WHERE status = 'planned';
        CREATE INDEX retried_deliveries
            ON deliveries (announcement_id, retry_at) WHERE status = 'retry';

        CREATE TABLE tallies (
            announcement_id INTEGER NOT NULL REFERENCES announcements ON DELETE CASCADE,
            state TEXT NOT NULL CHECK (state IN ('open', 'shaken', 'troubled', 'doubtful', 'sent',
                'blocked', 'failed', 'unknown', 'skipped')),
            count INTEGER NOT NULL,
            PRIMARY KEY (announcement_id, state)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO tallies
        SELECT announcement_id, {_STATE.format(row="deliveries")} AS state, count(*)
        FROM deliveries WHERE announcement_id IS NOT NULL GROUP BY 1, 2;

        -- Whoever plans an announcement counts what is new: thousands of rows at once.
        CREATE TRIGGER a_changed_delivery_is_tallied
        AFTER UPDATE OF status, error, attempts, is_settled ON deliveries
        WHEN NEW.announcement_id IS NOT NULL AND {old} <> {new}
        BEGIN
            UPDATE tallies SET count = count - 1
                WHERE announcement_id = OLD.announcement_id AND state = {old};
            INSERT INTO tallies VALUES (NEW.announcement_id, {new}, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER a_deleted_delivery_is_tallied AFTER DELETE ON deliveries
        WHEN OLD.announcement_id IS NOT NULL
        BEGIN
            UPDATE tallies SET count = count - 1
                WHERE announcement_id = OLD.announcement_id AND state = {old};
        END;
    """)  # noqa: S608  # no value of anybody's is in it
