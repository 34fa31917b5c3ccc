"""A question about a lesson, answered with the lesson."""

from dataclasses import dataclass

from bot.use_cases.library import Library
from bot.use_cases.subscribers.reading import Place, find_had_lesson, find_place
from lessons.course.about import find_lesson_about, mend_slips
from lessons.course.course import Course, Lesson
from storage.interface.store import Store

# No course has so many lessons that their numbers are longer.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class ToldIn:
    """The lesson that tells about what was asked; ``was_had`` says that it may be read again."""

    course: Course
    lesson: Lesson
    was_had: bool


def find_answer(store: Store, library: Library, chat_id: int, text: str) -> ToldIn | None:
    """Return the lesson of the chat's course that tells about what the text asks, if one does."""
    place = find_place(store, library, chat_id)
    lesson = find_lesson_about(place.course, text) if place else None
    return _tell(store, library, chat_id, place, lesson)


def find_named(store: Store, library: Library, chat_id: int, said: str) -> ToldIn | None:
    """Return the lesson of the chat's course that has that number, such as ``12``, or that tells
    about the words; ``None`` if none does."""
    place = find_place(store, library, chat_id)
    if place is None:
        return None
    lessons = place.course.lessons
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < _DIGITS else None
    if number is None:
        lesson = find_lesson_about(place.course, f"what is {said}?") or find_lesson_about(
            place.course, f"what is {mend_slips(place.course, said)}?"
        )
    else:
        lesson = lessons[number - 1] if 0 < number <= len(lessons) else None
    return _tell(store, library, chat_id, place, lesson)


def _tell(
    store: Store, library: Library, chat_id: int, place: Place | None, lesson: Lesson | None
) -> ToldIn | None:
    if place is None or lesson is None:
        return None
    course_id, lesson_id = place.course.course_id, lesson.lesson_id
    had = find_had_lesson(store, library, chat_id, course_id, lesson_id)
    return ToldIn(place.course, lesson, was_had=had is not None)
