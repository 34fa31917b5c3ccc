"""An admin's choice whether an announcement takes the place of the day's lesson."""

from dataclasses import replace
from datetime import datetime

from bot.use_cases.announcing import Draft
from bot.use_cases.audiences import Terms, count_reach
from bot.use_cases.library import Library
from lessons.delivery.announcement import AnnouncementStatus
from storage.interface.store import Store


def choose_replacing(
    store: Store,
    library: Library,
    terms: Terms,
    actor_id: int,
    announcement_id: int,
    version: int,
    now: datetime,
    *,
    replaces_lesson: bool,
) -> Draft | None:
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
    return Draft(item, count_reach(store, library, terms, item, now))
