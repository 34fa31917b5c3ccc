"""One tick, seen from the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.announcements import beginnings, corrections
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery import outages, restoring
from bot.use_cases.delivery.outbox import recover
from bot.use_cases.delivery.planning import drop_cancelled, plan_announcements, plan_lessons
from bot.use_cases.lesson_holds import skip_what_waited_too_long
from bot.use_cases.library import Library
from lessons.delivery.delivery import Delivery
from lessons.delivery.outage import Outage
from lessons.times.schedule import CATCH_UP
from storage.interface.store import Store

BREAKS_AT_ONCE = 1_000
"""How many breaks one transaction begins."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a tick found: whether there may be more to plan, to correct or to drop than one batch,
    how far announcements are planned, whether anything may be sent, the deliveries that have used
    up their resends, how many rows made no sense and were set aside, an outage that the admins are
    to hear of now, and how it stands where half or more of a small round seemed gone."""

    is_more: bool
    passes: dict[int, Cursor]
    is_anything_to_send: bool
    given_up: list[Delivery]
    set_aside: int = 0
    outage: Outage | None = None
    deserted: Outage | None = None


def begin_breaks(store: Store, now: datetime) -> int:
    """Begin a batch of the breaks whose first day has come; return how many."""
    return store.begin_breaks(now, BREAKS_AT_ONCE)


def tick(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    now: datetime,
    real_now: datetime,
    passes: Mapping[int, Cursor],
) -> Found:
    """Plan a batch of what is due and of what is to be corrected, begin breaks, drop a batch of
    what was cancelled, and decide about what is unknown. Of a store that was restored nothing but
    the past is settled, once an admin says so."""
    if restore := store.find_restore():
        so_far = None
        if restore.is_being_settled:
            so_far = restoring.settle(store, library, policy, restore, passes)
        return Found(restore.is_being_settled, so_far or {}, False, [])
    # Whoever is away from today on hears no announcement of today.
    begun = begin_breaks(store, now)
    further = plan_announcements(store, library, policy, now, passes)
    # Where a lesson and the announcement that takes its place fall due at once, the lesson must
    # not be first; others do not make lessons wait.
    must_wait = any(so_far.must_precede_lessons for so_far in further.values())
    skipped = skip_what_waited_too_long(store, now)
    moved = 0 if must_wait or skipped else plan_lessons(store, library, now)
    dropped = drop_cancelled(store, now) + beginnings.take_back(store, library, now)
    is_looking_for_copies = corrections.plan(store)
    given_up = recover(store, real_now)
    probe_at = store.find_next_lesson_probe_at(now - CATCH_UP)
    return Found(
        is_more=is_looking_for_copies or begun + skipped + moved + dropped > 0,
        passes=further,
        is_anything_to_send=store.is_anything_to_send(now, real_now)
        or (probe_at is not None and probe_at <= now),
        given_up=given_up,
        set_aside=store.take_set_aside(),
        outage=outages.find_untold(store, now),
        deserted=outages.find_deserted(store, now),
    )
