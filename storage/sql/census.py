"""The census in SQL: everybody and everything counted, a few rows at a time.

What it finds is kept, and replaces the census before it once it is complete. Whoever asks gets
counts as of its beginning, whatever the size of the store.
"""

from datetime import datetime

from lessons.delivery.statistics import LAG_WINDOW, CensusCursor
from storage.sql.dialect import Differing
from storage.sql.part import SQLPart
from storage.sql.rows import read_instant, write_instant

_PEOPLE_AT_ONCE = 1_000
_DELIVERIES_AT_ONCE = 5_000
# A store up to this size is counted in a moment, whenever somebody asks.
_FEW_PEOPLE = 2_000
_FEW_DELIVERIES = 10_000

_LOWEST_ID = -(1 << 63)

_ADD = """
    INSERT INTO census_counts
        (census_id, subject, course_id, name, timezone, is_paused, count)
    SELECT CAST(:census_id AS bigint), {}
    ON CONFLICT (census_id, subject, course_id, name, timezone, is_paused)
        DO UPDATE SET count = census_counts.count + excluded.count
"""
_DAYS = Differing(
    sqlite="coalesce(min(999, CAST(julianday(:began_at) - julianday(last_at) AS integer)), 999)",
    postgres="""
        least(999, CAST(trunc(
            extract(epoch FROM CAST(:began_at AS timestamptz) - last_at) / 86400
        ) AS integer))
    """,
)
# The Monday of a date is six days before the Sunday that ends its week.
_MONDAY = Differing(
    sqlite="date(joined_at, 'weekday 0', '-6 days')",
    postgres="CAST(date_trunc('week', joined_at AT TIME ZONE 'UTC') AS date)",
)
_LAG = Differing(
    sqlite="max(0, (julianday(sent_at) - julianday(due_at)) * 86400)",
    postgres="greatest(0, extract(epoch FROM sent_at - due_at))",
)
# The conditions on dates and statuses are said over again so that an index serves.
_PEOPLE = (
    """
    'in_course', course_id, coalesce(last_lesson_id, ''), timezone, is_paused, count(*)
    FROM subscribers {then_join} enrollments USING (chat_id)
    WHERE chat_id > :after AND chat_id <= :last AND subscribers.status = 'active'
        AND enrollments.status IN ('active', 'finished')
    GROUP BY course_id, last_lesson_id, timezone, is_paused
    """,
    """
    'finished', course_id, '', timezone, is_paused, count(*)
    FROM subscribers {then_join} enrollments USING (chat_id)
    WHERE chat_id > :after AND chat_id <= :last AND subscribers.status = 'active'
        AND enrollments.status = 'finished'
    GROUP BY course_id, timezone, is_paused
    """,
    # Any course.
    """
    'finished', '', '', timezone, is_paused, count(*) FROM subscribers
    WHERE chat_id > :after AND chat_id <= :last AND status = 'active' AND EXISTS (
        SELECT 1 FROM enrollments
        WHERE enrollments.chat_id = subscribers.chat_id AND enrollments.status = 'finished'
    )
    GROUP BY timezone, is_paused
    """,
    # Nobody asks for more than 999 days, so that means any number, or never.
    """
    'days_without', '', CAST({days} AS text) AS days, timezone, is_paused, count(*) FROM (
        SELECT timezone, is_paused, (
            SELECT due_at FROM deliveries
            WHERE deliveries.chat_id = subscribers.chat_id
                AND deliveries.status IN ('sent', 'unknown')
                AND local_date IS NOT NULL AND is_extra = 0
                AND deliveries.status NOT IN ('skipped', 'failed')
            ORDER BY local_date DESC LIMIT 1
        ) AS last_at
        FROM subscribers WHERE chat_id > :after AND chat_id <= :last AND status = 'active'
    ) AS people
    GROUP BY days, timezone, is_paused
    """,
    """
    'people', '', 'enrolled', '', 0, count(DISTINCT chat_id) FROM enrollments
    WHERE chat_id > :after AND chat_id <= :last
    """,
    """
    'people', '', 'finished', '', 0, count(DISTINCT chat_id) FROM enrollments
    WHERE chat_id > :after AND chat_id <= :last AND status = 'finished'
    """,
    """
    'people', '', 'had_a_lesson', '', 0, count(*) FROM subscribers
    WHERE chat_id > :after AND chat_id <= :last AND EXISTS (
        SELECT 1 FROM deliveries
        WHERE deliveries.chat_id = subscribers.chat_id AND deliveries.status = 'sent'
            AND local_date IS NOT NULL AND is_extra = 0
            AND deliveries.status NOT IN ('skipped', 'failed')
    )
    """,
    """
    'joined', '', CAST({monday} AS text) AS week, '', 0, count(*)
    FROM subscribers WHERE chat_id > :after AND chat_id <= :last GROUP BY week
    """,
)
_DELIVERIES = (
    """
    'deliveries', '', status, '', 0, count(*) FROM deliveries
    WHERE delivery_id > :after AND delivery_id <= :last GROUP BY status
    """,
    """
    'lesson', course_id, lesson_id, '', 0, count(*) FROM deliveries
    WHERE delivery_id > :after AND delivery_id <= :last
        AND course_id IS NOT NULL AND status = 'sent'
        AND (rounds_ago = 0 OR NOT EXISTS (
            SELECT 1 FROM deliveries AS again
            WHERE again.chat_id = deliveries.chat_id AND again.status = 'sent'
                AND again.course_id = deliveries.course_id
                AND again.lesson_id = deliveries.lesson_id
                AND again.rounds_ago < deliveries.rounds_ago
        ))
    GROUP BY course_id, lesson_id
    """,
    # Whoever had a lesson in the course and by announcements as well had it once.
    """
    'lesson', announced.course_id, announced.lesson_id, '', 0, count(*)
    FROM deliveries AS copy JOIN announcements AS announced USING (announcement_id)
    WHERE delivery_id > :after AND delivery_id <= :last
        AND announced.lesson_id IS NOT NULL AND copy.status = 'sent'
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS had
            WHERE had.chat_id = copy.chat_id AND had.status = 'sent'
                AND had.course_id = announced.course_id AND had.lesson_id = announced.lesson_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM announcements AS former
                {then_join} deliveries AS had USING (announcement_id)
            WHERE former.lesson_id = announced.lesson_id
                AND former.course_id = announced.course_id
                AND former.announcement_id < announced.announcement_id
                AND had.chat_id = copy.chat_id AND had.status = 'sent'
                AND had.announcement_id IS NOT NULL AND had.status NOT IN ('skipped', 'failed')
        )
    GROUP BY announced.course_id, announced.lesson_id
    """,
    # To a tenth of a second in the first minute, then to a second.
    """
    'lag', '', CAST(CASE WHEN lag < 60 THEN round(lag, 1) ELSE round(lag) END AS text) AS about,
        '', 0, count(*)
    FROM (
        SELECT {lag} AS lag FROM deliveries
        WHERE delivery_id > :after AND delivery_id <= :last
            AND status = 'sent' AND sent_at >= :lag_since_at
    ) AS lags
    GROUP BY about
    """,
)


class SQLCensus(SQLPart):
    """The part of the store that counts a little at a time."""

    def is_small(self) -> bool:
        """See ``StatisticsStore``."""
        # The highest id there is, or was not long ago: no row has to be read for it.
        [people, deliveries] = self._database.execute(
            """
            SELECT (SELECT coalesce(sum(count), 0) FROM crowds),
                (SELECT coalesce(max(delivery_id), 0) FROM deliveries)
            """
        ).fetchone()
        return bool(people <= _FEW_PEOPLE and deliveries <= _FEW_DELIVERIES)

    def begin_census(self, now: datetime) -> CensusCursor:
        """See ``StatisticsStore``."""
        self._database.execute("DELETE FROM censuses WHERE is_complete = 0")
        [census_id, until] = self._database.execute(
            """
            INSERT INTO censuses (began_at) VALUES (?)
            RETURNING census_id, (SELECT coalesce(max(delivery_id), 0) FROM deliveries)
            """,
            (write_instant(now),),
        ).fetchone()
        return CensusCursor(census_id, now, _LOWEST_ID, 0, until)

    def go_on_with_census(self, so_far: CensusCursor) -> CensusCursor | None:
        """See ``StatisticsStore``."""
        if so_far.after_chat_id is not None:
            [last] = self._database.execute(
                """
                SELECT max(chat_id) FROM (
                    SELECT chat_id FROM subscribers WHERE chat_id > ? ORDER BY chat_id LIMIT ?
                ) AS next
                """,
                (so_far.after_chat_id, _PEOPLE_AT_ONCE),
            ).fetchone()
            if last is not None:
                self._add_up(_PEOPLE, so_far, so_far.after_chat_id, last)
            return so_far.past_chats(last)
        if so_far.after_delivery_id < so_far.until_delivery_id:
            last = min(so_far.after_delivery_id + _DELIVERIES_AT_ONCE, so_far.until_delivery_id)
            self._add_up(_DELIVERIES, so_far, so_far.after_delivery_id, last)
            return so_far.past_deliveries(last)
        self._database.execute(
            "UPDATE censuses SET is_complete = 1 WHERE census_id = ?", (so_far.census_id,)
        )
        self._database.execute("DELETE FROM censuses WHERE census_id <> ?", (so_far.census_id,))
        return None

    def drop_census(self) -> None:
        """See ``StatisticsStore``."""
        self._database.execute("DELETE FROM censuses")

    def find_census_at(self) -> datetime | None:
        """See ``StatisticsStore``."""
        [began_at] = self._database.execute(
            "SELECT max(began_at) FROM censuses WHERE is_complete = 1"
        ).fetchone()
        return read_instant(began_at) if began_at else None

    def _add_up(
        self, statements: tuple[str, ...], so_far: CensusCursor, after: int, last: int
    ) -> None:
        values = {
            "census_id": so_far.census_id,
            "began_at": write_instant(so_far.began_at),
            "lag_since_at": write_instant(so_far.began_at - LAG_WINDOW),
            "after": after,
            "last": last,
        }
        for statement in statements:
            words = statement.format(
                then_join=self.dialect.then_join,
                days=self._in_dialect(_DAYS),
                monday=self._in_dialect(_MONDAY),
                lag=self._in_dialect(_LAG),
            )
            self._database.execute(_ADD.format(words), values)
