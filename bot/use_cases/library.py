"""The courses that subscribers can have."""

from collections.abc import Mapping

from lessons.course import Course, Lesson

Library = Mapping[str, Course]
"""Published courses by id."""


def find_lesson(library: Library, course_id: str, lesson_id: str) -> tuple[Course, Lesson] | None:
    """Return that lesson with its course, or ``None`` if either is gone."""
    course = library.get(course_id)
    lesson = course.find_lesson(lesson_id) if course else None
    return (course, lesson) if course and lesson else None
