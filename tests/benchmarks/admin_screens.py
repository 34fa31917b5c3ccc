"""What admins look at, among many people: the store's time for each screen, and for counting all.

    python -m tests.benchmarks.admin_screens [SUBSCRIBERS]

A census is taken first, in the steps in which it goes on beside everything else. The last columns
are what it would take to count plainly what the screen shows, and how many times as long that is.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from bot.process.clock import real_now
from bot.use_cases.admin import census, statistics
from bot.use_cases.admin.authority import read_log
from bot.use_cases.announcements import corrections, progress, scheduling
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.use_cases.courses import courses
from lessons.course.files import load_published_courses
from lessons.delivery.audience import Audience, AudienceKind
from lessons.delivery.statistics import CensusCursor
from lessons.delivery.wording import Wording
from storage import open_store
from storage.sqlite.store import SQLiteStore
from tests.benchmarks.measuring import percentile, time_calls
from tests.benchmarks.population import fill

SUBSCRIBERS = 1_000_000
WANTED_MS = 100
_TIMES = 5

_PEOPLE = "SELECT status, is_paused, count(*) FROM subscribers GROUP BY 1, 2"
_ZONES = "SELECT DISTINCT timezone FROM subscribers WHERE status = 'active'"
_MESSAGES = "SELECT status, count(*) FROM deliveries GROUP BY 1"
_LESSONS = """
    SELECT course_id, lesson_id, count(*), count(DISTINCT chat_id) FROM deliveries
    WHERE status = 'sent' GROUP BY 1, 2
"""
_REACH = """
    SELECT timezone, is_paused, count(*) FROM subscribers
    WHERE status = 'active' AND {} GROUP BY 1, 2
"""
_IN_COURSE = """
    EXISTS (SELECT 1 FROM enrollments WHERE enrollments.chat_id = subscribers.chat_id
        AND enrollments.status IN ('active', 'finished'))
"""
_LATELY = """
    NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.chat_id = subscribers.chat_id
        AND deliveries.status IN ('sent', 'unknown') AND course_id IS NOT NULL
        AND due_at >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-14 days'))
"""


@dataclass(frozen=True, slots=True)
class Look:
    """A screen: what it asks of the store, and how all that it shows would be counted plainly."""

    name: str
    ask: Callable[[], object]
    plainly: tuple[str, ...] = ()


class Admin:
    """Somebody who opens every screen of a store."""

    def __init__(self, store: SQLiteStore, now: datetime) -> None:
        self._store = store
        self._now = now
        self._library = load_published_courses(None)
        self._policy = AnnouncementPolicy()

    def list_looks(self) -> list[Look]:
        """Return every screen that counts or lists."""
        store, library, now = self._store, self._library, self._now
        [course, *_] = library.values()
        course_id, lesson_id = course.course_id, course.lessons[5].lesson_id
        looks = [
            Look(
                "/admin, Health",
                lambda: statistics.find_panel(store, now, now),
                (_PEOPLE, _MESSAGES),
            ),
            Look("/stats", self._open_statistics, (_PEOPLE, _MESSAGES, _LESSONS)),
            Look("list of courses", lambda: courses.list_states(store, library)),
            Look(
                "page of a course",
                lambda: courses.find_state(
                    store, library, AnnouncementPolicy(), course_id, None, now
                ),
                (_REACH.format(_IN_COURSE),),
            ),
            Look("/scheduled", lambda: scheduling.list_scheduled(store)),
            Look("/log", lambda: read_log(store, None)),
            Look("a time typed", store.list_zones, (_ZONES,)),
            Look(
                "copies of a lesson",
                lambda: corrections.count_lesson_copies(store, course_id, lesson_id, now),
                (_LESSONS,),
            ),
        ]
        in_course, everybody = (_REACH.format(_IN_COURSE),), (_REACH.format("1"),)
        for audience, plainly in (
            (Audience(), everybody),
            (Audience(AudienceKind.GROUPS), everybody),
            (Audience(AudienceKind.TEST), everybody),
            (Audience(AudienceKind.COURSE, course_id), in_course),
            (Audience(AudienceKind.FINISHED), in_course),
            (Audience(AudienceKind.FROM_LESSON, f"{course_id}/{lesson_id}"), in_course),
            (Audience(AudienceKind.INACTIVE, days=14), (_REACH.format(_LATELY),)),
        ):
            kind = audience.kind.value
            looks.append(Look(f"preview to {kind}", lambda to=audience: self._draft(to), plainly))
            looks.append(Look(f"confirm to {kind}", lambda to=audience: self._confirm(to), plainly))
        return looks

    def _open_statistics(self) -> None:
        statistics.count_people(self._store)
        assert statistics.compute(self._store, self._now) is not None

    def _draft(self, audience: Audience) -> AnnouncementDraft:
        when = scheduling.read_when(self._store, "tomorrow 9am", self._now, "UTC")
        return scheduling.draft(
            self._store,
            self._library,
            self._policy,
            1,
            Wording("We move."),
            when,
            audience,
            self._now,
        )

    def _confirm(self, audience: Audience) -> None:
        """Confirm a draft, with a second tap, and follow it."""
        drafted = self._draft(audience)
        item, shown = drafted.announcement, drafted.reach.recipients
        for is_second_tap in (False, True):
            confirmed = scheduling.confirm(
                self._store,
                self._library,
                self._policy,
                1,
                item.announcement_id,
                item.version,
                shown,
                7,
                self._now,
                is_second_tap=is_second_tap,
            )
        assert isinstance(confirmed, AnnouncementDraft)
        progress.follow(
            self._store,
            self._library,
            self._policy,
            confirmed.announcement,
            self._now,
            confirmed.reach,
        )


def take_census(store: SQLiteStore, now: datetime) -> list[float]:
    """Return the seconds of each step; a store that is small is counted too."""
    steps: list[float] = []
    with store.transaction():
        so_far: CensusCursor | None = store.begin_census(now)
    while so_far:
        began = perf_counter()
        with store.transaction():
            so_far = census.go_on(store, so_far, now)
        steps.append(perf_counter() - began)
    return steps


def main() -> None:
    """Fill a store, take a census, and open every screen."""
    subscribers = int(sys.argv[1]) if len(sys.argv) > 1 else SUBSCRIBERS
    now = real_now().replace(second=0, microsecond=0) + timedelta(hours=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lessons.db"
        [course, *_] = load_published_courses(None).values()
        fill(path, course, subscribers, subscribers // 10, now)
        store = open_store(f"sqlite:///{path}")
        assert isinstance(store, SQLiteStore)
        steps = take_census(store, now)
        print(
            f"a census of {subscribers:,}: {len(steps):,} steps, {sum(steps):.1f} s in all, "
            f"99 % of them within {percentile(steps, 0.99) * 1e3:.1f} ms"
        )
        print(f"{'screen':<24}{'store, ms':>12}{'plainly, ms':>14}{'times':>8}")
        for look in Admin(store, now).list_looks():
            _show(store, look)
        store.close()


def _show(store: SQLiteStore, look: Look) -> None:
    def ask() -> None:
        with store.transaction():
            look.ask()

    def count_plainly() -> None:
        for statement in look.plainly:
            store._database.execute(statement).fetchall()

    took, _ = time_calls(ask, _TIMES)
    cells = f"{look.name:<24}{took * 1e3:>12.2f}"
    if look.plainly:
        plainly, _ = time_calls(count_plainly, 1)
        cells += f"{plainly * 1e3:>14.2f}{plainly / took:>8,.0f}"
    print(cells + ("" if took * 1e3 < WANTED_MS else f"  above {WANTED_MS} ms"))


if __name__ == "__main__":
    main()
