"""Which lesson comes next to somebody in a course that may have been edited since."""

from collections.abc import Container, Iterable, Iterator

from lessons.course.course import Course, Lesson
from lessons.delivery.delivery import Delivery, DeliveryStatus, LessonContent


def list_to_come(
    course: Course, last_lesson_id: str | None, had: Container[str]
) -> Iterator[Lesson]:
    """Yield the lessons that are to come to whoever stands at ``last_lesson_id``, in order.

    This is the one definition that everything follows, the store's planning too: they are the
    lessons of today's course after that place (``Course.find_position``) but those that were had.
    So no lesson comes twice, none before the place comes at all, and whoever has nothing to come
    has finished.
    """
    passed = course.find_position(last_lesson_id) or 0
    return (lesson for lesson in course.lessons[passed:] if lesson.lesson_id not in had)


def find_next_lesson(
    course: Course, last_lesson_id: str | None, had: Container[str] = ()
) -> Lesson | None:
    """Return the first lesson that is to come, ``None`` at the end of the course."""
    return next(list_to_come(course, last_lesson_id, had), None)


def list_had(deliveries: Iterable[Delivery]) -> frozenset[str]:
    """Return the ids of the lessons that were had: they came, or may have come and are given up.

    One that is still on its way, or will be tried again, is to come; so is one that came only
    before its reader began again. ``deliveries`` are of one chat and course.
    """
    return frozenset(
        delivery.content.lesson_id
        for delivery in deliveries
        if isinstance(delivery.content, LessonContent)
        and not delivery.rounds_ago
        and (
            delivery.status is DeliveryStatus.SENT
            or (delivery.status is DeliveryStatus.UNKNOWN and delivery.is_settled)
        )
    )
