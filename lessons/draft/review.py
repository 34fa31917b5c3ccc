"""What an admin should know of a draft before it is published: what blocks it, what would help."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from lessons.course.course import Lesson
from lessons.course.markdown import plain_blocks
from lessons.course.rules import CourseRule, Fault, check_head, check_lesson, is_advice
from lessons.draft.draft import CourseDraft
from lessons.draft.hedging import Shift, find_shifts
from lessons.language.headings import is_like_a_heading
from lessons.language.readability import find_grade
from lessons.text import utf16_length


@dataclass(frozen=True, slots=True)
class LessonReview:
    """One lesson as it stands. What is ``blocking`` could not be sent or would break.

    ``shifts`` are claims that edits made surer than they were at first. ``characters`` and
    ``grade`` are of the text as it is read; there is no grade where its language has no formula.
    """

    lesson: Lesson
    characters: int
    grade: float | None
    blocking: tuple[Fault, ...]
    advice: tuple[Fault, ...]
    shifts: tuple[Shift, ...]
    is_approved: bool

    @property
    def may_be_approved(self) -> bool:
        """Whether nothing blocks it and no lost hedge waits for an answer."""
        return not self.blocking and not self.shifts


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved a lesson as it reads, by name, and when (aware, UTC)."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approving:
    """Who approves a draft, for whoever looks at it.

    ``own`` are the ids of the lessons with words of theirs, which somebody else approves: one of
    ``others``, by name, or an owner. ``by`` tells who approved what, by lesson id, as far as it is
    known. Where not ``needs_second``, everybody may approve what they wrote.
    """

    needs_second: bool = False
    own: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    has_other_owner: bool = False
    by: Mapping[str, Approved] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftReview:
    """A draft, lesson by lesson; ``blocking`` and ``advice`` are about the course itself."""

    draft: CourseDraft
    lessons: tuple[LessonReview, ...]
    blocking: tuple[Fault, ...]
    advice: tuple[Fault, ...]
    approving: Approving = Approving()

    @property
    def approved(self) -> int:
        """Return how many lessons are approved."""
        return sum(lesson.is_approved for lesson in self.lessons)

    @property
    def is_blocked(self) -> bool:
        """Whether anything must be put right before it is published."""
        return bool(self.blocking) or not all(item.may_be_approved for item in self.lessons)

    @property
    def may_be_published(self) -> bool:
        """Whether every lesson is approved and nothing blocks."""
        return not self.is_blocked and self.approved == len(self.lessons)

    @property
    def is_untouched(self) -> bool:
        """Whether it still is the published course that it began as."""
        return self.draft.based_on is not None and self.draft.version == 1

    @property
    def open_advice(self) -> int:
        """Return how many remarks there are on lessons that are not approved yet."""
        return sum(len(item.advice) for item in self.lessons if not item.is_approved)

    def find_next_to_approve(self, after: int) -> int | None:
        """Return the number of the next lesson that whoever looks may approve, going round from
        the one of that number."""
        numbered = list(enumerate(self.lessons, start=1))
        for number, item in numbered[after:] + numbered[:after]:
            if not item.is_approved and item.lesson.lesson_id not in self.waiting_for_others:
                return number
        return None

    @property
    def waiting_for_others(self) -> frozenset[str]:
        """Return the lessons that are not approved yet, and not by whoever looks."""
        return self.approving.own - self.draft.approved


def review(
    draft: CourseDraft, first_wordings: Mapping[str, str], approving: Approving = Approving()
) -> DraftReview:
    """Return what there is to say; ``first_wordings`` are those before the edits, by lesson id."""
    course = draft.course
    head = tuple(check_head(course))
    blocking, advice = _part(head)
    if not course.lessons:
        blocking = (*blocking, Fault(CourseRule.TEXT, "lessons"))
    lessons = tuple(
        _review_lesson(
            lesson,
            course.source,
            course.language,
            first_wordings.get(lesson.lesson_id),
            lesson.lesson_id in draft.approved,
        )
        for lesson in course.lessons
    )
    return DraftReview(draft, lessons, blocking, advice, approving)


def claims_of(lesson: Lesson) -> str:
    """Return what a lesson claims, as it is read: its text and its takeaway."""
    return "\n\n".join([*plain_blocks(lesson.body), lesson.takeaway])


@lru_cache(maxsize=4096)
def _review_lesson(
    lesson: Lesson, source: str, language: str, first_wording: str | None, is_approved: bool
) -> LessonReview:
    faults = list(check_lesson(lesson, source, language))
    if heading := _find_last_heading(lesson.body):
        faults.append(Fault(CourseRule.HEADING_FOLLOWED, "body", heading))
    blocking, advice = _part(tuple(faults))
    text = "\n\n".join(plain_blocks(lesson.body))
    # What is too long is blocked as it is; comparing it could take seconds.
    is_short = not any(fault.rule is CourseRule.LENGTH for fault in blocking)
    is_edited = first_wording is not None and is_short
    shifts = find_shifts(first_wording or "", claims_of(lesson), language) if is_edited else []
    grade = find_grade(text, language)
    return LessonReview(
        lesson,
        utf16_length(text),
        None if grade is None else round(grade, 1),
        blocking,
        advice,
        tuple(shifts),
        is_approved,
    )


def _part(faults: tuple[Fault, ...]) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Return what blocks and what is only advised."""
    return (
        tuple(fault for fault in faults if not is_advice(fault)),
        tuple(fault for fault in faults if is_advice(fault)),
    )


def _find_last_heading(body: str) -> str | None:
    """Return the last paragraph if it reads like a heading that nothing follows."""
    last = body.rstrip().rpartition("\n\n")[2]
    if "\n" in last or last.startswith(("- ", "* ")) or last[:1].isdigit():
        return None
    plain = " ".join(plain_blocks(last))
    return plain if is_like_a_heading(plain) else None
