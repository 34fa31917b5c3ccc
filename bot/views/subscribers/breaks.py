"""Breaks: how long, from which day on, and their end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import calendar_date, instant_for, whole_date
from bot.views.quoted import said_back
from bot.views.rich_text import bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows
from bot.views.subscribers.joining import how_to_type
from bot.views.subscribers.reading import break_in_words, coming_button
from lessons.delivery.subscriber import Subscriber
from lessons.times.break_ahead import BreakAhead
from lessons.times.breaks import PauseProblem


def no_break_button() -> Button:
    """Return the button that calls a break ahead off."""
    return Button(_("No break after all"), pack(Verb.RESUME))


def ask_pause(*, is_private: bool, ahead: BreakAhead | None = None) -> Screen:
    """Return the question how long a break shall be; another one may lie ahead."""
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
                _("Tap one, or type it, such as 10 days, until Monday, or from 3 to 17 December."),
                is_private=is_private,
            ),
            _("You lose nothing: your place is kept."),
            break_in_words(ahead) if ahead else None,
        ),
        (*rows(buttons), *(((no_break_button(),),) if ahead else ())),
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


def which_break_end(ends: Sequence[date]) -> Screen:
    """Return the question which of two dates is meant."""
    buttons = [Button(whole_date(end), pack(Verb.PAUSE_UNTIL, end.isoformat())) for end in ends]
    return Screen(bold(_("Until which day?")), rows(buttons, per_row=1))


def ask_break_ahead(ahead: BreakAhead) -> Screen:
    """Return the question whether a break on those days is meant."""
    begin, end = calendar_date(ahead.begin), calendar_date(ahead.end)
    now = Button(
        _("From today until {date}").format(date=end), pack(Verb.PAUSE_UNTIL, ahead.end.isoformat())
    )
    return Screen(
        lines(
            bold(_("A break from {begin} until {end}?").format(begin=begin, end=end)),
            _("No lesson comes on those days; on {end} they go on.").format(end=end),
            _("Nothing has changed so far."),
        ),
        (
            (_ahead_button(_("Yes, from {date}").format(date=begin), ahead),),
            (now,),
            (Button(_("No, lessons go on"), pack(Verb.SETTINGS)),),
        ),
    )


def which_days(spans: Sequence[BreakAhead]) -> Screen:
    """Return the question which of the days are meant that figures with a slash may name."""
    buttons = [
        _ahead_button(
            _("{begin} to {end}").format(
                begin=calendar_date(span.begin), end=calendar_date(span.end)
            ),
            span,
        )
        for span in spans
    ]
    return Screen(
        lines(bold(_("A break: which days do you mean?")), _("Nothing has changed so far.")),
        (*rows(buttons, per_row=1), (Button(_("No, lessons go on"), pack(Verb.SETTINGS)),)),
    )


def _ahead_button(label: str, ahead: BreakAhead) -> Button:
    return Button(label, pack(Verb.PAUSE_LATER, ahead.begin.isoformat(), ahead.end.isoformat()))


def ask_length_ahead(begin: date) -> Screen:
    """Return the question how long a break from that later day on shall be."""
    lengths = ((_("3 days"), 3), (_("1 week"), 7), (_("2 weeks"), 14), (_("4 weeks"), 28))
    buttons = [
        _ahead_button(label, BreakAhead(begin, begin + timedelta(days=days)))
        for label, days in lengths
    ]
    day = calendar_date(begin)
    return Screen(
        lines(
            bold(_("A break from {date} on: for how long?").format(date=day)),
            _("Nothing has changed so far. Tap one, or type it whole, such as:"),
            _("pause from {begin} to {end}").format(
                begin=day, end=calendar_date(begin + timedelta(days=10))
            ),
        ),
        (*rows(buttons), (Button(_("No, lessons go on"), pack(Verb.SETTINGS)),)),
    )


def paused_already(subscriber: Subscriber, ahead: BreakAhead) -> Screen:
    """Return the answer to a wish for a break that falls into one, or follows on it."""
    resume_date = subscriber.resume_date
    if resume_date is None:
        text = _("Lessons are paused already, until you say so.")
    else:
        text = _("You are on a break already, until {date}.").format(date=whole_date(resume_date))
    longer = _("Until {date}").format(date=calendar_date(ahead.end))
    button = Button(longer, pack(Verb.PAUSE_UNTIL, ahead.end.isoformat()))
    return Screen(
        lines(text, _("Nothing has changed.")),
        (
            *(((button,),) if resume_date is None or resume_date < ahead.end else ()),
            (Button(_("Resume now"), pack(Verb.RESUME)),),
        ),
    )


def break_set(ahead: BreakAhead, next_at: datetime | None, subscriber: Subscriber) -> Screen:
    """Return the confirmation of a break that lies ahead."""
    return Screen(
        lines(
            compose(
                _("Your break is set: from {begin} until {end}."),
                begin=bold(whole_date(ahead.begin)),
                end=bold(whole_date(ahead.end)),
            ),
            compose(_("The next lesson comes {moment}."), moment=instant_for(subscriber, next_at))
            if next_at
            else None,
            _("There is nothing else to do. Take care."),
        ),
        ((no_break_button(), coming_button()),),
    )


def break_is_over() -> Screen:
    """Return the answer to a button for a break whose days have passed."""
    return Screen(
        lines(_("Those days have passed, so nothing has changed. /pause takes a break now."))
    )


def paused(subscriber: Subscriber, next_at: datetime | None) -> Screen:
    """Return the confirmation of a break."""
    resume_date = subscriber.resume_date
    text = (
        lines(
            compose(_("You are on a break until {date}."), date=bold(whole_date(resume_date))),
            compose(_("The next lesson comes {moment}."), moment=instant_for(subscriber, next_at))
            if next_at
            else None,
            break_in_words(ahead) if (ahead := subscriber.break_ahead) else None,
            _("Your place is kept. Take care."),
        )
        if resume_date
        else lines(
            bold(_("Lessons are paused until you say so.")), _("Your place is kept. Take care.")
        )
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


def resumed(
    next_at: datetime | None,
    subscriber: Subscriber,
    *,
    was_going: bool,
    has_lesson_now: bool,
    called_off: BreakAhead | None = None,
) -> Screen:
    """Return the confirmation that lessons go on, or that they went on before; ``called_off`` was
    to come."""
    if next_at is None:
        return Screen(rich(_("Good to see you. No lesson is left; /lessons lists them.")))
    if called_off:
        begin = calendar_date(called_off.begin)
        title = _("The break from {date} is called off.").format(date=begin)
    elif was_going:
        title = _("You are on no break: lessons come as ever.")
    else:
        title = _("Lessons go on where you left off.")
    return Screen(
        lines(
            bold(title),
            compose(_("The next lesson comes {moment}."), moment=instant_for(subscriber, next_at)),
        ),
        ((Button(_("Next lesson now"), pack(Verb.LESSON_NOW)),),) if has_lesson_now else (),
    )
