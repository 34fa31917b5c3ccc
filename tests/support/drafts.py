"""A draft of a course about backs, a lesson that has no faults, and an article that was read."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.documents.reading import read
from lessons.article.importer import import_document
from lessons.course import limits
from lessons.course.course import Course, CourseStatus, Evidence, Lesson, Quiz
from lessons.draft.draft import CourseDraft
from lessons.draft.read_article import ReadArticle
from tests.support.course_folders import BODY

QUIZ = Quiz("Who?", ("A", "B", "C"), 0, "So.")
SOUND = Lesson("wear", "Wear", "The back", BODY, "No proof.", ("NICE NG59",), Evidence.FAIR, QUIZ)
LONGEST_ID = "c" * limits.COURSE_ID_BYTES
_ARTICLE = "# Sore backs\n\n| Age | Dose |\n|---|---|\n| 3 | 5 |"


def draft_of(*lessons: Lesson, **changed: str) -> CourseDraft:
    """A draft of those lessons, with the longest id there is; nobody has approved any of it."""
    course = Course(
        LONGEST_ID,
        "Backs",
        "What wear means.",
        "en",
        "https://example.org/backs",
        CourseStatus.DRAFT,
        lessons,
    )
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return CourseDraft(replace(course, **changed), 99999, frozenset(), (), None, 1, at)


def read_article_of(text: str = _ARTICLE) -> ReadArticle:
    """An article that was read out of that Markdown, with a source."""
    document = read(text.encode(), "a.md")
    return ReadArticle("", document, import_document(document, "a"), "https://example.org/")
