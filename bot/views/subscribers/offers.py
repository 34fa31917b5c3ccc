"""What somebody seems to wish, said back as a question: nothing is set before a tap."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import (
    clock_time,
    find_hour_cycle,
    read_clock,
    schedule_in_words,
    zone,
)
from bot.views.rich_text import bold, lines
from bot.views.screen import Button, Screen, rows
from bot.views.subscribers.zones import name_apart
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.places.atlas import Place
from lessons.questions.time_and_place import TimeAndPlace

_MOST_PAIRS = 6


def ask_time_and_place(said: TimeAndPlace, subscriber: Subscriber) -> Screen:
    """Return the question whether lessons shall come at that time in that place."""
    is_joining = subscriber.status is SubscriberStatus.JOINING
    # One clock for all: until they have joined, that of the likeliest place.
    cycle = find_hour_cycle(
        subscriber.language_code,
        said.places[0].timezone if is_joining else subscriber.schedule.timezone,
    )
    pairs = [(at, place) for place in said.places for at in said.times][:_MOST_PAIRS]
    buttons = [
        Button(
            _("{time} in {place}").format(
                time=clock_time(at, cycle), place=name_apart(place, said.places)
            ),
            pack(Verb.SET_TIME_AND_ZONE, f"{at:%H%M}", place.timezone),
        )
        for at, place in pairs
    ]
    if len(pairs) == 1:
        at, place = pairs[0]
        question = _("Lessons at {time}, {zone} time?").format(
            time=clock_time(at, cycle), zone=zone(place.timezone)
        )
        buttons = [Button(_("Yes, {choice}").format(choice=buttons[0].label), buttons[0].data)]
    else:
        question = _("Which one do you mean?")
    last = (Button(_("Another time"), pack(Verb.ASK_TIME)),) if is_joining else (_keep_button(),)
    return Screen(
        lines(bold(question), None if is_joining else _stands(subscriber)),
        (*rows(buttons, per_row=1), last),
    )


def ask_time(times: Sequence[time], subscriber: Subscriber) -> Screen:
    """Return the question whether lessons shall come at that time, or at one of those, from now
    on."""
    schedule, code = subscriber.schedule, subscriber.language_code
    cycle = find_hour_cycle(code, schedule.timezone)
    if list(times) == [schedule.send_time]:
        return Screen(
            lines(bold(_("That is your time already.")), _stands(subscriber)),
            ((Button(_("Settings"), pack(Verb.SETTINGS)),),),
        )
    if len(times) == 1:
        label = _("Yes, change it")
        question = _("Change your time to {new}?").format(
            new=read_clock(times[0], code, schedule.timezone)
        )
    else:
        label = ""
        question = _("Change your time? To which?")
    buttons = [
        Button(label or clock_time(at, cycle), pack(Verb.SET_TIME, f"{at:%H%M}"))
        for at in times
        if at != schedule.send_time
    ]
    other = () if len(times) == 1 else ((Button(_("Another time"), pack(Verb.ASK_TIME)),),)
    return Screen(
        lines(bold(question), _stands(subscriber)),
        (*rows(buttons, per_row=3), *other, (_keep_button(),)),
    )


def ask_place(places: Sequence[Place], subscriber: Subscriber, now: datetime) -> Screen:
    """Return the question whether the time zone shall be that of a place, or of one of those."""
    schedule, code = subscriber.schedule, subscriber.language_code
    others = [place for place in places if place.timezone != schedule.timezone]
    if not others:
        return Screen(
            lines(
                bold(_("Your time zone is {zone} already.").format(zone=zone(schedule.timezone))),
                _stands(subscriber),
            ),
            ((Button(_("Settings"), pack(Verb.SETTINGS)),),),
        )
    buttons = [
        Button(
            _("{place} · {time}").format(
                place=name_apart(place, others),
                time=clock_time(
                    now.astimezone(ZoneInfo(place.timezone)).time(),
                    find_hour_cycle(code, schedule.timezone),
                ),
            ),
            pack(Verb.SET_ZONE, place.timezone),
        )
        for place in others
    ]
    return Screen(
        lines(
            bold(_("Change your time zone? To the one of which place?")),
            _stands(subscriber),
        ),
        (*rows(buttons, per_row=1), (_keep_button(),)),
    )


def _keep_button() -> Button:
    return Button(_("No, keep it"), pack(Verb.SETTINGS))


def _stands(subscriber: Subscriber) -> str:
    """Return the line that says how things stand, which nobody has changed yet."""
    when = schedule_in_words(subscriber.schedule, subscriber.language_code)
    if subscriber.status is SubscriberStatus.ACTIVE and not subscriber.is_paused:
        return _("Nothing has changed: lessons come {when}.").format(when=when)
    return _("Nothing has changed, and none comes now. Your time: {when}.").format(when=when)
