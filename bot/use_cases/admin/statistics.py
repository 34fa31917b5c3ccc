"""Statistics and health for the admins, with nobody to be recognized in them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.use_cases.admin import census
from bot.use_cases.announcements import progress
from bot.use_cases.delivery import holding, restoring
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.outage import Outage
from lessons.delivery.statistics import Health, Statistics, SubscriberCounts, shown
from lessons.symptom_checks.counts import CheckCount
from storage.interface.standings import LinkCount
from storage.interface.store import Store

_GROWTH_WEEKS = 8
_FAILED_WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows at a glance."""

    people: SubscriberCounts
    health: Health
    next_at: datetime | None
    running: tuple[Announcement, ...]
    scheduled: int
    restored: restoring.Held | None = None
    held: tuple[holding.Held, ...] = ()
    outage: Outage = field(default_factory=Outage)


def compute(store: Store, now: datetime) -> Statistics | None:
    """Return the statistics as of the last census: all lessons ever, people by week, the lag of
    the last week. Where little is kept, that census is taken now; ``None`` before the first one.
    """
    monday = now.date() - timedelta(days=now.weekday())
    first_week = monday - timedelta(weeks=_GROWTH_WEEKS - 1)
    if not store.is_small():
        return store.find_statistics(first_week)
    census.take(store, now)
    found = store.find_statistics(first_week)
    store.drop_census()
    return found


def find_panel(store: Store, now: datetime, real_now: datetime) -> Panel:
    """Return how everything stands."""
    return Panel(
        people=store.count_subscribers(),
        health=store.check_health(now, now - _FAILED_WINDOW),
        next_at=store.find_earliest_due_at(),
        running=tuple(progress.find_running(store, on_hold=False)),
        scheduled=len(store.list_announcements(AnnouncementStatus.SCHEDULED)),
        restored=restoring.find_held(store, now),
        outage=store.find_outage(),
        held=tuple(holding.list_held(store, real_now)),
    )


def write_csv(
    found: Statistics,
    library: Library,
    ended_checks: Sequence[CheckCount] = (),
    links: Sequence[LinkCount] = (),
) -> str:
    """Return the statistics as a table of kind, name, count, and for lessons the title."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["kind", "name", "count", "title"])
    writer.writerow(["as of", found.counted_at.isoformat(timespec="minutes"), ""])
    for name in ("enrolled", "had_a_lesson", "finished", "blocked"):
        writer.writerow(["people", name, shown(getattr(found, name))])
    writer.writerow(["messages", "planned", found.planned])
    writer.writerow(["messages", "sent", found.sent])
    titles = by_title(found, library)
    for (course_id, lesson_id, count), titled in zip(in_order(found, library), titles, strict=True):
        title = f"{titled[0]}: {titled[1]}"
        writer.writerow(["lesson", f"{course_id}/{lesson_id}", shown(count), title])
    for item in links:
        writer.writerow(["came by the link", item.word, shown(item.came), item.course_id])
        writer.writerow(["finished by the link", item.word, shown(item.finished), item.course_id])
    for week, count in found.joined:
        writer.writerow(["joined in the week of", week.isoformat(), shown(count)])
    for name, lag in (("p50", found.median_lag), ("p95", found.late_lag)):
        seconds = f"{lag.total_seconds():.1f}" if lag is not None else ""
        writer.writerow(["lag in seconds", name, seconds])
    for ended in ended_checks:
        name = f"{ended.week.isoformat()} revision {ended.revision} {ended.name}"
        writer.writerow(["checks that ended in the week of", name, shown(ended.count)])
    return table.getvalue()


def in_order(found: Statistics, library: Library) -> list[tuple[str, str, int]]:
    """Return the lessons in the order of their courses; what is gone comes last."""
    places = {
        (course.course_id, lesson.lesson_id): (number, place)
        for number, course in enumerate(library.values())
        for place, lesson in enumerate(course.lessons)
    }
    last = (len(library), 0)
    return sorted(found.lessons, key=lambda item: (places.get((item[0], item[1]), last), item))


def by_title(found: Statistics, library: Library) -> list[tuple[str, str, int]]:
    """Return the titles of course and lesson with how many got it, in order; what is gone stands
    by its id."""
    titled = []
    for course_id, lesson_id, count in in_order(found, library):
        course = library.get(course_id)
        lesson = course.find_lesson(lesson_id) if course else None
        titled.append(
            (course.title if course else course_id, lesson.title if lesson else lesson_id, count)
        )
    return titled


def list_links(store: Store) -> list[LinkCount]:
    """Return every link that has a name, with who came by each."""
    return store.count_links(None)


def count_people(store: Store) -> tuple[SubscriberCounts, datetime | None]:
    """Return the counts that an admin sees, and when anything falls due next."""
    return store.count_subscribers(), store.find_earliest_due_at()


def list_start_words(store: Store) -> list[tuple[str, int]]:
    """Return the words of links with which people began, and how many did."""
    return store.list_start_words()
