"""A correction of what many have already: how long the store is held for each step.

    python -m tests.benchmarks.amending [SUBSCRIBERS ...]

All have a copy of an announcement, and each of one of the lessons. The last columns are what it
takes to plan all of it, or to count it, by one statement.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from bot.process.clock import real_now
from bot.use_cases.announcements import corrections, progress
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.announcements.corrections import Intent
from bot.use_cases.delivery import planning, ticking
from bot.use_cases.library import Library
from lessons.course.files import load_published_courses
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.correction import Correction
from lessons.delivery.wording import Wording
from storage import open_store
from storage.sql.corrections import copies_of, write_target
from storage.sql.rows import write_instant
from storage.sqlite.store import SQLiteStore
from tests.benchmarks.measuring import percentile
from tests.benchmarks.population import fill

SIZES = (100_000, 1_000_000)
WANTED_MS = 100
_ADMIN = 1


class Amending:
    """A store of which every step is timed with its commit."""

    def __init__(self, store: SQLiteStore, library: Library, now: datetime) -> None:
        self._store = store
        self._library = library
        self._now = now

    def announce(self) -> None:
        """Let all have it but a tenth, to whom it is on its way."""
        with self._store.transaction():
            draft = self._store.add_announcement(
                created_by=_ADMIN, created_at=self._now, at=self._now, text="We move."
            )
            self._store.save_announcement(replace(draft, status=AnnouncementStatus.SCHEDULED))
        passes: dict[int, Cursor] = {}
        while passes or self._store.list_announcements(AnnouncementStatus.SCHEDULED):
            with self._store.transaction():
                passes = planning.plan_announcements(
                    self._store, self._library, AnnouncementPolicy(), self._now, passes
                )
        with self._store.transaction():
            self._store._database.execute(
                """
                UPDATE deliveries SET status = 'sent', sent_at = ?, message_ids = '1'
                WHERE announcement_id = 1 AND delivery_id % 10
                """,
                (write_instant(self._now - timedelta(minutes=1)),),
            )

    def time(self, use_case: Callable[[], object]) -> float:
        """Return for how many milliseconds it holds the store."""
        began = perf_counter()
        with self._store.transaction():
            use_case()
        return (perf_counter() - began) * 1e3

    def order(self) -> None:
        """Hold it and let it go on, with the look at it and the next tick after each."""
        for order in (progress.hold, progress.go_on):
            asked = self.time(lambda order=order: order(self._store, _ADMIN, 1, self._now))
            followed = self.time(
                lambda: progress.find_following(
                    self._store, self._library, AnnouncementPolicy(), 1, self._now
                )
            )
            ticked = self.time(self._tick)
            print(f"  {order.__name__}: {asked:.1f}, its screen {followed:.1f}, tick {ticked:.1f}")

    def _tick(self) -> None:
        # Before anybody's lesson is due.
        earlier = self._now - timedelta(minutes=1)
        ticking.tick(self._store, self._library, AnnouncementPolicy(), earlier, earlier, {})

    def correct_all(self, lesson_name: str) -> None:
        """Correct and recall the announcement and that lesson."""
        store, library, now = self._store, self._library, self._now
        self._correct(
            "edit, announcement",
            lambda: corrections.draft_edit(store, _ADMIN, 1, Wording("We move on Friday."), now),
        )
        self._correct(
            "edit, lesson",
            lambda: corrections.draft_lesson_edit(store, library, _ADMIN, lesson_name, now),
        )
        self._correct(
            "recall, lesson",
            lambda: corrections.draft_lesson_recall(store, library, _ADMIN, lesson_name, now),
        )
        self._correct(
            "recall, announcement", lambda: corrections.draft_recall(store, _ADMIN, 1, now)
        )

    def _correct(self, name: str, draft: Callable[[], Intent | None]) -> None:
        """Confirm what is drafted, and plan all of it."""
        with self._store.transaction():
            intent = draft()
        assert intent is not None
        drafted = intent.correction
        plainly = self._plan_plainly(drafted)
        # What was prepared shall not have to be written out by what is measured.
        self._store._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        steps = [self.time(lambda: self._confirm(drafted.correction_id))]
        is_more, looks = True, []
        while is_more:
            before = len(steps)
            steps.append(self.time(self._tick))
            looks.append(self.time(lambda: corrections.follow_all(self._store)))
            found = self._store.find_correction(drafted.correction_id)
            is_more = found is not None and found.planning is not None and len(steps) > before
        planned = self._store.count_amendments(drafted.correction_id).total
        counted = self.time(lambda: self._count_plainly(drafted.correction_id))
        print(
            f"{name:<24}{planned:>10,}{len(steps):>8,}{sum(steps):>12,.0f}{steps[0]:>10.1f}"
            f"{percentile(steps, 0.5):>10.1f}{percentile(steps, 0.99):>10.1f}{max(steps):>10.1f}"
            f"{max(looks):>8.1f}{plainly:>16,.0f}{counted:>10,.0f}"
            + ("" if max(steps) < WANTED_MS else f"  above {WANTED_MS} ms")
        )
        # The next one begins with as many copies.
        with self._store.transaction():
            self._store._database.execute("DELETE FROM amendments")
            self._store._database.execute("DELETE FROM corrections")

    def _confirm(self, number: int) -> None:
        assert corrections.apply(self._store, _ADMIN, number, 7, self._now)

    def _plan_plainly(self, drafted: Correction) -> float:
        def plan() -> None:
            self._store._database.execute(
                f"""
                INSERT INTO amendments (correction_id, delivery_id)
                SELECT :correction_id, delivery_id {copies_of(drafted)}
                """,  # no value of anybody's is in it
                write_target(drafted) | {"correction_id": drafted.correction_id},
            )

        took = self.time(plan)
        with self._store.transaction():
            self._store._database.execute("DELETE FROM amendments")
        return took

    def _count_plainly(self, number: int) -> None:
        self._store._database.execute(
            "SELECT status, error, count(*) FROM amendments WHERE correction_id = ? GROUP BY 1, 2",
            (number,),
        ).fetchall()


def main() -> None:
    """Fill a store of each size, and correct what its people have."""
    now = real_now().replace(second=0, microsecond=0) + timedelta(hours=1)
    library = load_published_courses(None)
    [course, *_] = library.values()
    name = f"{course.course_id}/{course.lessons[5].lesson_id}"
    for subscribers in [int(size) for size in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lessons.db"
            fill(path, course, subscribers, subscribers // 10, now)
            store = open_store(f"sqlite:///{path}")
            assert isinstance(store, SQLiteStore)
            amending = Amending(store, library, now)
            amending.announce()
            print(f"{subscribers:,} people; milliseconds for which the store is held")
            amending.order()
            print(
                f"{'':<24}{'copies':>10}{'steps':>8}{'in all':>12}{'confirm':>10}"
                f"{'median':>10}{'99 %':>10}{'longest':>10}"
                f"{'look':>8}{'planned at once':>16}{'counted':>10}"
            )
            amending.correct_all(name)
            store.close()


if __name__ == "__main__":
    main()
