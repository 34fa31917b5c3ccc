"""Audiences and running announcements, on SQLite."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from lessons.audience import AudienceFilter
from lessons.schedule import local_date
from storage.announcement_store import Crowd, Progress, Stretch
from storage.sqlite_admins import SQLiteAdmins
from storage.sqlite_rows import read_cohorts, read_instant, write_ids, write_instant
from storage.store import Cohort

# Every condition is there in every statement; one that nothing is asked of lets all pass.
_MEETS_FILTER = """
    subscribers.status = 'active'
    AND (:chat_ids IS NULL OR chat_id IN (SELECT value FROM json_each(:chat_ids)))
    AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
    AND (:is_by_course = 0 OR EXISTS (
        SELECT 1 FROM enrollments
        WHERE enrollments.chat_id = subscribers.chat_id
            AND (:course_id IS NULL OR course_id = :course_id)
            AND enrollments.status IN ('active', 'finished')
            AND (:must_have_finished = 0 OR enrollments.status = 'finished')
            AND (:lesson_ids IS NULL
                OR last_lesson_id IN (SELECT value FROM json_each(:lesson_ids)))
    ))
    AND (:no_lesson_since_at IS NULL OR NOT EXISTS (
        SELECT 1 FROM deliveries
        WHERE deliveries.chat_id = subscribers.chat_id AND deliveries.course_id IS NOT NULL
            AND deliveries.status IN ('sent', 'unknown')
            AND deliveries.due_at >= :no_lesson_since_at
    ))
"""
_COUNT = f"""
    SELECT timezone, is_paused, count(*) FROM subscribers WHERE {_MEETS_FILTER} GROUP BY 1, 2
"""  # noqa: S608  # no value of anybody's is in it
_HELD = "on_hold"
# The plus sign keeps the index by announcement, which would be gone through for every chat, out.
_PLAN = f"""
    INSERT INTO deliveries (chat_id, announcement_id, due_at, status, error)
    WITH zones AS MATERIALIZED (SELECT key, value FROM json_each(:due_by_zone))
    SELECT chat_id, announcement_id, zones.value,
        iif(on_hold_because IS NULL, 'planned', 'skipped'),
        iif(on_hold_because IS NULL, NULL, '{_HELD}')
    FROM subscribers
        JOIN zones ON zones.key = subscribers.timezone
        JOIN announcements ON announcement_id = :announcement_id
            AND announcements.status = 'scheduled'
    WHERE chat_id BETWEEN :first_chat_id AND :last_chat_id AND NOT is_paused AND {_MEETS_FILTER}
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
        weekdays, is_paused
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


class SQLiteAudiences(SQLiteAdmins):
    """The part of the store that knows whom an announcement reaches, and how far it is."""

    def list_zones(self) -> list[str]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            "SELECT DISTINCT timezone FROM subscribers WHERE status = 'active' ORDER BY timezone"
        )
        return [timezone for (timezone,) in rows]

    def find_stretch(self, after_chat_id: int | None, size: int) -> Stretch | None:
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
        return Stretch(rows[0][0], rows[-1][0], frozenset(zones))

    def count_audience(self, audience: AudienceFilter) -> list[Crowd]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(_COUNT, _write_filter(audience))
        return [Crowd(timezone, bool(is_paused), count) for timezone, is_paused, count in rows]

    def plan_announcement(
        self,
        announcement_id: int,
        audience: AudienceFilter,
        stretch: Stretch,
        due_by_zone: Mapping[str, datetime],
    ) -> int:
        """See ``AnnouncementStore``."""
        due = {zone: write_instant(at) for zone, at in due_by_zone.items()}
        wanted: dict[str, str | int | None] = {
            "announcement_id": announcement_id,
            "first_chat_id": stretch.first_chat_id,
            "last_chat_id": stretch.last_chat_id,
            "due_by_zone": json.dumps(due),
        }
        return self._database.execute(_PLAN, wanted | _write_filter(audience)).rowcount

    def list_replaced_cohorts(
        self, announcement_id: int, stretch: Stretch, due_by_zone: Mapping[str, datetime]
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
                "first_chat_id": stretch.first_chat_id,
                "last_chat_id": stretch.last_chat_id,
                "zones": json.dumps(zones),
            },
        )
        return read_cohorts(rows)

    def hold_deliveries(self, announcement_id: int) -> int:
        """See ``AnnouncementStore``."""
        return self._skip(announcement_id, _HELD)

    def release_deliveries(self, announcement_id: int, now: datetime) -> int:
        """See ``AnnouncementStore``."""
        wants = "(SELECT chat_id FROM subscribers WHERE status = 'active' AND NOT is_paused)"
        self._database.execute(
            f"""
            UPDATE deliveries SET error = 'not_wanted'
            WHERE announcement_id = ? AND status = 'skipped' AND error = '{_HELD}'
                AND chat_id NOT IN {wants}
            """,  # noqa: S608
            (announcement_id,),
        )
        # Falling due anew, so that what waited long is not taken for late.
        return self._database.execute(
            """
            UPDATE deliveries SET status = 'planned', error = NULL, due_at = max(due_at, :now)
            WHERE announcement_id = :id AND status = 'skipped' AND error = :held
            """,
            {"id": announcement_id, "now": write_instant(now), "held": _HELD},
        ).rowcount

    def drop_deliveries(self, announcement_id: int, error: str) -> int:
        """See ``AnnouncementStore``."""
        return self._skip(announcement_id, error)

    def count_progress(self, announcement_ids: Sequence[int]) -> dict[int, Progress]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            """
            SELECT announcement_id,
                sum(status IN ('planned', 'claimed', 'sending', 'retry')
                    OR status = 'unknown' AND NOT is_settled) AS waiting,
                sum(status = 'skipped' AND error IS 'on_hold') AS held,
                sum(status = 'sent') AS sent,
                sum(status = 'failed' AND error IN ('forbidden', 'chat_gone')) AS blocked,
                sum(status = 'failed' AND error NOT IN ('forbidden', 'chat_gone')) AS failed,
                sum(status = 'unknown' AND is_settled) AS unknown,
                sum(status = 'skipped' AND error IS NOT 'on_hold') AS skipped,
                sum(status = 'retry' AND attempts >= 2
                    OR status = 'unknown' AND NOT is_settled) AS troubled,
                sum(status = 'retry' AND attempts = 1) AS shaken
            FROM deliveries
            WHERE announcement_id IN (SELECT value FROM json_each(?)) GROUP BY 1
            """,
            (write_ids(announcement_ids),),
        ).fetchall()
        found = {row["announcement_id"]: Progress(*tuple(row)[1:]) for row in rows}
        return {number: found.get(number, Progress()) for number in announcement_ids}

    def find_next_delivery_at(self, announcement_id: int) -> datetime | None:
        """See ``AnnouncementStore``."""
        [earliest] = self._database.execute(
            "SELECT min(due_at) FROM deliveries WHERE announcement_id = ? AND status = 'planned'",
            (announcement_id,),
        ).fetchone()
        return read_instant(earliest) if earliest else None

    def _skip(self, announcement_id: int, error: str) -> int:
        return self._database.execute(
            """
            UPDATE deliveries
            SET status = 'skipped', lease_until_at = NULL, retry_at = NULL, error = :error
            WHERE announcement_id = :id
                AND (status IN ('planned', 'claimed', 'retry')
                    OR (status = 'skipped' AND error = :held))
            """,
            {"id": announcement_id, "error": error, "held": _HELD},
        ).rowcount


def _write_filter(audience: AudienceFilter) -> dict[str, str | int | None]:
    lesson_ids, since_at = audience.last_lesson_ids, audience.no_lesson_since_at
    is_by_course = (
        audience.course_id is not None or lesson_ids is not None or audience.must_have_finished
    )
    return {
        "chat_ids": None if audience.chat_ids is None else write_ids(audience.chat_ids),
        "kinds": None if audience.kinds is None else json.dumps(sorted(audience.kinds)),
        "is_by_course": int(is_by_course),
        "course_id": audience.course_id,
        "must_have_finished": int(audience.must_have_finished),
        "lesson_ids": None if lesson_ids is None else json.dumps(sorted(lesson_ids)),
        "no_lesson_since_at": write_instant(since_at) if since_at else None,
    }
