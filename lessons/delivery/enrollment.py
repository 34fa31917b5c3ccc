"""Enrollments: a subscriber's place in a course."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lessons.times.schedule import Slot


class EnrollmentStatus(StrEnum):
    """A subscriber has at most one ``ACTIVE`` enrollment; the others keep their place."""

    ACTIVE = "active"
    LEFT = "left"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Enrollment:
    """One subscriber in one course.

    ``last_lesson_id`` is the lesson last delivered, ``None`` before the first. ``next_slot``
    is when the next one falls due, ``None`` while nothing is to come (paused until told,
    stopped, finished, blocked). Instants are aware, UTC.
    """

    chat_id: int
    course_id: str
    status: EnrollmentStatus
    enrolled_at: datetime
    last_lesson_id: str | None = None
    next_slot: Slot | None = None
    finished_at: datetime | None = None


def finish(enrollment: Enrollment, now: datetime) -> Enrollment:
    """Return the enrollment after its last lesson: nothing more is to come."""
    return replace(enrollment, status=EnrollmentStatus.FINISHED, next_slot=None, finished_at=now)
