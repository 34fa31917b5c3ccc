"""The question before something scheduled gets another time, and what became of it."""

from datetime import datetime

from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.views.announcements import behind
from bot.views.announcements.preview import audience, more_than_shown, people, reach, what, when
from bot.views.announcements.times import name_time
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import calendar_date, clock_time, instant
from bot.views.rich_text import RichText, bold, compose, lines, rich
from bot.views.screen import Button, Screen
from lessons.delivery.announcement import Announcement


def ask(
    before: Announcement,
    draft: AnnouncementDraft,
    new_at: datetime,
    timezone: str,
    *,
    shown: int | None = None,
) -> Screen:
    """Return the question: which, how it reads, for how many, when it was to go and when it would.

    With ``shown``, how many it was for at the first question, it is asked once more.
    """
    item, count = draft.announcement, draft.reach.recipients
    number = item.announcement_id
    arguments = (number, before.version, count, name_time(new_at))
    return Screen(
        lines(
            bold(_("Move number {number}?").format(number=number))
            if shown is None
            else bold(_("This goes to {people}. Really?").format(people=people(count))),
            None if shown is None else more_than_shown(count, shown),
            what(item),
            compose(_("For: {audience}"), audience=audience(item.audience)),
            reach(draft.reach, timezone),
            None if count else bold(_("As things stand this reaches nobody.")),
            compose(_("Until now: {moment}"), moment=_time_of(before, timezone)),
            when(item, draft.reach, timezone),
            behind.said(item, draft.reach),
        ),
        (
            (
                Button(
                    _("Yes, move number {number}").format(number=number)
                    if shown is None
                    else _("Yes, to {count}").format(count=count),
                    pack(Verb.CONFIRM_MOVE if shown is None else Verb.MOVE_MANY, *arguments),
                ),
                Button(_("Keep it"), pack(Verb.SCHEDULED, 1)),
            ),
        ),
    )


def _time_of(item: Announcement, timezone: str) -> RichText:
    if item.wall_time is None:
        return instant(item.first_at or item.at, timezone)
    return rich(
        _("{date}, {time} on everybody's own clock").format(
            date=calendar_date(item.wall_time.date()), time=clock_time(item.wall_time.time())
        )
    )


def moved(
    former_at: datetime, draft: AnnouncementDraft, timezone: str, *, can_be_undone: bool = True
) -> Screen:
    """Return the word that it has another time, which can be undone for a minute."""
    item = draft.announcement
    undo = pack(Verb.UNDO_MOVE, item.announcement_id, item.version, name_time(former_at))
    return Screen(
        lines(
            bold(_("Number {number} has another time now.").format(number=item.announcement_id)),
            what(item),
            when(item, draft.reach, timezone),
        ),
        ((Button(_("Undo"), undo),),) if can_be_undone else (),
    )


def moved_back(item: Announcement, timezone: str) -> Screen:
    """Return the word that it has its former time again."""
    return Screen(
        lines(
            bold(_("Number {number} goes as before.").format(number=item.announcement_id)),
            what(item),
            when(item, None, timezone),
        )
    )


def not_moved_back(number: int) -> Screen:
    """Return the answer to an undo that comes too late."""
    return Screen(
        rich(
            _("Number {number} keeps its new time: the minute to undo that is over.").format(
                number=number
            )
        )
    )
