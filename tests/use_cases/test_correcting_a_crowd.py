"""A correction of what a crowd has is planned a few at a time, and is about what had left when it
was confirmed: whatever happens meanwhile, a kill as well."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.use_cases.announcements import corrections
from bot.use_cases.announcements.corrections import CorrectionState
from bot.views.announcements import corrections as views
from lessons.delivery.correction import (
    AmendmentCounts,
    AmendmentOutcome,
    AmendmentStatus,
    Correction,
    CorrectionKind,
    CorrectionStatus,
)
from lessons.delivery.delivery import Delivery, DeliveryStatus, LessonContent, NewDelivery, Outcome
from lessons.delivery.reasons import Reason
from storage import open_store
from storage.interface.store import Store
from storage.sqlite.migrations import migrations
from storage.sqlite.store import SQLiteStore
from tests.support.announced_crowd import ADMIN, NOW, announce_to, claim, count_work, join, settle

AT_ONCE = 5
CROWD = 23
LATER = NOW + timedelta(minutes=1)
LAST = NOW + timedelta(minutes=2)
LESSON = LessonContent("c", "one", date(2026, 11, 22))


@pytest.fixture(autouse=True)
def _a_few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small crowd takes many steps."""
    monkeypatch.setattr(corrections, "PLANNED_AT_ONCE", AT_ONCE)


@pytest.fixture
def store() -> Iterator[SQLiteStore]:
    """Yield a store within a transaction."""
    opened = open_store("sqlite://")
    assert isinstance(opened, SQLiteStore)
    with opened.transaction():
        yield opened
    opened.close()


def owe_lessons(store: Store, count: int) -> None:
    join(store, count)
    for chat_id in range(1, count + 1):
        assert store.add_delivery(NewDelivery(chat_id, LESSON, NOW))


def send(store: Store, deliveries: list[Delivery], at: object = NOW) -> None:
    """Record that these have left."""
    store.mark_sending([one.delivery_id for one in deliveries], LAST)
    store.record_outcomes(
        [
            Outcome(one.delivery_id, DeliveryStatus.SENT, at, message_ids=(1,))  # type: ignore[arg-type]
            for one in deliveries
        ]
    )


def correct(store: Store, kind: CorrectionKind, announcement_id: int | None = None) -> int:
    """Confirm a correction of that announcement, or of the lesson, a minute after ``NOW``."""
    draft = Correction(0, kind, CorrectionStatus.DRAFT, ADMIN, NOW)
    if announcement_id is None:
        draft = replace(draft, course_id=LESSON.course_id, lesson_id=LESSON.lesson_id)
    else:
        item = store.find_announcement(announcement_id)
        assert item is not None
        draft = replace(draft, announcement_id=announcement_id, text="Hi.", version=item.version)
    number = store.add_correction(draft).correction_id
    assert corrections.apply(store, ADMIN, number, 7, LATER)
    return number


def planned_for(store: SQLiteStore) -> list[int]:
    return [
        chat_id
        for (chat_id,) in store._database.execute(
            "SELECT chat_id FROM amendments JOIN deliveries USING (delivery_id) ORDER BY chat_id"
        )
    ]


def plan_all(store: Store) -> int:
    """Return how many steps it took."""
    steps = 0
    while corrections.plan(store):
        steps += 1
    return steps


def test_no_step_touches_more_rows_than_it_looks_through(store: SQLiteStore) -> None:
    number = announce_to(store, CROWD)
    send(store, claim(store))
    before = store._database.total_changes
    correct(store, CorrectionKind.EDIT, number)
    # Beside them the draft, it, its author's line, the announcement and what is counted.
    assert store._database.total_changes - before <= AT_ONCE + 8
    is_more, seen = True, [len(planned_for(store))]
    while is_more:
        before = store._database.total_changes
        is_more = corrections.plan(store)
        assert store._database.total_changes - before <= AT_ONCE + 2
        seen.append(len(planned_for(store)))
    assert seen == [5, 10, 15, 20, 23, 23]


def test_its_admin_sees_how_far_the_planning_is_and_that_it_is_not_done(store: SQLiteStore) -> None:
    number = announce_to(store, CROWD)
    send(store, claim(store))
    correct(store, CorrectionKind.RECALL, number)
    corrections.plan(store)
    amend_all(store)
    [state] = corrections.follow_all(store)
    assert state.correction.status is CorrectionStatus.RUNNING
    shown = views.follow(state).text.text
    assert "Planning: 10 of 23 looked through\n10 of 10 deleted" in shown
    plan_all(store)
    amend_all(store)
    [state] = corrections.follow_all(store)
    assert state.correction.status is CorrectionStatus.DONE
    assert views.follow(state).text.text.endswith("done.\n23 of 23 deleted")


def amend_all(store: Store, error: Reason | None = None) -> None:
    status = AmendmentStatus.FAILED if error else AmendmentStatus.DONE
    while batch := corrections.claim(store, LAST, 4):
        corrections.settle(
            store,
            [
                AmendmentOutcome(
                    one.correction.correction_id, one.delivery.delivery_id, status, error=error
                )
                for one in batch
            ],
        )


@pytest.mark.parametrize("kind", CorrectionKind)
@pytest.mark.parametrize("is_lesson", [True, False])
def test_it_is_about_what_had_left_or_was_leaving_when_it_was_confirmed(
    store: SQLiteStore, kind: CorrectionKind, is_lesson: bool
) -> None:
    number = None
    if is_lesson:
        owe_lessons(store, CROWD)
    else:
        number = announce_to(store, CROWD)
    send(store, claim(store, 8))
    leaving, waiting = claim(store, 4), claim(store, 4)
    store.mark_sending([one.delivery_id for one in leaving], LAST)
    had = [
        chat_id
        for (chat_id,) in store._database.execute(
            "SELECT chat_id FROM deliveries WHERE status IN ('sent', 'sending') ORDER BY 1"
        )
    ]
    correct(store, kind, number)
    if kind is CorrectionKind.EDIT or is_lesson:
        # What waits leaves while the copies are looked for, before its turn and after it.
        send(store, waiting[:2], LAST)
    corrections.plan(store)
    send(store, leaving, LAST)
    if kind is CorrectionKind.EDIT or is_lesson:
        send(store, [*waiting[2:], *claim(store, 100, LAST)], LAST)
    plan_all(store)
    assert planned_for(store) == had
    assert len(had) == 12


def test_what_was_leaving_and_has_to_be_tried_again_is_not_touched(store: SQLiteStore) -> None:
    owe_lessons(store, 3)
    leaving = claim(store)
    store.mark_sending([one.delivery_id for one in leaving], LAST)
    number = correct(store, CorrectionKind.RECALL)
    settle(store, leaving[:1], DeliveryStatus.RETRY)
    send(store, leaving[1:])
    send(store, claim(store, 10, LAST), LAST)
    plan_all(store)
    amend_all(store)
    assert store.count_amendments(number) == AmendmentCounts(done=2)


def test_what_is_changed_already_is_not_gone_through_again(store: SQLiteStore) -> None:
    def look() -> None:
        assert len(corrections.claim(store, LAST, 2)) == 2
        assert corrections.take_over(store) == 2
        corrections.follow_all(store)

    few = count_work_late(store, 20, look)
    assert count_work_late(store, 1_000, look) < 2 * few


def count_work_late(store: SQLiteStore, count: int, look: Callable[[], None]) -> int:
    """Return the work of a look while the last two copies of so many are still to be changed."""
    owed = announce_to(store, count)
    send(store, claim(store, 2 * count))
    correct(store, CorrectionKind.EDIT, owed)
    plan_all(store)
    for _ in range(count - 2):
        [one] = corrections.claim(store, LAST, 1)
        done = AmendmentOutcome(
            one.correction.correction_id, one.delivery.delivery_id, AmendmentStatus.DONE
        )
        corrections.settle(store, [done])
    work = count_work(store, look)
    amend_all(store)
    corrections.follow_all(store)
    return work


def count_plainly(store: SQLiteStore, number: int) -> AmendmentCounts:
    row = store._database.execute(
        """
        SELECT coalesce(sum(status IN ('planned', 'sending', 'retry')), 0),
            coalesce(sum(status = 'done'), 0),
            coalesce(sum(status = 'failed' AND error = 'too_old'), 0),
            coalesce(sum(status = 'failed' AND error IS NOT 'too_old'), 0)
        FROM amendments WHERE correction_id = ?
        """,
        (number,),
    ).fetchone()
    return AmendmentCounts(*row)


def test_the_kept_counts_are_what_counting_all_of_them_gives(store: SQLiteStore) -> None:
    announced = announce_to(store, CROWD)
    send(store, claim(store))
    number = correct(store, CorrectionKind.EDIT, announced)
    outcomes = [
        (AmendmentStatus.DONE, None),
        (AmendmentStatus.FAILED, Reason.TOO_OLD),
        (AmendmentStatus.FAILED, Reason.FORBIDDEN),
        (AmendmentStatus.RETRY, Reason.UNANSWERED),
        (AmendmentStatus.PLANNED, None),
        (AmendmentStatus.FAILED, None),
    ]
    for turn in range(CROWD):
        corrections.plan(store)
        status, error = outcomes[turn % len(outcomes)]
        corrections.settle(
            store,
            [
                AmendmentOutcome(
                    one.correction.correction_id,
                    one.delivery.delivery_id,
                    status,
                    LAST if status is AmendmentStatus.RETRY else None,
                    error,
                )
                for one in corrections.claim(store, LAST, 2)
            ],
        )
        if turn % 4 == 0:
            store._database.execute("DELETE FROM subscribers WHERE chat_id = ?", (turn + 1,))
        assert store.count_amendments(number) == count_plainly(store, number), turn
    assert store.count_amendments(number).total > AT_ONCE


_KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from bot.use_cases.announcements import corrections
from storage import open_store
corrections.PLANNED_AT_ONCE = int(sys.argv[2])
store = open_store(sys.argv[1])
for step in range(int(sys.argv[3])):
    with store.transaction():
        assert corrections.plan(store)
with store.transaction():
    corrections.plan(store)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_in_the_middle_of_a_step_loses_no_copy_and_doubles_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'l.db'}"
    store = open_store(url)
    with store.transaction():
        announced = announce_to(store, CROWD)
        send(store, claim(store, CROWD - 3))
        number = correct(store, CorrectionKind.RECALL, announced)
    store.close()
    for steps, found in ((0, 2), (1, 7), (2, 17)):
        command = [sys.executable, "-c", _KILLED_IN_THE_MIDDLE, url, str(AT_ONCE), str(steps)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
        store = open_store(url)
        assert isinstance(store, SQLiteStore)
        assert len(planned_for(store)) == found
        assert store.count_amendments(number) == AmendmentCounts(waiting=found)
        store.close()
    store = open_store(url)
    assert isinstance(store, SQLiteStore)
    with store.transaction():
        plan_all(store)
        assert len(planned_for(store)) == len(set(planned_for(store))) == CROWD - 3
        assert store.count_amendments(number) == AmendmentCounts(waiting=CROWD - 3)
        amend_all(store)
        assert [one.correction.status for one in corrections.follow_all(store)] == [
            CorrectionStatus.DONE
        ]
        assert corrections.follow_all(store) == []
    store.close()


def test_what_an_earlier_release_was_correcting_goes_on_as_it_was_planned(tmp_path: Path) -> None:
    database = Database(tmp_path / "l.db")
    migrations.apply(database, stop_before="m036_amendments_planned_in_steps")
    database.executescript("""
        PRAGMA application_id = 1281450308;
        INSERT INTO subscribers (chat_id, kind, status, timezone, send_time, weekdays, joined_at,
            is_paused)
        SELECT value, 'private', 'active', 'UTC', '20:00', 'mon', '2026-11-01T08:00:00.000Z', 0
        FROM json_each('[1, 2, 3, 4]');
        INSERT INTO announcements (status, created_by, created_at, at, text)
        VALUES ('planned', 9, '2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.000Z', 'Hello.');
        INSERT INTO deliveries (chat_id, announcement_id, due_at, status, sent_at, message_ids)
        SELECT chat_id, 1, '2026-11-22T08:00:00.000Z', 'sent', '2026-11-22T08:00:00.000Z', '1'
        FROM subscribers;
        INSERT INTO corrections (kind, status, created_by, created_at, announcement_id, version)
        VALUES ('recall', 'running', 9, '2026-11-22T08:00:00.000Z', 1, 0);
        INSERT INTO amendments (correction_id, delivery_id, status, error)
        VALUES (1, 1, 'done', NULL), (1, 2, 'failed', 'too_old'), (1, 3, 'failed', 'refused'),
            (1, 4, 'planned', NULL);
    """)
    database.close()
    store = open_store(f"sqlite:///{tmp_path / 'l.db'}")
    with store.transaction():
        assert not corrections.plan(store)
        [state] = corrections.follow_all(store)
        assert state.counts == AmendmentCounts(waiting=1, done=1, too_old=1, failed=1)
        amend_all(store)
        [state] = corrections.follow_all(store)
        assert state == CorrectionState(
            replace(state.correction, status=CorrectionStatus.DONE),
            AmendmentCounts(done=2, too_old=1, failed=1),
        )
    store.close()
