"""What stands still: lessons that an admin holds, announcements on hold, and all of bulk where
nobody seems to be there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases.announcements import progress
from bot.use_cases.delivery import refused_lessons
from bot.use_cases.delivery.refused_lessons import RefusedLesson
from bot.use_cases.lesson_holds import HeldLessons, list_held_lessons
from lessons.delivery.announcement import Announcement
from lessons.delivery.hold import HoldSince
from lessons.delivery.outage import Try
from storage.interface.store import Store

REMIND_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HeldAnnouncement:
    """An announcement on hold, and how many of its messages wait."""

    announcement: Announcement
    waiting: int

    @property
    def subject(self) -> str:
        """Return what it is, in the log and for the reminder."""
        return f"no. {self.announcement.announcement_id}"


@dataclass(frozen=True, slots=True)
class HeldByOutage:
    """All that goes out in bulk, since next to nothing arrives, for that reason."""

    began_at: datetime
    kind: Try
    subject: str = "everything"


@dataclass(frozen=True, slots=True)
class HeldByFlood:
    """All that goes out in bulk, since Telegram wants nothing before then."""

    until_at: datetime
    subject: str = "flood"


Held = HeldLessons | HeldAnnouncement | HeldByOutage | HeldByFlood | RefusedLesson


def list_held(store: Store, real_now: datetime) -> list[Held]:
    """Return all that is on hold, what concerns the most first."""
    held: list[Held] = []
    outage = store.find_outage()
    if outage.began_at is not None:
        held.append(HeldByOutage(outage.began_at, outage.kind))
    until_at = store.find_flood_wait_end()
    if until_at is not None and until_at > real_now:
        held.append(HeldByFlood(until_at))
    held += list_held_lessons(store)
    held += refused_lessons.list_held(store)
    items = progress.find_running(store, on_hold=True)
    counts = store.count_progress([item.announcement_id for item in items])
    held += [HeldAnnouncement(item, counts[item.announcement_id].held) for item in items]
    return held


def find_forgotten(store: Store, now: datetime, real_now: datetime) -> list[Held]:
    """Return what has been on hold for an hour and was not reminded of."""
    known = {one.subject: one for one in store.list_holds_since()}
    held = {one.subject: one for one in list_held(store, real_now)}
    seen = [known.get(subject, HoldSince(subject, now)) for subject in sorted(held)]
    if seen != [known[subject] for subject in sorted(known)]:
        store.save_holds_since(seen)
    return [
        held[one.subject]
        for one in seen
        if not one.is_reminded and now - one.since_at >= REMIND_AFTER
    ]


def note_reminded(store: Store, subject: str) -> None:
    """The admins were reminded of it."""
    store.save_holds_since(
        [
            HoldSince(one.subject, one.since_at, one.is_reminded or one.subject == subject)
            for one in store.list_holds_since()
        ]
    )
