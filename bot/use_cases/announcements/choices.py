"""What an admin chooses for a draft below its check, before it is confirmed."""

from dataclasses import replace
from datetime import datetime

from bot.use_cases.announcements.audiences import AnnouncementPolicy, count_reach
from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.use_cases.library import Library
from lessons.delivery.announcement import AnnouncementStatus, Behind
from lessons.delivery.their_time import settle
from storage.interface.store import Store


def choose_behind(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    version: int,
    behind: Behind,
    now: datetime,
) -> AnnouncementDraft | None:
    """Choose for one's own draft what becomes of those whose hour has passed; buttons drawn before
    are out of date. A second tap on the same button changes nothing.

    ``None`` if it is no draft any more, or has changed since this button was drawn.
    """
    item = store.find_announcement(announcement_id)
    if item is None or item.status is not AnnouncementStatus.DRAFT or item.created_by != actor_id:
        return None
    was_chosen = item.version == version + 1 and item.behind is behind
    if item.version != version and not was_chosen:
        return None
    if not was_chosen:
        item = settle(item, behind, now, store.list_zones())
        item = replace(item, version=version + 1)
        store.save_announcement(item)
    return AnnouncementDraft(item, count_reach(store, library, policy, item, now))


def choose_replacing(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    version: int,
    now: datetime,
    *,
    replaces_lesson: bool,
) -> AnnouncementDraft | None:
    """Let one's own draft take the place of the day's lesson, or not; buttons drawn before are
    out of date. A second tap on the same button changes nothing.

    ``None`` if it is no draft any more, or has changed since this button was drawn.
    """
    item = store.find_announcement(announcement_id)
    if item is None or item.status is not AnnouncementStatus.DRAFT or item.created_by != actor_id:
        return None
    was_chosen = item.version == version + 1 and item.replaces_lesson == replaces_lesson
    if item.version != version and not was_chosen:
        return None
    if not was_chosen:
        item = replace(item, replaces_lesson=replaces_lesson, version=version + 1)
        store.save_announcement(item)
    return AnnouncementDraft(item, count_reach(store, library, policy, item, now))


def choose_sparing(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    version: int,
    now: datetime,
    *,
    spares_next: bool,
) -> AnnouncementDraft | None:
    """Let one's own draft of a lesson go to nobody who has it next in their course, or to them
    too; buttons drawn before are out of date. A second tap on the same button changes nothing.

    ``None`` if it is no draft any more, or has changed since this button was drawn.
    """
    item = store.find_announcement(announcement_id)
    if item is None or item.status is not AnnouncementStatus.DRAFT or item.created_by != actor_id:
        return None
    was_chosen = item.version == version + 1 and item.audience.spares_next == spares_next
    if item.version != version and not was_chosen:
        return None
    if not was_chosen:
        audience = replace(item.audience, spares_next=spares_next)
        item = replace(item, audience=audience, version=version + 1)
        store.save_announcement(item)
    return AnnouncementDraft(item, count_reach(store, library, policy, item, now))
