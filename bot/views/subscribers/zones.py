"""The question for the time zone: by the clock, by name, by location."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import (
    HourCycle,
    clock_time,
    find_hour_cycle,
    whole_zone,
    zone,
)
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen, rows
from bot.views.subscribers.joining import how_to_type, other_half
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.places.atlas import Place
from lessons.places.likely import find_told_zone, list_likely_zones
from lessons.places.offsets import find_home
from lessons.questions.quoting import find_quotable

_ELSEWHERE = "London"


def check_zone(subscriber: Subscriber, now: datetime, other: time | None = None) -> Screen:
    """Return the question what time it is where somebody is; whoever has settings can go back to
    them. ``other`` is the time of day that may have been meant as well."""
    code, is_joining = subscriber.language_code, subscriber.status is SubscriberStatus.JOINING
    # Nobody has said yet where: an hour may be read either way.
    send_time = clock_time(subscriber.schedule.send_time, _cycle_of(subscriber))
    question = bold(_("What time is it where you are now?"))
    how = _("Tap your clock, or type the time, or your city.")
    text = lines(
        _("Good, {time}.").format(time=send_time)
        if is_joining
        else _("Your time zone: {zone}.").format(zone=zone(subscriber.schedule.timezone)),
        question,
        how_to_type(how, is_private=subscriber.kind is ChatKind.PRIVATE),
    )
    return Screen(text, (*zone_buttons(subscriber, now), *other_half(other, code)))


def after_first(subscriber: Subscriber, now: datetime) -> Screen:
    """Return the same question below the first lesson, to whoever said the time before it."""
    send_time = clock_time(subscriber.schedule.send_time, _cycle_of(subscriber))
    question = check_zone(subscriber, now)
    text = lines(
        bold(_("That was one. The next comes at {time}, as you said.").format(time=send_time)),
        bold(_("What time is it where you are now?")),
        _("Tap your clock, or type the time, or your city."),
    )
    another = Button(_("Another time"), pack(Verb.ASK_TIME))
    return replace(question, text=text, keyboard=(*question.keyboard[:-1], (another,)))


def zone_buttons(subscriber: Subscriber, now: datetime) -> Keyboard:
    """Return a button for each likely clock, and the other ways to tell where one is."""
    code, is_joining = subscriber.language_code, subscriber.status is SubscriberStatus.JOINING
    present = subscriber.schedule.timezone
    # A zone that nobody has chosen yet counts only if it is more than the bot's own.
    is_guess = is_joining and find_told_zone(code) is None and find_home(present) is None
    zones = list_likely_zones(code, [] if is_guess else [present], now)
    cycle = _cycle_of(subscriber)
    clocks = [Button(_clock_label(item, now, cycle), pack(Verb.SET_ZONE, item)) for item in zones]
    # Telegram has the button that shares a place in private chats only.
    is_private = subscriber.kind is ChatKind.PRIVATE
    location = Button(_("Share my location"), pack(Verb.ASK_LOCATION))
    return (
        *rows(clocks, per_row=1 if cycle is HourCycle.EITHER else 2),
        (Button(_("Type my city"), pack(Verb.ASK_PLACE)), *((location,) if is_private else ())),
        (Button(_("Back"), pack(Verb.ASK_TIME if is_joining else Verb.SETTINGS)),),
    )


def _clock_label(timezone: str, now: datetime, cycle: HourCycle) -> str:
    shown = clock_time(now.astimezone(ZoneInfo(timezone)).time(), cycle)
    return _("{time} · {zone}").format(time=shown, zone=zone(timezone))


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


def location_not_needed() -> Screen:
    """Return the word that takes the button for a location away where the zone is known now."""
    return Screen(rich(_("Good, I need no location.")), removes_location_button=True)


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


def place_taken(place: Place, subscriber: Subscriber, now: datetime) -> Screen:
    """Return the word that the only place of that name is taken, with its time now, by which a miss
    is seen, and the way to another."""
    local = now.astimezone(ZoneInfo(place.timezone)).time()
    shown = clock_time(local, find_hour_cycle(subscriber.language_code, place.timezone))
    return Screen(
        lines(
            bold(_("{place}, then.").format(place=name_apart(place, [place]))),
            _("It is {time} there now.").format(time=shown),
        ),
        ((Button(_("Not there"), pack(Verb.ASK_ZONE)),),),
    )


def choose_place(
    places: Sequence[Place],
    subscriber: Subscriber,
    now: datetime,
    *,
    is_guess: bool = False,
    lesson_at: time | None = None,
) -> Screen:
    """Return the places that the typed text may mean, each with its time now. ``is_guess`` if none
    is spelled so. A time that was typed may be meant for the lesson, ``lesson_at``."""
    cycle = _cycle_of(subscriber)
    buttons = [
        Button(
            _("{place} · {time}").format(
                place=name_apart(place, places),
                time=clock_time(now.astimezone(ZoneInfo(place.timezone)).time(), cycle),
            ),
            pack(Verb.SET_ZONE, place.timezone),
        )
        for place in places
    ]
    if lesson_at is not None:
        # The clocks of many places show it: which of them, or was it a wish?
        text = lines(
            bold(_("Which of these keeps your time?")),
            _("If none does, type your city, such as {city}.").format(city=_city(subscriber)),
        )
        buttons.append(_lesson_button(lesson_at, subscriber))
    elif is_guess and len(places) == 1:
        text = bold(_("Did you mean {place}?").format(place=places[0].name))
    elif is_guess:
        text = bold(_("Did you mean one of these? If not, type another city."))
    else:
        text = rich(_("Which one shows your time now? If none does, type another city."))
    return Screen(text, rows(buttons, per_row=1))


def name_apart(place: Place, others: Sequence[Place]) -> str:
    """Return the place with its country, and with its zone's city where another reads the same."""
    names = [(other.name, other.country_name) for other in others]
    name = ", ".join(filter(None, (whole_zone(place.name), place.country_name)))
    if names.count((place.name, place.country_name)) < 2:
        return name
    return _("{place} ({zone} time)").format(place=name, zone=zone(place.timezone))


def clock_nowhere(given: str, lesson_at: time, subscriber: Subscriber, now: datetime) -> Screen:
    """Return the answer to a time that no clock shows now; it may be meant for the lesson."""
    text = compose(
        _("No clock shows {given} just now. Type what yours shows, or your city, such as {city}."),
        given=find_quotable(given) or clock_time(lesson_at),
        city=_city(subscriber),
    )
    lesson = _lesson_button(lesson_at, subscriber)
    return Screen(text, (*zone_buttons(subscriber, now), (lesson,)))


def place_not_found(given: str, subscriber: Subscriber, now: datetime) -> Screen:
    """Return the answer to a place that is not known; the question's buttons stay."""
    quoted = find_quotable(given)
    text = compose(
        _("{refusal} Please type a larger city nearby, such as {city}, or what your clock shows."),
        refusal=compose(_("I do not know a place called “{given}”."), given=quoted)
        if quoted
        else _("I did not understand that as a place."),
        city=_city(subscriber),
    )
    return Screen(text, zone_buttons(subscriber, now))


def answered_nothing(subscriber: Subscriber, now: datetime) -> Screen:
    """Return the question again for a yes, a no or a greeting, which is no place."""
    question = check_zone(subscriber, now)
    first: RichText = rich(_("I still need your time zone."))
    return replace(question, text=paragraphs(first, question.text))


def _lesson_button(lesson_at: time, subscriber: Subscriber) -> Button:
    shown = clock_time(lesson_at, _cycle_of(subscriber))
    label = _("Lesson at {time} instead").format(time=shown)
    return Button(label, pack(Verb.SET_TIME, f"{lesson_at:%H%M}"))


def _cycle_of(subscriber: Subscriber) -> HourCycle:
    """Return how they read the clock; while they join the zone is a guess, and tells nothing."""
    is_joining = subscriber.status is SubscriberStatus.JOINING
    return find_hour_cycle(
        subscriber.language_code, None if is_joining else subscriber.schedule.timezone
    )


def _city(subscriber: Subscriber) -> str:
    """Return the largest city of where somebody probably is."""
    home = find_home(subscriber.schedule.timezone)
    return home.name if home else _ELSEWHERE
