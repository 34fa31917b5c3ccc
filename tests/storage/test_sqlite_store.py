"""What SQLite promises beyond the others: traces wiped, idle ticks free, two processes."""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from lessons.course.course import Course, CourseStatus, Lesson
from lessons.delivery.delivery import DeliveryStatus, LessonContent, NewDelivery, Outcome
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.draft.draft import CourseDraft
from lessons.times.schedule import Schedule, Slot
from storage import open_store
from storage.errors import StoreError
from storage.interface.store import Store
from storage.sqlite.store import SQLiteStore

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
FOREVER = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lessons.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


def join(store: Store, chat_id: int, timezone: str = "Europe/Berlin", word: str = "en") -> None:
    schedule = Schedule(timezone, time(9, 0))
    status = SubscriberStatus.ACTIVE
    store.save_subscriber(Subscriber(chat_id, ChatKind.PRIVATE, status, schedule, word, NOW))
    active = EnrollmentStatus.ACTIVE
    store.save_enrollment(
        Enrollment(chat_id, f"course {word}", active, NOW, None, Slot(MONDAY, FOREVER))
    )


def receive(store: Store, chat_id: int, word: str, lesson: int) -> int:
    day = MONDAY + timedelta(days=lesson)
    content = LessonContent(f"course {word}", f"lesson {lesson}", day)
    delivery_id = store.add_delivery(NewDelivery(chat_id, content, NOW))
    assert delivery_id is not None
    sent = Outcome(delivery_id, DeliveryStatus.SENT, NOW, (delivery_id,), word * 3)
    store.record_outcomes([sent])
    return delivery_id


def files_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_a_forgotten_chat_leaves_no_bytes_in_any_file(store: Store, path: Path) -> None:
    """The rows of many chats are mixed on many pages, so that pages split and rows move."""
    chance = random.Random(7)
    chat_ids = chance.sample(range(10**12, 9 * 10**12), 300)
    words = {chat_id: f"<{chat_id:x}>" for chat_id in chat_ids}
    with store.transaction():
        for chat_id in chat_ids:
            join(store, chat_id, f"Zone/{words[chat_id]}", words[chat_id])
    for lesson in range(8):
        with store.transaction():
            for chat_id in chance.sample(chat_ids, len(chat_ids)):
                receive(store, chat_id, words[chat_id], lesson)
    forgotten, kept = chat_ids[::10], chat_ids[1::10]
    before = files_of(path)
    assert all(is_in(before, chat_id, words[chat_id]) for chat_id in chat_ids)

    for chat_id in forgotten:
        assert store.delete_subscriber(chat_id) == 1 + 1 + 8
        assert not is_in(files_of(path), chat_id, words[chat_id])

    after = files_of(path)
    assert [chat_id for chat_id in forgotten if is_in(after, chat_id, words[chat_id])] == []
    assert all(is_in(after, chat_id, words[chat_id]) for chat_id in kept)


def is_in(content: bytes, chat_id: int, word: str) -> bool:
    return chat_id.to_bytes(6, "big") in content or word.encode() in content


@pytest.mark.parametrize("chat_id", [1, 127, 128, -1, -100_123_456_789, 2**52, -(2**52)])
def test_a_chat_of_any_id_can_be_forgotten(store: Store, path: Path, chat_id: int) -> None:
    with store.transaction():
        join(store, chat_id, "Zone/forgotten")

    assert store.delete_subscriber(chat_id) == 2

    assert b"Zone/forgotten" not in files_of(path)


def test_a_reader_in_the_way_of_wiping_is_told_to_the_operator(store: Store, path: Path) -> None:
    """The rows go at once; their bytes stay in the log until the other program lets go."""
    with store.transaction():
        join(store, 1_001)
    store._database.execute("PRAGMA busy_timeout = 10")  # type: ignore[attr-defined]
    reader = open_store(f"sqlite:///{path}")
    reader._database.execute("BEGIN")  # type: ignore[attr-defined]
    assert reader.find_subscriber(1_001) is not None

    with pytest.raises(StoreError) as refused:
        store.delete_subscriber(1_001)

    assert "another program" in refused.value.operator
    assert store.find_subscriber(1_001) is None
    reader.close()
    store.delete_subscriber(1_001)
    assert b"course en" not in files_of(path)


def idle_tick(store: Store) -> None:
    with store.transaction():
        assert store.list_due_cohorts(NOW, 500) == []
    with store.transaction():
        assert store.release_expired(NOW) == 0
        assert store.list_unknown(500) == []
    assert not store.is_anything_to_send(NOW, NOW)
    with store.transaction():
        assert store.claim_deliveries(NOW, NOW, 500, NOW) == []
    assert store.find_earliest_due_at() == FOREVER


def count_steps(store: SQLiteStore) -> int:
    """Return how many steps SQLite's machine takes for a tick with nothing to do."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    store._database.conn.set_progress_handler(count, 1)
    idle_tick(store)
    store._database.conn.set_progress_handler(None, 0)
    return steps


def test_a_tick_with_nothing_to_do_costs_the_same_whatever_was_sent(store: Store) -> None:
    assert isinstance(store, SQLiteStore)
    with store.transaction():
        join(store, 1)
        receive(store, 1, "en", 0)
    with_one = count_steps(store)

    with store.transaction():
        for chat_id in range(2, 502):
            join(store, chat_id)
            for lesson in range(4):
                receive(store, chat_id, "en", lesson)

    assert count_steps(store) <= with_one + 20


CLAIM_ALL = """
import sys
import time
from datetime import UTC, datetime, timedelta
from storage import open_store

now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
store = open_store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
claimed = []
while True:
    with store.transaction():
        # Reading first is what makes a transaction fail that does not begin by locking.
        store.find_earliest_due_at()
        batch = store.claim_deliveries(now, now, 7, now + timedelta(minutes=1))
    if not batch:
        break
    claimed += [delivery.delivery_id for delivery in batch]
    # The lock goes to whoever asks at the right moment: let the other one have a turn.
    time.sleep(0.002)
print(*claimed)
"""


def test_two_processes_claim_everything_and_nothing_twice(store: Store, path: Path) -> None:
    owed = []
    with store.transaction():
        for chat_id in range(1, 401):
            join(store, chat_id)
            content = LessonContent("course en", "lesson", MONDAY)
            owed.append(store.add_delivery(NewDelivery(chat_id, content, NOW)))

    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM_ALL, f"sqlite:///{path}"],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    claims = [list(map(int, process.communicate(timeout=30)[0].split())) for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert all(claims)
    assert sorted(claims[0] + claims[1]) == owed


def test_one_transaction_waits_for_anothers_writing(store: Store, path: Path) -> None:
    """A second writer fails only after it has waited, and nothing of it remains."""
    other = open_store(f"sqlite:///{path}")
    other._database.execute("PRAGMA busy_timeout = 10")  # type: ignore[attr-defined]

    with store.transaction():
        join(store, 1)
        with pytest.raises(StoreError, match="try again"), other.transaction():
            join(other, 2)

    assert other.find_subscriber(1) is not None
    assert other.find_subscriber(2) is None
    other.close()


def test_what_was_committed_survives_a_crash(path: Path) -> None:
    crash = (
        "import os, sys\n"
        "from tests.storage.test_sqlite_store import join\n"
        "from storage import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "with store.transaction():\n"
        "    join(store, 1)\n"
        "with store.transaction():\n"
        "    join(store, 2)\n"
        "    os._exit(9)\n"
    )
    url = f"sqlite:///{path}"
    assert subprocess.run([sys.executable, "-c", crash, url], cwd=ROOT, check=False).returncode == 9

    reopened = open_store(url)

    assert reopened.find_subscriber(1) is not None
    assert reopened.find_subscriber(2) is None
    reopened.close()


COURSE = Course(
    "sleep",
    "Sleep",
    "",
    "en",
    "",
    CourseStatus.DRAFT,
    "",
    (Lesson("dark", "Dark — and quiet", "", "A dark room.", "", (), None, None, "a1"),),
)


def keep_courses(store: Store) -> None:
    with store.transaction():
        for course_id in ("backs", "sleep"):
            course = replace(COURSE, course_id=course_id)
            store.save_course_draft(CourseDraft(course, 3, frozenset(), (), 0, 7, NOW))
            store.add_course_revision(course, 7, NOW)


def test_courses_are_there_again_after_reopening(path: Path) -> None:
    url = f"sqlite:///{path}"
    before = open_store(url)
    keep_courses(before)
    drafts, current = before.list_course_drafts(), before.list_current_revisions()
    before.close()

    after = open_store(url)
    assert [draft.course.course_id for draft in drafts] == ["backs", "sleep"]
    assert after.list_course_drafts() == drafts
    assert after.list_current_revisions() == current
    after.close()


def test_a_course_is_kept_as_text_that_people_can_read(store: Store, path: Path) -> None:
    keep_courses(store)
    with closing(sqlite3.connect(path)) as plain:
        [text] = plain.execute("SELECT course FROM course_revisions LIMIT 1").fetchone()
    assert '"title": "Dark — and quiet",\n' in text


@pytest.mark.parametrize(
    "damaged",
    [
        "{}",
        "[1, 2]",
        '"sleep"',
        json.dumps({"course_id": "sleep", "title": 7}),
        # Another course's, and an order without the lessons.
        "json_set(course, '$.course_id', 'flu')",
        "json_set(course, '$.order', json('[\"light\"]'))",
        "json_set(course, '$.status', 'wonderful')",
    ],
)
def test_a_course_that_cannot_be_read_is_left_out_and_told_of(
    store: Store, path: Path, damaged: str, caplog: pytest.LogCaptureFixture
) -> None:
    keep_courses(store)
    value = damaged if damaged.startswith("json_set") else f"'{damaged}'"
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("DROP TRIGGER course_revisions_are_never_changed")
        for table in ("course_drafts", "course_revisions"):
            plain.execute(f"UPDATE {table} SET course = {value} WHERE course_id = 'sleep'")

    assert [kept.course.course_id for kept in store.list_current_revisions()] == ["backs"]
    assert [draft.course.course_id for draft in store.list_course_drafts()] == ["backs"]
    assert store.find_course_draft("sleep") is None
    assert len(caplog.messages) == 3
    assert all(
        message.startswith("what the store keeps of course sleep cannot be read:")
        for message in caplog.messages
    )
    assert "Dark" not in caplog.text


@pytest.mark.parametrize("column", ["approved", "notes"])
def test_a_draft_whose_lists_cannot_be_read_is_left_out(
    store: Store, path: Path, column: str
) -> None:
    keep_courses(store)
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute(f"UPDATE course_drafts SET {column} = '[7]' WHERE course_id = 'sleep'")
    assert [draft.course.course_id for draft in store.list_course_drafts()] == ["backs"]


def test_a_published_revision_can_be_neither_changed_nor_deleted(store: Store, path: Path) -> None:
    keep_courses(store)
    with closing(sqlite3.connect(path)) as plain:
        for statement in (
            "DELETE FROM course_revisions",
            "UPDATE course_revisions SET course = '{}'",
            "UPDATE course_revisions SET revision = 2",
            "UPDATE course_revisions SET created_at = '2020-01-01T00:00:00.000Z'",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                plain.execute(statement)
