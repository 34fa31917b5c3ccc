"""Lists, places and progress."""

from collections.abc import Sequence
from datetime import datetime

from bot.views.callback_data import Verb, pack
from bot.views.general import begin_button
from bot.views.language import _, ngettext
from bot.views.moments import instant_for, schedule_in_words, whole_date
from bot.views.paging import cut, turning, which
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows
from lessons.course.course import Course, Lesson
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.times.break_ahead import BreakAhead

_PER_PAGE = 15


def coming_button() -> Button:
    """Return the button that shows what comes."""
    return Button(_("What comes"), pack(Verb.COMING, 1))


def another_button() -> Button:
    """Return the button that brings one more lesson today."""
    return Button(_("Another one now"), pack(Verb.ANOTHER))


def not_joined() -> Screen:
    """Return the answer to somebody who has not begun."""
    return Screen(
        rich(_("You have not begun yet. /start takes less than a minute.")), ((begin_button(),),)
    )


def had_today(title: str | None, next_at: datetime | None, subscriber: Subscriber) -> Screen:
    """Return the answer to a wish for a second lesson on one day; the first may be gone."""
    had = (
        compose(_("“{title}” was today's. Another one now?"), title=title)
        if title
        else rich(_("Today's lesson has come. Another one now?"))
    )
    when = (
        compose(
            _("By itself the next one comes {moment}."), moment=instant_for(subscriber, next_at)
        )
        if next_at
        else rich(_("By itself nothing comes. /resume goes on."))
    )
    return Screen(lines(had, when), ((another_button(), coming_button()),))


def on_its_way(lesson: Lesson) -> Screen:
    """Return the answer to a wish for a lesson that is owed and has not come."""
    return Screen(
        compose(
            _("“{title}” is on its way: it has not come so far, and I try again by myself."),
            title=lesson.title,
        )
    )


def being_repaired() -> Screen:
    """Return the answer to somebody whose course is not here any more."""
    return Screen(
        lines(
            _("Your course is being repaired, so no lesson comes for now."),
            _("Your place is kept, and it goes on by itself when the course is back."),
            _("/settings offers another course, /check is there whenever something hurts."),
        )
    )


def lessons_held(course: Course) -> Screen:
    """Return the answer to a wish for a lesson while an admin holds them."""
    return Screen(
        lines(
            _("The lessons of “{title}” are on hold: they are being looked over.").format(
                title=course.title
            ),
            _("Your place is kept, and the next one comes by itself as soon as they go on."),
            _("/lessons shows again what has come, /urgent tells when to get help at once."),
        )
    )


def nothing_yet(course: Course, skipped: int, left: int) -> Screen:
    """Return the answer where no lesson of the course has come so far, and what there is."""
    skips = ngettext(
        "You skipped one of them; /lessons keeps it for you.",
        "You skipped {count} of them; /lessons keeps them for you.",
        skipped,
    ).format(count=skipped)
    return Screen(
        lines(
            _("No lesson of “{title}” has come yet.").format(title=course.title),
            skips if skipped else None,
            _("/lesson brings the next one.") if left else _("No lesson is left."),
        ),
        ((coming_button(),),) if left else (),
    )


def lesson_list(
    course: Course,
    had: Sequence[Lesson],
    skipped: Sequence[Lesson],
    left: int,
    gone: int,
    number: int | None = None,
) -> Screen:
    """Return a page of the lessons that were delivered or skipped, by default the last, each to
    be read by a tap.

    ``left`` are to come, ``gone`` were delivered and are no longer part of the course.
    """
    listed = [lesson for lesson in course.lessons if lesson in had or lesson in skipped]
    # Pages alike in length: none of them has but the last lesson.
    pages = -(-len(listed) // _PER_PAGE) or 1
    page = cut(listed, pages if number is None else number, -(-len(listed) // pages) or 1)
    buttons = [
        Button(
            f"{course.find_position(lesson.lesson_id)}. {lesson.title}"
            + (" " + _("(skipped)") if lesson in skipped else ""),
            pack(Verb.READ, course.course_id, lesson.lesson_id),
        )
        for lesson in page.items
    ]
    rest = (
        ngettext(
            "{count} more lesson is to come.", "{count} more lessons are to come.", left
        ).format(count=left)
        if left
        else _("These are all of them.")
    )
    no_longer = ngettext(
        "{count} lesson that you have had is no longer part of the course.",
        "{count} lessons that you have had are no longer part of the course.",
        gone,
    ).format(count=gone)
    return Screen(
        lines(
            bold(course.title),
            _("Tap a lesson to read it again.") if listed else None,
            no_longer if gone else None,
            rest,
            which(page),
        ),
        (
            *rows(buttons, per_row=1),
            *turning(page, Verb.LESSONS),
            *(((coming_button(),),) if left else ()),
        ),
    )


def not_delivered_yet() -> Screen:
    """Return the answer to a lesson that has not come yet."""
    return Screen(rich(_("That lesson has not come to you yet. /lessons lists those that have.")))


def lesson_gone() -> Screen:
    """Return the answer to an old button whose lesson is no longer there."""
    return Screen(rich(_("That lesson is no longer part of a course. /lessons lists yours.")))


def question_is_here() -> str:
    """Return the word for somebody who asks for a question that is in the chat already."""
    return _("The question is in this chat already, below its lesson.")


def question_gone() -> Screen:
    """Return the answer to an old button whose lesson asks nothing any more."""
    return Screen(rich(_("That lesson has no question any more. /lessons lists yours.")))


def look_again() -> str:
    """Return the word for a press on buttons that nobody can have seen yet."""
    return _("That has just changed. Please look, and tap again.")


def sent_below() -> str:
    """Return the word for a button whose answer comes at the end of the chat."""
    return _("Sent below ↓")


def button_is_old() -> str:
    """Return the word for a button that no longer fits."""
    return _("That button is out of date. /help shows what works now.")


def progress(
    course: Course,
    subscriber: Subscriber,
    enrollment: Enrollment,
    skipped: Sequence[Lesson],
    left: Sequence[Lesson],
    *,
    is_held: bool = False,
) -> Screen:
    """Return where the subscriber is: no streaks, no blame; ``left`` are to come, ``is_held`` while
    no lesson leaves."""
    total = len(course.lessons)
    dots = "".join(
        "◌" if lesson in skipped else "○" if lesson in left else "●" for lesson in course.lessons
    )
    skips = ngettext(
        "You skipped one of them; /lessons keeps it for you.",
        "You skipped {count} of them; /lessons keeps them for you.",
        len(skipped),
    ).format(count=len(skipped))
    return Screen(
        paragraphs(
            lines(
                bold(course.title),
                _("{place} of {total} lessons").format(place=total - len(left), total=total)
                + "  "
                + dots,
                skips if skipped else None,
            ),
            _("Lessons are on hold for now: they are being looked over.") if is_held else None,
            whats_next(subscriber, enrollment),
        ),
        ((coming_button(),),) if left else (),
    )


def whats_next(subscriber: Subscriber, enrollment: Enrollment) -> RichText:
    """Return what is to come, or why nothing is."""
    if subscriber.status is SubscriberStatus.STOPPED:
        return rich(_("Lessons are stopped. /resume goes on where you left off."))
    if enrollment.status is EnrollmentStatus.FINISHED:
        return rich(_("No lesson is left. Nothing more will come by itself."))
    if enrollment.next_slot is None:
        return rich(_("Lessons are paused until you say so. /resume goes on."))
    when = instant_for(subscriber, enrollment.next_slot.due_at)
    if subscriber.is_paused and subscriber.resume_date:
        return compose(
            _("You are on a break until {date}. The next lesson comes {moment}."),
            date=whole_date(subscriber.resume_date),
            moment=when,
        )
    comes = compose(_("The next lesson comes {moment}."), moment=when)
    ahead = subscriber.break_ahead
    return lines(comes, break_in_words(ahead)) if ahead else comes


def break_in_words(ahead: BreakAhead) -> str:
    """Return the days of a break that is to come."""
    return _("A break is set from {begin} until {end}.").format(
        begin=whole_date(ahead.begin), end=whole_date(ahead.end)
    )


def welcome_back(
    subscriber: Subscriber,
    course: Course,
    enrollment: Enrollment,
    left: Sequence[Lesson],
    *,
    has_lesson_now: bool,
) -> Screen:
    """Return the greeting to somebody who is already in a course, of which those are ``left``."""
    now = Button(_("Next lesson now"), pack(Verb.LESSON_NOW)) if has_lesson_now else None
    place = len(course.lessons) - len(left)
    text = lines(
        bold(_("Good to see you.")),
        _("“{title}”: {place} of {total} lessons.").format(
            title=course.title, place=place, total=len(course.lessons)
        ),
        _("Lessons come {when}.").format(
            when=schedule_in_words(subscriber.schedule, subscriber.language_code)
        ),
        whats_next(subscriber, enrollment),
    )
    return Screen(
        text,
        (
            *(((Button(_("End the break"), pack(Verb.RESUME)),),) if subscriber.is_paused else ()),
            (now or another_button(), coming_button()),
            (Button(_("Settings"), pack(Verb.SETTINGS)),),
        ),
    )
