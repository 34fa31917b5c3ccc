"""Rounds through a course, and its end, in SQL."""

from collections.abc import Sequence
from datetime import date

from lessons.delivery.enrollment import Enrollment
from storage.sql.part import SQLPart
from storage.sql.rows import read_enrollment


class SQLPace(SQLPart):
    """The part of the store that knows at which pace people read."""

    def move_lesson_date(self, delivery_id: int, local_date: date) -> None:
        """See ``PaceStore``."""
        self._database.execute(
            "UPDATE OR IGNORE deliveries SET local_date = ? WHERE delivery_id = ?",
            (local_date.isoformat(), delivery_id),
        )

    def set_lesson_dates_back(self, chat_id: int) -> None:
        """See ``PaceStore``."""
        # One after the other, the earliest first: each date must be free when it is taken.
        ids = self._database.execute(
            """
            SELECT delivery_id FROM deliveries
            WHERE chat_id = ? AND local_date IS NOT NULL AND is_extra = 0
                AND status NOT IN ('skipped', 'failed')
            ORDER BY local_date
            """,
            (chat_id,),
        ).fetchall()
        self._database.executemany(
            "UPDATE deliveries SET local_date = date(local_date, '-1 day') WHERE delivery_id = ?",
            [(delivery_id,) for (delivery_id,) in ids],
        )

    def begin_round(self, chat_id: int, course_id: str) -> None:
        """See ``PaceStore``."""
        self._database.execute(
            """
            UPDATE deliveries SET rounds_ago = rounds_ago + 1
            WHERE chat_id = ? AND course_id = ?
            """,
            (chat_id, course_id),
        )

    def end_round(self, chat_id: int, course_id: str) -> None:
        """See ``PaceStore``."""
        self._database.execute(
            """
            UPDATE deliveries SET rounds_ago = rounds_ago - 1
            WHERE chat_id = ? AND course_id = ? AND rounds_ago > 0
            """,
            (chat_id, course_id),
        )

    def list_farewells(self, limit: int) -> Sequence[Enrollment]:
        """See ``PaceStore``."""
        rows = self._database.execute(
            "SELECT * FROM enrollments WHERE owes_farewell = 1 ORDER BY finished_at LIMIT ?",
            (limit,),
        )
        return [read_enrollment(row) for row in rows]

    def note_farewell(self, chat_id: int, course_id: str) -> None:
        """See ``PaceStore``."""
        self._database.execute(
            "UPDATE enrollments SET owes_farewell = 0 WHERE chat_id = ? AND course_id = ?",
            (chat_id, course_id),
        )
