"""Reach in SQL: how many an audience has, kept as they change or as of the last census."""

import json
from collections.abc import Mapping, Set
from datetime import datetime
from functools import cache

from lessons.delivery.audience import AudienceFilter
from lessons.delivery.progress import AudienceCount, AudienceCounts, Missed
from lessons.delivery.reasons import Reason
from storage.sql.census import SQLCensus
from storage.sql.dialect import Dialect
from storage.sql.rows import write_ids, write_instant

_GONE = f"('{Reason.FORBIDDEN}', '{Reason.CHAT_GONE}')"


def has_had_course(parameter: str) -> str:
    """Return the condition that somebody is in the course of that parameter, is to begin it, has
    finished it, or left it after it had begun by itself."""
    return f"""(
        EXISTS (
            SELECT 1 FROM enrollments AS former
            WHERE former.chat_id = subscribers.chat_id AND former.course_id = {parameter}
                AND (former.status IN ('active', 'finished') OR former.started_by IS NOT NULL)
        ) OR EXISTS (
            SELECT 1 FROM courses_to_come
            WHERE courses_to_come.chat_id = subscribers.chat_id
                AND courses_to_come.course_id = {parameter}
        )
    )"""


def has_the_same(dialect: Dialect) -> str:
    """Return the condition that somebody has, or is to get, one of the announcements of
    ``:same_ids``."""
    # The plus sign keeps the index by announcement, gone through for every chat, out.
    return f"""EXISTS (
        SELECT 1 FROM deliveries AS same
        WHERE same.chat_id = subscribers.chat_id
            AND +same.announcement_id IN {dialect.ids.format(":same_ids")}
            AND (same.status NOT IN ('failed', 'skipped', 'unknown')
                OR same.status = 'unknown' AND same.is_settled = 0)
    )"""


@cache
def meets_filter(dialect: Dialect) -> str:
    """Return the conditions of an audience, for what ``write_filter`` asks of them.

    Every one is there in every statement; one that nothing is asked of lets all pass.
    """
    return f"""
        subscribers.status = 'active'
        AND (CAST(:chat_ids AS text) IS NULL OR chat_id IN {dialect.ids.format(":chat_ids")})
        AND (CAST(:kinds AS text) IS NULL OR kind IN {dialect.texts.format(":kinds")})
        AND (CAST(:is_by_course AS integer) = 0 OR EXISTS (
            SELECT 1 FROM enrollments
            WHERE enrollments.chat_id = subscribers.chat_id
                AND (CAST(:course_id AS text) IS NULL OR course_id = :course_id)
                AND enrollments.status IN ('active', 'finished')
                AND (CAST(:must_have_finished AS integer) = 0 OR enrollments.status = 'finished')
                AND (CAST(:must_be_on_way AS integer) = 0 OR enrollments.status = 'active')
                AND (CAST(:lesson_ids AS text) IS NULL
                    OR last_lesson_id IN {dialect.texts.format(":lesson_ids")})
        ))
        AND (CAST(:came_by AS text) IS NULL OR EXISTS (
            SELECT 1 FROM enrollments AS linked
            WHERE linked.chat_id = subscribers.chat_id AND linked.came_by = :came_by
        ))
        AND (CAST(:except_course_id AS text) IS NULL OR NOT {has_had_course(":except_course_id")})
        AND (CAST(:next_course_id AS text) IS NULL OR NOT EXISTS (
            SELECT 1 FROM enrollments AS going
            WHERE going.chat_id = subscribers.chat_id AND going.status = 'active'
                AND going.course_id = :next_course_id AND going.last_lesson_id = :before_next
        ))
        AND (CAST(:must_be_free AS integer) = 0 OR NOT EXISTS (
            SELECT 1 FROM enrollments AS current
            WHERE current.chat_id = subscribers.chat_id AND current.status = 'active'
        ))
        AND (CAST(:no_lesson_since_at AS {dialect.instant}) IS NULL OR NOT EXISTS (
            SELECT 1 FROM deliveries
            WHERE deliveries.chat_id = subscribers.chat_id AND deliveries.course_id IS NOT NULL
                AND deliveries.is_extra = 0 AND deliveries.status IN ('sent', 'unknown')
                AND deliveries.due_at >= :no_lesson_since_at
        ))
        AND (CAST(:missed AS bigint) IS NULL OR EXISTS (
            SELECT 1 FROM deliveries
            WHERE deliveries.chat_id = subscribers.chat_id
                AND +deliveries.announcement_id = :missed
                AND (deliveries.status = 'failed' AND error NOT IN {_GONE}
                    OR deliveries.status = 'unknown' AND is_settled = 1)
        ))
        AND (CAST(:missed AS bigint) IS NULL OR NOT {has_the_same(dialect)})
    """


_COUNT = """
    SELECT timezone, is_paused, count(*) FROM subscribers WHERE {filter} GROUP BY 1, 2
"""
_COUNT_CHATS = """
    SELECT timezone, is_paused, count(*) FROM subscribers
    WHERE chat_id IN {chats} AND {filter} GROUP BY 1, 2
"""
# Each half reads an index of the few that fail, not the many that arrive.
_MISSED = f"""
    SELECT chat_id FROM deliveries {{failed}}
    WHERE status = 'failed' AND error NOT IN {_GONE}
        AND +announcement_id = :missed
    UNION
    SELECT chat_id FROM deliveries {{unknown}}
    WHERE status = 'unknown' AND is_settled = 1 AND +announcement_id = :missed
"""
_COUNT_THOSE_MISSED = """
    SELECT timezone, is_paused, count(*) FROM subscribers
    WHERE chat_id IN ({missed}) AND {filter} GROUP BY 1, 2
"""
_COUNT_MISSED = """
    SELECT CASE
        WHEN subscribers.status IS NULL OR subscribers.status <> 'active' THEN 'gone'
        WHEN {has_the_same} THEN 'since'
        WHEN is_paused = 1 THEN 'paused'
        ELSE 'again'
    END AS became, count(*)
    FROM ({missed}) AS missing LEFT JOIN subscribers USING (chat_id) GROUP BY 1
"""
_COUNT_CROWDS = """
    SELECT timezone, is_paused, sum(count) FROM crowds
    WHERE status = 'active' AND (CAST(:kinds AS text) IS NULL OR kind IN {kinds})
    GROUP BY 1, 2
"""
_READ_CENSUS = """
    SELECT timezone, is_paused, sum(count) FROM census_counts JOIN censuses USING (census_id)
    WHERE is_complete = 1 AND subject = :subject AND course_id = :course_id
        AND (CAST(:lesson_ids AS text) IS NULL OR name IN {lessons})
        AND (CAST(:days AS integer) IS NULL
            OR CASE subject WHEN 'days_without' THEN CAST(name AS integer) END >= :days)
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
        if audience.missed is not None:
            return AudienceCounts(self._list_crowds(_COUNT_THOSE_MISSED, wanted))
        is_narrowed = audience.except_course_id is not None or audience.must_be_free
        is_narrowed = is_narrowed or audience.must_be_on_way or audience.except_next is not None
        is_small = self.is_small()
        if audience.came_by is not None or (is_narrowed and is_small):
            return AudienceCounts(self._list_crowds(_COUNT, wanted))
        if not wanted["is_by_course"] and audience.no_lesson_since_at is None:
            return AudienceCounts(self._list_crowds(_COUNT_CROWDS, wanted))
        counted_at = None if is_small else self.find_census_at()
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

    def count_missed(self, announcement_id: int, same_ids: Set[int]) -> Missed:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            _COUNT_MISSED.format(missed=self._missed(), has_the_same=has_the_same(self.dialect)),
            {"missed": announcement_id, "same_ids": write_ids(same_ids)},
        )
        return Missed(**{str(became): int(count) for became, count in rows})

    def _missed(self) -> str:
        return _MISSED.format(
            failed=self._by_index("failed_deliveries"),
            unknown=self._by_index("unknown_deliveries"),
        )

    def _list_crowds(
        self, sql: str, parameters: Mapping[str, str | int | None]
    ) -> list[AudienceCount]:
        statement = sql.format(
            filter=meets_filter(self.dialect),
            chats=self._ids(":chat_ids"),
            missed=self._missed(),
            kinds=self._texts(":kinds"),
            lessons=self._texts(":lesson_ids"),
        )
        rows = self._database.execute(statement, dict(parameters))
        return [
            AudienceCount(timezone, bool(is_paused), count) for timezone, is_paused, count in rows
        ]


def write_filter(audience: AudienceFilter) -> dict[str, str | int | None]:
    """Return what the conditions of ``meets_filter`` ask for."""
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
        "except_course_id": audience.except_course_id,
        "must_be_free": int(audience.must_be_free),
        "must_be_on_way": int(audience.must_be_on_way),
        "came_by": audience.came_by,
        "next_course_id": audience.except_next[0] if audience.except_next else None,
        "before_next": audience.except_next[1] if audience.except_next else None,
        "missed": audience.missed,
        "same_ids": write_ids(audience.same_ids),
    }
