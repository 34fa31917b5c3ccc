"""What an admin chooses for a draft below its check, before it is confirmed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.use_cases.announcements.audiences import AnnouncementPolicy, count_reach
from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus, Behind
from lessons.delivery.their_time import settle
from storage.interface.store import Store

Change = Callable[[Store, Announcement, datetime], Announcement]
"""How one choice changes a draft; what is so already stays."""


def to_behind(behind: Behind) -> Change:
    """Return the choice of what becomes of those whose hour has passed."""
    return lambda store, item, now: (
        item if item.behind is behind else settle(item, behind, now, store.list_zones())
    )


def to_replace(*, replaces_lesson: bool) -> Change:
    """Return the choice that it takes the place of the day's lesson, or does not."""
    return lambda _store, item, _now: replace(item, replaces_lesson=replaces_lesson)


def to_spare(*, spares_next: bool) -> Change:
    """Return the choice that it goes to nobody who has the lesson next in their course, or to them
    too."""
    return lambda _store, item, _now: replace(
        item, audience=replace(item.audience, spares_next=spares_next)
    )


def choose(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    version: int,
    change: Change,
    now: datetime,
) -> AnnouncementDraft | None:
    """Make a choice for one's own draft; buttons drawn before are out of date. A second tap on the
    same button changes nothing.

    ``None`` if it is no draft any more, or has changed since this button was drawn.
    """
    item = store.find_announcement(announcement_id)
    if item is None or item.status is not AnnouncementStatus.DRAFT or item.created_by != actor_id:
        return None
    changed = change(store, item, now)
    was_chosen = item.version == version + 1 and changed == item
    if item.version != version and not was_chosen:
        return None
    if not was_chosen:
        item = replace(changed, version=version + 1)
        store.save_announcement(item)
    return AnnouncementDraft(item, count_reach(store, library, policy, item, now))
