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
from storage.sql.dialect import Differing
from storage.sql.part import SQLPart
from storage.sql.reach import meets_filter, write_filter
from storage.sql.rows import read_cohorts, write_ids, write_instant

ZONES = Differing(
    sqlite="SELECT key, value FROM json_each({})",
    postgres="SELECT key, value FROM json_each(CAST({} AS json)) AS zone (key, value)",
)
# The plus sign keeps the index by announcement, which would be gone through for every chat, out.
_PLAN = """
    INSERT INTO deliveries (chat_id, announcement_id, due_at)
    WITH zones AS MATERIALIZED ({zones})
    SELECT chat_id, announcement_id, CAST(zones.value ->> 'due_at' AS {instant}) FROM subscribers
        JOIN zones ON zones.key = subscribers.timezone
        JOIN announcements ON announcement_id = :announcement_id
            AND announcements.status = 'scheduled'
    WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND is_paused = 0 AND {filter}
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS had
            WHERE +had.announcement_id = :announcement_id AND had.chat_id = subscribers.chat_id
        )
"""
# By the instant too: a zone may come round again on a later date, for those who moved there.
_REPLACED = """
    WITH zones AS MATERIALIZED ({zones})
    SELECT chat_id, course_id, last_lesson_id, next_date, next_due_at, timezone, send_time,
        weekdays, is_paused, break_begins, break_ends
    FROM subscribers
        JOIN zones ON zones.key = subscribers.timezone
        JOIN enrollments USING (chat_id)
    WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND is_paused = 0
        AND enrollments.status = 'active' AND next_date = CAST(zones.value ->> 'date' AS {date})
        AND EXISTS (
            SELECT 1 FROM deliveries AS owed
            WHERE +owed.announcement_id = :announcement_id
                AND owed.chat_id = subscribers.chat_id
                AND owed.due_at = CAST(zones.value ->> 'due_at' AS {instant})
        )
    ORDER BY chat_id
"""
_LOWEST_CHAT_ID = -(1 << 63)


class SQLAudiences(SQLPart):
    """The part of the store that knows whom an announcement reaches, and how far it is."""

    def find_id_range(self, after_chat_id: int | None, size: int) -> IdRange | None:
        """See ``AnnouncementStore``."""
        after = _LOWEST_CHAT_ID if after_chat_id is None else after_chat_id
        rows = self._database.execute(
            """
            SELECT chat_id, CASE status WHEN 'active' THEN timezone END FROM subscribers
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
        wanted: dict[str, str | int | None] = {
            "announcement_id": announcement_id,
            "first_chat_id": id_range.first_chat_id,
            "last_chat_id": id_range.last_chat_id,
            "zones": write_zones(due_by_zone),
        }
        planned = self._database.execute(
            self._with_zones(_PLAN), wanted | write_filter(audience)
        ).rowcount
        self._database.execute(
            """
            INSERT INTO tallies (announcement_id, state, count) VALUES (?, 'open', ?)
            ON CONFLICT (announcement_id, state)
                DO UPDATE SET count = tallies.count + excluded.count
            """,
            (announcement_id, planned),
        )
        return planned

    def list_replaced_cohorts(
        self, announcement_id: int, id_range: IdRange, due_by_zone: Mapping[str, datetime]
    ) -> list[Cohort]:
        """See ``Store``."""
        rows = self._database.execute(
            self._with_zones(_REPLACED),
            {
                "announcement_id": announcement_id,
                "first_chat_id": id_range.first_chat_id,
                "last_chat_id": id_range.last_chat_id,
                "zones": write_zones(due_by_zone),
            },
        )
        cohorts, _odd = read_cohorts(rows)
        return cohorts

    def put_back_deliveries(self, announcement_id: int) -> None:
        """See ``AnnouncementStore``."""
        # Each half reads an index of the few that were claimed or have failed once.
        self._database.execute(
            f"""
            UPDATE deliveries SET status = 'planned', lease_until_at = NULL, retry_at = NULL
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries {self._by_index("leased_deliveries")}
                WHERE lease_until_at IS NOT NULL AND status = 'claimed' AND announcement_id = :id
                UNION ALL
                SELECT delivery_id FROM deliveries {self._by_index("retried_deliveries")}
                WHERE status = 'retry' AND announcement_id = :id
            )
            """,  # no value of anybody's is in it
            {"id": announcement_id},
        )

    def drop_deliveries(self, now: datetime, limit: int) -> int:
        """See ``AnnouncementStore``."""
        dropped = self._database.execute(
            f"""
            UPDATE deliveries SET status = 'skipped', retry_at = NULL, error = :error
            WHERE delivery_id IN (
                SELECT delivery_id FROM announcements
                    {self.dialect.then_join} deliveries {self._by_index("planned_deliveries")}
                    USING (announcement_id)
                WHERE announcements.status = 'cancelled' AND done_at IS NULL
                    AND deliveries.status = 'planned'
                UNION ALL
                SELECT delivery_id FROM announcements
                    {self.dialect.then_join} deliveries {self._by_index("retried_deliveries")}
                    USING (announcement_id)
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
            f"""
            SELECT announcement_id, state, count FROM tallies
            WHERE announcement_id IN {self._ids("?")}
            """,
            (ids,),
        )
        counts: dict[int, Counter[str]] = {number: Counter() for number in announcement_ids}
        for announcement_id, state, count in rows:
            counts[announcement_id][state] = count
        leaving = self._database.execute(
            f"""
            SELECT announcement_id, (
                SELECT count(*) FROM deliveries {self._by_index("leased_deliveries")}
                WHERE lease_until_at IS NOT NULL AND deliveries.status = 'sending'
                    AND deliveries.announcement_id = announcements.announcement_id
            )
            FROM announcements
            WHERE announcement_id IN {self._ids("?")} AND on_hold_because IS NOT NULL
            """,
            (ids,),
        )
        held = {
            announcement_id: _count_not_sent(counts[announcement_id]) - count
            for announcement_id, count in leaving
        }
        return {number: _read_progress(counts[number], held.get(number, 0)) for number in counts}

    def _with_zones(self, statement: str) -> str:
        return statement.format(
            zones=self._in_dialect(ZONES).format(":zones"),
            filter=meets_filter(self.dialect),
            instant=self.dialect.instant,
            date=self.dialect.date,
        )


def write_zones(due_by_zone: Mapping[str, datetime]) -> str:
    """Return the instant, and the date that it is there, of each zone."""
    return json.dumps(
        {
            zone: {"due_at": write_instant(at), "date": local_date(zone, at).isoformat()}
            for zone, at in due_by_zone.items()
        }
    )


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
