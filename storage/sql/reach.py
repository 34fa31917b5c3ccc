"""Reach in SQL: how many an audience has, kept as they change or as of the last census."""

import json
from collections.abc import Mapping
from datetime import datetime

from lessons.delivery.audience import AudienceFilter
from lessons.delivery.progress import AudienceCount, AudienceCounts
from storage.sql.census import SQLCensus
from storage.sql.rows import write_ids, write_instant

# Every condition is there in every statement; one that nothing is asked of lets all pass.
MEETS_FILTER = """
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
            AND deliveries.is_extra = 0 AND deliveries.status IN ('sent', 'unknown')
            AND deliveries.due_at >= :no_lesson_since_at
    ))
"""
_COUNT = f"""
    SELECT timezone, is_paused, count(*) FROM subscribers WHERE {MEETS_FILTER} GROUP BY 1, 2
"""  # noqa: S608  # no value of anybody's is in it
_COUNT_CHATS = f"""
    SELECT timezone, is_paused, count(*) FROM subscribers
    WHERE chat_id IN (SELECT value FROM json_each(:chat_ids)) AND {MEETS_FILTER} GROUP BY 1, 2
"""  # noqa: S608
_COUNT_CROWDS = """
    SELECT timezone, is_paused, sum(count) FROM crowds
    WHERE status = 'active' AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
    GROUP BY 1, 2
"""
_READ_CENSUS = """
    SELECT timezone, is_paused, sum(count) FROM census_counts JOIN censuses USING (census_id)
    WHERE is_complete AND subject = :subject AND course_id = :course_id
        AND (:lesson_ids IS NULL OR name IN (SELECT value FROM json_each(:lesson_ids)))
        AND (:days IS NULL OR CAST(name AS INTEGER) >= :days)
    GROUP BY 1, 2
"""


class SQLReach(SQLCensus):
    """The part of the store that knows how many there are of whom."""

    def list_zones(self) -> list[str]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            "SELECT DISTINCT timezone FROM crowds WHERE status = 'active' ORDER BY 1"
        )
        return [timezone for (timezone,) in rows]

    def count_audience(self, audience: AudienceFilter, now: datetime) -> AudienceCounts:
        """See ``AnnouncementStore``."""
        wanted = write_filter(audience)
        if audience.chat_ids is not None:
            return AudienceCounts(self._list_crowds(_COUNT_CHATS, wanted))
        if not wanted["is_by_course"] and audience.no_lesson_since_at is None:
            return AudienceCounts(self._list_crowds(_COUNT_CROWDS, wanted))
        counted_at = None if self.is_small() else self.find_census_at()
        if counted_at is None:
            return AudienceCounts(self._list_crowds(_COUNT, wanted))
        since_at = audience.no_lesson_since_at
        subject = "finished" if audience.must_have_finished else "in_course"
        counted = {
            "subject": "days_without" if since_at else subject,
            "course_id": audience.course_id or "",
            "lesson_ids": wanted["lesson_ids"],
            "days": (now - since_at).days if since_at else None,
        }
        return AudienceCounts(self._list_crowds(_READ_CENSUS, counted), counted_at)

    def _list_crowds(
        self, sql: str, parameters: Mapping[str, str | int | None]
    ) -> list[AudienceCount]:
        rows = self._database.execute(sql, dict(parameters))
        return [
            AudienceCount(timezone, bool(is_paused), count) for timezone, is_paused, count in rows
        ]


def write_filter(audience: AudienceFilter) -> dict[str, str | int | None]:
    """Return what the conditions of ``MEETS_FILTER`` ask for."""
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
