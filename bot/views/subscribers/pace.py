"""What comes and when, and what changes the pace."""

from datetime import date, datetime, timedelta

from bot.use_cases.subscribers.pace import BegunAgain, Coming, Moved
from bot.use_cases.subscribers.reading import Place
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import instant_for, whole_date
from bot.views.paging import cut, turning, which
from bot.views.rich_text import bold, compose, lines, paragraphs
from bot.views.screen import Button, Keyboard, Screen, rows, shorten
from bot.views.subscribers.breaks import no_break_button
from bot.views.subscribers.reading import (
    another_button,
    break_in_words,
    coming_button,
    whats_next,
)
from bot.views.subscribers.settings import days_mask
from lessons.course.course import Course, Lesson
from lessons.delivery.enrollment import Enrollment
from lessons.delivery.pace import Expected
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.times.schedule import THREE_A_WEEK, local_date

_PER_PAGE = 6


def coming(found: Coming, now: datetime, number: int = 1) -> Screen:
    """Return a page of what comes, each lesson with its date and a button that brings it now."""
    place, page = found.place, cut(found.expected, number, _PER_PAGE)
    course, subscriber = place.course, place.subscriber
    if not found.expected:
        return Screen(whats_next(subscriber, place.enrollment))

    def listed(item: Expected) -> Screen:
        title = _("{place}. {title}").format(
            place=course.find_position(item.lesson.lesson_id), title=item.lesson.title
        )
        text = (
            compose("{title}\n{when}", title=title, when=instant_for(subscriber, item.slot.due_at))
            if item.slot
            else lines(title)
        )
        jump = pack(Verb.JUMP, course.course_id, item.lesson.lesson_id)
        return Screen(text, ((Button(shorten(title), jump),),))

    items = [listed(item) for item in page.items]
    text = paragraphs(
        bold(_("What comes")),
        None if found.expected[0].slot else whats_next(subscriber, place.enrollment),
        break_in_words(ahead) if (ahead := subscriber.break_ahead) else None,
        lines(*(item.text for item in items), which(page)),
        _("Does one concern you now? Tap it to read it at once. Your place is kept."),
    )
    buttons = tuple(row for item in items for row in item.keyboard)
    return Screen(
        text, (*buttons, *turning(page, Verb.COMING), *_pace_buttons(found, subscriber, now))
    )


def _pace_buttons(found: Coming, subscriber: Subscriber, now: datetime) -> Keyboard:
    if subscriber.status is SubscriberStatus.STOPPED or found.expected[0].slot is None:
        return ((Button(_("Resume"), pack(Verb.RESUME)),),)
    today = local_date(subscriber.schedule.timezone, now)
    buttons = [
        Button(_("Three a week"), pack(Verb.SET_DAYS, days_mask(THREE_A_WEEK))),
        monday_button(today),
    ]
    if found.evening:
        is_today = found.evening.local_date == today
        label = _("This evening instead") if is_today else _("In the evening instead, once")
        buttons.insert(0, Button(label, pack(Verb.EVENING)))
    if subscriber.break_ahead:
        buttons.append(no_break_button())
    return rows(buttons)


def monday_button(today: date) -> Button:
    """Return the button that lets lessons begin, or go on, with the coming Monday."""
    monday = today + timedelta(days=7 - today.weekday())
    return Button(_("From Monday"), pack(Verb.BEGIN_ON, monday.isoformat()))


def after_extra(place: Place, following: Lesson) -> Screen:
    """Return what comes by itself after a lesson that was asked for besides."""
    slot = place.enrollment.next_slot
    text = (
        compose(
            _("By itself comes next: “{title}”, {moment}."),
            title=following.title,
            moment=instant_for(place.subscriber, slot.due_at),
        )
        if slot
        else whats_next(place.subscriber, place.enrollment)
    )
    return Screen(text, ((another_button(), coming_button()),))


def come_already(course: Course, lesson: Lesson) -> Screen:
    """Return the answer to a wish for a lesson that has come."""
    return Screen(
        compose(_("“{title}” has come to you already."), title=lesson.title),
        ((Button(_("Read it again"), pack(Verb.READ, course.course_id, lesson.lesson_id)),),),
    )


def moved(done: Moved) -> Screen:
    """Return the confirmation that a lesson comes in the evening."""
    return _moved(_("In the evening, then: {moment}."), done)


def moved_once(done: Moved) -> Screen:
    """Return the confirmation that a lesson comes at another time, once."""
    return _moved(_("Once, then: {moment}."), done)


def _moved(told: str, done: Moved) -> Screen:
    return Screen(
        lines(
            compose(
                told,
                moment=instant_for(done.place.subscriber, done.slot.due_at),
            ),
            _("After it lessons come at your usual time."),
        ),
        ((coming_button(),),),
    )


def begins_on(day: date, subscriber: Subscriber, enrollment: Enrollment | None) -> Screen:
    """Return the confirmation of a date from which lessons come."""
    slot = enrollment.next_slot if enrollment else None
    if slot is None and enrollment is not None:
        return Screen(whats_next(subscriber, enrollment))
    return Screen(
        lines(
            bold(_("Lessons come from {date} on.").format(date=whole_date(day))),
            compose(
                _("The first is due {moment}."),
                moment=instant_for(subscriber, slot.due_at),
            )
            if slot
            else None,
        ),
        ((Button(_("No, as before"), pack(Verb.RESUME)), coming_button()),),
    )


def ask_again(course: Course) -> Screen:
    """Return the question before a course begins again."""
    return Screen(
        lines(
            bold(_("Begin “{title}” again, with its first lesson?").format(title=course.title)),
            _("Every lesson comes once more. What you have had stays in this chat."),
        ),
        (
            (Button(_("Begin again"), pack(Verb.AGAIN)),),
            (Button(_("No, stay where I am"), pack(Verb.COMING, 1)),),
        ),
    )


def begun_again(begun: BegunAgain) -> Screen:
    """Return the confirmation, with the way back."""
    place = begun.place
    undo = pack(Verb.UNDO_AGAIN, place.course.course_id, begun.last_lesson_id or "")
    return Screen(
        lines(bold(_("From the beginning, then.")), whats_next(place.subscriber, place.enrollment)),
        ((Button(_("First lesson now"), pack(Verb.ANOTHER)), Button(_("Undo"), undo)),),
    )


def back_at(place: Place) -> Screen:
    """Return that the place is the one of before."""
    return Screen(
        lines(
            bold(_("Undone: you are where you were.")),
            whats_next(place.subscriber, place.enrollment),
        ),
        ((coming_button(),),),
    )


def gone_on() -> Screen:
    """Return the answer to an undo that comes too late."""
    return Screen(
        lines(_("A lesson has come since, so that cannot be undone. /lessons has all you had.")),
        ((coming_button(),),),
    )
