"""Whom an offer of a course is for, counted a stretch of people at a time."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.announcements.audiences import (
    AnnouncementPolicy,
    Reach,
    count_reach,
    look_up_people,
)
from bot.use_cases.library import Library
from lessons.delivery.announcement import UNDO_WINDOW, Announcement
from lessons.delivery.course_offer import Meeting
from lessons.delivery.progress import IdRange
from lessons.delivery.their_time import due_in
from lessons.times.wall_time import parse_time
from storage.interface.offers import StartCrowd
from storage.interface.store import Store

PEOPLE_AT_ONCE = 2_000
"""How many one transaction looks at to count them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Whom an offer is for: so many begin (``begin``, of whom ``elsewhere`` are in another course),
    have ``had`` it already or declined it, or are on a break (``paused``). ``following`` of those
    who begin do so on a later day, as that hour has passed where they are.

    ``first_at`` and ``last_at`` are when it begins for the first and the last (aware, UTC).
    """

    begin: int = 0
    elsewhere: int = 0
    had: int = 0
    paused: int = 0
    following: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


def count_stretch(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    so_far: "Tally",
    now: datetime,
) -> "Tally | None":
    """Return the tally with the next stretch of people counted, ``None`` after the last one."""
    id_range = store.find_id_range(so_far.after_chat_id, PEOPLE_AT_ONCE)
    if id_range is None:
        return None
    assert item.offer is not None
    wanted = look_up_people(store, library, policy, item.audience, now)
    crowds = store.count_starters(wanted, item.offer.course_id, id_range)
    return so_far.with_crowds(crowds, id_range, item, policy, now)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far counting has come."""

    counted: Counted = Counted()
    after_chat_id: int | None = None

    def with_crowds(
        self,
        crowds: Collection[StartCrowd],
        id_range: IdRange,
        item: Announcement,
        policy: AnnouncementPolicy,
        now: datetime,
    ) -> "Tally":
        """Return the tally with the crowds of that range."""
        offer = item.offer
        assert offer is not None
        found: Counter[str] = Counter()
        instants = [self.counted.first_at, self.counted.last_at]
        for crowd in crowds:
            if crowd.had:
                found["had"] += crowd.people
            elif crowd.is_paused:
                found["paused"] += crowd.people
            else:
                found["elsewhere"] += crowd.people * crowd.is_elsewhere
                if crowd.is_elsewhere and offer.meeting is Meeting.WITHOUT:
                    continue
                found["begin"] += crowd.people
                told_at = _told_at(item, crowd.timezone, policy, now)
                hours = map(parse_time, (crowd.earliest, crowd.latest))
                begun = [offer.begins_at(crowd.timezone, hour) for hour in hours]
                is_late = any(at is not None and at < told_at for at in begun)
                found["following"] += crowd.people * is_late
                instants += [max(at, told_at) for at in begun if at]
        counted = self.counted
        known = [at for at in instants if at]
        return Tally(
            Counted(
                counted.begin + found["begin"],
                counted.elsewhere + found["elsewhere"],
                counted.had + found["had"],
                counted.paused + found["paused"],
                counted.following + found["following"],
                min(known, default=None),
                max(known, default=None),
            ),
            id_range.last_chat_id,
        )


def _told_at(
    item: Announcement, timezone: str, policy: AnnouncementPolicy, now: datetime
) -> datetime:
    at = max(due_in(item, timezone), now + UNDO_WINDOW)
    return policy.quiet_hours.leave(timezone, at)


def reach_of(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    counted: Counted,
    now: datetime,
) -> Reach:
    """Return how many the message goes to, of those that were counted."""
    found = count_reach(store, library, policy, item, now)
    return replace(
        found, on_time=counted.begin, in_quiet_hours=0, paused=counted.paused, counted_at=None
    )
