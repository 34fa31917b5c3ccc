"""The first minute: what this is, when, where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.lesson import not_reviewed
from bot.views.moments import clock_time, instant, schedule_in_words, whole_zone, zone
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.rich_text import RichText, bold, compose, lines, moment, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen, rows
from lessons.course.course import Course
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.places.atlas import Place
from lessons.times.schedule import Schedule

_BACK_TO_SETTINGS = (Button(_("Back"), pack(Verb.SETTINGS)),)
_OFFERED_TIMES = (time(7), time(7, 30), time(8), time(12, 30), time(19), time(21))


def _time_buttons() -> Keyboard:
    return rows(
        [
            Button(clock_time(offered), pack(Verb.SET_TIME, f"{offered:%H%M}"))
            for offered in _OFFERED_TIMES
        ],
        per_row=3,
    )


def _about(course: Course) -> RichText:
    length = _("One short lesson a day, {count} in all.").format(count=len(course.lessons))
    caution, review = _("This is information, not a diagnosis."), not_reviewed(course)
    return lines(
        bold(course.title),
        f"{length} {course.description}".rstrip(),
        compose("{caution} {review}", caution=caution, review=review) if review else caution,
    )


def how_to_type(how: str, *, is_private: bool) -> str:
    """Return how a question is answered; in a group the bot reads only what answers it."""
    if is_private:
        return how
    return " ".join((how, _("In this group, type it as a reply to this message.")))


def _how_to_give_a_time(*, is_private: bool) -> str:
    how = _("Tap a time, or type one, such as 7:45 or 8pm.")
    return how_to_type(how, is_private=is_private)


def welcome(course: Course, *, is_private: bool) -> Screen:
    """Return the greeting, which asks for the time of day."""
    text = paragraphs(
        _about(course),
        bold(_("When should your lesson come?")),
        _how_to_give_a_time(is_private=is_private),
    )
    return Screen(text, _time_buttons())


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


def ask_time(*, is_joining: bool, is_private: bool) -> Screen:
    """Return the question for another time of day; whoever has settings can go back to them."""
    text = paragraphs(
        bold(_("When should your lesson come?")),
        _how_to_give_a_time(is_private=is_private),
    )
    return Screen(text, _time_buttons() if is_joining else (*_time_buttons(), _BACK_TO_SETTINGS))


def time_not_understood(given: str) -> Screen:
    """Return the answer to a time that is none."""
    text = compose(
        _("I could not read “{given}” as a time of day. Please type it like 7:45, 19:30 or 8pm."),
        given=given[:40],
    )
    return Screen(text, _time_buttons())


def check_zone(subscriber: Subscriber, now: datetime) -> Screen:
    """Return the question whether the zone is right, to be checked by eye; whoever has settings
    can go back to them."""
    timezone = subscriber.schedule.timezone
    local = now.astimezone(ZoneInfo(timezone))
    is_joining = subscriber.status is SubscriberStatus.JOINING
    send_time = clock_time(subscriber.schedule.send_time)
    text = paragraphs(
        _("Good, {time}. Now your time zone.").format(time=send_time)
        if is_joining
        else bold(_("Your time zone")),
        lines(
            compose(
                _("Your phone shows: {moment}"),
                moment=moment(now, _("(this app cannot show it)"), "t"),
            ),
            compose(
                _("I have: {time} in {zone}"),
                time=bold(clock_time(local.time())),
                zone=zone(timezone),
            ),
        ),
        _("Are the two the same?"),
    )
    return Screen(
        text,
        (
            (Button(_("Yes, the same"), pack(Verb.SET_ZONE, timezone)),),
            (Button(_("No, type my city"), pack(Verb.ASK_PLACE)),),
            # Telegram has the button that shares a place in private chats only.
            *(
                ((Button(_("No, share my location"), pack(Verb.ASK_LOCATION)),),)
                if subscriber.kind is ChatKind.PRIVATE
                else ()
            ),
            *(() if is_joining else (_BACK_TO_SETTINGS,)),
        ),
    )


def ask_place(*, is_private: bool) -> Screen:
    """Return the question for a city or country."""
    how = _("Type your city or country, such as Lyon, São Paulo or New Zealand.")
    return Screen(
        rich(how_to_type(how, is_private=is_private)),
        ((Button(_("Back"), pack(Verb.ASK_ZONE)),),),
    )


def ask_location() -> Screen:
    """Return the question for a location."""
    return Screen(
        rich(
            _(
                "Tap “Share my location” below. I look up the time zone and forget the place "
                "at once. Or type your city."
            )
        ),
        location_label=_("Share my location"),
    )


def place_typed() -> Screen:
    """Return the word for a place that is typed where a location could be shared."""
    return Screen(rich(_("All right, by name then.")), removes_location_button=True)


def location_not_asked() -> Screen:
    """Return the answer to a location that nobody asked for."""
    return Screen(
        rich(_("I did not ask for a place, and forget it at once. /settings changes the zone.")),
        removes_location_button=True,
    )


def location_received(timezone: str) -> Screen:
    """Return the thanks for a location."""
    return Screen(
        compose(
            _("Thank you. That is {zone} time; the place itself is forgotten."),
            zone=zone(timezone),
        ),
        removes_location_button=True,
    )


def choose_place(places: list[Place], now: datetime) -> Screen:
    """Return the places that the typed text may mean, each with its time now."""
    buttons = [
        Button(
            _("{place} · {time}").format(
                place=", ".join(filter(None, (whole_zone(place.name), place.country_name))),
                time=clock_time(now.astimezone(ZoneInfo(place.timezone)).time()),
            ),
            pack(Verb.SET_ZONE, place.timezone),
        )
        for place in places
    ]
    text = rich(_("Which one shows your time now? If none does, type another city."))
    return Screen(text, rows(buttons, per_row=1))


def place_not_found(given: str) -> Screen:
    """Return the answer to a place that is not known."""
    return Screen(
        compose(
            _(
                "I do not know a place called “{given}”. Please type a larger city nearby, "
                "such as Leeds, or your country."
            ),
            given=given[:40],
        )
    )


def all_set(schedule: Schedule, next_at: datetime | None, *, has_lesson: bool) -> Screen:
    """Return the confirmation after joining; the first lesson follows it, if it ``has_lesson``."""
    if not has_lesson:
        first: RichText | str = (
            compose(
                _("Your first lesson comes {moment}, or as soon as lessons go on."),
                moment=instant(next_at, schedule.timezone),
            )
            if next_at
            else _("Your first lesson comes as soon as lessons go on.")
        )
    elif next_at:
        first = compose(
            _("Here is your first lesson. The next comes {moment}."),
            moment=instant(next_at, schedule.timezone),
        )
    else:
        first = _("Here is your first lesson.")
    return Screen(
        lines(
            bold(_("All set: {when}.").format(when=schedule_in_words(schedule))),
            first,
            _("/settings changes this, /pause takes a break, /stop ends it."),
        )
    )


def no_course() -> Screen:
    """Return the answer where there is nothing to read yet."""
    return Screen(rich(_("There is no course here yet. Please try again another day.")))


def unknown_course(payload: str) -> Screen:
    """Return the answer to a link whose course does not exist."""
    return Screen(
        compose(
            _("This link is for a course that is not here (“{payload}”). /start shows what is."),
            payload=payload[:64],
        )
    )
