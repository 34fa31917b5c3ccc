"""Lessons on hold: an admin's stop of one course, or of all."""

from dataclasses import dataclass
from datetime import datetime

from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.hold import LessonHold
from lessons.times.schedule import CATCH_UP
from storage.interface.store import Store

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class HeldLessons:
    """The lessons of a course, or of all with ``course_id`` ``None``, and how many wait."""

    hold: LessonHold
    waiting: int

    @property
    def subject(self) -> str:
        """Return what it is, in the log and for the reminder."""
        return _subject(self.hold.course_id)


def _subject(course_id: str | None) -> str:
    return f"course {course_id}" if course_id else "lessons"


def hold_lessons(store: Store, actor_id: int, course_id: str | None, now: datetime) -> bool:
    """Let no lesson of a course leave by itself, or of any with ``None``; ``False`` if it is so
    already.

    Slots are planned as always: what is let go within the catch-up window of its hour is sent, and
    what waits longer is skipped, its lesson kept for the next slot.
    """
    if not store.add_lesson_hold(LessonHold(course_id, actor_id, now)):
        return False
    store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.HELD, _subject(course_id)))
    return True


def let_lessons_go(store: Store, actor_id: int, course_id: str | None, now: datetime) -> bool:
    """Let them leave again; ``False`` if they were not held so."""
    if not store.delete_lesson_hold(course_id):
        return False
    store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.WENT_ON, _subject(course_id)))
    return True


def list_held_lessons(store: Store) -> list[HeldLessons]:
    """Return what is held, that of all courses first."""
    return [
        HeldLessons(hold, store.count_waiting_lessons(hold.course_id))
        for hold in store.list_lesson_holds()
    ]


def find_held_lessons(store: Store, course_id: str | None) -> HeldLessons | None:
    """Return that hold."""
    held = (one for one in list_held_lessons(store) if one.hold.course_id == course_id)
    return next(held, None)


def are_lessons_held(store: Store, course_id: str) -> bool:
    """Whether no lesson of that course leaves for now."""
    return any(hold.course_id in (None, course_id) for hold in store.list_lesson_holds())


def skip_what_waited_too_long(store: Store, now: datetime) -> int:
    """Skip some of what is held for longer than the catch-up window, its lesson kept for the next
    slot, so that no backlog grows; return how many."""
    if not store.list_lesson_holds():
        return 0
    return store.skip_late_lessons(now - CATCH_UP, _AT_ONCE)
