"""Courses that people are in and whose files are gone, or that cannot be read any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.use_cases.library import Library
from lessons.errors import LessonADayError
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class MissingCourse:
    """A course that is not here, and how many people are on their way through it."""

    course_id: str
    people: int


class CoursesMissingError(LessonADayError):
    """The program does not start, as people in these courses would get nothing."""

    def __init__(self, missing: Sequence[MissingCourse]) -> None:
        told = ", ".join(
            f"{one.course_id} ({one.people} {'person' if one.people == 1 else 'people'})"
            for one in missing
        )
        super().__init__(
            f"People are in courses that are not here: {told}. Nobody has lost their place. "
            "Put the courses' folders back, or set COURSES_FOLDER to where they are, such as "
            "/srv/courses. With ALLOW_MISSING_COURSES=true I start all the same, and tell these "
            "people that their course is being repaired."
        )


def find_missing(store: Store, library: Library) -> list[MissingCourse]:
    """Return the courses that are missing though somebody waits for their lessons."""
    gone = sorted(store.list_course_ids_in_use() - set(library))
    found = [MissingCourse(course_id, store.count_waiting_people(course_id)) for course_id in gone]
    return [one for one in found if one.people]
