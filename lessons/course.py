"""Courses and lessons: ordered material, one idea a lesson."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """How sure science is of a lesson's main point."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"
    IDEA = "idea"


class CourseStatus(StrEnum):
    """Only a ``PUBLISHED`` course reaches subscribers."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Quiz:
    """One question with three options; ``answer`` is the index of the right one, from 0."""

    question: str
    options: tuple[str, ...]
    answer: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One idea. ``body`` is Markdown: paragraphs, ``**bold**``, ``*italic*``, ``- `` lists.

    In a draft ``evidence`` and ``quiz`` may be ``None`` and ``sources`` and ``takeaway`` empty.
    ``revision`` is a short hash of the content: it changes whenever a reader would notice.
    """

    lesson_id: str
    title: str
    section: str
    body: str
    takeaway: str
    sources: tuple[str, ...]
    evidence: Evidence | None
    quiz: Quiz | None
    revision: str


@dataclass(frozen=True, slots=True)
class Course:
    """Ordered lessons. An empty ``reviewed_by`` means that no clinician has reviewed it."""

    course_id: str
    title: str
    description: str
    language: str
    source: str
    status: CourseStatus
    reviewed_by: str
    lessons: tuple[Lesson, ...]

    def find_lesson(self, lesson_id: str) -> Lesson | None:
        """Return the lesson of that id, or ``None``."""
        return next((lesson for lesson in self.lessons if lesson.lesson_id == lesson_id), None)

    def find_next(self, after_lesson_id: str | None) -> Lesson | None:
        """Return the lesson after that one (the first for ``None``), or ``None`` at the end."""
        if after_lesson_id is None:
            return self.lessons[0] if self.lessons else None
        position = self.find_position(after_lesson_id)
        if position is None or position == len(self.lessons):
            return None
        return self.lessons[position]

    def find_position(self, lesson_id: str | None) -> int | None:
        """Return the lesson's place counted from 1, or ``None`` if it is not in the course."""
        for position, lesson in enumerate(self.lessons, start=1):
            if lesson.lesson_id == lesson_id:
                return position
        return None
