"""Many subscribers in a file: as a town would be after some weeks, some of them due at once."""

import os
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import available_timezones

from lessons.course.course import Course
from lessons.times.schedule import Schedule, Slot, is_timezone, next_slot, to_local
from storage import open_store
from storage.sql.rows import write_instant
from storage.sqlite.store import SQLiteStore

ZONES = sorted(name for name in available_timezones() if is_timezone(name))[::3]

_TIMES = tuple(time(hour, minute) for hour in (7, 8, 9, 18) for minute in (0, 30))
_WEEKDAYS = (*("mon tue wed thu fri sat sun",) * 8, "mon tue wed thu fri", "mon wed fri")
_JOINED = "2026-10-01T12:00:00.000Z"
_DAY = timedelta(days=1)
_CHUNK = 20_000

Row = tuple[str | int | None, ...]


def fill(path: Path, course: Course, subscribers: int, due: int, now: datetime) -> None:
    """Create the database: every subscriber is somewhere in the course with one lesson behind it,
    ``due`` of them fall due at ``now`` by the clocks of their zones, the others within a day.

    The same arguments make the same people. Chat ids grow as they join and are otherwise random.
    """
    store = open_store(f"sqlite:///{path}")
    assert isinstance(store, SQLiteStore)
    connection = store._database
    # Nothing here is worth a wait for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    people = _people(course, subscribers, due, now)
    while chunk := list(islice(people, _CHUNK)):
        with store.transaction():
            for sql, rows in zip(_INSERTS, zip(*chunk, strict=True), strict=True):
                connection.executemany(sql, rows)
    store.close()
    # Whatever is measured next shall not wait until the disk has this.
    with path.open("rb") as file:
        os.fsync(file.fileno())


_INSERTS = (
    """
    INSERT INTO subscribers (chat_id, kind, status, timezone, send_time, weekdays, language_code,
        joined_at, is_paused)
    VALUES (?, 'private', 'active', ?, ?, ?, 'en', ?, 0)
    """,
    """
    INSERT INTO enrollments (chat_id, course_id, status, enrolled_at, last_lesson_id, next_date,
        next_due_at)
    VALUES (?, ?, 'active', ?, ?, ?, ?)
    """,
    """
    INSERT INTO deliveries (chat_id, course_id, lesson_id, local_date, due_at, status, message_ids,
        content_revision, sent_at)
    VALUES (?, ?, ?, ?, ?, 'sent', ?, ?, ?)
    """,
)


def _people(
    course: Course, subscribers: int, due: int, now: datetime
) -> Iterator[tuple[Row, Row, Row]]:
    chance = random.Random(subscribers)
    are_due = set(chance.sample(range(subscribers), due))
    slots: dict[tuple[str, time], Slot] = {}
    chat_id = 100_000_000
    for number in range(subscribers):
        chat_id += chance.randint(1, 12_000)
        timezone = chance.choice(ZONES)
        if number in are_due:
            local = to_local(timezone, now)
            send_time, slot = local.time(), Slot(local.date(), now)
        else:
            send_time = chance.choice(_TIMES)
            key = timezone, send_time
            if key not in slots:
                slots[key] = next_slot(Schedule(*key), None, now + timedelta(minutes=1))
            slot = slots[key]
        lesson = chance.choice(course.lessons[:-1])
        yesterday: date = slot.local_date - _DAY
        sent_at = write_instant(slot.due_at - _DAY)
        yield (
            (
                chat_id,
                timezone,
                send_time.isoformat(timespec="minutes"),
                chance.choice(_WEEKDAYS),
                _JOINED,
            ),
            (
                chat_id,
                course.course_id,
                _JOINED,
                lesson.lesson_id,
                slot.local_date.isoformat(),
                write_instant(slot.due_at),
            ),
            (
                chat_id,
                course.course_id,
                lesson.lesson_id,
                yesterday.isoformat(),
                sent_at,
                str(number),
                lesson.revision,
                sent_at,
            ),
        )
