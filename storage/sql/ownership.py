"""Whose a database is, and whether it was put back from a backup, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from lessons.delivery.reasons import Reason
from lessons.delivery.restore import Past, Restore
from storage.interface.ownership import Owner, Range
from storage.sql.chat_columns import CHAT_COLUMNS, ChatColumn
from storage.sql.outbox import SQLOutbox
from storage.sql.part import Database, Row
from storage.sql.rows import read_instant, write_instant

# What an admin holds stays held, and what was cancelled goes anyhow.
_OPEN = """
    FROM deliveries LEFT JOIN announcements USING (announcement_id)
    WHERE due_at <= :until_at AND announcements.on_hold_because IS NULL
        AND coalesce(announcements.status, '') <> 'cancelled'
        AND (deliveries.status IN ('planned', 'claimed', 'sending', 'retry')
            OR deliveries.status = 'unknown' AND is_settled = 0)
"""


class SQLOwnership(SQLOutbox):
    """The part of the store that knows whose it is."""

    def find_owner(self) -> Owner | None:
        """See ``OwnershipStore``."""
        return read_owner(self._database)

    def save_owner(self, owner: Owner) -> None:
        """See ``OwnershipStore``."""
        self._database.execute(
            """
            INSERT INTO owners (id, bot_id, since_at) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                bot_id = excluded.bot_id, since_at = excluded.since_at
            """,
            (owner.bot_id, write_instant(owner.since_at)),
        )

    def holds_others(self, known: Sequence[Range]) -> bool:
        """See ``OwnershipStore``."""
        return holds_others(self._database, known)

    def find_restore(self) -> Restore | None:
        """See ``OwnershipStore``."""
        row = self._database.execute("SELECT * FROM restores").fetchone()
        return _read_restore(row) if row else None

    def save_restore(self, restore: Restore) -> None:
        """See ``OwnershipStore``."""
        write_restore(self._database, restore)

    def delete_restore(self) -> None:
        """See ``OwnershipStore``."""
        self._database.execute("DELETE FROM restores")

    def count_past(self, until_at: datetime) -> Past:
        """See ``OwnershipStore``."""
        until = {"until_at": write_instant(until_at)}
        [deliveries] = self._database.execute(f"SELECT count(*) {_OPEN}", until).fetchone()
        [lessons] = self._database.execute(
            """
            SELECT count(*) FROM enrollments
            WHERE status = 'active' AND next_due_at <= :until_at
            """,
            until,
        ).fetchone()
        numbers = self._database.execute(
            """
            SELECT announcement_id FROM announcements
            WHERE status = 'scheduled' AND at <= :until_at AND on_hold_because IS NULL
            ORDER BY announcement_id
            """,
            until,
        )
        return Past(deliveries, lessons, tuple(number for (number,) in numbers))

    def leave_unknown(self, until_at: datetime, limit: int) -> int:
        """See ``OwnershipStore``."""
        ids = self._change(
            f"""
            UPDATE deliveries
            SET status = 'unknown', is_settled = 1, lease_until_at = NULL, retry_at = NULL,
                error = :error
            WHERE delivery_id IN (SELECT delivery_id {_OPEN} LIMIT :limit)
            RETURNING delivery_id
            """,  # no value of anybody's is in it
            until_at=write_instant(until_at),
            limit=limit,
            error=Reason.RESTORED,
        )
        self._advance_places(ids)
        return len(ids)


def read_owner(database: Database) -> Owner | None:
    """Return the bot that the database belongs to; ``None`` if there is none yet."""
    row = database.execute("SELECT * FROM owners").fetchone()
    return Owner(row["bot_id"], read_instant(row["since_at"])) if row else None


def holds_others(
    database: Database, known: Sequence[Range], columns: Sequence[ChatColumn] = CHAT_COLUMNS
) -> bool:
    """Whether any chat's number in any row is outside these ranges (0 is nobody's)."""
    unknown = " AND ".join(["{0} NOT BETWEEN ? AND ?"] * (len(known) + 1))
    bounds = [bound for one in (*known, (0, 0)) for bound in one]
    return any(
        database.execute(
            f"SELECT 1 FROM {table} WHERE {unknown.format(column)} LIMIT 1",
            bounds,
        ).fetchone()
        for table, column, *_ in columns
    )


def write_restore(database: Database, restore: Restore) -> None:
    """Note in the database that it stands as a backup had it."""
    backed_up_at, restored_at = restore.backed_up_at, restore.restored_at
    database.execute(
        """
        INSERT INTO restores (id, backed_up_at, restored_at, is_being_settled)
        VALUES (1, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            backed_up_at = excluded.backed_up_at, restored_at = excluded.restored_at,
            is_being_settled = excluded.is_being_settled
        """,
        (
            write_instant(backed_up_at) if backed_up_at else None,
            write_instant(restored_at) if restored_at else None,
            int(restore.is_being_settled),
        ),
    )


def _read_restore(row: Row) -> Restore:
    backed_up_at, restored_at = row["backed_up_at"], row["restored_at"]
    return Restore(
        backed_up_at=read_instant(backed_up_at) if backed_up_at else None,
        restored_at=read_instant(restored_at) if restored_at else None,
        is_being_settled=bool(row["is_being_settled"]),
    )
