"""The answer to a button of a screen that is out of date: who has done what since."""

from bot.use_cases.announcements.latest_change import LatestChange
from bot.views.language import _
from bot.views.moments import instant
from bot.views.rich_text import compose, lines
from bot.views.screen import Screen
from lessons.delivery.audit import AuditAction


def changed_since(number: int, change: LatestChange, timezone: str, otherwise: Screen) -> Screen:
    """Return who did what with it last, above what is said ``otherwise``."""
    did = {
        AuditAction.SCHEDULED: _("{who} scheduled number {number}: {moment}."),
        AuditAction.CANCELLED: _("{who} canceled number {number}: {moment}."),
        AuditAction.MOVED: _("{who} moved number {number}: {moment}."),
        AuditAction.HELD: _("{who} put number {number} on hold: {moment}."),
        AuditAction.WENT_ON: _("{who} let number {number} go on: {moment}."),
        AuditAction.CORRECTED: _("{who} corrected number {number}: {moment}."),
        AuditAction.RECALLED: _("{who} recalled number {number}: {moment}."),
    }.get(change.action)
    if did is None:
        return otherwise
    who = _("You") if change.is_own else change.who or _("Another admin")
    return Screen(
        lines(
            _("This screen is out of date."),
            compose(did, who=who, number=number, moment=instant(change.at, timezone)),
            otherwise.text,
        ),
        otherwise.keyboard,
    )
