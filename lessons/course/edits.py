"""Changes to a course that people may be in: ids are stable, and none is ever used twice."""

from dataclasses import replace

from lessons.course import limits
from lessons.course.course import Course, Lesson
from lessons.course.ids import make_lesson_id
from lessons.course.source import is_slug, slug_rule
from lessons.errors import InvalidInput
from lessons.text import is_blank, utf16_length


def replace_lesson(course: Course, lesson: Lesson) -> Course:
    """Return the course with that lesson in place of the one of its id.

    Raises ``InvalidInput`` if the course has none of that id.
    """
    place = _get_place(course, lesson.lesson_id)
    before, after = course.lessons[:place], course.lessons[place + 1 :]
    return replace(course, lessons=(*before, lesson, *after))


def remove_lesson(course: Course, lesson_id: str) -> Course:
    """Return the course without that lesson; its id keeps its place in the order.

    Raises ``InvalidInput`` if the course has none of that id.
    """
    place = _get_place(course, lesson_id)
    return replace(course, lessons=course.lessons[:place] + course.lessons[place + 1 :])


def add_lesson(course: Course, lesson: Lesson, after: str | None) -> Course:
    """Return the course with a new lesson right after the lesson of that id.

    ``None`` puts it first. Its id is one that ``new_lesson_id`` makes. Raises ``InvalidInput`` if
    the id is none or was used before, or if there is no lesson to put it after.
    """
    new_id = lesson.lesson_id
    if not is_slug(new_id, limits.LESSON_ID_BYTES):
        rule = slug_rule(limits.LESSON_ID_BYTES)
        raise InvalidInput(f'"{new_id}" cannot be a lesson id. {rule}')
    if new_id in course.order:
        free = make_lesson_id(new_id, course.order)
        raise InvalidInput(
            f'"{new_id}" is or was a lesson of this course, and an id is never used twice. '
            f"Accepted: an id that is free, such as {free}"
        )
    place = 0 if after is None else _get_place(course, after) + 1
    slot = 0 if after is None else course.order.index(after) + 1
    return replace(
        course,
        lessons=(*course.lessons[:place], lesson, *course.lessons[place:]),
        order=(*course.order[:slot], new_id, *course.order[slot:]),
    )


def new_lesson_id(course: Course, title: str) -> str:
    """Return an id, made from the title, that the course has never used."""
    return make_lesson_id(title, course.order)


def rename(course: Course, title: str) -> Course:
    """Return the course under that title; raises ``InvalidInput`` if it is empty or too long."""
    title = "" if is_blank(title) else title.strip()
    if not 1 <= (length := utf16_length(title)) <= limits.TITLE:
        raise InvalidInput(
            f"The title has {length} characters. Accepted: 1 to {limits.TITLE}, "
            "as in Your back and your head"
        )
    return replace(course, title=title)


def describe(course: Course, description: str) -> Course:
    """Return the course with that description; raises ``InvalidInput`` if it is empty."""
    if is_blank(description):
        raise InvalidInput(
            "The description is empty. Accepted: a sentence for readers, "
            "as in What a low-back problem can and cannot do to your head."
        )
    return replace(course, description=description.strip())


def _get_place(course: Course, lesson_id: str) -> int:
    for place, lesson in enumerate(course.lessons):
        if lesson.lesson_id == lesson_id:
            return place
    accepted = ", ".join(lesson.lesson_id for lesson in course.lessons)
    raise InvalidInput(f'This course has no lesson "{lesson_id}". Accepted: {accepted or "none"}.')
