"""Counts of how checks end, in SQL."""

from collections.abc import Sequence
from datetime import date

from lessons.symptom_checks.counts import CheckCount
from storage.sql.part import SQLPart


class SQLCheckCounts(SQLPart):
    """The part of the store that keeps how many checks ended how."""

    def add_check_counts(self, counts: Sequence[CheckCount]) -> None:
        """See ``CheckCountStore``."""
        self._database.executemany(
            """
            INSERT INTO check_counts (week, revision, name, count) VALUES (?, ?, ?, ?)
            ON CONFLICT (week, revision, name)
                DO UPDATE SET count = check_counts.count + excluded.count
            """,
            [(item.week.isoformat(), item.revision, item.name, item.count) for item in counts],
        )

    def list_check_counts(self, since: date) -> list[CheckCount]:
        """See ``CheckCountStore``."""
        rows = self._database.execute(
            """
            SELECT week, revision, name, count FROM check_counts WHERE week >= ?
            ORDER BY week DESC, revision DESC, name
            """,
            (since.isoformat(),),
        )
        return [
            CheckCount(date.fromisoformat(week), revision, name, count)
            for week, revision, name, count in rows
        ]
