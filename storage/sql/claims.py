"""Claims in SQL: what may leave now, and when anything may next."""

from collections.abc import Set
from datetime import datetime

from lessons.delivery.delivery import Delivery
from lessons.delivery.reasons import Reason
from storage.interface.outages import LessonKey
from storage.sql.claim_statements import CLAIM, EARLIEST, IS_ANYTHING, NOTES_SENDER
from storage.sql.part import SQLPart
from storage.sql.rows import read_delivery, read_instant, write_ids, write_instant


class SQLClaims(SQLPart):
    """The part of the store that knows what may leave."""

    def claim_deliveries(
        self,
        now: datetime,
        real_now: datetime,
        limit: int,
        lease_until_at: datetime,
        except_chat_ids: Set[int] = frozenset(),
    ) -> list[Delivery]:
        """See ``Store``."""
        # One statement: a transaction that reads and then writes fails at once with "database is
        # locked" when a second process writes.
        return self._list_deliveries(
            self._in_dialect(CLAIM),
            {
                "now": write_instant(now),
                "real_now": write_instant(real_now),
                "limit": limit,
                "lease_until_at": write_instant(lease_until_at),
                "except_ids": write_ids(except_chat_ids),
                "epoch": self._epoch,
            },
        )

    def is_anything_to_send(self, now: datetime, real_now: datetime) -> bool:
        """See ``Store``."""
        [is_anything] = self._database.execute(
            self._in_dialect(IS_ANYTHING),
            {"now": write_instant(now), "real_now": write_instant(real_now)},
        ).fetchone()
        return bool(is_anything)

    def claim_delivery(self, delivery_id: int, lease_until_at: datetime) -> Delivery | None:
        """See ``Store``."""
        claimed = self._list_deliveries(
            f"""
            UPDATE deliveries SET status = 'claimed', lease_until_at = :lease_until_at
                {self._in_dialect(NOTES_SENDER)}
            WHERE delivery_id = :delivery_id AND status = 'planned' RETURNING *
            """,
            {
                "delivery_id": delivery_id,
                "lease_until_at": write_instant(lease_until_at),
                "epoch": self._epoch,
            },
        )
        return claimed[0] if claimed else None

    def claim_lesson(
        self,
        lesson: LessonKey,
        due_since_at: datetime,
        now: datetime,
        lease_until_at: datetime,
        except_chat_ids: Set[int] = frozenset(),
    ) -> Delivery | None:
        """See ``OutageStore``."""
        course_id, lesson_id = lesson
        claimed = self._list_deliveries(
            f"""
            UPDATE deliveries SET status = 'claimed', lease_until_at = :lease_until_at
                {self._in_dialect(NOTES_SENDER)}
            WHERE delivery_id = (
                SELECT delivery_id FROM deliveries
                WHERE status = 'planned' AND announcement_id IS NULL
                    AND due_at BETWEEN :since_at AND :now
                    AND course_id = :course_id AND lesson_id = :lesson_id
                    AND chat_id NOT IN {self._ids(":except_ids")}
                    AND NOT EXISTS (
                        SELECT 1 FROM lesson_holds WHERE lesson_holds.course_id IN ('', :course_id)
                    )
                ORDER BY due_at LIMIT 1
            )
            RETURNING *
            """,  # no value of anybody's is in it
            {
                "lease_until_at": write_instant(lease_until_at),
                "since_at": write_instant(due_since_at),
                "now": write_instant(now),
                "course_id": course_id,
                "lesson_id": lesson_id,
                "epoch": self._epoch,
                "except_ids": write_ids(except_chat_ids),
            },
        )
        return claimed[0] if claimed else None

    def find_next_lesson_probe_at(
        self, due_since_at: datetime, except_chat_ids: Set[int] = frozenset()
    ) -> datetime | None:
        """See ``OutageStore``."""
        [earliest] = self._database.execute(
            f"""
            SELECT min(CASE WHEN probe_at > due_at THEN probe_at ELSE due_at END) FROM (
                SELECT probe_at, (
                    SELECT due_at FROM deliveries
                    WHERE status = 'planned' AND announcement_id IS NULL AND due_at >= :since_at
                        AND deliveries.course_id = outages.course_id
                        AND deliveries.lesson_id = outages.lesson_id
                        AND chat_id NOT IN {self._ids(":except_ids")}
                    ORDER BY due_at LIMIT 1
                ) AS due_at
                FROM outages
                WHERE course_id <> '' AND began_at IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM lesson_holds
                    WHERE lesson_holds.course_id IN ('', outages.course_id)
                )
            ) AS probes
            WHERE probe_at IS NOT NULL AND due_at IS NOT NULL
            """,
            {"since_at": write_instant(due_since_at), "except_ids": write_ids(except_chat_ids)},
        ).fetchone()
        return read_instant(earliest) if earliest else None

    def find_earliest_due_at(self, except_chat_ids: Set[int] = frozenset()) -> datetime | None:
        """See ``Store``."""
        [earliest] = self._database.execute(
            self._in_dialect(EARLIEST), {"except_ids": write_ids(except_chat_ids)}
        ).fetchone()
        return read_instant(earliest) if earliest else None

    def _list_deliveries(self, sql: str, parameters: dict[str, str | int | None]) -> list[Delivery]:
        """Return the deliveries in a statement's rows, the earliest first; those that make no sense
        fail."""
        found, odd = [], []
        for row in self._database.execute(sql, parameters).fetchall():
            try:
                found.append(read_delivery(row))
            except (ValueError, TypeError):
                odd.append(int(row["delivery_id"]))
        if odd:
            # Else nobody beside them would ever have a turn.
            self._set_aside += len(odd)
            self._database.execute(
                f"""
                UPDATE deliveries
                SET status = 'failed', lease_until_at = NULL, retry_at = NULL, error = ?
                WHERE delivery_id IN {self._ids("?")}
                """,
                (Reason.BROKEN, write_ids(odd)),
            )
        return sorted(found, key=lambda delivery: (delivery.due_at, delivery.delivery_id))
