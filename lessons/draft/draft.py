"""Courses made or edited in the chat: the draft that is worked on, and what was published."""

from dataclasses import dataclass
from datetime import datetime

from lessons.course.course import Course


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course being worked on in the chat; at most one for each course id.

    Its course has the status ``DRAFT``. ``version`` grows by one with every change, so that a
    button of an older version can be refused. ``approved`` holds the ids of the lessons approved
    as they stand, ``notes`` what an import left out. ``based_on`` is the revision it started
    from: 0 for a course from files, ``None`` for a new one. ``created_by`` is 0 for somebody
    whose data were deleted since. ``updated_at`` is aware, UTC.
    """

    course: Course
    version: int
    approved: frozenset[str]
    notes: tuple[str, ...]
    based_on: int | None
    created_by: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """That somebody approved a wording, by its fingerprint; ``approved_by`` is 0 for somebody who
    was forgotten, ``approved_at`` is aware, UTC."""

    lesson_id: str
    fingerprint: str
    approved_by: int
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """That a revision was published, by whom and when (aware, UTC).

    Revisions of a course count from 1. ``created_by`` is 0 for somebody who was forgotten.
    """

    revision: int
    created_by: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CourseRevision:
    """A course as it was published in the chat; the fields are those of ``RevisionEntry``."""

    course: Course
    revision: int
    created_by: int
    created_at: datetime
