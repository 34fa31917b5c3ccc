"""An article becomes the draft of a course: its words, cut into lessons, and nothing added."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lessons.article.article import Article, Section, make_article
from lessons.article.blocks import Document, LeftOut
from lessons.article.splitting import split_section
from lessons.course import limits
from lessons.course.course import Course, CourseStatus, Lesson
from lessons.course.ids import make_lesson_id
from lessons.course.markdown import plain_blocks
from lessons.course.source import is_slug, slug_rule
from lessons.errors import InvalidInput
from lessons.language.readability import reading_grade
from lessons.text import is_blank, utf16_length

_BELOW = " › "


@dataclass(frozen=True, slots=True)
class LessonReport:
    """How long a lesson is, as it is read, and how many years of school it asks for."""

    lesson_id: str
    title: str
    characters: int
    grade: float


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A draft without evidence, sources, takeaways and quizzes, and what to know about it."""

    course: Course
    lessons: tuple[LessonReport, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def import_document(document: Document, course_id: str) -> ImportResult:
    """Return the article in a document as the draft of a course of that id.

    Every paragraph is in exactly one lesson or, cut at sentence ends, in lessons that follow
    one another. Lesson ids come from the headings and are the same at every import.

    Raises:
        InvalidInput: if the id is not one, or the text has no paragraphs.
    """
    if not is_slug(course_id, limits.COURSE_ID_BYTES):
        raise InvalidInput(
            f'"{course_id}" cannot be a course id. {slug_rule(limits.COURSE_ID_BYTES)}'
        )
    article = make_article(document)
    named = "" if is_blank(article.title) else article.title
    title = named or course_id.replace("-", " ").capitalize()
    notes = list(article.notes)
    lessons = tuple(_make_lessons(article, title, notes))
    course = Course(
        course_id=course_id,
        title=title,
        description="",
        language="en",
        source="",
        status=CourseStatus.DRAFT,
        lessons=lessons,
    )
    return ImportResult(course, tuple(map(_report, lessons)), article.left_out, tuple(notes))


def _make_lessons(article: Article, title: str, notes: list[str]) -> Iterator[Lesson]:
    taken: set[str] = set()
    for found in article.sections:
        section = replace(found, heading=title) if is_blank(found.heading) else found
        split = split_section(section.paragraphs, section.tables)
        notes += split.notes
        parts = len(split.texts)
        texts = zip(split.texts, split.has_table, strict=True)
        for part, (body, has_table) in enumerate(texts, start=1):
            count = f" ({part} of {parts})" if parts > 1 else ""
            told = tell_heading(section, limits.TITLE - len(count))
            lesson_id = make_lesson_id(told, taken, part if parts > 1 else None)
            taken.add(lesson_id)
            if has_table:
                notes.append(f"a table to compare with the article: {told}{count}")
            if (length := utf16_length(told + count)) > limits.TITLE:
                notes.append(f"a title of {length} characters, of which {limits.TITLE} fit: {told}")
            yield Lesson(
                lesson_id=lesson_id,
                title=told + count,
                section=section.path[0] if section.path else section.heading,
                body=body,
                takeaway="",
                sources=(),
                evidence=None,
                quiz=None,
                unchecked="table" if has_table else "",
            )


def tell_heading(section: Section, limit: int) -> str:
    """Return the heading with as much of its path as fits: "Inhalers › The blue one: when to use".

    What the heading says itself is not said twice; the nearest heading above it matters most.
    """
    told = section.heading
    is_nearest = True
    for above in reversed(section.path):
        if above.casefold().rstrip(":") in told.casefold():
            continue
        longer = f"{above.rstrip(':')}{': ' if is_nearest else _BELOW}{told}"
        if utf16_length(longer) > limit:
            break
        told, is_nearest = longer, False
    return told


def _report(lesson: Lesson) -> LessonReport:
    text = "\n\n".join(plain_blocks(lesson.body))
    return LessonReport(lesson.lesson_id, lesson.title, utf16_length(text), reading_grade(text))
