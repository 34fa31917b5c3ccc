"""What would change by an old button, and the way back from what has changed."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import read_clock, schedule_in_words, weekdays, zone
from bot.views.rich_text import bold, lines
from bot.views.screen import Button, Screen
from lessons.delivery.subscriber import Subscriber
from lessons.times.schedule import Schedule


def ask_change(
    subscriber: Subscriber, wanted: Schedule, data: str, *, is_old: bool = True
) -> Screen:
    """Return the question whether a schedule that was named shall hold from now on; ``data`` is
    what its button carries, and ``is_old`` says that it is of an earlier day."""
    schedule, code = subscriber.schedule, subscriber.language_code
    changes = [
        (
            schedule.send_time != wanted.send_time,
            _("Change your time to {new}?").format(
                new=read_clock(wanted.send_time, code, wanted.timezone)
            ),
        ),
        (
            schedule.timezone != wanted.timezone,
            _("Change your time zone to {new}?").format(new=zone(wanted.timezone)),
        ),
        (
            schedule.weekdays != wanted.weekdays,
            _("Change your days to {new}?").format(new=weekdays(wanted.weekdays)),
        ),
    ]
    asked = [question for is_new, question in changes if is_new]
    now = _("Nothing has changed: lessons come {when}.")
    if is_old:
        now = _("That button is of an earlier day, so nothing has changed: lessons come {when}.")
    return Screen(
        lines(bold(" ".join(asked)), now.format(when=schedule_in_words(schedule, code))),
        ((Button(_("Yes, change it"), data), Button(_("No, keep it"), pack(Verb.SETTINGS))),),
    )


def undo_button(schedule: Schedule, before: Schedule | None) -> Button | None:
    """Return the button that brings back the schedule of before, if it was another one."""
    if before is None or before == schedule:
        return None
    if before.timezone != schedule.timezone and before.send_time != schedule.send_time:
        both = pack(Verb.SET_TIME_AND_ZONE, f"{before.send_time:%H%M}", before.timezone)
        return Button(_("Undo"), both)
    if before.timezone != schedule.timezone:
        return Button(_("Undo"), pack(Verb.SET_ZONE, before.timezone))
    mask = "".join("1" if day in before.weekdays else "0" for day in range(7))
    return Button(_("Undo"), pack(Verb.SET_TIME_AND_DAYS, f"{before.send_time:%H%M}", mask))
