"""The rules of a course, each with what breaks it; who tells it chooses the words.

Files and a draft in a chat are held to the same: what ``is_advice`` would help, the rest blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lessons.clinic.placeholders import find_growth, find_unknown
from lessons.course import limits
from lessons.course.citations import can_be_looked_up, has_lost_address, read_citation
from lessons.course.course import Course, Lesson, Quiz
from lessons.course.filling import list_lesson_texts
from lessons.course.markdown import find_unsupported, plain_blocks
from lessons.language.readability import (
    COMFORTABLE_GRADE,
    GRADE,
    find_grade,
    find_words,
    has_formula,
    has_spaces,
)
from lessons.text import is_blank, utf16_length

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_ONLY_TO_VERIFY = re.compile(r"\W*to verify\W*", re.IGNORECASE)
# What a message adds to the words of a course: place, badge, headings, advice.
_FRAME = 600


class CourseRule(Enum):
    """What should hold. In brackets what ``given`` holds."""

    FILLED = auto()
    """A field is not empty."""
    LENGTH = auto()
    """A field has at most ``limit`` characters [how many it has]."""
    LANGUAGE = auto()
    """The language is a code [what it is]."""
    EVIDENCE = auto()
    """It is said how sure science is."""
    SOURCES = auto()
    """There is a source, and at most ``limit`` [how many there are]."""
    SOURCE_NAMED = auto()
    """A source can be looked up [what it says]."""
    SOURCE_LINK = auto()
    """The address of a source can be tapped [what the source says]."""
    QUIZ = auto()
    """There is a quiz."""
    OPTIONS_DIFFER = auto()
    """No two options are the same."""
    LINE_FEEDS = auto()
    """An explanation has at most ``limit`` line feeds [how many]."""
    TEXT = auto()
    """The lesson has a text."""
    MARKUP = auto()
    """The text holds only what Telegram can show [what else it holds]; ``number`` is its line."""
    WORDS = auto()
    """The text has as many words as suit a day [how many]."""
    GRADE = auto()
    """Eight years of school are enough [the grade]."""
    EASY_GRADE = auto()
    """Seven years of school are enough [the grade]."""
    GRADE_KNOWN = auto()
    """There is a formula that tells how hard the text is to read [the language]."""
    MESSAGE = auto()
    """The whole message fits Telegram [about how long it is]."""
    TABLE_CHECKED = auto()
    """Somebody compared the table with the article that it was read from."""
    PLACEHOLDER = auto()
    """What stands in braces is known, and will be filled [what stands there]."""
    HEADING_FOLLOWED = auto()
    """Something follows a heading [the heading]."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule broken. ``field`` is the name in the files, those of the quiz as "quiz.options".

    ``number`` counts from 1 where the field holds several: lines of a text, options.
    """

    rule: CourseRule
    field: str
    given: str = ""
    limit: int = 0
    number: int = 0


_ADVISED = {
    CourseRule.EVIDENCE,
    CourseRule.QUIZ,
    CourseRule.WORDS,
    CourseRule.GRADE,
    CourseRule.EASY_GRADE,
    CourseRule.GRADE_KNOWN,
    CourseRule.HEADING_FOLLOWED,
    CourseRule.SOURCE_LINK,
}
_MAY_BE_EMPTY = {"takeaway", "section", "description", "source"}


def is_advice(fault: Fault) -> bool:
    """Whether it would only help readers to put that right, so that nothing waits for it."""
    may_be_empty = fault.rule is CourseRule.FILLED and fault.field in _MAY_BE_EMPTY
    return may_be_empty or fault.rule in _ADVISED


def check_head(course: Course) -> Iterator[Fault]:
    """Yield what is wrong with everything but the lessons."""
    for name, text in [
        ("title", course.title),
        ("description", course.description),
        ("source", course.source),
    ]:
        if is_blank(text):
            yield Fault(CourseRule.FILLED, name)
        yield from _check_places(name, text)
    if not is_blank(course.source) and not can_be_looked_up(course.source):
        yield Fault(CourseRule.SOURCE_NAMED, "source", course.source)
    if (length := _length(course.title)) > limits.TITLE:
        yield Fault(CourseRule.LENGTH, "title", str(length), limits.TITLE)
    if (length := utf16_length(course.description)) > limits.DESCRIPTION:
        yield Fault(CourseRule.LENGTH, "description", str(length), limits.DESCRIPTION)
    if not _LANGUAGE.fullmatch(course.language):
        yield Fault(CourseRule.LANGUAGE, "language", course.language)
    elif not has_formula(course.language):
        yield Fault(CourseRule.GRADE_KNOWN, "language", course.language)


def check_lesson(lesson: Lesson, course_source: str, language: str) -> Iterator[Fault]:
    """Yield what is wrong with a lesson, field by field; its course comes from that source, and is
    in the language of that code."""
    yield from _check_fields(lesson, course_source)
    for name, text in list_lesson_texts(lesson):
        yield from _check_places(name, text)
    if lesson.quiz:
        yield from _check_quiz(lesson.quiz)
    yield from _check_body(lesson.body, language)
    if lesson.unchecked:
        yield Fault(CourseRule.TABLE_CHECKED, "unchecked")
    if (length := _message_length(lesson, course_source)) > limits.MESSAGE:
        yield Fault(CourseRule.MESSAGE, "sources", str(length), limits.MESSAGE)


def _check_places(field: str, text: str) -> Iterator[Fault]:
    for written in find_unknown(text):
        yield Fault(CourseRule.PLACEHOLDER, field, written)


def _length(text: str) -> int:
    """Return how long the text may become where people read it."""
    return utf16_length(text) + find_growth(text)


def _check_fields(lesson: Lesson, course_source: str) -> Iterator[Fault]:
    for name, text, limit in [
        ("title", lesson.title, limits.TITLE),
        ("section", lesson.section, limits.SECTION),
        ("takeaway", lesson.takeaway, limits.TAKEAWAY),
    ]:
        length = _length(text)
        if is_blank(text):
            yield Fault(CourseRule.FILLED, name, limit=limit)
        elif length > limit:
            yield Fault(CourseRule.LENGTH, name, str(length), limit)
    for name, text, limit in [
        ("claim", lesson.claim, limits.CLAIM),
        ("about_source", lesson.about_source, limits.ABOUT_SOURCE),
        ("encouragement", lesson.encouragement, limits.ENCOURAGEMENT),
    ]:
        if (length := _length(text)) > limit:
            yield Fault(CourseRule.LENGTH, name, str(length), limit)
    if lesson.evidence is None:
        yield Fault(CourseRule.EVIDENCE, "evidence")
    # The course's own source stands below every lesson.
    least = 1 if is_blank(course_source) else 0
    if not least <= len(lesson.sources) <= limits.SOURCES:
        yield Fault(CourseRule.SOURCES, "sources", str(len(lesson.sources)), limits.SOURCES)
    for source in lesson.sources:
        if _ONLY_TO_VERIFY.fullmatch(source) or not can_be_looked_up(source):
            yield Fault(CourseRule.SOURCE_NAMED, "sources", source)
        elif has_lost_address(source):
            yield Fault(CourseRule.SOURCE_LINK, "sources", source)
    if lesson.quiz is None:
        yield Fault(CourseRule.QUIZ, "quiz")


def _check_quiz(quiz: Quiz) -> Iterator[Fault]:
    """Yield what Telegram would refuse in a quiz, or a reader would stumble over."""
    for name, number, text, limit in [
        ("quiz.question", 0, quiz.question, limits.QUESTION),
        *(
            ("quiz.options", number, option, limits.OPTION)
            for number, option in enumerate(quiz.options, start=1)
        ),
        ("quiz.explanation", 0, quiz.explanation, limits.EXPLANATION),
    ]:
        length = 0 if is_blank(text) else _length(text)
        if not 1 <= length <= limit:
            yield Fault(CourseRule.LENGTH, name, str(length), limit, number)
    if len({option.casefold() for option in quiz.options}) < len(quiz.options):
        yield Fault(CourseRule.OPTIONS_DIFFER, "quiz.options")
    if (line_feeds := quiz.explanation.count("\n")) > limits.EXPLANATION_LINE_FEEDS:
        limit = limits.EXPLANATION_LINE_FEEDS
        yield Fault(CourseRule.LINE_FEEDS, "quiz.explanation", str(line_feeds), limit)


def _check_body(body: str, language: str) -> Iterator[Fault]:
    for line, unsupported in find_unsupported(body):
        yield Fault(CourseRule.MARKUP, "body", unsupported, number=line)
    text = "\n\n".join(plain_blocks(body))
    if is_blank(text):
        yield Fault(CourseRule.TEXT, "body")
        return
    if (length := _length(text)) > limits.BODY:
        yield Fault(CourseRule.LENGTH, "body", str(length), limits.BODY)
    words = len(find_words(text))
    if has_spaces(language) and words not in limits.WORDS:
        yield Fault(CourseRule.WORDS, "body", str(words))
    grade = find_grade(text, language)
    if grade is not None and round(grade, 1) > GRADE:
        yield Fault(CourseRule.GRADE, "body", str(round(grade, 1)))
    elif grade is not None and round(grade, 1) > COMFORTABLE_GRADE:
        yield Fault(CourseRule.EASY_GRADE, "body", str(round(grade, 1)))


def _message_length(lesson: Lesson, course_source: str) -> int:
    """Return at least what the rendered message measures."""
    sources = (read_citation(source).text for source in lesson.sources)
    parts = [
        lesson.section,
        lesson.title,
        lesson.body,
        lesson.takeaway,
        lesson.claim,
        lesson.about_source,
        lesson.encouragement,
        *sources,
    ]
    signed = lesson.sign_off
    review = signed.reviewer + signed.next_day if signed else ""
    return _FRAME + sum(map(_length, [*parts, course_source, review]))
