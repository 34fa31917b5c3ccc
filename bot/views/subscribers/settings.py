"""Settings and the end."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.use_cases.subscribers.reading import Place
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import (
    day_names,
    instant_for,
    schedule_in_words,
    send_time_of,
    weekdays,
    whole_date,
    zone,
)
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.rich_text import bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows
from bot.views.subscribers.breaks import no_break_button
from bot.views.subscribers.changes import undo_button
from bot.views.subscribers.joining import other_half
from bot.views.subscribers.reading import break_in_words, coming_button, whats_next
from lessons.course.course import Course
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.times.breaks import PauseProblem
from lessons.times.schedule import EVERY_DAY, THREE_A_WEEK, Schedule


def settings(
    subscriber: Subscriber,
    place: Place | None,
    closed_at: datetime | None = None,
    *,
    is_only: bool = False,
) -> Screen:
    """Return everything that can be set, as it is now, and why no lesson comes, if none does;
    ``closed_at`` is since when the bot has had no right to write here, ``is_only`` says that there
    is no other course."""
    schedule = subscriber.schedule
    is_finished = place is not None and place.enrollment.status is EnrollmentStatus.FINISHED
    is_stopped = subscriber.status is not SubscriberStatus.ACTIVE or subscriber.is_paused
    is_going = not is_finished and not is_stopped
    ahead = subscriber.break_ahead if is_going else None
    zone_and_course = [Button(_("Change zone"), pack(Verb.ASK_ZONE))]
    if not is_only:
        zone_and_course.append(Button(_("Change course"), pack(Verb.ASK_COURSE, 1)))
    text = paragraphs(
        bold(_("Your settings")),
        lines(
            _("Time: {time}").format(time=send_time_of(subscriber)),
            _("Days: {days}").format(days=weekdays(schedule.weekdays)),
            _("Time zone: {zone}").format(zone=zone(schedule.timezone)),
            _("Course: {course}").format(
                course=place.course.title if place else _("being repaired, your place is kept")
            ),
        ),
        whats_next(subscriber, place.enrollment) if place and not is_going else None,
        break_in_words(ahead) if ahead else None,
        compose(
            _(
                "Since {moment} I have not been allowed to write here. I try again whenever a "
                "lesson is due, for a week."
            ),
            moment=instant_for(subscriber, closed_at),
        )
        if closed_at
        else None,
    )
    return Screen(
        text,
        (
            (
                Button(_("Change time"), pack(Verb.ASK_TIME)),
                Button(_("Change days"), pack(Verb.ASK_DAYS)),
            ),
            tuple(zone_and_course),
            *(((Button(_("Resume"), pack(Verb.RESUME)),),) if is_stopped else ()),
            *(((no_break_button(),),) if ahead else ()),
            *(((coming_button(),),) if not is_finished else ()),
            # What cannot be taken back by tapping it once more stands apart.
            *(((Button(_("Begin the course again"), pack(Verb.ASK_AGAIN)),),) if place else ()),
        ),
    )


def saved(
    subscriber: Subscriber,
    enrollment: Enrollment | None,
    other: time | None = None,
    before: Schedule | None = None,
) -> Screen:
    """Return the confirmation of a changed schedule, and what comes, or why nothing does;
    ``other`` is the time of day that may have been meant as well, ``before`` can be had back."""
    code = subscriber.language_code
    undo = undo_button(subscriber.schedule, before)
    settings_button = Button(_("Settings"), pack(Verb.SETTINGS))
    last = (undo, settings_button) if undo else (settings_button,)
    return Screen(
        lines(
            bold(_("Saved: {when}.").format(when=schedule_in_words(subscriber.schedule, code))),
            whats_next(subscriber, enrollment) if enrollment else None,
        ),
        (*other_half(other, code, subscriber.schedule.timezone), last),
    )


def days_mask(days: frozenset[int]) -> str:
    """Return the days as a button carries them: seven digits, Monday first."""
    return "".join("1" if day in days else "0" for day in range(7))


def choose_days(chosen: frozenset[int]) -> Screen:
    """Return the seven days, each button carrying the whole set that a tap would leave."""
    names = day_names()
    days = [
        Button(
            _("{day}: on").format(day=names[day])
            if day in chosen
            else _("{day}: off").format(day=names[day]),
            pack(Verb.SET_DAYS, days_mask(chosen ^ {day})),
        )
        for day in range(7)
    ]
    presets = (
        Button(_("Every day"), pack(Verb.SET_DAYS, days_mask(EVERY_DAY))),
        Button(_("Mon to Fri"), pack(Verb.SET_DAYS, days_mask(frozenset(range(5))))),
        Button(_("Three a week"), pack(Verb.SET_DAYS, days_mask(THREE_A_WEEK))),
    )
    text = lines(
        bold(_("On which days?")),
        _("Now: {days}. Tap a day to switch it on or off.").format(days=weekdays(chosen)),
    )
    done = (Button(_("Done"), pack(Verb.SETTINGS)),)
    return Screen(text, (presets, *rows(days, per_row=3), done))


def one_day_at_least() -> Screen:
    """Return the answer to a set of days that is empty."""
    back = Button(_("Back"), pack(Verb.ASK_DAYS))
    return Screen(
        rich(_("One day has to stay. /pause takes a break, /stop ends lessons.")), ((back,),)
    )


def choose_course(courses: Sequence[Course], current_id: str | None, number: int = 1) -> Screen:
    """Return a page of the courses that can be chosen, the present one marked."""
    page = cut(courses, number, COURSES_PER_PAGE)
    buttons = [
        Button(
            _("{title} (now)").format(title=course.title)
            if course.course_id == current_id
            else course.title,
            pack(Verb.SET_COURSE, course.course_id),
        )
        for course in page.items
    ]
    back = Button(_("Back"), pack(Verb.SETTINGS))
    text = lines(_("Which course? Your place in each one is kept."), which(page))
    return Screen(text, (*rows(buttons, per_row=1), *turning(page, Verb.ASK_COURSE), (back,)))


def course_chosen(course: Course, subscriber: Subscriber, enrollment: Enrollment) -> Screen:
    """Return the confirmation of another course, and what comes, or why nothing does."""
    return Screen(
        lines(
            bold(_("Your course is now “{title}”.").format(title=course.title)),
            whats_next(subscriber, enrollment),
        )
    )


def which_start(days: Sequence[date]) -> Screen:
    """Return the question which of two dates lessons shall start on."""
    buttons = [Button(whole_date(day), pack(Verb.BEGIN_ON, day.isoformat())) for day in days]
    return Screen(bold(_("From which day on?")), rows(buttons, per_row=1))


def no_such_start(given: str, reason: PauseProblem) -> Screen:
    """Return why lessons cannot start on such a day; what was asked stays open."""
    why = (
        _("“{given}” is more than a year off.")
        if reason is PauseProblem.TOO_FAR
        else _("“{given}” is today or before.")
    )
    return Screen(
        lines(
            compose(why, given=given[:40]),
            _("Please type a later day, such as from Monday or from 1 December."),
        )
    )


def nothing_will_come() -> Screen:
    """Return the answer to somebody who leaves before they have joined."""
    return Screen(rich(_("Fine, nothing will come, and nothing is kept. /start when you like.")))


def canceled() -> Screen:
    """Return the answer to somebody who closes a question."""
    settings_button = Button(_("Settings"), pack(Verb.SETTINGS))
    return Screen(rich(_("All right, nothing has changed.")), ((settings_button,),))


def nothing_to_cancel(*, is_stopped: bool) -> Screen:
    """Return the answer to a wish to cancel where nothing is open; it may be meant for lessons."""
    if is_stopped:
        return Screen(
            rich(_("Nothing is open, and lessons are stopped: nothing will come.")),
            ((Button(_("Resume"), pack(Verb.RESUME)),),),
        )
    return Screen(
        lines(_("Nothing is open that I could cancel."), bold(_("Shall lessons stop?"))),
        ((Button(_("Stop lessons"), pack(Verb.STOP)), Button(_("Settings"), pack(Verb.SETTINGS))),),
    )


def stopped() -> Screen:
    """Return the confirmation of the end."""
    return Screen(
        lines(
            bold(_("Stopped. Nothing more will come.")),
            _("Your place is kept in case you return with /resume."),
            _("/privacy shows what is kept and deletes it if you wish."),
        ),
        (
            (Button(_("Resume"), pack(Verb.RESUME)),),
            (Button(_("Delete my data"), pack(Verb.ASK_ERASE)),),
        ),
    )
