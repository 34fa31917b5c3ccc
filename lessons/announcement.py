"""Announcements: what an admin schedules for many at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AnnouncementStatus(StrEnum):
    """A ``DRAFT`` waits for its admin's confirmation; ``PLANNED`` means its deliveries exist."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A lesson (``course_id`` and ``lesson_id``) or a ``text``, at one instant (aware, UTC)."""

    announcement_id: int
    status: AnnouncementStatus
    created_by: int
    created_at: datetime
    at: datetime
    course_id: str | None = None
    lesson_id: str | None = None
    text: str | None = None
