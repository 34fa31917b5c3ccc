"""Planning on SQLite: what falls due becomes deliveries, many chats at a stroke."""

from collections.abc import Sequence
from datetime import date, datetime

from lessons.delivery import NewDelivery
from storage.sqlite_enrollments import SQLiteEnrollments
from storage.sqlite_rows import read_cohort, write_ids, write_instant, write_new_delivery
from storage.store import Cohort, Plan

# In each, a collision with any of the unique indexes means that the delivery exists already.
_ADD_DELIVERY = """
    INSERT INTO deliveries (chat_id, course_id, lesson_id, local_date, announcement_id, due_at)
    VALUES (:chat_id, :course_id, :lesson_id, :local_date, :announcement_id, :due_at)
    ON CONFLICT DO NOTHING RETURNING delivery_id
"""
_ADD_DELIVERIES = """
    INSERT INTO deliveries (chat_id, course_id, lesson_id, local_date, due_at)
    SELECT value, :course_id, :lesson_id, :local_date, :due_at FROM json_each(:chat_ids)
    WHERE true ON CONFLICT DO NOTHING
"""
_MOVE_ON = """
    UPDATE enrollments
    SET status = :status, next_date = :next_date, next_due_at = :next_due_at,
        finished_at = :finished_at
    WHERE course_id = :course_id AND status = 'active'
        AND chat_id IN (SELECT value FROM json_each(:chat_ids))
"""
_END_PAUSES = """
    UPDATE subscribers SET is_paused = 0, resume_date = NULL
    WHERE chat_id IN (SELECT value FROM json_each(:chat_ids))
"""


class SQLitePlanning(SQLiteEnrollments):
    """The part of the store that knows what is due, and plans it."""

    def list_due_cohorts(self, now: datetime, limit: int) -> list[Cohort]:
        """See ``Store``."""
        rows = self._database.execute(
            """
            SELECT course_id, last_lesson_id, next_date, next_due_at,
                timezone, send_time, weekdays, is_paused, json_group_array(chat_id) AS chat_ids
            FROM (
                SELECT * FROM enrollments
                WHERE status = 'active' AND next_due_at <= ? ORDER BY next_due_at LIMIT ?
            )
            JOIN subscribers USING (chat_id)
            GROUP BY next_due_at, next_date, timezone, send_time, weekdays, is_paused,
                course_id, last_lesson_id
            """,
            (write_instant(now), limit),
        )
        return [read_cohort(row) for row in rows]

    def add_delivery(self, new: NewDelivery) -> int | None:
        """See ``Store``."""
        row = self._database.execute(_ADD_DELIVERY, write_new_delivery(new)).fetchone()
        return row[0] if row else None

    def save_plans(self, plans: Sequence[Plan]) -> None:
        """See ``Store``."""
        for plan in plans:
            cohort, content, following = plan.cohort, plan.content, plan.next_slot
            chats = {"chat_ids": write_ids(cohort.chat_ids), "course_id": cohort.course_id}
            if content is not None:
                self._database.execute(
                    _ADD_DELIVERIES,
                    chats
                    | {
                        "lesson_id": content.lesson_id,
                        "local_date": content.local_date.isoformat(),
                        "due_at": write_instant(cohort.slot.due_at),
                    },
                )
            self._database.execute(
                _MOVE_ON,
                chats
                | {
                    "status": "active" if following else "finished",
                    "next_date": following.local_date.isoformat() if following else None,
                    "next_due_at": write_instant(following.due_at) if following else None,
                    "finished_at": write_instant(plan.finished_at) if plan.finished_at else None,
                },
            )
            if cohort.are_paused:
                self._database.execute(_END_PAUSES, chats)

    def find_last_lesson_date(self, chat_id: int) -> date | None:
        """See ``Store``."""
        [latest] = self._database.execute(
            """
            SELECT max(local_date) FROM deliveries
            WHERE chat_id = ? AND local_date IS NOT NULL AND status NOT IN ('skipped', 'failed')
            """,
            (chat_id,),
        ).fetchone()
        return date.fromisoformat(latest) if latest else None
