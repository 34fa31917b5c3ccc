"""At whose pace: which lesson comes when, and what may be asked for besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from lessons.course.course import Lesson
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot, find_wall_instant, next_slot

EVENING = time(20)


@dataclass(frozen=True, slots=True)
class Expected:
    """A lesson that is to come, and when, if nothing changes; no ``slot`` while none is known."""

    lesson: Lesson
    slot: Slot | None


def list_expected(
    lessons: Sequence[Lesson],
    schedule: Schedule,
    first: Slot | None,
    break_ahead: BreakAhead | None = None,
) -> list[Expected]:
    """Return those lessons, which are to come in this order, with their slots from the first on,
    none of them in the break ahead."""
    if first is None:
        return [Expected(lesson, None) for lesson in lessons]
    slots = _list_slots(schedule, first, break_ahead)
    return [Expected(lesson, slot) for lesson, slot in zip(lessons, slots, strict=False)]


def _list_slots(schedule: Schedule, first: Slot, break_ahead: BreakAhead | None) -> Iterator[Slot]:
    slot = first
    while True:
        yield slot
        slot = next_slot(schedule, slot.local_date, slot.due_at)
        if break_ahead:
            slot = break_ahead.move_past(slot, schedule, slot.due_at)


def move_to_evening(slot: Slot, timezone: str, now: datetime) -> Slot | None:
    """Return the slot at ``EVENING`` of its own date, ``None`` if it is later already or that hour
    is past. ``now`` is aware, UTC."""
    evening_at = find_wall_instant(timezone, datetime.combine(slot.local_date, EVENING))
    if evening_at is None or evening_at <= max(slot.due_at, now):
        return None
    return Slot(slot.local_date, evening_at)


def move_to(slot: Slot, timezone: str, at: time, now: datetime) -> Slot | None:
    """Return the slot at that time of its own date, ``None`` if that is past. ``now`` is aware,
    UTC."""
    due_at = find_wall_instant(timezone, datetime.combine(slot.local_date, at))
    return Slot(slot.local_date, due_at) if due_at is not None and due_at > now else None


def begin_again(enrollment: Enrollment) -> Enrollment:
    """Return the place before the first lesson; its slot is still to be found."""
    return replace(
        enrollment,
        status=EnrollmentStatus.ACTIVE,
        last_lesson_id=None,
        next_slot=None,
        finished_at=None,
    )
