"""Rounds through a course, and its end, in SQL."""

from collections.abc import Sequence
from datetime import date, timedelta

from lessons.delivery.enrollment import Enrollment
from storage.sql.part import SQLPart
from storage.sql.rows import read_enrollment


class SQLPace(SQLPart):
    """The part of the store that knows at which pace people read."""

    def move_lesson_date(self, delivery_id: int, local_date: date) -> None:
        """See ``PaceStore``."""
        self._database.execute(
            """
            UPDATE deliveries SET local_date = :local_date
            WHERE delivery_id = :delivery_id AND (is_extra = 1 OR NOT EXISTS (
                SELECT 1 FROM deliveries AS there
                WHERE there.chat_id = deliveries.chat_id AND there.local_date = :local_date
                    AND there.is_extra = 0 AND there.status NOT IN ('skipped', 'failed')
            ))
            """,
            {"local_date": local_date.isoformat(), "delivery_id": delivery_id},
        )

    def set_lesson_dates_back(self, chat_id: int) -> None:
        """See ``PaceStore``."""
        # One after the other, the earliest first: each date must be free when it is taken.
        found = self._database.execute(
            """
            SELECT local_date, delivery_id FROM deliveries
            WHERE chat_id = ? AND local_date IS NOT NULL AND is_extra = 0
                AND status NOT IN ('skipped', 'failed')
            ORDER BY local_date
            """,
            (chat_id,),
        ).fetchall()
        self._database.executemany(
            "UPDATE deliveries SET local_date = ? WHERE delivery_id = ?",
            [
                ((date.fromisoformat(on) - timedelta(days=1)).isoformat(), delivery_id)
                for on, delivery_id in found
            ],
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
