"""Another pace, as it was wished for in words: what would be, and one tap that does it."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.use_cases.subscribers.pace import Coming
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import calendar_date, clock_time, find_hour_cycle, weekdays
from bot.views.rich_text import bold, lines
from bot.views.screen import Button, Screen, rows
from bot.views.subscribers.reading import coming_button, whats_next
from bot.views.subscribers.settings import days_mask
from lessons.delivery.pace import move_to
from lessons.delivery.subscriber import Subscriber
from lessons.times.schedule import THREE_A_WEEK, Slot, local_date

_TWO_A_WEEK = frozenset({0, 3})
_ONE_A_WEEK = frozenset({0})


def ask_fewer(subscriber: Subscriber) -> Screen:
    """Return the ways to get fewer lessons, for whoever finds them too many."""
    offered = (THREE_A_WEEK, _TWO_A_WEEK, _ONE_A_WEEK)
    fewer = [days for days in offered if len(days) < len(subscriber.schedule.weekdays)]
    return Screen(
        lines(
            bold(_("Fewer lessons? On which days?")),
            _now(subscriber),
        ),
        (
            *rows([_days_button(days) for days in fewer], per_row=1),
            (
                Button(_("Other days"), pack(Verb.ASK_DAYS)),
                Button(_("A break"), pack(Verb.ASK_PAUSE)),
            ),
            (Button(_("Stop lessons"), pack(Verb.STOP)),),
        ),
    )


def ask_days(wished: Sequence[frozenset[int]], subscriber: Subscriber) -> Screen:
    """Return the question whether lessons shall come on those days, or on the other ones that may
    be meant."""
    if list(wished) == [subscriber.schedule.weekdays]:
        return Screen(
            lines(bold(_("So it is already.")), _now(subscriber)),
            ((Button(_("Other days"), pack(Verb.ASK_DAYS)), coming_button()),),
        )
    return Screen(
        lines(
            bold(_("Lessons on these days only? {days}").format(days=weekdays(wished[0])))
            if len(wished) == 1
            else bold(_("Lessons on which of these days?")),
            _now(subscriber),
        ),
        (
            *rows([_days_button(days) for days in wished], per_row=1),
            (Button(_("Other days"), pack(Verb.ASK_DAYS)),),
            (Button(_("No, keep it"), pack(Verb.SETTINGS)),),
        ),
    )


def ask_put_off(found: Coming, now: datetime) -> Screen:
    """Return the ways to have nothing today, where a lesson is to come; else when the next one
    comes."""
    subscriber, enrollment = found.place.subscriber, found.place.enrollment
    today = local_date(subscriber.schedule.timezone, now)
    slot = enrollment.next_slot
    if slot is None or not found.expected:
        return Screen(whats_next(subscriber, enrollment), ((coming_button(),),))
    skip = Button(_("Skip that lesson"), pack(Verb.SKIP))
    if slot.local_date > today:
        return Screen(
            lines(bold(_("Nothing more comes today.")), whats_next(subscriber, enrollment)),
            ((skip, coming_button()),),
        )
    buttons = [_tomorrow_button(today), *_evening_button(found, today), skip]
    return Screen(
        lines(
            bold(_("Not today? Nothing has changed so far.")), whats_next(subscriber, enrollment)
        ),
        (*rows(buttons), (Button(_("No, as planned"), pack(Verb.COMING, 1)),)),
    )


def ask_evening(found: Coming, now: datetime) -> Screen:
    """Return the question whether the next lesson shall come in the evening, once, where it can."""
    subscriber, enrollment = found.place.subscriber, found.place.enrollment
    today = local_date(subscriber.schedule.timezone, now)
    button = _evening_button(found, today)
    if not button:
        question = bold(_("This evening no lesson can be added by itself."))
        more = (Button(_("Another one now"), pack(Verb.ANOTHER)),) if found.expected else ()
        return Screen(
            lines(question, whats_next(subscriber, enrollment)),
            ((*more, Button(_("Change time"), pack(Verb.ASK_TIME))),),
        )
    return Screen(
        lines(bold(_("The next lesson in the evening, once?")), whats_next(subscriber, enrollment)),
        (
            tuple(button),
            (Button(_("Always in the evening"), pack(Verb.ASK_TIME)), coming_button()),
        ),
    )


def ask_once(found: Coming, times: Sequence[time], now: datetime) -> Screen:
    """Return the question whether a time is meant for the next lesson only, or from now on."""
    subscriber, enrollment = found.place.subscriber, found.place.enrollment
    schedule, slot = subscriber.schedule, enrollment.next_slot
    cycle = find_hour_cycle(subscriber.language_code, schedule.timezone)
    today = local_date(schedule.timezone, now)
    once = [
        Button(_once_label(slot, today, clock_time(at, cycle)), pack(Verb.ONCE_AT, f"{at:%H%M}"))
        for at in times
        if slot and move_to(slot, schedule.timezone, at, now)
    ]
    always = [
        Button(
            _("Every time, {time}").format(time=clock_time(at, cycle)),
            pack(Verb.SET_TIME, f"{at:%H%M}"),
        )
        for at in times
    ]
    return Screen(
        lines(
            bold(_("Only once, or every time?")),
            _("Nothing has changed so far."),
            whats_next(subscriber, enrollment),
        ),
        (
            *rows([*once, *always], per_row=1),
            (Button(_("No, keep it"), pack(Verb.SETTINGS)),),
        ),
    )


def _once_label(slot: Slot, today: date, at: str) -> str:
    if slot.local_date == today:
        return _("Only today, {time}").format(time=at)
    return _("Only on {date}, {time}").format(date=calendar_date(slot.local_date), time=at)


def _evening_button(found: Coming, today: date) -> list[Button]:
    if found.evening is None:
        return []
    is_today = found.evening.local_date == today
    label = _("This evening instead") if is_today else _("In the evening instead, once")
    return [Button(label, pack(Verb.EVENING))]


def _tomorrow_button(today: date) -> Button:
    tomorrow = date.fromordinal(today.toordinal() + 1)
    return Button(_("Tomorrow instead"), pack(Verb.BEGIN_ON, tomorrow.isoformat()))


def _days_button(days: frozenset[int]) -> Button:
    label = _("Yes, {days}").format(days=weekdays(days))
    return Button(label, pack(Verb.SET_DAYS, days_mask(days)))


def _now(subscriber: Subscriber) -> str:
    return _("Nothing has changed so far. Now: {days}.").format(
        days=weekdays(subscriber.schedule.weekdays)
    )
