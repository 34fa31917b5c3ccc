"""The courses that subscribers can have."""

from collections.abc import Iterator, Mapping, Set

from lessons.clinic.placeholders import NOBODY, Clinic
from lessons.course.course import Course, Lesson
from lessons.course.filling import fill_course
from lessons.course.standing import Standing

Library = Mapping[str, Course]
"""Published courses by id."""


class LiveLibrary(Mapping[str, Course]):
    """A library in which a course can take the place of another while it is read, and which gives
    each as people read it, with the clinic's name, phone and hours in their places.

    Only the store's thread swaps, between two use cases, so that each of them sees one state.
    """

    def __init__(
        self, courses: Library, clinic: Clinic = NOBODY, hidden: Set[str] = frozenset()
    ) -> None:
        self.clinic = clinic
        self._hidden = hidden
        self._standings: Mapping[str, Standing] = {}
        self._written = dict(courses)
        self._courses = {name: fill_course(one, clinic) for name, one in courses.items()}

    def swap(self, course: Course) -> None:
        """Put the course where the one of its id was."""
        # All at once: whoever goes through the courses meanwhile goes on through the old ones.
        self._written = self._written | {course.course_id: course}
        self._courses = self._courses | {course.course_id: fill_course(course, self.clinic)}

    def standing_of(self, course_id: str) -> Standing:
        """Return how the course stands; one that the operator hides is withdrawn, unless an admin
        has said otherwise."""
        usual = Standing.WITHDRAWN if course_id in self._hidden else Standing.ON_OFFER
        return self._standings.get(course_id, usual)

    def is_hidden(self, course_id: str) -> bool:
        """Whether the operator hides the course."""
        return course_id in self._hidden

    def set_standings(self, standings: Mapping[str, Standing]) -> bool:
        """Let courses stand as they are kept; return whether any stands otherwise than before."""
        was, self._standings = self._standings, dict(standings)
        return was != self._standings

    def find_written(self, course_id: str) -> Course | None:
        """Return the course as it is written, with its places not filled."""
        return self._written.get(course_id)

    def __getitem__(self, course_id: str) -> Course:
        return self._courses[course_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._courses)

    def __len__(self) -> int:
        return len(self._courses)


def standing_of(library: Library, course_id: str) -> Standing:
    """Return how a course of the library stands."""
    if isinstance(library, LiveLibrary):
        return library.standing_of(course_id)
    return Standing.ON_OFFER


def list_offered(library: Library) -> list[Course]:
    """Return the courses that somebody new may get into."""
    return [course for name, course in library.items() if standing_of(library, name).is_on_offer]


def find_default(library: Library) -> Course | None:
    """Return the course that newcomers begin: the one that an admin chose, or the only one."""
    offered = list_offered(library)
    chosen = [
        course
        for course in offered
        if standing_of(library, course.course_id) is Standing.DEFAULT or len(offered) == 1
    ]
    return chosen[0] if chosen else None


def has_one_course(library: Library) -> bool:
    """Whether there is no other course to choose."""
    return len(list_offered(library)) < 2


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
