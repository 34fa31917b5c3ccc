"""Lessons on hold: of one course, or all of them, until an admin lets them go on."""

from dataclasses import dataclass
from datetime import datetime

MOST_WAITING = 100_000
"""Up to how many lessons that wait are counted: what is more is said to be more."""


@dataclass(frozen=True, slots=True)
class LessonHold:
    """An admin's stop of a course's lessons, or of every course's with ``course_id`` ``None``.

    ``held_at`` is aware, UTC.
    """

    course_id: str | None
    held_by: int
    held_at: datetime


@dataclass(frozen=True, slots=True)
class HoldSince:
    """Since when something has been seen on hold, and whether the admins were reminded of it.

    ``subject`` names it for this purpose only.
    """

    subject: str
    since_at: datetime
    is_reminded: bool = False
