"""Audiences and running announcements, on SQLite."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from lessons.audience import AudienceFilter
from storage.announcement_store import Crowd, Progress
from storage.sqlite_admins import SQLiteAdmins
from storage.sqlite_rows import read_instant, write_ids, write_instant

# Every condition is there in every statement; one that nothing is asked of lets all pass.
_MEETS_FILTER = """
    subscribers.status = 'active'
    AND (:chat_ids IS NULL OR chat_id IN (SELECT value FROM json_each(:chat_ids)))
    AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
    AND (:is_by_course = 0 OR chat_id IN (
        SELECT chat_id FROM enrollments
        WHERE (:course_id IS NULL OR course_id = :course_id)
            AND status IN ('active', 'finished')
            AND (:must_have_finished = 0 OR status = 'finished')
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
_PLAN = f"""
    INSERT INTO deliveries (chat_id, announcement_id, due_at)
    SELECT chat_id, :announcement_id, zones.value
    FROM subscribers JOIN json_each(:due_by_zone) AS zones ON zones.key = subscribers.timezone
    WHERE NOT is_paused AND {_MEETS_FILTER}
        AND EXISTS (
            SELECT 1 FROM announcements
            WHERE announcement_id = :announcement_id AND announcements.status = 'scheduled'
        )
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS had
            WHERE had.announcement_id = :announcement_id AND had.chat_id = subscribers.chat_id
        )
"""  # noqa: S608
_HELD = "on_hold"


class SQLiteAudiences(SQLiteAdmins):
    """The part of the store that knows whom an announcement reaches, and how far it is."""

    def list_zones(self) -> list[str]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            "SELECT DISTINCT timezone FROM subscribers WHERE status = 'active' ORDER BY timezone"
        )
        return [timezone for (timezone,) in rows]

    def count_audience(self, audience: AudienceFilter) -> list[Crowd]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(_COUNT, _write_filter(audience))
        return [Crowd(timezone, bool(is_paused), count) for timezone, is_paused, count in rows]

    def plan_announcement(
        self, announcement_id: int, audience: AudienceFilter, due_by_zone: Mapping[str, datetime]
    ) -> int:
        """See ``AnnouncementStore``."""
        due = {zone: write_instant(at) for zone, at in due_by_zone.items()}
        return self._database.execute(
            _PLAN,
            _write_filter(audience)
            | {"announcement_id": announcement_id, "due_by_zone": json.dumps(due)},
        ).rowcount

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
