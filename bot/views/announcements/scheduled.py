"""What is scheduled: the list, and what becomes of one that is moved or taken back."""

from collections.abc import Sequence

from bot.use_cases.announcements.progress import Following
from bot.use_cases.delivery.holding import Held
from bot.views import holds
from bot.views.announcements.preview import audience, numbered, people, what, when
from bot.views.callback_data import Verb, pack
from bot.views.course_offers import goes_back
from bot.views.language import _
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
            numbered(item, timezone),
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
            pack(Verb.ASK_CALL_OFF, number, item.version),
        ),
    )


def cancelled(had_begun: bool) -> Screen:
    """Return the confirmation that nothing will be sent."""
    if had_begun:
        return Screen(rich(_("Stopped. What had left has left; nothing more will be sent.")))
    return Screen(rich(_("Canceled. Nothing will be sent.")))


def ask_call_off(found: Following, timezone: str) -> Screen:
    """Return the question before something is called off: which, how it reads, for how many."""
    item, progress = found.announcement, found.progress
    number = item.announcement_id
    has_begun = progress.total > 0
    waiting = progress.waiting + progress.held
    question = _("Stop the rest of number {number}?") if has_begun else _("Cancel number {number}?")
    yes = _("Yes, stop number {number}") if has_begun else _("Yes, cancel number {number}")
    keep = pack(Verb.OPEN_ANNOUNCEMENT, number) if has_begun else pack(Verb.SCHEDULED, 1)
    return Screen(
        lines(
            bold(question.format(number=number)),
            what(item),
            _not_told(found, waiting) if has_begun else when(item, found.reach, timezone),
            None
            if has_begun
            else _("{people} would not get it.").format(people=people(found.reach.recipients))
            if found.reach.recipients
            else _("As things stand it reaches nobody."),
        ),
        (
            (
                Button(
                    yes.format(number=number),
                    pack(Verb.CANCEL_ANNOUNCEMENT, number, item.version),
                ),
                Button(_("Keep it"), keep),
            ),
        ),
    )


def _not_told(found: Following, waiting: int) -> str:
    if found.can_be_called_off:
        return goes_back()
    return _("{people} would not get it. What has left stays.").format(people=people(waiting))


def in_list(said: Screen, listed: Screen) -> Screen:
    """Return the list below the word on what became of one that stood in it."""
    return Screen(lines(said.text, listed.text), (*said.keyboard, *listed.keyboard))


def brought_back(item: Announcement) -> Screen:
    """Return the confirmation that something called off is scheduled again."""
    return Screen(
        compose(
            _("Number {number} is scheduled again: {what}"),
            number=item.announcement_id,
            what=what(item),
        )
    )


def not_brought_back(number: int) -> Screen:
    """Return the answer to an undo that comes too late."""
    return Screen(
        rich(
            _("Number {number} stays canceled: the minute to undo that is over.").format(
                number=number
            )
        )
    )


def called_off(item: Announcement, had_begun: bool, *, can_be_undone: bool = False) -> Screen:
    """Return the same in place of the message that follows the announcement."""
    return Screen(
        lines(
            compose(_("{number}. {what}"), number=item.announcement_id, what=what(item)),
            cancelled(had_begun).text,
            goes_back() if item.offer and item.offer.begins_on and had_begun else None,
        ),
        ((Button(_("Undo"), pack(Verb.BRING_BACK, item.announcement_id, item.version)),),)
        if can_be_undone
        else (),
    )


def told_author(item: Announcement, who: str, did: AuditAction) -> RichText:
    """Return the word to whoever scheduled an announcement that another admin changed it."""
    words = {
        AuditAction.CANCELLED: _("{who} canceled number {number}, which you scheduled: {what}"),
        AuditAction.SCHEDULED: _("{who} brought back number {number}, which you scheduled: {what}"),
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
