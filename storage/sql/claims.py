"""Claims in SQL: what may leave now, and when anything may next."""

from collections.abc import Set
from datetime import datetime

from lessons.delivery.delivery import Delivery
from lessons.delivery.reasons import Reason
from storage.interface.outages import LessonKey
from storage.sql.part import SQLPart
from storage.sql.rows import read_delivery, read_instant, write_ids, write_instant

WAITING_COURSES = """
    waiting_courses (course_id) AS (
        SELECT min(course_id) FROM deliveries WHERE status = 'planned' AND announcement_id IS NULL
        UNION ALL
        SELECT (
            SELECT min(course_id) FROM deliveries
            WHERE status = 'planned' AND announcement_id IS NULL
                AND deliveries.course_id > waiting_courses.course_id
        )
        FROM waiting_courses WHERE course_id IS NOT NULL
    )
"""
"""The courses of which lessons wait, and a row without one: a look at the index for each."""
RUNNING = f"""
    {WAITING_COURSES},
    running AS MATERIALIZED (
        SELECT NULL AS announcement_id, NULL AS course_id, '' AS went_on_at
        WHERE NOT EXISTS (SELECT 1 FROM lesson_holds WHERE course_id = '')
        UNION ALL
        SELECT NULL, course_id, '' FROM waiting_courses
        WHERE course_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM lesson_holds
            WHERE lesson_holds.course_id IN ('', waiting_courses.course_id)
        )
        UNION ALL
        SELECT announcement_id, NULL, ifnull(went_on_at, '') FROM announcements
        WHERE status IN ('scheduled', 'planned') AND done_at IS NULL AND on_hold_because IS NULL
    )
"""  # noqa: S608  # no value of anybody's is in it
"""The announcements whose deliveries may leave, the courses whose lessons may, and a row without
either for the lessons that are tried again, unless all lessons are on hold.

The index of what is planned begins with the announcement and the course, so what one on hold has
waiting is never read, be it a million rows that were due before all else.
"""
# A lesson that Telegram refuses to everybody waits by itself.
_IS_NO_OUTAGE = """
    NOT EXISTS (
        SELECT 1 FROM outages
        WHERE outages.course_id = {row}.course_id AND outages.lesson_id = {row}.lesson_id
            AND began_at IS NOT NULL
    )
"""
IS_PLANNED = f"""
    status = 'planned' AND planned.announcement_id IS running.announcement_id
        AND planned.course_id IS running.course_id AND {_IS_NO_OUTAGE.format(row="planned")}
"""
# A hold puts back what was to be tried again, so of a course on hold there is little.
IS_RETRIED = f"""
    status = 'retry' AND running.course_id IS NULL
        AND retried.announcement_id IS running.announcement_id
        AND (retried.course_id IS NULL
            OR retried.course_id NOT IN (SELECT course_id FROM lesson_holds))
        AND {_IS_NO_OUTAGE.format(row="retried")}
"""  # noqa: S608
# Each row's own few, in the order of the index, and of all these the earliest.
_CLAIM = f"""
    WITH {RUNNING}
    UPDATE deliveries
    SET status = 'claimed', lease_until_at = :lease_until_at, retry_at = NULL,
        due_at = max(due_at, ifnull((
            SELECT went_on_at FROM announcements
            WHERE announcements.announcement_id = deliveries.announcement_id
        ), ''))
    WHERE delivery_id IN (
        SELECT delivery_id FROM running JOIN deliveries ON delivery_id IN (
            SELECT delivery_id FROM (
                SELECT delivery_id FROM deliveries AS planned
                WHERE {IS_PLANNED} AND due_at <= :now
                    AND chat_id NOT IN (SELECT value FROM json_each(:except_ids))
                ORDER BY due_at LIMIT :limit
            )
            UNION ALL
            SELECT delivery_id FROM (
                SELECT delivery_id FROM deliveries AS retried
                WHERE {IS_RETRIED} AND retry_at <= :real_now
                    AND chat_id NOT IN (SELECT value FROM json_each(:except_ids))
                ORDER BY retry_at LIMIT :limit
            )
        )
        ORDER BY max(due_at, went_on_at) LIMIT :limit
    )
    RETURNING *
"""  # noqa: S608  # no value of anybody's is in it


_SET_ASIDE = """
    UPDATE deliveries SET status = 'failed', lease_until_at = NULL, retry_at = NULL, error = ?
    WHERE delivery_id IN (SELECT value FROM json_each(?))
"""


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
            _CLAIM,
            {
                "now": write_instant(now),
                "real_now": write_instant(real_now),
                "limit": limit,
                "lease_until_at": write_instant(lease_until_at),
                "except_ids": write_ids(except_chat_ids),
            },
        )

    def is_anything_to_send(self, now: datetime, real_now: datetime) -> bool:
        """See ``Store``."""
        [is_anything] = self._database.execute(
            f"""
            WITH {RUNNING}
            SELECT EXISTS (
                SELECT 1 FROM running CROSS JOIN deliveries AS planned
                WHERE {IS_PLANNED} AND due_at <= ?
            ) OR EXISTS (
                SELECT 1 FROM running CROSS JOIN deliveries AS retried
                WHERE {IS_RETRIED} AND retry_at <= ?
            )
            """,  # noqa: S608
            (write_instant(now), write_instant(real_now)),
        ).fetchone()
        return bool(is_anything)

    def claim_delivery(self, delivery_id: int, lease_until_at: datetime) -> Delivery | None:
        """See ``Store``."""
        claimed = self._list_deliveries(
            """
            UPDATE deliveries SET status = 'claimed', lease_until_at = :lease_until_at
            WHERE delivery_id = :delivery_id AND status = 'planned' RETURNING *
            """,
            {"delivery_id": delivery_id, "lease_until_at": write_instant(lease_until_at)},
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
            """
            UPDATE deliveries SET status = 'claimed', lease_until_at = :lease_until_at
            WHERE delivery_id = (
                SELECT delivery_id FROM deliveries
                WHERE status = 'planned' AND announcement_id IS NULL
                    AND due_at BETWEEN :since_at AND :now
                    AND course_id = :course_id AND lesson_id = :lesson_id
                    AND chat_id NOT IN (SELECT value FROM json_each(:except_ids))
                    AND NOT EXISTS (
                        SELECT 1 FROM lesson_holds WHERE lesson_holds.course_id IN ('', :course_id)
                    )
                ORDER BY due_at LIMIT 1
            )
            RETURNING *
            """,
            {
                "lease_until_at": write_instant(lease_until_at),
                "since_at": write_instant(due_since_at),
                "now": write_instant(now),
                "course_id": course_id,
                "lesson_id": lesson_id,
                "except_ids": write_ids(except_chat_ids),
            },
        )
        return claimed[0] if claimed else None

    def find_next_lesson_probe_at(
        self, due_since_at: datetime, except_chat_ids: Set[int] = frozenset()
    ) -> datetime | None:
        """See ``OutageStore``."""
        [earliest] = self._database.execute(
            """
            SELECT min(max(probe_at, (
                SELECT due_at FROM deliveries
                WHERE status = 'planned' AND announcement_id IS NULL AND due_at >= ?
                    AND deliveries.course_id = outages.course_id
                    AND deliveries.lesson_id = outages.lesson_id
                    AND chat_id NOT IN (SELECT value FROM json_each(?))
                ORDER BY due_at LIMIT 1
            ))) FROM outages
            WHERE course_id <> '' AND began_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM lesson_holds
                WHERE lesson_holds.course_id IN ('', outages.course_id)
            )
            """,
            [write_instant(due_since_at), write_ids(except_chat_ids)],
        ).fetchone()
        return read_instant(earliest) if earliest else None

    def find_earliest_due_at(self, except_chat_ids: Set[int] = frozenset()) -> datetime | None:
        """See ``Store``."""
        # A retry waits in real time, but what it owes was due on the application's clock.
        [earliest] = self._database.execute(
            f"""
            WITH {RUNNING}
            SELECT min(at) FROM (
                SELECT min(next_due_at) AS at FROM enrollments
                WHERE status = 'active' AND next_due_at IS NOT NULL
                UNION ALL SELECT min(at) FROM announcements WHERE status = 'scheduled'
                UNION ALL SELECT (
                    SELECT due_at FROM deliveries AS planned
                    WHERE {IS_PLANNED}
                        AND chat_id NOT IN (SELECT value FROM json_each(:except_ids))
                    ORDER BY due_at LIMIT 1
                ) FROM running
                UNION ALL SELECT min(due_at) FROM running CROSS JOIN deliveries AS retried
                WHERE {IS_RETRIED}
                    AND chat_id NOT IN (SELECT value FROM json_each(:except_ids))
            )
            """,  # noqa: S608
            {"except_ids": write_ids(except_chat_ids)},
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
            self._database.execute(_SET_ASIDE, (Reason.BROKEN, write_ids(odd)))
        return sorted(found, key=lambda delivery: (delivery.due_at, delivery.delivery_id))
