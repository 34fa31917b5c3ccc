"""A question about a lesson, answered with the lesson."""

from dataclasses import dataclass

from bot.use_cases.library import Library
from bot.use_cases.subscribers.reading import find_had_lesson, find_place
from lessons.course.about import find_lesson_about
from lessons.course.course import Course, Lesson
from storage.interface.store import Store


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
    if place is None or lesson is None:
        return None
    course_id, lesson_id = place.course.course_id, lesson.lesson_id
    had = find_had_lesson(store, library, chat_id, course_id, lesson_id)
    return ToldIn(place.course, lesson, was_had=had is not None)
