"""Settings, breaks and the end."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.use_cases.subscribers.reading import Place
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import (
    calendar_date,
    day_names,
    instant_for,
    read_clock,
    schedule_in_words,
    weekdays,
    whole_date,
    zone,
)
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.quoted import said_back
from bot.views.rich_text import bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows
from bot.views.subscribers.changes import undo_button
from bot.views.subscribers.joining import how_to_type, other_half
from bot.views.subscribers.reading import coming_button, whats_next
from lessons.course.course import Course
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.times.breaks import PauseProblem
from lessons.times.later_breaks import LaterBreak
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
    zone_and_course = [Button(_("Change zone"), pack(Verb.ASK_ZONE))]
    if not is_only:
        zone_and_course.append(Button(_("Change course"), pack(Verb.ASK_COURSE, 1)))
    text = paragraphs(
        bold(_("Your settings")),
        lines(
            _("Time: {time}").format(time=read_clock(schedule.send_time, subscriber.language_code)),
            _("Days: {days}").format(days=weekdays(schedule.weekdays)),
            _("Time zone: {zone}").format(zone=zone(schedule.timezone)),
            _("Course: {course}").format(
                course=place.course.title if place else _("being repaired, your place is kept")
            ),
        ),
        whats_next(subscriber, place.enrollment) if place and not is_going else None,
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
    return Screen(
        lines(
            bold(_("Saved: {when}.").format(when=schedule_in_words(subscriber.schedule, code))),
            whats_next(subscriber, enrollment) if enrollment else None,
        ),
        (*other_half(other, code), (undo, settings_button) if undo else (settings_button,)),
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


def ask_pause(*, is_private: bool) -> Screen:
    """Return the question how long a break shall be."""
    buttons = [
        Button(_("3 days"), pack(Verb.PAUSE, 3)),
        Button(_("1 week"), pack(Verb.PAUSE, 7)),
        Button(_("2 weeks"), pack(Verb.PAUSE, 14)),
        Button(_("Until I resume"), pack(Verb.PAUSE, 0)),
    ]
    return Screen(
        lines(
            bold(_("How long a break?")),
            how_to_type(
                _("Tap one, or type it, such as 10 days, 2 weeks, until Monday or 24 December."),
                is_private=is_private,
            ),
            _("You lose nothing: your place is kept."),
        ),
        rows(buttons),
    )


def pause_not_understood(given: str, reason: PauseProblem, *, is_private: bool) -> Screen:
    """Return the answer to an end of a break that cannot be read or cannot be; the question's
    buttons stay."""
    words = {
        PauseProblem.PAST: _("{given} makes no break: it ends today or before."),
        PauseProblem.TOO_FAR: _("{given} is more than a year off."),
    }
    text = compose(
        words.get(reason, _("I could not read {given} as the end of a break.")),
        given=said_back(given, is_first=reason in words),
    )
    question = ask_pause(is_private=is_private)
    return Screen(paragraphs(text, question.text), question.keyboard)


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


def which_break_end(ends: Sequence[date]) -> Screen:
    """Return the question which of two dates is meant."""
    buttons = [Button(whole_date(end), pack(Verb.PAUSE_UNTIL, end.isoformat())) for end in ends]
    return Screen(bold(_("Until which day?")), rows(buttons, per_row=1))


def ask_later_break(later: LaterBreak) -> Screen:
    """Return the question whether a break that is to begin on a later day may begin today."""
    begin, end = whole_date(later.begin), calendar_date(later.end)
    label = _("From today until {date}").format(date=end)
    return Screen(
        lines(
            bold(_("Break from today on?")),
            _("You said from {begin} until {end}, and a break begins at once.").format(
                begin=begin, end=end
            ),
            _("Nothing has changed so far. To begin it later, send /pause on {begin}.").format(
                begin=begin
            ),
        ),
        (
            (Button(label, pack(Verb.PAUSE_UNTIL, later.end.isoformat())),),
            (Button(_("No, lessons go on"), pack(Verb.COMING, 1)),),
        ),
    )


def paused(resume_date: date | None, next_at: datetime | None, subscriber: Subscriber) -> Screen:
    """Return the confirmation of a break."""
    text = (
        lines(
            compose(_("Enjoy your break until {date}."), date=bold(whole_date(resume_date))),
            compose(_("The next lesson comes {moment}."), moment=instant_for(subscriber, next_at))
            if next_at
            else None,
        )
        if resume_date
        else lines(bold(_("Lessons are paused until you say so.")))
    )
    return Screen(text, ((Button(_("Resume now"), pack(Verb.RESUME)),),))


def no_break_after_a_stop(resume_date: date | None) -> Screen:
    """Return the answer to a wish for a break where lessons are stopped; they can go on then."""
    later = (
        (
            Button(
                _("Resume on {date}").format(date=calendar_date(resume_date)),
                pack(Verb.RESUME_ON, resume_date.isoformat()),
            ),
        )
        if resume_date
        else ()
    )
    return Screen(
        lines(
            bold(_("Lessons are stopped, so there is nothing to take a break from.")),
            _("Nothing comes until you say so. /resume goes on where you left off."),
        ),
        tuple(filter(None, (later, (Button(_("Resume"), pack(Verb.RESUME)),)))),
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


def resumed(
    next_at: datetime | None, subscriber: Subscriber, *, was_going: bool, has_lesson_now: bool
) -> Screen:
    """Return the confirmation that lessons go on, or that they went on before."""
    if next_at is None:
        return Screen(rich(_("Good to see you. No lesson is left; /lessons lists them.")))
    return Screen(
        lines(
            bold(
                _("You are on no break: lessons come as ever.")
                if was_going
                else _("Lessons go on where you left off.")
            ),
            compose(_("The next lesson comes {moment}."), moment=instant_for(subscriber, next_at)),
        ),
        ((Button(_("Next lesson now"), pack(Verb.LESSON_NOW)),),) if has_lesson_now else (),
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
