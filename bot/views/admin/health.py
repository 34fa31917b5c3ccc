"""How the bot is, for an operator who looks: what waits, what failed, what is in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from bot.use_cases.delivery.holding import Held
from bot.views import holds
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, compose, lines
from bot.views.screen import Button, Screen
from lessons.delivery.doubt import LATELY
from lessons.delivery.statistics import MOST_TROUBLES, Health


def panel_button() -> Button:
    """Return the way back to the panel."""
    return Button(_("Admin"), pack(Verb.PANEL, "admin"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the process beside its outbox: for how long nothing has been heard, what is
    on hold, how many updates were set aside, what the store refuses, for how long
    nothing leaves in bulk, and how many have blocked the bot lately where they are many."""

    deaf_seconds: float | None = None
    held: Sequence[Held] = ()
    set_aside: int = 0
    store: str | None = None
    bulk_waits: timedelta = timedelta(0)
    left: int = 0


def health(found: Health | None, around: Surroundings, timezone: str) -> Screen:
    """Return how the outbox stands, ``None`` where nobody can look, and all else."""
    set_aside, held = around.set_aside, around.held
    troubles = found is None or found.overdue or found.unknown or found.failed_lately
    is_well = not (
        troubles
        or set_aside
        or held
        or around.deaf_seconds
        or around.store
        or around.bulk_waits
        or around.left
    )
    return Screen(
        lines(
            bold(_("Health: all is well") if is_well else _("Health: look at this")),
            _("nothing can be kept: {why}").format(why=around.store[:500])
            if around.store
            else None,
            _("nothing leaves in bulk for {seconds} s more: Telegram wants it so").format(
                seconds=ceil(around.bulk_waits.total_seconds())
            )
            if around.bulk_waits
            else None,
            _("blocked the bot within {minutes} min: {count}").format(
                minutes=int(LATELY.total_seconds() // 60), count=around.left
            )
            if around.left
            else None,
            *holds.on_hold(held),
            *(_outbox(found, timezone) if found else ()),
            _("updates set aside since I was started: {count} (see the log)").format(
                count=set_aside
            )
            if set_aside
            else None,
            deaf(around.deaf_seconds),
        ),
        ((panel_button(),),),
    )


def _outbox(found: Health, timezone: str) -> tuple[str | RichText | None, ...]:
    return (
        _("due and not sent yet: {count}").format(count=count_troubles(found.overdue)),
        _("waiting to be tried again: {count}").format(
            count=count_troubles(found.waiting_for_retry + found.seem_gone)
        ),
        seem_gone(found, timezone),
        _("unknown, Telegram never answered: {count}").format(count=count_troubles(found.unknown)),
        _("taken by Telegram, which gave no number: {count}").format(
            count=count_troubles(found.unconfirmed)
        )
        if found.unconfirmed
        else None,
        _("failed since yesterday: {count}").format(count=count_troubles(found.failed_lately)),
    )


def seem_gone(found: Health, timezone: str) -> RichText | None:
    """Return how many lessons wait since their chats seemed gone, if any do."""
    if not found.seem_gone or found.tried_again_at is None:
        return None
    return compose(
        _("seem gone: {count}, tried again {moment}, or as soon as they write"),
        count=count_troubles(found.seem_gone),
        moment=instant(found.tried_again_at, timezone),
    )


def deaf(seconds: float | None) -> str | None:
    """Return for how long nothing has been heard, if so."""
    if seconds is None:
        return None
    return _("Telegram has given me no updates properly for {minutes} min; I keep asking").format(
        minutes=int(seconds // 60)
    )


def count_troubles(count: int) -> str:
    """Return a count of which no more than so many are counted."""
    if count > MOST_TROUBLES:
        return _("more than {count}").format(count=MOST_TROUBLES)
    return str(count)
