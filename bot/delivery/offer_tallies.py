"""Whom an offer of a course is for, counted in stretches between which other work has its turn."""

from collections.abc import Callable
from datetime import datetime

from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import audiences, offer_counts
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Reach
from bot.use_cases.announcements.offer_counts import Counted, Tally
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement


async def count(
    store: StoreThread,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    now: Callable[[], datetime],
) -> Counted:
    """Return whom the offer is for now."""
    if item.offer and item.offer.ends:
        reach = await count_reach(store, library, policy, item, now)
        return Counted(begin=reach.recipients, paused=reach.paused)
    tally = Tally()
    while further := await store.run(
        offer_counts.count_stretch, library, policy, item, tally, now()
    ):
        tally = further
    return tally.counted


async def count_reach(
    store: StoreThread,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    now: Callable[[], datetime],
) -> Reach:
    """Return how many the offer goes to now."""
    if item.offer and item.offer.ends:
        return await store.run(audiences.count_reach, library, policy, item, now())
    counted = await count(store, library, policy, item, now)
    return await store.run(offer_counts.reach_of, library, policy, item, counted, now())
