"""What is counted, in SQL: for the charts, and for the admin."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.reasons import Reason
from lessons.delivery.statistics import (
    MOST_TROUBLES,
    Health,
    Statistics,
    SubscriberCounts,
)
from lessons.delivery.subscriber import SubscriberStatus
from storage.sql.claim_statements import LATE, RUNNING
from storage.sql.part import SQLPart
from storage.sql.rows import read_instant, write_instant

# Whatever else is planned and not yet due was put off as well, and is little.
_SEEMS_GONE = f"""
    status = 'planned' AND announcement_id IS NULL AND due_at > :now
    AND error IN ('{Reason.FORBIDDEN}', '{Reason.CHAT_GONE}')
"""
# Reads no more rows than it counts, and one more.
# The reasons stand as the index of failures has them, or it would not be used.
_TROUBLES = f"""
    WITH RECURSIVE {RUNNING}
    SELECT
        (SELECT count(*) FROM ({{late}}) AS found),
        (SELECT count(*) FROM (
            SELECT 1 FROM deliveries WHERE status = 'retry' LIMIT :most) AS found),
        (SELECT count(*) FROM (
            SELECT 1 FROM deliveries
            WHERE status = 'unknown' AND error IS DISTINCT FROM '{Reason.ANSWER_ODD}' LIMIT :most
        ) AS found),
        (SELECT count(*) FROM (
            SELECT 1 FROM deliveries
            WHERE status = 'failed' AND error NOT IN ('{Reason.FORBIDDEN}', '{Reason.CHAT_GONE}')
                AND due_at >= :since
            LIMIT :most) AS found),
        (SELECT count(*) FROM course_drafts),
        (SELECT count(*) FROM (
            SELECT 1 FROM deliveries WHERE {_SEEMS_GONE} LIMIT :most) AS found),
        (SELECT count(*) FROM (
            SELECT 1 FROM deliveries
            WHERE status = 'unknown' AND error = '{Reason.ANSWER_ODD}' LIMIT :most) AS found),
        (SELECT due_at FROM deliveries WHERE {_SEEMS_GONE} ORDER BY due_at LIMIT 1)
"""  # no value of anybody's is in it


# Anybody can make up words.
_MOST_START_WORDS = 200


class SQLStatistics(SQLPart):
    """The part of the store that counts."""

    def count_start_word(self, word: str) -> None:
        """See ``StatisticsStore``."""
        self._database.execute(
            """
            INSERT INTO start_words (word, count)
            SELECT CASE WHEN (SELECT count(*) FROM start_words WHERE word <> :word) < :most
                OR EXISTS (SELECT 1 FROM start_words WHERE word = :word) THEN :word ELSE '' END, 1
            ON CONFLICT (word) DO UPDATE SET count = start_words.count + 1
            """,
            {"word": word, "most": _MOST_START_WORDS},
        )

    def list_start_words(self) -> list[tuple[str, int]]:
        """See ``StatisticsStore``."""
        rows = self._database.execute(
            "SELECT word, count FROM start_words ORDER BY count DESC, word"
        )
        return [(str(word), int(count)) for word, count in rows]

    def find_statistics(self, joined_since: date) -> Statistics | None:
        """See ``StatisticsStore``."""
        row = self._database.execute(
            "SELECT census_id, began_at FROM censuses WHERE is_complete = 1"
        ).fetchone()
        if row is None:
            return None
        census_id, began_at = row
        people = dict(self._read_census(census_id, "people"))
        lags = [(float(lag), count) for lag, count in self._read_census(census_id, "lag")]
        joined = [
            (date.fromisoformat(week), count)
            for week, count in self._read_census(census_id, "joined")
        ]
        lessons = self._database.execute(
            """
            SELECT course_id, name, count FROM census_counts
            WHERE census_id = ? AND subject = 'lesson' ORDER BY course_id, name
            """,
            (census_id,),
        )
        return Statistics(
            counted_at=read_instant(began_at),
            enrolled=people.get("enrolled", 0),
            had_a_lesson=people.get("had_a_lesson", 0),
            finished=people.get("finished", 0),
            blocked=self.count_subscribers().by_status[SubscriberStatus.BLOCKED],
            deliveries={
                DeliveryStatus(status): count
                for status, count in self._read_census(census_id, "deliveries")
            },
            lessons=[tuple(lesson) for lesson in lessons],
            joined=[(week, count) for week, count in joined if week >= joined_since],
            median_lag=_find_lag(lags, 0.5),
            late_lag=_find_lag(lags, 0.95),
        )

    def check_health(self, now: datetime, failed_since_at: datetime) -> Health:
        """See ``StatisticsStore``."""
        row = self._database.execute(
            _TROUBLES.format(late=self._in_dialect(LATE)),
            {
                "now": write_instant(now),
                "since": write_instant(failed_since_at),
                "most": MOST_TROUBLES + 1,
            },
        ).fetchone()
        *counts, tried_again_at = row
        again_at = read_instant(tried_again_at) if tried_again_at else None
        return replace(Health(*counts), tried_again_at=again_at)

    def count_subscribers(self) -> SubscriberCounts:
        """See ``StatisticsStore``."""
        rows = self._database.execute(
            "SELECT status, sum(count), sum(count * is_paused) FROM crowds GROUP BY status"
        )
        counts = {SubscriberStatus(status): (count, paused) for status, count, paused in rows}
        return SubscriberCounts(
            by_status={status: counts.get(status, (0, 0))[0] for status in SubscriberStatus},
            paused=counts.get(SubscriberStatus.ACTIVE, (0, 0))[1],
        )

    def _read_census(self, census_id: int, subject: str) -> list[tuple[str, int]]:
        rows = self._database.execute(
            "SELECT name, count FROM census_counts WHERE census_id = ? AND subject = ?",
            (census_id, subject),
        )
        return [(name, count) for name, count in rows]


def _find_lag(counted: Sequence[tuple[float, int]], share: float) -> timedelta | None:
    """Return the smallest lag that so large a share of the messages did not exceed."""
    left = math.ceil(share * sum(count for _lag, count in counted))
    for lag, count in sorted(counted):
        left -= count
        if left <= 0:
            return timedelta(seconds=lag)
    return None
