"""Planning in SQL: what falls due becomes deliveries, a batch at a time."""

from collections.abc import Sequence
from datetime import date, datetime

from lessons.delivery.coming import ReaderCrowd
from lessons.delivery.delivery import NewDelivery
from lessons.delivery.planning import Cohort, Plan
from lessons.times.schedule import Slot
from storage.sql.part import SQLPart
from storage.sql.rows import (
    read_cohorts,
    read_instant,
    read_reader_crowd,
    write_ids,
    write_instant,
    write_new_delivery,
)

# In both, a collision with any of the unique indexes means that the delivery exists already.
_ADD_DELIVERY = """
    INSERT INTO deliveries (chat_id, course_id, lesson_id, local_date, announcement_id, due_at,
        is_extra)
    VALUES (:chat_id, :course_id, :lesson_id, :local_date, :announcement_id, :due_at, :is_extra)
    ON CONFLICT DO NOTHING RETURNING delivery_id
"""
_ADD_LESSONS = """
    INSERT INTO deliveries (chat_id, course_id, lesson_id, local_date, due_at)
    VALUES {} ON CONFLICT DO NOTHING
"""
# Each statement brings the counter of ids up to date: one for many rows takes a third less time.
_VALUES_AT_ONCE = 5 * 60
# Names no column that stays: each would have its indexes and checks gone through as well.
_MOVE_ON = """
    UPDATE enrollments SET next_date = ?, next_due_at = ?
    WHERE chat_id = ? AND course_id = ? AND status = 'active'
"""
_FINISH = """
    UPDATE enrollments
    SET status = 'finished', next_date = NULL, next_due_at = NULL, finished_at = ?,
        owes_farewell = 1
    WHERE chat_id = ? AND course_id = ? AND status = 'active'
"""
# The conditions on course and status are said over again so that the index of lessons serves.
_MOVE_PAST = """
    UPDATE enrollments SET last_lesson_id = :lesson_id, next_date = :date, next_due_at = :due_at
    WHERE chat_id = :chat_id AND course_id = :course_id AND status = 'active' AND EXISTS (
        SELECT 1 FROM deliveries AS had
        WHERE had.chat_id = :chat_id AND had.course_id = :course_id AND had.lesson_id = :lesson_id
            AND (had.status = 'sent' OR had.status = 'unknown' AND had.is_settled = 1)
            AND had.course_id IS NOT NULL AND had.rounds_ago = 0
            AND had.status NOT IN ('skipped', 'failed')
    )
"""
_SET_ASIDE = """
    UPDATE enrollments SET next_date = NULL, next_due_at = NULL
    WHERE chat_id IN {ids} AND status = 'active'
"""
_END_PAUSE = "UPDATE subscribers SET is_paused = 0, resume_date = NULL WHERE chat_id = ?"


# Not before a lesson of the days before it is planned: else that would end it.
_BEGIN_BREAKS = """
    UPDATE subscribers
    SET is_paused = CASE WHEN break_ends > :date THEN 1 ELSE 0 END,
        resume_date = CASE WHEN break_ends > :date THEN break_ends END,
        break_begins = NULL, break_ends = NULL, break_at = NULL
    WHERE chat_id IN (
        SELECT chat_id FROM subscribers
        WHERE break_at <= :now AND NOT EXISTS (
            SELECT 1 FROM enrollments
            WHERE enrollments.chat_id = subscribers.chat_id AND status = 'active'
                AND next_date < break_begins
        )
        LIMIT :limit
    )
"""


class SQLPlanning(SQLPart):
    """The part of the store that knows what is due, and plans it."""

    def list_due_cohorts(self, now: datetime, limit: int) -> list[Cohort]:
        """See ``Store``."""
        rows = self._list_plain(
            f"""
            SELECT chat_id, course_id, last_lesson_id, next_date, next_due_at, timezone,
                send_time, weekdays, is_paused, break_begins, break_ends
            FROM enrollments {self.dialect.then_join} subscribers USING (chat_id)
            WHERE enrollments.status = 'active' AND next_due_at <= ?
            ORDER BY next_due_at LIMIT ?
            """,  # no value of anybody's is in it
            (write_instant(now), limit),
        )
        cohorts, odd = read_cohorts(rows)
        if odd:
            # Else nobody behind them would ever have a turn.
            self._set_aside += len(odd)
            self._database.execute(_SET_ASIDE.format(ids=self._ids("?")), [write_ids(odd)])
        return cohorts

    def begin_breaks(self, now: datetime, limit: int) -> int:
        """See ``Store``."""
        values = {"now": write_instant(now), "date": now.date().isoformat(), "limit": limit}
        return self._database.execute(_BEGIN_BREAKS, values).rowcount

    def count_due(self, from_at: datetime, until_at: datetime) -> int:
        """See ``Store``."""
        [count] = self._database.execute(
            """
            SELECT count(*) FROM enrollments
            WHERE status = 'active' AND next_due_at >= ? AND next_due_at < ?
            """,
            (write_instant(from_at), write_instant(until_at)),
        ).fetchone()
        return int(count)

    def count_readers(self) -> list[ReaderCrowd]:
        """See ``Store``."""
        rows = self._list_plain(
            """
            SELECT course_id, last_lesson_id, timezone, weekdays, next_date, break_begins,
                break_ends, count(*)
            FROM enrollments JOIN subscribers USING (chat_id)
            WHERE enrollments.status = 'active' AND subscribers.status = 'active'
                AND is_paused = 0 AND next_date IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6, 7
            """,
            (),
        )
        return [read_reader_crowd(row) for row in rows]

    def add_delivery(self, new: NewDelivery) -> int | None:
        """See ``Store``."""
        row = self._database.execute(_ADD_DELIVERY, write_new_delivery(new)).fetchone()
        return row[0] if row else None

    def save_plans(self, plans: Sequence[Plan]) -> None:
        """See ``Store``."""
        lessons: list[int | str] = []
        moved, finished, ended = [], [], []
        for plan in plans:
            course_id, chat_ids = plan.cohort.course_id, plan.cohort.chat_ids
            due_at = write_instant(plan.cohort.slot.due_at)
            if content := plan.content:
                local_date = content.local_date.isoformat()
                for chat_id in chat_ids:
                    lessons += (chat_id, course_id, content.lesson_id, local_date, due_at)
            if following := plan.next_slot:
                next_slot = following.local_date.isoformat(), write_instant(following.due_at)
                moved += [(*next_slot, chat_id, course_id) for chat_id in chat_ids]
            else:
                finished_at = write_instant(plan.finished_at) if plan.finished_at else None
                finished += [(finished_at, chat_id, course_id) for chat_id in chat_ids]
            if plan.cohort.are_paused:
                ended += [(chat_id,) for chat_id in chat_ids]
        are_all_new = self._add_lessons(lessons)
        self._database.executemany(_MOVE_ON, moved)
        self._database.executemany(_FINISH, finished)
        self._database.executemany(_END_PAUSE, ended)
        if not are_all_new:
            self._move_past_had(plans)

    def _add_lessons(self, values: list[int | str]) -> bool:
        """Add rows of five values each; return whether none of them was there before."""
        added = 0
        for start in range(0, len(values), _VALUES_AT_ONCE):
            chunk = values[start : start + _VALUES_AT_ONCE]
            rows = ", ".join(["(?, ?, ?, ?, ?)"] * (len(chunk) // 5))
            added += self._database.execute(_ADD_LESSONS.format(rows), chunk).rowcount
        return added * 5 == len(values)

    def _move_past_had(self, plans: Sequence[Plan]) -> None:
        """Move whoever had the lesson already past it, to be planned anew for the same slot."""
        self._database.executemany(
            _MOVE_PAST,
            [
                {
                    "lesson_id": plan.content.lesson_id,
                    "date": plan.cohort.slot.local_date.isoformat(),
                    "due_at": write_instant(plan.cohort.slot.due_at),
                    "chat_id": chat_id,
                    "course_id": plan.cohort.course_id,
                }
                for plan in plans
                if plan.content
                for chat_id in plan.cohort.chat_ids
            ],
        )

    def find_last_lesson(self, chat_id: int) -> Slot | None:
        """See ``Store``."""
        row = self._database.execute(
            """
            SELECT local_date, due_at FROM deliveries
            WHERE chat_id = ? AND local_date IS NOT NULL AND is_extra = 0
                AND status NOT IN ('skipped', 'failed')
            ORDER BY local_date DESC LIMIT 1
            """,
            (chat_id,),
        ).fetchone()
        return Slot(date.fromisoformat(row[0]), read_instant(row[1])) if row else None
