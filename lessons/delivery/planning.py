"""What falls due together, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime

from lessons.delivery.delivery import LessonContent
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot, catch_up


@dataclass(frozen=True, slots=True)
class Cohort:
    """Chats that stand at the same place of a course and keep the same schedule, and whose
    same slot has come: whatever is planned for one of them is planned for all.

    ``are_paused`` says that their pause ends with this slot; all of them have ``break_ahead``
    before them.
    """

    course_id: str
    last_lesson_id: str | None
    slot: Slot
    schedule: Schedule
    are_paused: bool
    chat_ids: tuple[int, ...]
    break_ahead: BreakAhead | None = None

    def catch_up(self, now: datetime) -> tuple[Slot | None, Slot]:
        """Return the slot to send, if any, and the one to wait for next, as ``catch_up`` does."""
        slot, following = catch_up(self.slot, self.schedule, now)
        if self.break_ahead:
            following = self.break_ahead.move_past(following, self.schedule, following.due_at)
        return slot, following


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes of a cohort: the lesson it is owed at its slot's instant, if any, and the slot
    to wait for next. Without a next slot the course is finished at ``finished_at``."""

    cohort: Cohort
    content: LessonContent | None
    next_slot: Slot | None
    finished_at: datetime | None = None
