"""The parts of a draft that are typed, each as one message."""

from dataclasses import replace
from enum import StrEnum

from lessons.course.course import Course, Lesson
from lessons.course.edits import add_lesson, new_lesson_id, replace_lesson
from lessons.course.quiz_text import parse_quiz, write_quiz
from lessons.errors import LessonADayError
from lessons.text import is_blank

NOTHING = "-"
"""What is typed to leave a part empty."""


class Part(StrEnum):
    """Part of a lesson, or of the course itself; short, because buttons carry it."""

    TEXT = "text"
    TITLE = "title"
    SECTION = "section"
    TAKEAWAY = "take"
    SOURCES = "sources"
    QUIZ = "quiz"
    NEW_LESSON = "new"
    COURSE_TITLE = "c-title"
    DESCRIPTION = "c-about"
    COURSE_SOURCE = "c-source"


COURSE_PARTS = frozenset({Part.COURSE_TITLE, Part.DESCRIPTION, Part.COURSE_SOURCE})
CAN_BE_EMPTY = frozenset(Part) - {Part.TEXT, Part.TITLE, Part.NEW_LESSON, Part.COURSE_TITLE}


class PartMissing(LessonADayError):
    """What was typed for a new lesson has a title but no text."""


def write_part(course: Course, lesson: Lesson | None, part: Part) -> str:
    """Return the part as it is typed; empty where there is none yet."""
    match part:
        case Part.COURSE_TITLE:
            return course.title
        case Part.DESCRIPTION:
            return course.description
        case Part.COURSE_SOURCE:
            return course.source
    if lesson is None:
        return ""
    match part:
        case Part.TEXT:
            return lesson.body
        case Part.TITLE:
            return lesson.title
        case Part.SECTION:
            return lesson.section
        case Part.TAKEAWAY:
            return lesson.takeaway
        case Part.SOURCES:
            return "\n".join(lesson.sources)
        case Part.QUIZ:
            return write_quiz(lesson.quiz) if lesson.quiz else ""
        case _:
            return ""


def read_part(course: Course, lesson: Lesson | None, part: Part, typed: str) -> Course:
    """Return the course with that part as it was typed; ``NOTHING`` empties what may be empty.

    ``lesson`` is the one that it belongs to; a new lesson comes after it, or first for ``None``.

    Raises:
        InvalidQuiz: if a quiz is not of the form that ``parse_quiz`` reads.
        PartMissing: if a new lesson has no text.
    """
    typed = typed.strip()
    if is_blank(typed) or (typed == NOTHING and part in CAN_BE_EMPTY):
        typed = ""
    if part in COURSE_PARTS:
        return _change_course(course, part, " ".join(typed.split()))
    if part is Part.NEW_LESSON:
        return _add(course, lesson, typed)
    if lesson is None:
        raise ValueError(f"{part} belongs to a lesson")
    return replace_lesson(course, _change_lesson(lesson, part, typed))


def _change_course(course: Course, part: Part, line: str) -> Course:
    match part:
        case Part.COURSE_TITLE:
            return replace(course, title=line)
        case Part.DESCRIPTION:
            return replace(course, description=line)
        case _:
            return replace(course, source=line)


def _change_lesson(lesson: Lesson, part: Part, typed: str) -> Lesson:
    line = " ".join(typed.split())
    match part:
        case Part.TEXT:
            return replace(lesson, body=typed)
        case Part.TITLE:
            return replace(lesson, title=line)
        case Part.SECTION:
            return replace(lesson, section=line)
        case Part.TAKEAWAY:
            return replace(lesson, takeaway=line)
        case Part.SOURCES:
            sources = (source.removeprefix("- ").strip() for source in typed.splitlines())
            return replace(lesson, sources=tuple(item for item in sources if not is_blank(item)))
        case _:
            return replace(lesson, quiz=parse_quiz(typed) if typed else None)


def _add(course: Course, after: Lesson | None, typed: str) -> Course:
    title, _, body = typed.partition("\n")
    if is_blank(title) or is_blank(body):
        raise PartMissing("a new lesson is a title and, below it, a text")
    title = title.strip()
    is_in_a_section = after is not None and after.section != after.title
    new = Lesson(
        lesson_id=new_lesson_id(course, title),
        title=title,
        section=after.section if after and is_in_a_section else title,
        body=body.strip(),
        takeaway="",
        sources=(),
        evidence=None,
        quiz=None,
    )
    return add_lesson(course, new, after.lesson_id if after else None)
