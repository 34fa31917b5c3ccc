"""What an admin is asked for while working on a draft."""

from dataclasses import dataclass
from datetime import date

from lessons.draft.parts import Part
from lessons.draft.quiz_steps import QuizDraft


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """An article to import: a file, an address or a text in messages.

    ``course_id`` is the id that its course shall have, or empty.
    """

    course_id: str


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A part of a course, or of its lesson; a new lesson comes after ``lesson_id``, or first
    without one.

    ``seen`` tells how it stood when it was asked for, and ``screen_message_id`` which message
    asks. ``doubted`` is a text that was typed and may not be meant for it. A quick question is
    asked for step by step, and ``quiz`` is what of it is given.
    """

    part: Part
    course_id: str
    lesson_id: str | None = None
    seen: str = ""
    screen_message_id: int | None = None
    doubted: str = ""
    quiz: QuizDraft | None = None


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """The name of a new link to that course."""

    linked_course_id: str


@dataclass(frozen=True, slots=True)
class SignQuestion:
    """A reviewer's sign-off of that version of a draft, as far as it is given: name and role come
    first, then the next review."""

    course_id: str
    version: int
    name: str = ""
    role: str = ""
    next_review: date | None = None
