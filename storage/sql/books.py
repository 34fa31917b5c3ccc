"""The books in SQL: what cannot be so is found, and put right."""

from collections.abc import Sequence
from datetime import datetime

from lessons.delivery.books import CrowdMiscount, TallyMiscount
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.reasons import Reason
from lessons.delivery.statistics import MOST_TROUBLES
from storage.sql.claim_statements import OVERDUE, RUNNING
from storage.sql.part import SQLPart
from storage.sql.rows import write_ids, write_instant

_IS_ORPHAN = """
    NOT EXISTS (SELECT 1 FROM subscribers WHERE subscribers.chat_id = deliveries.chat_id)
    OR announcement_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM announcements
        WHERE announcements.announcement_id = deliveries.announcement_id
    )
"""
_HAS_WAITING = """
    announcements.status = 'planned' AND done_at IS NOT NULL AND (
        EXISTS (
            SELECT 1 FROM deliveries
            WHERE deliveries.status = 'planned'
                AND deliveries.announcement_id = announcements.announcement_id
        ) OR EXISTS (
            SELECT 1 FROM deliveries
            WHERE deliveries.status = 'retry'
                AND deliveries.announcement_id = announcements.announcement_id
        )
    )
"""
# As the triggers that keep the counts have it: migration m009.
_STATE = f"""
    CASE status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN
            CASE WHEN error IN ('{Reason.FORBIDDEN}', '{Reason.CHAT_GONE}')
                THEN 'blocked' ELSE 'failed' END
        WHEN 'unknown' THEN CASE WHEN is_settled = 1 THEN 'unknown' ELSE 'doubtful' END
        WHEN 'retry' THEN CASE attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
"""


class SQLBooks(SQLPart):
    """The part of the store that checks itself."""

    def count_overdue(self, due_before: datetime, retry_before: datetime) -> int:
        """See ``BooksStore``."""
        return self._read_number(
            f"""
            WITH RECURSIVE {RUNNING}
            SELECT count(*) FROM ({self._in_dialect(OVERDUE)}) AS overdue
            """,
            most=MOST_TROUBLES + 1,
            due_before=write_instant(due_before),
            retry_before=write_instant(retry_before),
        )

    def count_open(self) -> dict[DeliveryStatus, int]:
        """See ``BooksStore``."""
        rows = self._database.execute(
            """
            SELECT 'planned', count(*) FROM deliveries WHERE status = 'planned'
            UNION ALL
            SELECT 'claimed', count(*) FROM deliveries
            WHERE lease_until_at IS NOT NULL AND status = 'claimed'
            UNION ALL
            SELECT 'sending', count(*) FROM deliveries
            WHERE lease_until_at IS NOT NULL AND status = 'sending'
            UNION ALL
            SELECT 'retry', count(*) FROM deliveries WHERE status = 'retry'
            UNION ALL
            SELECT 'unknown', count(*) FROM deliveries WHERE status = 'unknown' AND is_settled = 0
            """
        )
        return {DeliveryStatus(status): count for status, count in rows}

    def count_odd_leases(self, before: datetime, beyond: datetime) -> int:
        """See ``BooksStore``."""
        return self._read_number(
            """
            SELECT count(*) FROM deliveries
            WHERE lease_until_at IS NOT NULL
                AND (lease_until_at < :before OR lease_until_at > :beyond)
            """,
            before=write_instant(before),
            beyond=write_instant(beyond),
        )

    def end_odd_leases(self, beyond: datetime, at: datetime) -> None:
        """See ``BooksStore``."""
        self._database.execute(
            "UPDATE deliveries SET lease_until_at = ? WHERE lease_until_at > ?",
            (write_instant(at), write_instant(beyond)),
        )

    def count_unplanned(self, due_before: datetime) -> int:
        """See ``BooksStore``."""
        return self._read_number(
            """
            SELECT (
                SELECT count(*) FROM enrollments
                WHERE status = 'active' AND next_due_at IS NOT NULL AND next_due_at < :due_before
            ) + (
                SELECT count(*) FROM announcements WHERE status = 'scheduled' AND at < :due_before
            )
            """,
            due_before=write_instant(due_before),
        )

    def list_misplaced(self, limit: int) -> list[int]:
        """See ``BooksStore``."""
        return self._read_numbers(
            f"""
            SELECT chat_id FROM enrollments {self.dialect.then_join} subscribers USING (chat_id)
            WHERE enrollments.status = 'active' AND (next_due_at IS NULL) = (
                subscribers.status = 'active' AND (is_paused = 0 OR resume_date IS NOT NULL)
            )
            LIMIT :limit
            """,
            limit=limit,
        )

    def list_ended_early(self) -> list[int]:
        """See ``BooksStore``."""
        return self._read_numbers(f"SELECT announcement_id FROM announcements WHERE {_HAS_WAITING}")

    def reopen(self, announcement_ids: Sequence[int]) -> int:
        """See ``BooksStore``."""
        return self._change_those(
            f"""
            UPDATE announcements SET done_at = NULL
            WHERE announcement_id IN {self._ids("?")} AND {_HAS_WAITING}
            """,
            announcement_ids,
        )

    def find_last_delivery_id(self) -> int:
        """See ``BooksStore``."""
        return self._read_number("SELECT coalesce(max(delivery_id), 0) FROM deliveries")

    def list_orphans(self, after_id: int, last_id: int) -> list[int]:
        """See ``BooksStore``."""
        return self._read_numbers(
            f"""
            SELECT delivery_id FROM deliveries
            WHERE delivery_id > :after AND delivery_id <= :last AND ({_IS_ORPHAN})
            """,
            after=after_id,
            last=last_id,
        )

    def delete_orphans(self, delivery_ids: Sequence[int]) -> int:
        """See ``BooksStore``."""
        return self._change_those(
            f"""
            DELETE FROM deliveries
            WHERE delivery_id IN {self._ids("?")} AND ({_IS_ORPHAN})
            """,
            delivery_ids,
        )

    def list_timeless(self, after_id: int, last_id: int) -> list[int]:
        """See ``BooksStore``."""
        return self._read_numbers(
            """
            SELECT delivery_id FROM deliveries
            WHERE delivery_id > :after AND delivery_id <= :last
                AND status = 'sent' AND sent_at IS NULL
            """,
            after=after_id,
            last=last_id,
        )

    def fill_in_times(self, delivery_ids: Sequence[int]) -> int:
        """See ``BooksStore``."""
        return self._change_those(
            f"""
            UPDATE deliveries SET sent_at = due_at
            WHERE delivery_id IN {self._ids("?")}
                AND status = 'sent' AND sent_at IS NULL
            """,
            delivery_ids,
        )

    def list_crowd_miscounts(self) -> list[CrowdMiscount]:
        """See ``BooksStore``."""
        rows = self._database.execute(
            """
            SELECT status, timezone, is_paused, kind, sum(difference) FROM (
                SELECT status, timezone, is_paused, kind, count(*) AS difference
                FROM subscribers GROUP BY status, timezone, is_paused, kind
                UNION ALL
                SELECT status, timezone, is_paused, kind, -count FROM crowds
            ) AS counted
            GROUP BY status, timezone, is_paused, kind HAVING sum(difference) <> 0
            """
        )
        return [
            CrowdMiscount(status, timezone, bool(is_paused), kind, difference)
            for status, timezone, is_paused, kind, difference in rows
        ]

    def correct_crowds(self, miscounts: Sequence[CrowdMiscount]) -> None:
        """See ``BooksStore``."""
        self._database.executemany(
            """
            INSERT INTO crowds (status, timezone, is_paused, kind, count) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (status, timezone, is_paused, kind)
            DO UPDATE SET count = crowds.count + excluded.count
            """,
            [
                (one.status, one.timezone, int(one.is_paused), one.kind, one.difference)
                for one in miscounts
            ],
        )
        self._database.execute("DELETE FROM crowds WHERE count = 0")

    def list_tallied(self, done_since: datetime) -> list[int]:
        """See ``BooksStore``."""
        return self._read_numbers(
            """
            SELECT announcement_id FROM announcements
            WHERE status IN ('scheduled', 'planned') AND (done_at IS NULL OR done_at >= :since)
            """,
            since=write_instant(done_since),
        )

    def list_tally_miscounts(self, announcement_id: int) -> list[TallyMiscount]:
        """See ``BooksStore``."""
        rows = self._database.execute(
            f"""
            SELECT state, sum(difference) FROM (
                SELECT {_STATE} AS state, count(*) AS difference FROM deliveries
                WHERE announcement_id = :number GROUP BY 1
                UNION ALL
                SELECT state, -count FROM tallies WHERE announcement_id = :number
            ) AS counted
            GROUP BY state HAVING sum(difference) <> 0
            """,
            {"number": announcement_id},
        )
        return [TallyMiscount(announcement_id, state, difference) for state, difference in rows]

    def correct_tallies(self, miscounts: Sequence[TallyMiscount]) -> None:
        """See ``BooksStore``."""
        self._database.executemany(
            """
            INSERT INTO tallies (announcement_id, state, count)
            SELECT announcement_id, :state, :difference FROM announcements
            WHERE announcement_id = :number
            ON CONFLICT (announcement_id, state)
            DO UPDATE SET count = tallies.count + excluded.count
            """,
            [
                {"number": one.announcement_id, "state": one.state, "difference": one.difference}
                for one in miscounts
            ],
        )

    def _read_number(self, sql: str, **values: str | int) -> int:
        [count] = self._database.execute(sql, values).fetchone()
        return int(count)

    def _read_numbers(self, sql: str, **values: str | int) -> list[int]:
        return [number for (number,) in self._database.execute(sql, values)]

    def _change_those(self, sql: str, ids: Sequence[int]) -> int:
        return self._database.execute(sql, (write_ids(ids),)).rowcount
