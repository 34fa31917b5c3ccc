"""What is counted, on SQLite: for the charts, and for the admin."""

from datetime import date, datetime, timedelta

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.statistics import Counts, Health, Statistics
from lessons.delivery.subscriber import SubscriberStatus
from storage.sqlite.base import SQLitePart
from storage.sqlite.claims import RUNNING
from storage.sqlite.rows import write_instant

_LAGS = """
    SELECT max(0, (julianday(sent_at) - julianday(due_at)) * 86400) AS lag
    FROM deliveries WHERE status = 'sent' AND sent_at >= ?
"""


# Whoever had a lesson in the course and by an announcement as well had it once.
_LESSONS = """
    SELECT course_id, lesson_id, sum(people) FROM (
        SELECT course_id, lesson_id, count(*) AS people FROM deliveries
        WHERE course_id IS NOT NULL AND status = 'sent' GROUP BY 1, 2
        UNION ALL
        SELECT announced.course_id, announced.lesson_id, count(DISTINCT copy.chat_id)
        FROM announcements AS announced
        JOIN deliveries AS copy ON copy.announcement_id = announced.announcement_id
        WHERE announced.lesson_id IS NOT NULL AND copy.status = 'sent'
            AND NOT EXISTS (
                SELECT 1 FROM deliveries AS ordinary
                WHERE ordinary.chat_id = copy.chat_id AND ordinary.status = 'sent'
                    AND ordinary.course_id = announced.course_id
                    AND ordinary.lesson_id = announced.lesson_id
            )
        GROUP BY 1, 2
    ) GROUP BY 1, 2 ORDER BY 1, 2
"""


class SQLiteStatistics(SQLitePart):
    """The part of the store that counts."""

    def compute_statistics(self, lag_since_at: datetime, joined_since: date) -> Statistics:
        """See ``StatisticsStore``."""
        enrolled, finished = self._database.execute(
            """
            SELECT count(DISTINCT chat_id), count(DISTINCT iif(status = 'finished', chat_id, NULL))
            FROM enrollments
            """
        ).fetchone()
        [had] = self._database.execute(
            """
            SELECT count(DISTINCT chat_id) FROM deliveries
            WHERE course_id IS NOT NULL AND status = 'sent'
            """
        ).fetchone()
        [blocked] = self._database.execute(
            "SELECT count(*) FROM subscribers WHERE status = 'blocked'"
        ).fetchone()
        planned, sent = self._database.execute(
            "SELECT count(*), coalesce(sum(status = 'sent'), 0) FROM deliveries"
        ).fetchone()
        lessons = self._database.execute(_LESSONS).fetchall()
        # The Monday of a date is six days before the Sunday that ends its week.
        joined = self._database.execute(
            """
            SELECT date(joined_at, 'weekday 0', '-6 days') AS week, count(*) FROM subscribers
            WHERE week >= ? GROUP BY week ORDER BY week
            """,
            (joined_since.isoformat(),),
        ).fetchall()
        return Statistics(
            enrolled=enrolled,
            had_a_lesson=had,
            finished=finished,
            blocked=blocked,
            planned=planned,
            sent=sent,
            lessons=[tuple(row) for row in lessons],
            joined=[(date.fromisoformat(week), count) for week, count in joined],
            median_lag=self._find_lag(lag_since_at, 0.5),
            late_lag=self._find_lag(lag_since_at, 0.95),
        )

    def check_health(self, now: datetime, failed_since_at: datetime) -> Health:
        """See ``StatisticsStore``."""
        row = self._database.execute(
            f"""
            WITH {RUNNING}
            SELECT
                (SELECT count(*) FROM running JOIN deliveries AS late
                    ON status = 'planned' AND late.announcement_id IS running.announcement_id
                        AND due_at < :now),
                (SELECT count(*) FROM deliveries WHERE status = 'retry'),
                (SELECT count(*) FROM deliveries WHERE status = 'unknown'),
                (SELECT count(*) FROM deliveries WHERE status = 'failed' AND due_at >= :since
                    AND error NOT IN ('forbidden', 'chat_gone')),
                (SELECT count(*) FROM course_drafts)
            """,  # noqa: S608  # no value of anybody's is in it
            {"now": write_instant(now), "since": write_instant(failed_since_at)},
        ).fetchone()
        return Health(*row)

    def count_everything(self) -> Counts:
        """See ``Store``."""
        subscribers = self._count_by_status("SELECT status, count(*) FROM subscribers GROUP BY 1")
        deliveries = self._count_by_status("SELECT status, count(*) FROM deliveries GROUP BY 1")
        lessons = self._database.execute(
            """
            SELECT course_id, lesson_id, count(*) FROM deliveries
            WHERE status = 'sent' AND course_id IS NOT NULL GROUP BY 1, 2
            """
        )
        [paused] = self._database.execute(
            "SELECT count(*) FROM subscribers WHERE status = 'active' AND is_paused"
        ).fetchone()
        return Counts(
            subscribers={status: subscribers.get(status, 0) for status in SubscriberStatus},
            paused=paused,
            deliveries={status: deliveries.get(status, 0) for status in DeliveryStatus},
            lessons_sent={(course_id, lesson_id): sent for course_id, lesson_id, sent in lessons},
        )

    def _find_lag(self, since_at: datetime, share: float) -> timedelta | None:
        since = write_instant(since_at)
        [count] = self._database.execute(
            f"SELECT count(*) FROM ({_LAGS})",  # noqa: S608  # no value of anybody's is in it
            (since,),
        ).fetchone()
        if not count:
            return None
        # The smallest lag that so large a share of the messages did not exceed.
        rank = max(0, -int(-share * count // 1) - 1)
        [lag] = self._database.execute(
            f"{_LAGS} ORDER BY lag LIMIT 1 OFFSET ?", (since, rank)
        ).fetchone()
        return timedelta(seconds=lag)

    def _count_by_status(self, sql: str) -> dict[str, int]:
        return dict(self._database.execute(sql).fetchall())
