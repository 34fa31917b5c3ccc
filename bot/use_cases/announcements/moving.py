"""What is scheduled goes to another time: as it would be, done, and undone."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.announcements.audiences import AnnouncementPolicy, Reach, count_reach
from bot.use_cases.announcements.beginnings import begins
from bot.use_cases.announcements.offers import Wording, retimed
from bot.use_cases.announcements.scheduling import (
    AnnouncementDraft,
    ManyWanted,
    is_unexpected,
    is_waiting,
    note,
    tell_when,
)
from bot.use_cases.library import Library
from lessons.delivery.announcement import MANY, UNDO_WINDOW, Announcement, Behind
from lessons.delivery.audit import AuditAction
from lessons.delivery.their_time import settle
from lessons.send_times.when import When, on_their_clocks
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class NewTime:
    """The time that a button carries: an instant (aware, UTC) or one on everybody's clocks (naive);
    ``timezone`` and ``word`` are how a course that begins is told of it."""

    at: datetime
    timezone: str
    word: Wording


@dataclass(frozen=True, slots=True)
class Move:
    """An announcement ``before`` and after it has got another time, and whom it reaches then."""

    before: Announcement
    after: AnnouncementDraft


def look(
    store: Store, library: Library, number: int, new: NewTime, now: datetime
) -> tuple[Announcement, Announcement] | None:
    """Return what is scheduled, and the same as it would be then; ``None`` if nothing of that
    number waits."""
    item = store.find_announcement(number)
    if item is None or not is_waiting(store, item):
        return None
    moved = _at_time(store, library, item, new, now)
    return None if moved is None else (item, moved)


def _at_time(
    store: Store, library: Library, item: Announcement, new: NewTime, now: datetime
) -> Announcement | None:
    if new.at.tzinfo is None:
        when = on_their_clocks(new.at, store.list_zones() or [new.timezone])
    else:
        when = When(new.at, new.at)
    if begins(item):
        return retimed(store, library, item, when, new.word, new.timezone)
    moved = replace(
        item,
        at=when.first_at,
        first_at=when.first_at,
        last_at=when.last_at,
        wall_time=when.wall_time,
        behind=None,
        behind_at=None,
    )
    # Whoever has that hour behind them gets it on the day after.
    return settle(moved, Behind.NEXT_DAY, now, store.list_zones())


def move(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    number: int,
    version: int,
    new: NewTime,
    shown: int,
    now: datetime,
    *,
    is_second_tap: bool,
    reach: Reach | None = None,
) -> Move | ManyWanted | None:
    """Give what has not begun another time, to be undone for ``UNDO_WINDOW``; a second tap on the
    same button changes nothing. ``shown`` is how many would get it as the admin was asked,
    ``reach`` how many it is now, where that was counted.

    ``None`` if nothing of that number waits, it has changed since the button was drawn, or the new
    time has passed.
    """
    item = store.find_announcement(number)
    if item is None or not is_waiting(store, item):
        return None
    moved = _at_time(store, library, item, new, now)
    if moved is None:
        return None
    reach = reach or count_reach(store, library, policy, moved, now)
    if item.version == version + 1 and tell_when(moved) == tell_when(item):
        return Move(item, AnnouncementDraft(item, reach))
    if item.version != version or (moved.last_at or moved.at) <= now:
        return None
    draft = AnnouncementDraft(moved, reach)
    if is_unexpected(reach, shown) or (reach.recipients > MANY and not is_second_tap):
        return ManyWanted(draft)
    moved = replace(
        moved,
        at=max(moved.at, now + UNDO_WINDOW),
        undo_until_at=now + UNDO_WINDOW,
        version=version + 1,
    )
    store.save_announcement(moved)
    note(store, actor_id, AuditAction.MOVED, item, now, tell_when(item), tell_when(moved))
    return Move(item, AnnouncementDraft(moved, reach))


def undo(
    store: Store,
    library: Library,
    actor_id: int,
    number: int,
    version: int,
    former: NewTime,
    now: datetime,
) -> Announcement | None:
    """Give back the ``former`` time to what was moved a moment ago; a second tap changes nothing.

    ``None`` if that cannot be undone any more.
    """
    item = store.find_announcement(number)
    if item is None or not is_waiting(store, item):
        return None
    back = _at_time(store, library, item, former, now)
    if back is None:
        return None
    if item.version == version + 1 and tell_when(back) == tell_when(item):
        return item
    if item.version != version or item.undo_until_at is None or now >= item.undo_until_at:
        return None
    back = replace(back, at=max(back.at, now), undo_until_at=None, version=version + 1)
    store.save_announcement(back)
    note(store, actor_id, AuditAction.MOVED, item, now, tell_when(item), tell_when(back))
    return back
