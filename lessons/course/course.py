"""Courses and lessons: ordered material, one idea a lesson."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lessons.sign_off import SignOff


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
    """One question with two to four options; ``answer`` is the index of the right one, from 0."""

    question: str
    options: tuple[str, ...]
    answer: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """One idea. ``body`` is Markdown: paragraphs, ``**bold**``, ``*italic*``, ``- `` lists.

    In a draft ``evidence`` and ``quiz`` may be ``None`` and ``sources`` and ``takeaway`` empty.
    A source is what ``read_citation`` reads. ``claim`` completes "How sure that ..." and
    may be left out; so may ``about_source``, what is to be said of the article itself, for whoever
    asks, and ``encouragement``, a kind word at the end. ``revision`` is a short hash of the
    content: it differs whenever a reader would notice. ``sign_off`` is as it was written, perhaps
    for another wording. ``unchecked`` names what an import read and nobody compared with the
    article yet: "table", or nothing.
    """

    lesson_id: str
    title: str
    section: str
    body: str
    takeaway: str
    sources: tuple[str, ...]
    evidence: Evidence | None
    quiz: Quiz | None
    claim: str = ""
    sign_off: SignOff | None = None
    about_source: str = ""
    encouragement: str = ""
    unchecked: str = ""
    revision: str = field(init=False)

    def __post_init__(self) -> None:
        quiz = self.quiz
        noticed = [
            self.title,
            self.section,
            self.body,
            self.takeaway,
            self.sources,
            self.evidence,
            quiz and [quiz.question, quiz.options, quiz.answer, quiz.explanation],
            # Without them a lesson keeps the revision under which it was sent.
            *([self.claim] if self.claim else []),
            *([["about the source", self.about_source]] if self.about_source else []),
            *([["encouragement", self.encouragement]] if self.encouragement else []),
        ]
        digest = hashlib.sha256(json.dumps(noticed).encode())
        object.__setattr__(self, "revision", digest.hexdigest()[:12])


@dataclass(frozen=True, slots=True)
class Course:
    """Ordered lessons, each of which says by itself whether it was reviewed.

    ``order`` holds the ids of all lessons that ever were, those removed in their place, so that
    whoever stands at one of these knows what comes next. Left out, it is the ids of ``lessons``.
    """

    course_id: str
    title: str
    description: str
    language: str
    source: str
    status: CourseStatus
    lessons: tuple[Lesson, ...]
    order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lesson_ids = tuple(lesson.lesson_id for lesson in self.lessons)
        if not self.order:
            object.__setattr__(self, "order", lesson_ids)
        still_there = tuple(item for item in self.order if item in set(lesson_ids))
        if still_there != lesson_ids or len(set(self.order)) < len(self.order):
            raise ValueError("the order of a course holds each of its lessons once, in order")

    @property
    def reviewed(self) -> int:
        """Return how many lessons were reviewed as they read now."""
        return sum(self.find_review(lesson) is not None for lesson in self.lessons)

    def fingerprint(self, lesson: Lesson) -> str:
        """Return a short hash of all that a review of that lesson answers for: its content, and
        what the course says of itself, which stands around it."""
        said = [lesson.revision, self.title, self.description, self.source]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]

    def find_review(self, lesson: Lesson) -> SignOff | None:
        """Return who reviewed the lesson as it and its course read now; ``None`` if nobody did."""
        signed = lesson.sign_off
        return signed if signed and signed.fingerprint == self.fingerprint(lesson) else None

    @property
    def review_due(self) -> date | None:
        """Return the first day on which any of it is to be reviewed again, if one is named."""
        return min(
            (
                lesson.sign_off.next_review
                for lesson in self.lessons
                # The fingerprint is the costly half.
                if lesson.sign_off and lesson.sign_off.next_review and self.find_review(lesson)
            ),
            default=None,
        )

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the ids of the lessons that are no longer sent, in their order."""
        lesson_ids = {lesson.lesson_id for lesson in self.lessons}
        return tuple(item for item in self.order if item not in lesson_ids)

    def find_lesson(self, lesson_id: str) -> Lesson | None:
        """Return the lesson of that id, or ``None``."""
        return next((lesson for lesson in self.lessons if lesson.lesson_id == lesson_id), None)

    def find_position(self, lesson_id: str | None) -> int | None:
        """Return how many lessons of today's course there are up to that one.

        That is its place counted from 1, and for a removed lesson the place of the one before it,
        so that after it comes what followed it. ``None`` if the course never had it.
        """
        for position, lesson in enumerate(self.lessons, start=1):
            if lesson.lesson_id == lesson_id:
                return position
        if lesson_id not in self.order:
            return None
        before_it = self.order[: self.order.index(lesson_id)]
        return sum(lesson.lesson_id in before_it for lesson in self.lessons)
