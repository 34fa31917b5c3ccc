"""The calendar: on which day what goes out, a week at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.use_cases.announcements.audiences import AnnouncementPolicy, count_reach
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.coming import ReaderCrowd, count_by_day
from lessons.times.schedule import local_date
from storage.interface.store import Store

DAYS = 7
KEPT_FOR = timedelta(minutes=10)
"""How long a count of very many readers is shown before they are counted again."""


@dataclass(frozen=True, slots=True)
class Readers:
    """All readers in crowds, and when they were counted (aware, UTC)."""

    crowds: Sequence[ReaderCrowd]
    counted_at: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """What goes out on one date: so many lessons of each course, by its id, and announcements with
    how many get each; and the courses that begin by themselves then, with for how many."""

    date: date
    lessons: Counter[str]
    announcements: Sequence[tuple[Announcement, int]]
    starts: Sequence[tuple[Announcement, int]] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """The days of page ``number``, counted from 1.

    ``clocks_differ`` says that not all readers live in the zone in which it is shown;
    ``counted_at`` as of when lessons are counted, ``None`` for this very moment.
    """

    number: int
    days: Sequence[Day]
    clocks_differ: bool
    counted_at: datetime | None


def find_week(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    number: int,
    timezone: str,
    kept: Readers | None,
    now: datetime,
) -> tuple[Week, Readers]:
    """Return that week from today on, and the readers by which it was counted.

    Where there are very many, those that were ``kept`` serve for ``KEPT_FOR``: else every tap would
    go through all of them. An announcement stands on its date in ``timezone``, one at everybody's
    own time on the date that it has there; readers' lessons on the readers' own dates.
    """
    readers = kept
    if readers is None or store.is_small() or not now - KEPT_FOR < readers.counted_at <= now:
        readers = Readers(store.count_readers(), now)
    first = local_date(timezone, now) + timedelta(DAYS * (number - 1))
    lessons = count_by_day(readers.crowds, library, first, DAYS)
    announced: dict[date, list[tuple[Announcement, int]]] = {day: [] for day in lessons}
    begun: dict[date, list[tuple[Announcement, int]]] = {day: [] for day in lessons}
    for item in store.list_announcements(AnnouncementStatus.SCHEDULED):
        day, begins_on = date_of(item, timezone), item.offer.begins_on if item.offer else None
        if day in announced or begins_on in begun:
            counted = item, count_reach(store, library, policy, item, now).recipients
            announced.get(day, []).append(counted)
            begun.get(begins_on or day, []).extend([counted] if begins_on else [])
    days = [Day(day, counts, announced[day], begun[day]) for day, counts in lessons.items()]
    clocks_differ = any(crowd.timezone != timezone for crowd in readers.crowds)
    return Week(
        number, days, clocks_differ, readers.counted_at if readers is kept else None
    ), readers


def date_of(item: Announcement, timezone: str) -> date:
    """Return the date of an announcement in that zone, or on everybody's own clock."""
    if item.wall_time:
        return item.wall_time.date()
    return local_date(timezone, item.first_at or item.at)
