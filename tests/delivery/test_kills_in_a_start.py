"""Killed at random while a course begins for many: everybody is told once and in it once."""

import asyncio
import random
import signal
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lessons.course.files import load_built_in_courses
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.course_offer import CourseOffer, Meeting
from storage import open_store
from tests.support.crowd import COURSE, enroll, query
from tests.support.processes import open_processes

pytestmark = pytest.mark.slow

PEOPLE = 20_000
KILLS = 8
NEW = "new-course"


def begin(database: Path) -> int:
    """Have the course begin tomorrow for everybody, and tell of it now."""
    now = datetime.now(UTC)
    offer = CourseOffer(NEW, now.date() + timedelta(days=1), None, Meeting.INSTEAD)
    store = open_store(f"sqlite:///{database}")
    with store.transaction():
        store.add_course_revision(replace(load_built_in_courses()[COURSE], course_id=NEW), 1, now)
        item = store.add_announcement(
            created_by=0, created_at=now, at=now, text="It begins.", offer=offer
        )
        store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
    store.close()
    return item.announcement_id


def count(database: Path, sql: str, *parameters: object) -> int:
    [[found]] = query(database, sql, *parameters)
    return int(str(found))


async def told_of(database: Path, people: int) -> None:
    """Wait until so many are planned for."""
    deadline = time.monotonic() + 60
    while count(database, "SELECT count(*) FROM deliveries") < people:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.001)


@pytest.mark.timeout(300)
async def test_kills_while_a_course_begins_tell_and_enroll_everybody_once(tmp_path: Path) -> None:
    database = tmp_path / "l.db"
    chance = random.Random(3)
    async with open_processes(f"sqlite:///{database}") as world:
        world.settings, world.log_level = {"QUIET_HOURS": "off"}, "ERROR"
        await world.start()
        await world.kill()
        # Nobody of them is there, so that nothing but the planning takes time.
        enroll(database, range(1, PEOPLE + 1), datetime.now(UTC) + timedelta(hours=1))
        number = begin(database)
        partly = 0
        for kill in range(1, KILLS + 1):
            starting = asyncio.create_task(world.start())
            await told_of(database, PEOPLE * kill // (KILLS + 1) + chance.randrange(500))
            starting.cancel()
            with suppress(asyncio.CancelledError):
                await starting
            await world.kill()
            told = count(database, "SELECT count(*) FROM deliveries")
            begun = count(database, "SELECT count(*) FROM enrollments WHERE course_id = ?", NEW)
            assert told == begun, "who is told is in it, and nobody else"
            partly += 0 < told < PEOPLE
        await world.start()
        deadline = time.monotonic() + 120
        planned = "SELECT 1 FROM announcements WHERE announcement_id = ? AND status = 'planned'"
        while not query(database, planned, number):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.2)
        await world.kill(signal.SIGTERM)
    assert partly, "at least one kill hit it in the middle"
    once = "SELECT count(*), count(DISTINCT chat_id) FROM deliveries WHERE announcement_id = ?"
    assert query(database, once, number) == [(PEOPLE, PEOPLE)]
    by_course = """
        SELECT course_id, status, count(*) FROM enrollments GROUP BY 1, 2 ORDER BY 1
    """
    assert query(database, by_course) == [(COURSE, "left", PEOPLE), (NEW, "active", PEOPLE)]
