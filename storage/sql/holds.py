"""Lessons on hold, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from lessons.delivery.hold import MOST_WAITING, HoldSince, LessonHold
from lessons.delivery.reasons import Reason
from storage.sql.claim_statements import WAITING_COURSES
from storage.sql.part import SQLPart
from storage.sql.rows import read_instant, write_instant

# How the hold of every course stands in the table.
_ALL = ""


class SQLHolds(SQLPart):
    """The part of the store that knows which lessons stand still."""

    def list_lesson_holds(self) -> list[LessonHold]:
        """See ``HoldStore``."""
        rows = self._database.execute("SELECT * FROM lesson_holds ORDER BY course_id")
        return [
            LessonHold(row["course_id"] or None, row["held_by"], read_instant(row["held_at"]))
            for row in rows
        ]

    def add_lesson_hold(self, hold: LessonHold) -> bool:
        """See ``HoldStore``."""
        course_id = hold.course_id or _ALL
        added = self._database.execute(
            """
            INSERT INTO lesson_holds (course_id, held_by, held_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            (course_id, hold.held_by, write_instant(hold.held_at)),
        ).rowcount
        # Each half reads an index of the few that were claimed or have failed once.
        self._database.execute(
            f"""
            UPDATE deliveries SET status = 'planned', lease_until_at = NULL, retry_at = NULL
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries {self._by_index("leased_deliveries")}
                WHERE lease_until_at IS NOT NULL AND status = 'claimed'
                    AND announcement_id IS NULL AND CAST(:course_id AS text) IN ('', course_id)
                UNION ALL
                SELECT delivery_id FROM deliveries {self._by_index("retried_deliveries")}
                WHERE status = 'retry' AND announcement_id IS NULL
                    AND CAST(:course_id AS text) IN ('', course_id)
            )
            """,  # no value of anybody's is in it
            {"course_id": course_id},
        )
        return added == 1

    def delete_lesson_hold(self, course_id: str | None) -> bool:
        """See ``HoldStore``."""
        deleted = self._database.execute(
            "DELETE FROM lesson_holds WHERE course_id = ?", (course_id or _ALL,)
        )
        return deleted.rowcount == 1

    def count_waiting_lessons(self, course_id: str | None) -> int:
        """See ``HoldStore``."""
        [count] = self._database.execute(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM deliveries
                WHERE status = 'planned' AND announcement_id IS NULL AND course_id = :course_id
                UNION ALL
                SELECT 1 FROM deliveries
                WHERE status = 'planned' AND announcement_id IS NULL
                    AND CAST(:course_id AS text) = ''
                LIMIT :most
            ) AS waiting
            """,
            {"course_id": course_id or _ALL, "most": MOST_WAITING},
        ).fetchone()
        return int(count)

    def skip_late_lessons(self, due_before: datetime, limit: int) -> int:
        """See ``HoldStore``."""
        return self._database.execute(
            f"""
            UPDATE deliveries SET status = 'skipped', retry_at = NULL, error = :error
            WHERE delivery_id IN (
                WITH RECURSIVE {WAITING_COURSES}
                SELECT delivery_id
                FROM waiting_courses {self.dialect.then_join} deliveries USING (course_id)
                WHERE status = 'planned' AND announcement_id IS NULL AND due_at < :due_before
                UNION ALL
                SELECT delivery_id FROM deliveries
                WHERE status = 'retry' AND announcement_id IS NULL AND due_at < :due_before
                LIMIT :limit
            )
            """,  # no value of anybody's is in it
            {"error": Reason.TOO_LATE, "due_before": write_instant(due_before), "limit": limit},
        ).rowcount

    def list_holds_since(self) -> list[HoldSince]:
        """See ``HoldStore``."""
        rows = self._database.execute("SELECT * FROM holds_since ORDER BY subject")
        return [
            HoldSince(row["subject"], read_instant(row["since_at"]), bool(row["is_reminded"]))
            for row in rows
        ]

    def save_holds_since(self, holds: Sequence[HoldSince]) -> None:
        """See ``HoldStore``."""
        self._database.execute("DELETE FROM holds_since")
        self._database.executemany(
            "INSERT INTO holds_since (subject, since_at, is_reminded) VALUES (?, ?, ?)",
            [(one.subject, write_instant(one.since_at), int(one.is_reminded)) for one in holds],
        )
