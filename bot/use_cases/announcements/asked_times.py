"""What an admin typed as a time, with or without the message and the audience around it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.announcements.scheduling import get_audience
from bot.use_cases.library import Library
from lessons.delivery.audience import EVERYONE, Audience, InvalidAudience, split_audience
from lessons.delivery.wording import Wording
from lessons.questions.schedule_form import FormStep, ScheduleForm
from lessons.send_times.when import InvalidWhen, When, WhenProblem, parse_when, split_when
from lessons.text import is_blank
from storage.interface.store import Store

_UNKNOWN = (WhenProblem.UNREADABLE, WhenProblem.PARTLY, WhenProblem.NO_SUCH_ZONE)


@dataclass(frozen=True, slots=True)
class Request:
    """What an admin typed after ``/schedule``, taken apart; ``typed_when`` are its last words."""

    wording: Wording
    when: When
    audience: Audience
    typed_when: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that cannot be taken as it was typed: why, and the form that keeps the rest of it,
    unless there is no message to keep."""

    reason: InvalidWhen | InvalidAudience
    form: ScheduleForm | None


def read_request(
    store: Store, library: Library, said: Wording, now: datetime, timezone: str
) -> Request | Refused:
    """Take a typed request apart: a message or a lesson, a time, and perhaps an audience."""
    text, zones = said.text, store.list_zones()
    head, named = split_audience(text)
    audience = str(named) if named else ""
    unknown: InvalidAudience | None = None
    try:
        try:
            what, when = split_when(head, now, timezone, zones)
        except InvalidWhen as error:
            before, to, given = text.rpartition(" to ")
            if named is not None or not to or error.reason not in _UNKNOWN:
                raise
            what, when = split_when(before, now, timezone, zones)
            unknown = InvalidAudience(given)
    except InvalidWhen as error:
        return Refused(error, _keep(said, error, audience))
    wording = said.part(0, len(what))
    if unknown is None:
        try:
            found = get_audience(library, named or EVERYONE)
        except InvalidAudience as error:
            unknown = error
    if unknown is not None:
        form = ScheduleForm(FormStep.WHO, wording.text, str(when), marks=wording.marks)
        return Refused(unknown, None if is_blank(wording.text) else form)
    return Request(wording, when, found, head[len(what) :].strip())


def _keep(said: Wording, error: InvalidWhen, audience: str) -> ScheduleForm | None:
    kept, beside = error.kept, error.beside
    if kept is None or beside is None:
        return None
    wording = said.part(kept.start, kept.end - kept.start)
    if is_blank(wording.text):
        return None
    form = ScheduleForm(FormStep.WHEN, wording.text, marks=wording.marks, audience=audience)
    part = (
        (beside.start - kept.start, beside.end - kept.start)
        if error.options and beside != kept
        else None
    )
    return offer(form, error, part)


def offer(
    form: ScheduleForm, error: InvalidWhen, beside: tuple[int, int] | None = None
) -> ScheduleForm:
    """Return the form that asks for the time again, with the times that may have been meant."""
    options = tuple(map(str, error.options))
    return replace(
        form, step=FormStep.WHEN, options=options, day=error.day or form.day, beside=beside
    )


def read_answer(
    store: Store, form: ScheduleForm, text: str, now: datetime, timezone: str
) -> tuple[str, Audience | None]:
    """Return the time that was typed, as it is kept, and the audience that was typed behind it.

    To a day that was named before, a time of day is enough. Raises ``InvalidWhen``.
    """
    head, audience = split_audience(text)
    zones = store.list_zones()
    if form.day and text not in form.options:
        date, _, clocks = form.day.partition(" ")
        for typed in (f"{date} {head} {clocks}".strip(), f"{date} {head}"):
            try:
                parse_when(typed, now, timezone, zones)
            except InvalidWhen:
                continue
            return typed, audience
    parse_when(head, now, timezone, zones)
    return head, audience
