"""The first minute: what this is, when, where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.views.callback_data import Verb, pack
from bot.views.english_only import find_english_only
from bot.views.language import _
from bot.views.lesson import review_in_words
from bot.views.moments import (
    HourCycle,
    clock_time,
    find_hour_cycle,
    instant,
    schedule_in_words,
    whole_date,
)
from bot.views.moments import weekdays as days_in_words
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.quoted import said_back
from bot.views.rich_text import RichText, bold, clipped, compose, lines, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen, rows
from bot.views.subscribers.reading import coming_button
from lessons.course import limits
from lessons.course.course import Course
from lessons.questions.open_question import SettingQuestion
from lessons.times.said_time import SaidTime
from lessons.times.schedule import Schedule

_BACK_TO_SETTINGS = (Button(_("Back"), pack(Verb.SETTINGS)),)
_OFFERED_TIMES = (time(7), time(7, 30), time(8), time(12, 30), time(19), time(21))


def _time_buttons(language_code: str | None = None, timezone: str | None = None) -> Keyboard:
    cycle = find_hour_cycle(language_code, timezone)
    buttons = [
        Button(clock_time(offered, cycle), pack(Verb.SET_TIME, f"{offered:%H%M}"))
        for offered in _OFFERED_TIMES
    ]
    return rows(buttons, per_row=2 if cycle is HourCycle.EITHER else 3)


def _hello(course: Course) -> RichText:
    """Return who speaks, what for, and what it is not."""
    caution = _("This is information, not a diagnosis.")
    return paragraphs(
        bold(_("Hello, this is Lesson a Day.")),
        course.description or course.title,
        compose("{caution} {review}", caution=caution, review=review_in_words(course)),
    )


def how_to_type(how: str, *, is_private: bool) -> str:
    """Return how a question is answered; in a group the bot reads only what answers it."""
    if is_private:
        return how
    return " ".join((how, _("In this group, type it as a reply to this message.")))


def _how_to_give_a_time(*, is_private: bool) -> str:
    how = _("Tap a time, or type one, such as 7:45 or 8pm.")
    return how_to_type(how, is_private=is_private)


def welcome(course: Course, language_code: str | None = None) -> Screen:
    """Return the greeting, which offers a lesson before it asks for anything, and says in the
    language of the phone that lessons are in English."""
    return with_first_lesson(paragraphs(_hello(course), find_english_only(language_code)))


def with_first_lesson(text: RichText) -> Screen:
    """Return a text with the button that brings the first lesson."""
    first = Button(_("Read the first lesson"), pack(Verb.FIRST_LESSON))
    return Screen(text, ((first,),))


def not_begun() -> Screen:
    """Return the answer to somebody whose text the welcome did not ask for."""
    text = _("I did not understand that. Tap below, or type yes, and the first lesson comes.")
    return with_first_lesson(rich(text))


def place_later() -> Screen:
    """Return the answer to a place before the first lesson."""
    return with_first_lesson(rich(_("Good to know. I ask for the place after your first lesson.")))


def time_first(question: Screen) -> Screen:
    """Return the question for the time to somebody who says where they are already."""
    first = _("Good to know. I ask for the place in a moment; the time comes first.")
    return replace(question, text=paragraphs(first, question.text))


def welcome_group(course: Course) -> Screen:
    """Return the greeting to a group, whose admin is asked for the time of day at once."""
    text = paragraphs(
        _hello(course),
        bold(_("When should your lesson come?")),
        _how_to_give_a_time(is_private=False),
    )
    return Screen(text, _time_buttons())


def welcomed(course: Course) -> Screen:
    """Return the greeting as it stands once its button has been pressed."""
    return Screen(_hello(course))


def ask_next_time(language_code: str | None = None) -> Screen:
    """Return the question for the time of day, below the first lesson."""
    text = lines(
        bold(_("That was one. When should the next come?")),
        _how_to_give_a_time(is_private=True),
    )
    return Screen(text, _time_buttons(language_code))


def choose_course(courses: Sequence[Course], number: int = 1) -> Screen:
    """Return a page of the courses to begin with."""
    page = cut(courses, number, COURSES_PER_PAGE)
    buttons = [
        Button(course.title, pack(Verb.SET_COURSE, course.course_id)) for course in page.items
    ]
    text = lines(_("Which course would you like?"), which(page))
    return Screen(text, (*rows(buttons, per_row=1), *turning(page, Verb.ASK_COURSE)))


def first_of_all(question: Screen) -> Screen:
    """Return the open question for somebody who asked for something else before answering it."""
    text = paragraphs(_("That comes once you have joined. This is still open:"), question.text)
    return replace(question, text=text)


def where_we_were(question: Screen) -> Screen:
    """Return the open question for somebody whose text answered nothing."""
    return replace(question, text=paragraphs(_("Here is where we were:"), question.text))


def starts_on(day: date, question: Screen) -> Screen:
    """Return the open question for whoever is joining and has said on which date to start."""
    told = _("Good: your first lesson comes on {date}.").format(date=whole_date(day))
    return replace(question, text=paragraphs(bold(told), question.text))


def ask_time(
    *,
    is_joining: bool,
    is_private: bool,
    language_code: str | None = None,
    timezone: str | None = None,
) -> Screen:
    """Return the question for another time of day; whoever has settings can go back to them, and
    a ``timezone``."""
    text = paragraphs(
        bold(_("When should your lesson come?")),
        _how_to_give_a_time(is_private=is_private),
    )
    buttons = _time_buttons(language_code, timezone)
    return Screen(text, buttons if is_joining else (*buttons, _BACK_TO_SETTINGS))


def time_not_understood(
    given: str,
    *,
    is_joining: bool,
    language_code: str | None = None,
    timezone: str | None = None,
) -> Screen:
    """Return the answer to a time that is none; the question's buttons stay."""
    text = compose(
        _("I could not read {given} as a time of day. Please type it like 7:45, 19:30 or 8pm."),
        given=said_back(given),
    )
    buttons = _time_buttons(language_code, timezone)
    return Screen(text, buttons if is_joining else (*buttons, _BACK_TO_SETTINGS))


def complaint_first(question: SettingQuestion) -> Screen:
    """Return the answer to a complaint while a question is open, which stays so."""
    asked = (
        _("When you can: at what time shall lessons come? Type it like 7:45, 19:30 or 8pm.")
        if question is SettingQuestion.TIME
        else _("When you can: where are you? Type a city or country, or what your clock shows.")
    )
    return Screen(paragraphs(_("For a complaint, tap a button below."), asked))


def which_time(said: SaidTime, language_code: str | None, timezone: str | None = None) -> Screen:
    """Return the question which of the times that somebody may have said is meant, and whether it
    is meant for some days only."""
    cycle = find_hour_cycle(language_code, timezone)
    buttons = [_said_time_button(at, said.weekdays, cycle) for at in said.times]
    keyboard = rows(buttons, per_row=1 if said.weekdays else 3)
    if said.weekdays:
        every_day = Button(_("Every day"), pack(Verb.SET_TIME, f"{said.times[0]:%H%M}"))
        keyboard = (*keyboard, (every_day,)) if len(said.times) == 1 else keyboard
        return Screen(bold(_("On these days only?")), keyboard)
    if len(said.times) == 1:
        at = clock_time(said.times[0], cycle)
        return Screen(bold(_("Shall your lesson come at {time}?").format(time=at)), keyboard)
    return Screen(bold(_("Which time do you mean?")), keyboard)


def _said_time_button(at: time, weekdays: frozenset[int] | None, cycle: HourCycle) -> Button:
    shown = clock_time(at, cycle)
    if weekdays is None:
        return Button(shown, pack(Verb.SET_TIME, f"{at:%H%M}"))
    mask = "".join("1" if day in weekdays else "0" for day in range(7))
    label = _("{time}, {days}").format(time=shown, days=days_in_words(weekdays))
    return Button(label, pack(Verb.SET_TIME_AND_DAYS, f"{at:%H%M}", mask))


def other_half(
    other: time | None, language_code: str | None, timezone: str | None = None
) -> Keyboard:
    """Return the button for a time that may have been meant as well, twelve hours off."""
    if other is None:
        return ()
    cycle = find_hour_cycle(language_code, timezone)
    label = _("I meant {time}").format(time=clock_time(other, cycle))
    return ((Button(label, pack(Verb.SET_TIME, f"{other:%H%M}")),),)


def now_and_then(
    *, is_joining: bool, language_code: str | None = None, timezone: str | None = None
) -> Screen:
    """Return the answer to somebody who wants lessons now: the time of the others is to be said."""
    if is_joining:
        text = lines(
            _("Your first lesson comes in a moment, as soon as we are done here."),
            bold(_("At what time should the next ones come?")),
        )
        return Screen(text, _time_buttons(language_code))
    now = Button(_("Next lesson now"), pack(Verb.LESSON_NOW))
    text = bold(_("At what time of day should lessons come?"))
    return Screen(text, (*_time_buttons(language_code, timezone), (now,), _BACK_TO_SETTINGS))


def all_set(
    schedule: Schedule,
    next_at: datetime | None,
    *,
    has_lesson: bool,
    has_begun: bool = False,
    starts_later: bool = False,
    language_code: str | None = None,
) -> Screen:
    """Return the confirmation after joining; a lesson follows it, if it ``has_lesson``, and has
    come before it, if it ``has_begun``. With ``starts_later`` a date was asked for."""
    if starts_later and next_at and not has_begun:
        first: RichText | str | None = compose(
            _("Your first lesson comes {moment}."),
            moment=instant(next_at, schedule.timezone, language_code),
        )
    elif has_begun and not has_lesson:
        first = (
            compose(
                _("The next lesson comes {moment}."),
                moment=instant(next_at, schedule.timezone, language_code),
            )
            if next_at
            else None
        )
    elif not has_lesson:
        first = (
            compose(
                _("Your first lesson comes {moment}, or as soon as lessons go on."),
                moment=instant(next_at, schedule.timezone, language_code),
            )
            if next_at
            else _("Your first lesson comes as soon as lessons go on.")
        )
    elif next_at:
        first = compose(
            _("Here is your next lesson. The one after it comes {moment}.")
            if has_begun
            else _("Here is your first lesson. The next comes {moment}."),
            moment=instant(next_at, schedule.timezone, language_code),
        )
    else:
        first = _("Here is your first lesson.")
    return Screen(
        lines(
            bold(_("All set: {when}.").format(when=schedule_in_words(schedule, language_code))),
            first,
            _("/settings changes this, /pause takes a break, /stop ends it."),
        ),
        ((coming_button(),),),
    )


def no_course() -> Screen:
    """Return the answer where there is nothing to read yet."""
    return Screen(rich(_("There is no course here yet. Please try again another day.")))


def unknown_course(course_id: str) -> Screen:
    """Return the answer to a button whose course does not exist any more."""
    return Screen(
        compose(
            _("The course “{course}” is not here any more. /start shows what is."),
            course=course_id[:64],
        )
    )


def closed_to_newcomers(course: Course, others: Sequence[Course]) -> Screen:
    """Return the answer to whoever would begin a course whose review is overdue."""
    told = lines(
        compose(
            _("“{course}” takes nobody new just now: a clinician has to look through it again."),
            course=clipped(course.title, limits.TITLE),
        ),
        _("Please try again another day. Whoever is in it already goes on as ever."),
    )
    if not others:
        return Screen(told)
    choice = choose_course(others)
    return replace(choice, text=paragraphs(told, choice.text))


def without_that_course(payload: str, screen: Screen) -> Screen:
    """Return the screen for somebody whose link leads to a course that is not here."""
    first = compose(
        _("This link is for a course that is not here (“{payload}”). This is what there is:"),
        payload=payload[:64],
    )
    return replace(screen, text=paragraphs(first, screen.text))
