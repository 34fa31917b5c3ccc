"""Let amendments be planned a few at a time, and count them as they change."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations

# The row is OLD or NEW.
_STATE = """
    CASE WHEN {row}.status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN {row}.status = 'done' THEN 'done'
        WHEN {row}.error = 'too_old' THEN 'too_old'
        ELSE 'failed' END
"""


@migrations()
def m036_amendments_planned_in_steps(db: Database) -> None:
    """Let amendments be planned a few at a time, and count them as they change.

    So neither a recall nor a look at how far it is touches every one of a million rows. What was
    planned before is planned whole.
    """
    old, new = (_STATE.format(row=row) for row in ("OLD", "NEW"))
    db.executescript(f"""
        ALTER TABLE corrections ADD COLUMN confirmed_at TEXT
            CHECK (confirmed_at GLOB '????-??-??T??:??:??.???Z');
        ALTER TABLE corrections ADD COLUMN before_delivery_id INTEGER;
        ALTER TABLE corrections ADD COLUMN looked_through INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE corrections ADD COLUMN to_look_through INTEGER NOT NULL DEFAULT 0;

        -- Of several messages some had left, and then the connection broke.
        CREATE INDEX half_known_deliveries ON deliveries (delivery_id)
            WHERE status = 'unknown' AND message_ids <> '';

        CREATE TABLE amendment_tallies (
            correction_id INTEGER NOT NULL REFERENCES corrections ON DELETE CASCADE,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'too_old', 'failed')),
            count INTEGER NOT NULL,
            PRIMARY KEY (correction_id, state)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO amendment_tallies
        SELECT correction_id, {_STATE.format(row="amendments")} AS state, count(*)
        FROM amendments GROUP BY 1, 2;

        -- Whoever plans amendments counts what is new: a thousand rows at once.
        CREATE TRIGGER a_changed_amendment_is_tallied
        AFTER UPDATE OF status, error ON amendments WHEN {old} <> {new}
        BEGIN
            UPDATE amendment_tallies SET count = count - 1
                WHERE correction_id = OLD.correction_id AND state = {old};
            INSERT INTO amendment_tallies VALUES (NEW.correction_id, {new}, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER a_deleted_amendment_is_tallied AFTER DELETE ON amendments
        BEGIN
            UPDATE amendment_tallies SET count = count - 1
                WHERE correction_id = OLD.correction_id AND state = {old};
        END;

        -- What was leaving and has not left leaves later, and that is not what was confirmed.
        CREATE TRIGGER what_leaves_later_is_not_amended AFTER UPDATE OF status ON deliveries
        WHEN NEW.status = 'retry' AND OLD.status IN ('sending', 'unknown')
            AND NEW.message_ids = ''
        BEGIN
            DELETE FROM amendments
                WHERE delivery_id = NEW.delivery_id AND status IN ('planned', 'retry');
        END;
    """)  # noqa: S608  # no value of anybody's is in it
