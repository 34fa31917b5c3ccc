"""Names for examples, of what is here, so that an example can be given as it stands."""

from collections.abc import Iterable

from lessons.course.course import Course


def example_course(courses: Iterable[Course]) -> str:
    """Return the id of the first course."""
    return next((course.course_id for course in courses), "back-and-head")


def example_lesson(courses: Iterable[Course]) -> str:
    """Return the id of the first lesson of the first course that has one."""
    found = (lesson.lesson_id for course in courses for lesson in course.lessons)
    return next(found, "cauda-equina")
