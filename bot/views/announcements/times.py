"""A time that cannot be taken as it was typed: why, and what may be meant instead."""

from datetime import UTC, datetime

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import calendar_date, clock_time, instant, whole_date
from bot.views.rich_text import RichText, bold, compose, lines
from bot.views.screen import Button, Screen, rows
from lessons.questions.schedule_form import ScheduleForm
from lessons.send_times.when import InvalidWhen, When, WhenProblem

_ASKED = {WhenProblem.NO_TIME_OF_DAY, WhenProblem.AT_BEGINNING, WhenProblem.IN_THE_TEXT}


def when_refused(
    error: InvalidWhen,
    now: datetime,
    timezone: str,
    form: ScheduleForm | None = None,
    *,
    tells_message: bool = False,
) -> Screen:
    """Return why a time was refused, with the times that may be meant as buttons where a ``form``
    keeps the rest; ``tells_message`` where the message that it keeps came with the time."""
    return Screen(
        lines(
            compose(
                _("“{given}”: {reason}"),
                given=error.given[-60:],
                reason=_reason(error, was_at_end=tells_message or form is None),
            ),
            _message_kept(form) if form and tells_message else None,
            _how_to_go_on(error, form),
            None
            if error.options and form
            else _("“their time”, a city or a zone such as Europe/Berlin may follow it."),
        ),
        _buttons(error, now, timezone, form) if form else (),
    )


def _reason(error: InvalidWhen, *, was_at_end: bool) -> str:
    reason = {
        WhenProblem.UNREADABLE: _("I found no time in that."),
        WhenProblem.PAST: _("That time has passed."),
        WhenProblem.IN_GAP: _("The clocks go forward then, so that time does not exist."),
        WhenProblem.AMBIGUOUS: _("That can be read in two ways."),
        WhenProblem.TOO_FAR: _("That is more than a year away."),
        WhenProblem.NO_SUCH_TIME: _("There is no such time of day."),
        WhenProblem.NO_SUCH_DATE: _("There is no such date."),
        WhenProblem.NO_SUCH_ZONE: _("I know no time zone of that name."),
        WhenProblem.OTHER_WEEKDAY: _("That date is another day of the week."),
        WhenProblem.REPEATS: _("I send it once only and cannot repeat it."),
        WhenProblem.NO_TIME_OF_DAY: _("At what time?"),
        WhenProblem.NO_DAY: _("That is no exact time."),
        WhenProblem.SEVERAL: _("I send it once, so I need one exact time."),
        WhenProblem.PARTLY: _("I do not understand that beside the time."),
        WhenProblem.AT_BEGINNING: _("This stands before the message. Is it when to send it?"),
        WhenProblem.IN_THE_TEXT: _("Is that when to send it, or part of the message?"),
    }[error.reason]
    if error.reason is WhenProblem.PAST and error.given.lower().endswith("their time"):
        reason = _("That time has passed for everybody already.")
    if error.reason is WhenProblem.UNREADABLE and was_at_end:
        reason = _("I found no time at the end of that.")
    return reason


def _message_kept(form: ScheduleForm) -> RichText:
    if form.beside is not None:
        start, end = form.beside
        rest = " ".join(form.what[start:end].split())[:60]
        return compose(_("Without it the message is: {what}"), what=bold(rest))
    return compose(_("The message is kept: {what}"), what=bold(" ".join(form.what.split())[:60]))


def _how_to_go_on(error: InvalidWhen, form: ScheduleForm | None) -> str:
    if error.reason is WhenProblem.NO_TIME_OF_DAY and form:
        return _("Tap, or type a time of day such as 9:00.")
    if error.reason is WhenProblem.AT_BEGINNING and form:
        return _("Tap it if it is. Else type when: the whole message is sent then.")
    if error.reason is WhenProblem.IN_THE_TEXT and form:
        return _("Tap it if it is when. Else type when: the whole message is sent then.")
    if error.options and form:
        return _("Which is meant? Tap it, or type another time.")
    if form:
        return _("Tap, or type a time such as 2026-12-01 09:00, tomorrow 9am, mon 18:30 or in 2h.")
    return _("Please end with a time such as 2026-12-01 09:00, tomorrow 9am, mon 18:30 or in 2h.")


def _buttons(
    error: InvalidWhen, now: datetime, timezone: str, form: ScheduleForm
) -> tuple[tuple[Button, ...], ...]:
    offered = [
        Button(
            _label(when, now, timezone),
            pack(Verb.FORM_OPTION, name_time(when.wall_time or when.first_at)),
        )
        for when in error.options
    ]
    moving = form.announcement_id
    if not offered:
        offered = preset_buttons(moving)
    close = Button(_("Close"), pack(Verb.FORM_CLOSE))
    back = Button(_("Back"), pack(Verb.FORM_BACK))
    return (*rows(offered, per_row=1), (close,) if moving else (back, close))


PRESETS = {
    "tomorrow": "tomorrow 9:00 their time",
    "monday": "mon 9:00 their time",
    "hour": "in 1h",
}
"""The times on the buttons, as they would be typed."""


def preset_buttons(moving: int | None) -> list[Button]:
    """Return the times that are offered before anything was typed."""
    labels = {
        "tomorrow": _("Tomorrow 9:00, their time"),
        "monday": _("Monday 9:00, their time"),
        "hour": _("In one hour"),
    }
    return [
        Button(label, pack(Verb.FORM_WHEN, preset, moving or 0)) for preset, label in labels.items()
    ]


def _label(when: When, now: datetime, timezone: str) -> str:
    if when.wall_time is None:
        at = instant(when.first_at, timezone).text
        return at if when.first_at.year == now.year else f"{at} {when.first_at.year}"
    day = when.wall_time.date()
    date = calendar_date(day) if day.year == now.year else whole_date(day)
    return _("{date}, {time}, their time").format(date=date, time=clock_time(when.wall_time.time()))


def name_time(at: datetime) -> str:
    """Return the time as a button carries it: an instant (aware), or one on everybody's own clocks
    (naive)."""
    return f"w{at:%Y%m%d%H%M}" if at.tzinfo is None else f"u{at.astimezone(UTC):%Y%m%d%H%M%S}"
