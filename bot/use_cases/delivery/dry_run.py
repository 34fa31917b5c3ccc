"""The dry run: when an announcement will leave and for how many, by what is known now."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.announcements.audiences import AnnouncementPolicy, look_up
from bot.use_cases.library import Library
from lessons.delivery.their_time import due_in, is_left_out
from lessons.times.schedule import CATCH_UP
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many messages will leave, and between which instants, if nothing changes until then;
    ``too_late`` is for how many their hour will have passed by too much, ``counted_at`` as of
    when they were counted (``None``: this very moment). Instants are aware, UTC."""

    leaving: int = 0
    too_late: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    counted_at: datetime | None = None


def foresee(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    announcement_id: int,
    now: datetime,
) -> Forecast:
    """Return what will become of an announcement; nothing, if it has begun or is gone."""
    item = store.find_announcement(announcement_id)
    if item is None or store.count_progress([announcement_id])[announcement_id].total:
        return Forecast()
    found = store.count_audience(look_up(store, library, policy, item, now), now)
    leaving = too_late = 0
    instants = []
    for crowd in found.crowds:
        if crowd.is_paused or is_left_out(item, crowd.timezone):
            continue
        due_at = due_in(item, crowd.timezone)
        # What is due in a zone before the rest is planned together with it.
        planned_at = max(due_at, item.at, now)
        leaves_at = policy.quiet_hours.leave(crowd.timezone, planned_at)
        if leaves_at == planned_at and planned_at - due_at > CATCH_UP:
            too_late += crowd.count
            continue
        leaving += crowd.count
        instants.append(leaves_at)
    return Forecast(
        leaving,
        too_late,
        min(instants, default=None),
        max(instants, default=None),
        found.counted_at,
    )
