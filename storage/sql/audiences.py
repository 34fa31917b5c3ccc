"""Audiences and running announcements, in SQL."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from lessons.delivery.audience import AudienceFilter
from lessons.delivery.planning import Cohort
from lessons.delivery.progress import IdRange, Progress
from lessons.delivery.reasons import Reason
from lessons.times.schedule import local_date
from storage.sql.part import SQLPart
from storage.sql.reach import MEETS_FILTER, write_filter
from storage.sql.rows import read_cohorts, write_ids, write_instant

# The plus sign keeps the index by announcement, which would be gone through for every chat, out.
_PLAN = f"""
    INSERT INTO deliveries (chat_id, announcement_id, due_at)
    WITH zones AS MATERIALIZED (SELECT key, value FROM json_each(:due_by_zone))
    SELECT chat_id, announcement_id, zones.value FROM subscribers
        JOIN zones ON zones.key = subscribers.timezone
        JOIN announcements ON announcement_id = :announcement_id
            AND announcements.status = 'scheduled'
    WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND NOT is_paused AND {MEETS_FILTER}
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS had
            WHERE +had.announcement_id = :announcement_id AND had.chat_id = subscribers.chat_id
        )
"""  # noqa: S608
# By the instant too: a zone may come round again on a later date, for those who moved there.
_REPLACED = """
    WITH zones AS MATERIALIZED (
        SELECT key, value ->> 'due_at' AS due_at, value ->> 'date' AS date
        FROM json_each(:zones)
    )
    SELECT chat_id, course_id, last_lesson_id, next_date, next_due_at, timezone, send_time,
        weekdays, is_paused, break_begins, break_ends
    FROM subscribers
        JOIN zones ON zones.key = subscribers.timezone
        JOIN enrollments USING (chat_id)
    WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND NOT is_paused
        AND enrollments.status = 'active' AND next_date = zones.date
        AND EXISTS (
            SELECT 1 FROM deliveries AS owed
            WHERE +owed.announcement_id = :announcement_id
                AND owed.chat_id = subscribers.chat_id AND owed.due_at = zones.due_at
        )
"""
_LOWEST_CHAT_ID = -(1 << 63)


class SQLAudiences(SQLPart):
    """The part of the store that knows whom an announcement reaches, and how far it is."""

    def find_id_range(self, after_chat_id: int | None, size: int) -> IdRange | None:
        """See ``AnnouncementStore``."""
        after = _LOWEST_CHAT_ID if after_chat_id is None else after_chat_id
        rows = self._database.execute(
            """
            SELECT chat_id, iif(status = 'active', timezone, NULL) FROM subscribers
            WHERE chat_id > ? ORDER BY chat_id LIMIT ?
            """,
            (after, size),
        ).fetchall()
        if not rows:
            return None
        zones = {timezone for _, timezone in rows if timezone is not None}
        return IdRange(rows[0][0], rows[-1][0], frozenset(zones))

    def plan_announcement(
        self,
        announcement_id: int,
        audience: AudienceFilter,
        id_range: IdRange,
        due_by_zone: Mapping[str, datetime],
    ) -> int:
        """See ``AnnouncementStore``."""
        due = {zone: write_instant(at) for zone, at in due_by_zone.items()}
        wanted: dict[str, str | int | None] = {
            "announcement_id": announcement_id,
            "first_chat_id": id_range.first_chat_id,
            "last_chat_id": id_range.last_chat_id,
            "due_by_zone": json.dumps(due),
        }
        planned = self._database.execute(_PLAN, wanted | write_filter(audience)).rowcount
        self._database.execute(
            """
            INSERT INTO tallies VALUES (?, 'open', ?)
            ON CONFLICT DO UPDATE SET count = count + excluded.count
            """,
            (announcement_id, planned),
        )
        return planned

    def list_replaced_cohorts(
        self, announcement_id: int, id_range: IdRange, due_by_zone: Mapping[str, datetime]
    ) -> list[Cohort]:
        """See ``Store``."""
        zones = {
            zone: {"due_at": write_instant(at), "date": local_date(zone, at).isoformat()}
            for zone, at in due_by_zone.items()
        }
        rows = self._database.execute(
            _REPLACED,
            {
                "announcement_id": announcement_id,
                "first_chat_id": id_range.first_chat_id,
                "last_chat_id": id_range.last_chat_id,
                "zones": json.dumps(zones),
            },
        )
        cohorts, _odd = read_cohorts(rows)
        return cohorts

    def put_back_deliveries(self, announcement_id: int) -> None:
        """See ``AnnouncementStore``."""
        # Each half reads an index of the few that were claimed or have failed once.
        self._database.execute(
            """
            UPDATE deliveries SET status = 'planned', lease_until_at = NULL, retry_at = NULL
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries INDEXED BY leased_deliveries
                WHERE lease_until_at IS NOT NULL AND status = 'claimed' AND announcement_id = :id
                UNION ALL
                SELECT delivery_id FROM deliveries INDEXED BY retried_deliveries
                WHERE status = 'retry' AND announcement_id = :id
            )
            """,
            {"id": announcement_id},
        )

    def drop_deliveries(self, now: datetime, limit: int) -> int:
        """See ``AnnouncementStore``."""
        dropped = self._database.execute(
            """
            UPDATE deliveries SET status = 'skipped', retry_at = NULL, error = :error
            WHERE delivery_id IN (
                SELECT delivery_id FROM announcements
                    CROSS JOIN deliveries INDEXED BY planned_deliveries USING (announcement_id)
                WHERE announcements.status = 'cancelled' AND done_at IS NULL
                    AND deliveries.status = 'planned'
                UNION ALL
                SELECT delivery_id FROM announcements
                    CROSS JOIN deliveries INDEXED BY retried_deliveries USING (announcement_id)
                WHERE announcements.status = 'cancelled' AND done_at IS NULL
                    AND deliveries.status = 'retry'
                LIMIT :limit
            )
            """,
            {"error": Reason.CANCELLED, "limit": limit},
        ).rowcount
        self._database.execute(
            """
            UPDATE announcements SET done_at = ?
            WHERE status = 'cancelled' AND done_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM tallies
                WHERE tallies.announcement_id = announcements.announcement_id AND count > 0
                    AND state IN ('open', 'shaken', 'troubled', 'doubtful')
            )
            """,
            (write_instant(now),),
        )
        return dropped

    def count_progress(self, announcement_ids: Sequence[int]) -> dict[int, Progress]:
        """See ``AnnouncementStore``."""
        ids = write_ids(announcement_ids)
        rows = self._database.execute(
            """
            SELECT announcement_id, state, count FROM tallies
            WHERE announcement_id IN (SELECT value FROM json_each(?))
            """,
            (ids,),
        )
        counts: dict[int, Counter[str]] = {number: Counter() for number in announcement_ids}
        for announcement_id, state, count in rows:
            counts[announcement_id][state] = count
        leaving = self._database.execute(
            """
            SELECT announcement_id, (
                SELECT count(*) FROM deliveries
                    INDEXED BY leased_deliveries
                WHERE lease_until_at IS NOT NULL AND deliveries.status = 'sending'
                    AND deliveries.announcement_id = announcements.announcement_id
            )
            FROM announcements
            WHERE announcement_id IN (SELECT value FROM json_each(?))
                AND on_hold_because IS NOT NULL
            """,
            (ids,),
        )
        held = {
            announcement_id: _count_not_sent(counts[announcement_id]) - count
            for announcement_id, count in leaving
        }
        return {number: _read_progress(counts[number], held.get(number, 0)) for number in counts}


def _count_not_sent(counts: Counter[str]) -> int:
    return counts["open"] + counts["shaken"] + counts["troubled"]


def _read_progress(counts: Counter[str], held: int) -> Progress:
    return Progress(
        waiting=_count_not_sent(counts) + counts["doubtful"] - held,
        held=held,
        sent=counts["sent"],
        blocked=counts["blocked"],
        failed=counts["failed"],
        unknown=counts["unknown"],
        skipped=counts["skipped"],
        troubled=counts["troubled"] + counts["doubtful"],
        shaken=counts["shaken"],
    )
