"""What is scheduled: the list, and what becomes of one that is moved or taken back."""

from collections.abc import Sequence

from bot.views.announcements.preview import audience, what, when
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import instant
from bot.views.paging import cut, turning, which
from bot.views.rich_text import bold, compose, lines, rich
from bot.views.screen import Button, Screen
from lessons.delivery.announcement import Announcement

_PER_PAGE = 10


def scheduled(announcements: Sequence[Announcement], timezone: str, number: int = 1) -> Screen:
    """Return a page of what is scheduled, the earliest first, each to be moved or canceled."""
    if not announcements:
        return Screen(rich(_("Nothing is scheduled. /schedule shows how.")))
    page = cut(announcements, number, _PER_PAGE)
    listed = [
        lines(
            compose(
                _("{number}. {moment}: {what}"),
                number=item.announcement_id,
                moment=instant(item.first_at or item.at, timezone),
                what=what(item),
            ),
            compose(
                _("for {audience}{clock}"),
                audience=audience(item.audience),
                clock=_(", each on their own clock") if item.wall_time else "",
            ),
        )
        for item in page.items
    ]
    return Screen(
        lines(
            bold(_("Scheduled")),
            *listed,
            which(page),
            _("/cancel 3 takes one back, /scheduled 3 tomorrow 9:00 moves it."),
        ),
        (
            *(_buttons(item) for item in page.items),
            *turning(page, Verb.SCHEDULED),
        ),
    )


def _buttons(item: Announcement) -> tuple[Button, ...]:
    number = item.announcement_id
    return (
        Button(_("Move {number}").format(number=number), pack(Verb.MOVE, number)),
        Button(
            _("Cancel {number}").format(number=number),
            pack(Verb.CANCEL_ANNOUNCEMENT, number, item.version),
        ),
    )


def moved(item: Announcement, timezone: str) -> Screen:
    """Return the confirmation of another time."""
    return Screen(
        lines(
            bold(_("Number {number} has another time now.").format(number=item.announcement_id)),
            when(item, timezone),
        )
    )


def cancelled(had_begun: bool) -> Screen:
    """Return the confirmation that nothing will be sent."""
    if had_begun:
        return Screen(rich(_("Stopped. What had left has left; nothing more will be sent.")))
    return Screen(rich(_("Canceled. Nothing will be sent.")))


def not_cancelled(given: str) -> Screen:
    """Return the answer to a number of nothing that could be changed."""
    return Screen(
        compose(
            _("“{given}” is no number of something scheduled. /scheduled lists them: /cancel 3"),
            given=given[:40],
        )
    )
