"""Lessons that their reader passed over.

A skip is kept as a delivery that was skipped at its reader's wish, and by the place, which is past
it. Where the place is before it again (it was undone, or the course has another order now), the
lesson is to come like any other.
"""

from collections.abc import Sequence

from lessons.course.course import Course
from lessons.delivery.delivery import Delivery, DeliveryStatus, LessonContent
from lessons.delivery.reasons import Reason

NOT_SENT = {DeliveryStatus.SKIPPED, DeliveryStatus.FAILED}
"""What has not come, and is not on its way."""


def find_skips(
    course: Course, last_lesson_id: str | None, deliveries: Sequence[Delivery]
) -> dict[str, Delivery]:
    """Return, by lesson id and in the order of the course, the skips that stand.

    ``deliveries`` are all of the chat's lessons of this course. The skip of a lesson that came
    after all stands no more.
    """
    asked, came = {}, set()
    for delivery in deliveries:
        if isinstance(delivery.content, LessonContent) and not delivery.rounds_ago:
            if delivery.error is Reason.SKIPPED_BY_READER:
                asked[delivery.content.lesson_id] = delivery
            elif delivery.status not in NOT_SENT:
                came.add(delivery.content.lesson_id)
    passed = course.lessons[: course.find_position(last_lesson_id) or 0]
    passed_ids = [lesson.lesson_id for lesson in passed]
    return {item: asked[item] for item in passed_ids if item in asked and item not in came}


def can_be_undone(skip: Delivery, deliveries: Sequence[Delivery]) -> bool:
    """Whether no other lesson of the course has come in its turn since, or is on its way."""
    return not any(
        delivery.delivery_id > skip.delivery_id
        and delivery.status not in NOT_SENT
        and not delivery.is_extra
        for delivery in deliveries
    )
