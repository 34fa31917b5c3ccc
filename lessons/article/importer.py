"""An article becomes the draft of a course: its words, cut into lessons, and nothing added."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lessons.article.article import Article, Section, make_article
from lessons.article.blocks import Document, LeftOut
from lessons.article.splitting import split_section
from lessons.course import limits
from lessons.course.course import Course, CourseStatus, Lesson
from lessons.course.ids import make_lesson_id
from lessons.course.markdown import escape, plain_blocks
from lessons.course.source import is_slug, slug_rule
from lessons.errors import InvalidInput
from lessons.language.detection import find_language
from lessons.language.length import Length, measure
from lessons.language.readability import find_grade
from lessons.text import is_blank, utf16_length

TABLE_NOTE = "a table to compare with the article"
"""How the note on a lesson that has a table begins."""

_BELOW = " › "
# So many times more sections than a course may have lessons are not even cut.
_HOPELESS = 5
# As in " (10 of 12)".
_LONGEST_COUNT = 11
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_OTHERWISE = "en"


@dataclass(frozen=True, slots=True)
class LessonReport:
    """How long a lesson is, as it is read, and how many years of school it asks for, where its
    language has a formula for that."""

    lesson_id: str
    title: str
    characters: int
    grade: float | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A draft without evidence, sources, takeaways and quizzes, and what to know about it."""

    course: Course
    lessons: tuple[LessonReport, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]

    @property
    def length(self) -> Length:
        """Return about how long its lessons are in all."""
        return measure("\n".join(lesson.body for lesson in self.course.lessons))

    @property
    def tables(self) -> int:
        """Return how many lessons have a table that somebody must compare with the article."""
        return sum(bool(lesson.unchecked) for lesson in self.course.lessons)


def import_document(document: Document, course_id: str, language: str = "") -> ImportResult:
    """Return the article in a document as the draft of a course of that id.

    ``language`` is the code of the one that it is in; where it is not told it is found by the
    words, or else is what the document says of itself.

    Every paragraph is in exactly one lesson or, cut at sentence ends, in lessons that follow
    one another. Lesson ids come from the headings and are the same at every import.

    Raises:
        InvalidInput: if the id is not one, the text has no paragraphs or makes too many lessons.
    """
    if not is_slug(course_id, limits.COURSE_ID_BYTES):
        raise InvalidInput(
            f'"{course_id}" cannot be a course id. {slug_rule(limits.COURSE_ID_BYTES)}'
        )
    article = make_article(document)
    named = "" if is_blank(article.title) else article.title
    title = named or course_id.replace("-", " ").capitalize()
    notes = list(article.notes)
    language = language or _find_language(document, notes)
    if len(article.sections) > _HOPELESS * limits.LESSONS:
        raise _too_many(f"more than {len(article.sections)}")
    lessons = tuple(_make_lessons(article, title, language, notes))
    if len(lessons) > limits.LESSONS:
        raise _too_many(str(len(lessons)))
    course = Course(
        course_id=course_id,
        title=title,
        description=document.description,
        language=language,
        source="",
        status=CourseStatus.DRAFT,
        lessons=lessons,
    )
    reports = tuple(_report(lesson, language) for lesson in lessons)
    return ImportResult(course, reports, article.left_out, tuple(notes))


def _too_many(lessons: str) -> InvalidInput:
    return InvalidInput(
        f"That article would be {lessons} lessons. At most {limits.LESSONS} make a course;"
        " cut it into several files."
    )


def _find_language(document: Document, notes: list[str]) -> str:
    """Pages are often made from a template that states another language than their words have."""
    words = "\n".join(block.plain for block in document.blocks)
    stated = document.language.partition("-")[0].lower()
    found = find_language(words) or (stated if _LANGUAGE.fullmatch(stated) else "")
    if not found:
        notes.append(f"its language could not be told, so it counts as {_OTHERWISE}: change that")
    return found or _OTHERWISE


def _make_lessons(
    article: Article, title: str, language: str, notes: list[str]
) -> Iterator[Lesson]:
    taken: set[str] = set()
    for found in article.sections:
        section = replace(found, heading=title) if is_blank(found.heading) else found
        told, untold = _tell_heading(section)
        paragraphs, tables = section.paragraphs, section.tables
        if untold:
            paragraphs = (f"**{escape(_BELOW.join(untold))}**", *paragraphs)
            tables = frozenset(place + 1 for place in tables)
        if (length := utf16_length(told)) > limits.TITLE:
            notes.append(f"a title of {length} characters, of which {limits.TITLE} fit: {told}")
        split = split_section(paragraphs, tables, language)
        if len(split.texts) > 1 and _clip(told, limits.TITLE - _LONGEST_COUNT) != told:
            # The count leaves the heading no room, and its last words may be those that warn.
            paragraphs = (f"**{escape(told)}**", *paragraphs)
            tables = frozenset(place + 1 for place in tables)
            split = split_section(paragraphs, tables, language)
        notes += split.notes
        parts = len(split.texts)
        texts = zip(split.texts, split.has_table, strict=True)
        for part, (body, has_table) in enumerate(texts, start=1):
            count = f" ({part} of {parts})" if parts > 1 else ""
            lesson_id = make_lesson_id(told, taken, part if parts > 1 else None)
            taken.add(lesson_id)
            if has_table:
                notes.append(f"{TABLE_NOTE}: {told}{count}")
            yield Lesson(
                lesson_id=lesson_id,
                title=_clip(told, limits.TITLE - len(count)) + count if count else told,
                section=_outermost(section),
                body=body,
                takeaway="",
                sources=(),
                evidence=None,
                quiz=None,
                unchecked="table" if has_table else "",
            )


def _tell_heading(section: Section) -> tuple[str, tuple[str, ...]]:
    """Return the heading with as much of its path as fits a title, and what does not fit.

    "Inhalers › The blue one: when to use it". The nearest heading above it matters most; what the
    heading says itself is not said twice.
    """
    told = section.heading
    path = [above.rstrip(":") for above in section.path if above.casefold() not in told.casefold()]
    is_nearest = True
    while path:
        longer = f"{path[-1]}{': ' if is_nearest else _BELOW}{told}"
        if utf16_length(longer) > limits.TITLE - _LONGEST_COUNT:
            break
        told, is_nearest = longer, False
        path.pop()
    return told, tuple(path)


def _clip(heading: str, limit: int) -> str:
    """Return a heading that fits without what counts its parts so that it fits with it."""
    if not limit < utf16_length(heading) <= limits.TITLE:
        return heading
    return f"{heading[: limit - 1].rpartition(' ')[0] or heading[: limit - 1]}…"


def _outermost(section: Section) -> str:
    """Return the largest heading that the section stands below, or its own."""
    outermost = section.path[0] if section.path else section.heading
    return outermost if utf16_length(outermost) <= limits.SECTION else section.heading


def _report(lesson: Lesson, language: str) -> LessonReport:
    text = "\n\n".join(plain_blocks(lesson.body))
    return LessonReport(
        lesson.lesson_id, lesson.title, utf16_length(text), find_grade(text, language)
    )
