"""The courses that subscribers can have."""

from collections.abc import Iterator, Mapping

from lessons.clinic.placeholders import NOBODY, Clinic
from lessons.course.course import Course, Lesson
from lessons.course.filling import fill_course

Library = Mapping[str, Course]
"""Published courses by id."""


class LiveLibrary(Mapping[str, Course]):
    """A library in which a course can take the place of another while it is read, and which gives
    each as people read it, with the clinic's name, phone and hours in their places.

    Only the store's thread swaps, between two use cases, so that each of them sees one state.
    """

    def __init__(self, courses: Library, clinic: Clinic = NOBODY) -> None:
        self.clinic = clinic
        self._written = dict(courses)
        self._courses = {name: fill_course(one, clinic) for name, one in courses.items()}

    def swap(self, course: Course) -> None:
        """Put the course where the one of its id was."""
        # All at once: whoever goes through the courses meanwhile goes on through the old ones.
        self._written = self._written | {course.course_id: course}
        self._courses = self._courses | {course.course_id: fill_course(course, self.clinic)}

    def find_written(self, course_id: str) -> Course | None:
        """Return the course as it is written, with its places not filled."""
        return self._written.get(course_id)

    def __getitem__(self, course_id: str) -> Course:
        return self._courses[course_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._courses)

    def __len__(self) -> int:
        return len(self._courses)


def find_written(library: Library, course_id: str) -> Course | None:
    """Return the course as it is written: what an edit begins with, and is compared with."""
    if isinstance(library, LiveLibrary):
        return library.find_written(course_id)
    return library.get(course_id)


def find_lesson(library: Library, course_id: str, lesson_id: str) -> tuple[Course, Lesson] | None:
    """Return that lesson with its course, or ``None`` if either is gone."""
    course = library.get(course_id)
    lesson = course.find_lesson(lesson_id) if course else None
    return (course, lesson) if course and lesson else None


def find_named_lesson(library: Library, name: str) -> tuple[Course, Lesson] | None:
    """Return the lesson that an admin means by ``lesson-id`` or ``course-id/lesson-id``.

    A bare id that several courses use means none of them.
    """
    wanted = name.strip().lower()
    course_id, slash, lesson_id = wanted.partition("/")
    if slash:
        return find_lesson(library, course_id, lesson_id)
    found = [
        (course, lesson)
        for course in library.values()
        if (lesson := course.find_lesson(wanted)) is not None
    ]
    return found[0] if len(found) == 1 else None
