"""A lesson that is passed over, and brought back."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import instant_for
from bot.views.rich_text import compose, lines, rich
from bot.views.screen import Button, Screen
from bot.views.subscribers.reading import whats_next
from lessons.course.course import Course, Lesson
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.subscriber import Subscriber


def skipped(
    course: Course,
    lesson: Lesson,
    following: Lesson | None,
    subscriber: Subscriber,
    enrollment: Enrollment,
) -> Screen:
    """Return what was skipped and what comes instead, with the way back."""
    slot = enrollment.next_slot
    return Screen(
        lines(
            compose(
                _("Skipped: lesson {place}, “{title}”."),
                place=str(course.find_position(lesson.lesson_id)),
                title=lesson.title,
            ),
            compose(
                _("The next one is “{title}”, {moment}."),
                title=following.title,
                moment=instant_for(subscriber, slot.due_at),
            )
            if following and slot
            else _("It was the last one, so nothing more will come by itself."),
            _("/lessons keeps it for you, should you want to read it one day."),
        ),
        ((Button(_("Bring it back"), pack(Verb.UNSKIP, course.course_id, lesson.lesson_id)),),),
    )


def on_its_way(lesson: Lesson) -> Screen:
    """Return the answer where the lesson is being sent."""
    return Screen(
        compose(
            _("“{title}” is on its way to you already, so it can no longer be skipped."),
            title=lesson.title,
        )
    )


def nothing_to_skip(subscriber: Subscriber, enrollment: Enrollment) -> Screen:
    """Return the answer where no lesson comes by itself."""
    return Screen(
        lines(rich(_("There is nothing to skip now.")), whats_next(subscriber, enrollment))
    )


def brought_back(
    lesson: Lesson, subscriber: Subscriber, enrollment: Enrollment, *, are_more_back: bool
) -> Screen:
    """Return that the lesson is to come again."""
    return Screen(
        lines(
            compose(_("“{title}” is your next lesson again."), title=lesson.title),
            _("What you skipped after it is back too.") if are_more_back else None,
            whats_next(subscriber, enrollment),
        )
    )


def still_to_come(lesson: Lesson, subscriber: Subscriber, enrollment: Enrollment) -> Screen:
    """Return that the lesson comes by itself, after others."""
    return Screen(
        lines(
            compose(_("“{title}” is still to come; it is not skipped."), title=lesson.title),
            whats_next(subscriber, enrollment),
        )
    )


def stays_skipped(course: Course, lesson: Lesson, *, is_elsewhere: bool) -> Screen:
    """Return that it cannot come next, and the lesson itself behind a button."""
    words = (
        _("“{title}” is of another course than you are in now. /settings changes the course.")
        if is_elsewhere
        else _("You have gone on since, so “{title}” cannot be your next lesson any more.")
    )
    return Screen(
        compose(words, title=lesson.title),
        ((Button(_("Read it here"), pack(Verb.READ, course.course_id, lesson.lesson_id)),),),
    )
