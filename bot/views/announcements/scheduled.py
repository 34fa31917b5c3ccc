"""What is scheduled: the list, and what becomes of one that is moved or taken back."""

from collections.abc import Sequence

from bot.use_cases.announcements.audiences import Reach
from bot.use_cases.delivery.holding import Held
from bot.views import holds
from bot.views.announcements.preview import audience, what, when
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import instant
from bot.views.paging import cut, turning, which
from bot.views.rich_text import RichText, bold, compose, lines, rich
from bot.views.screen import Button, Screen
from lessons.delivery.announcement import Announcement
from lessons.delivery.audit import AuditAction

_PER_PAGE = 10


def scheduled(
    announcements: Sequence[Announcement],
    timezone: str,
    number: int = 1,
    held: Sequence[Held] = (),
) -> Screen:
    """Return what is on hold, and a page of what is scheduled, the earliest first, each to be moved
    or canceled."""
    if not announcements:
        return Screen(lines(*holds.on_hold(held), _("Nothing is scheduled. /schedule shows how.")))
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
            *holds.on_hold(held),
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


def moved(item: Announcement, reach: Reach, timezone: str) -> Screen:
    """Return the confirmation of another time."""
    return Screen(
        lines(
            bold(_("Number {number} has another time now.").format(number=item.announcement_id)),
            when(item, reach, timezone),
        )
    )


def cancelled(had_begun: bool) -> Screen:
    """Return the confirmation that nothing will be sent."""
    if had_begun:
        return Screen(rich(_("Stopped. What had left has left; nothing more will be sent.")))
    return Screen(rich(_("Canceled. Nothing will be sent.")))


def called_off(item: Announcement, had_begun: bool) -> Screen:
    """Return the same in place of the message that follows the announcement."""
    return Screen(
        lines(
            compose(_("{number}. {what}"), number=item.announcement_id, what=what(item)),
            cancelled(had_begun).text,
        )
    )


def told_author(item: Announcement, who: str, did: AuditAction) -> RichText:
    """Return the word to whoever scheduled an announcement that another admin changed it."""
    words = {
        AuditAction.CANCELLED: _("{who} canceled number {number}, which you scheduled: {what}"),
        AuditAction.HELD: _("{who} put number {number} on hold, which you scheduled: {what}"),
        AuditAction.WENT_ON: _("{who} let number {number} go on, which you scheduled: {what}"),
        AuditAction.MOVED: _("{who} moved number {number}, which you scheduled: {what}"),
        AuditAction.RECALLED: _("{who} recalled number {number}, which you scheduled: {what}"),
        AuditAction.CORRECTED: _("{who} corrected number {number}, which you scheduled: {what}"),
    }[did]
    return compose(words, who=who, number=item.announcement_id, what=what(item))


def not_cancelled(given: str) -> Screen:
    """Return the answer to a number of nothing that could be changed."""
    return Screen(
        compose(
            _("“{given}” is no number of something scheduled. /scheduled lists them: /cancel 3"),
            given=given[:40],
        )
    )


def not_moved(given: str) -> Screen:
    """Return the answer to a number of nothing that could be moved."""
    return Screen(
        lines(
            compose(_("“{given}” is no number of something scheduled."), given=given[:40]),
            _("/scheduled lists what is. /scheduled 12 tomorrow 9:00 would move number 12."),
        )
    )
