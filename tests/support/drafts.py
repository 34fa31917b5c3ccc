"""A draft of a course about backs, and a lesson that has no faults."""

from dataclasses import replace
from datetime import UTC, datetime

from lessons.course import limits
from lessons.course.course import Course, CourseStatus, Evidence, Lesson, Quiz
from lessons.draft.draft import CourseDraft
from tests.support.course_folders import BODY

QUIZ = Quiz("Who?", ("A", "B", "C"), 0, "So.")
SOUND = Lesson("wear", "Wear", "The back", BODY, "No proof.", ("NICE NG59",), Evidence.FAIR, QUIZ)
LONGEST_ID = "c" * limits.COURSE_ID_BYTES


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
