"""A review that is overdue: the admins hear of it once, and after some days nobody new begins."""

import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.views.callback_data import Verb, pack
from lessons.course.files import BUILT_IN_COURSES
from lessons.sign_off import SignOff, sign_off_lines
from tests.support.built_in_course import COURSE
from tests.support.conversation import Chat, World, open_world

OVERDUE = "The review of “Sore back, sore head: what helps” is overdue"
CLOSED = "takes nobody new just now: a clinician has to look through it again."


def sign_until(folder: Path, due: date) -> Path:
    """Return a folder with the built-in course, signed until that day."""
    copy = folder / "courses" / COURSE.course_id
    shutil.copytree(BUILT_IN_COURSES / COURSE.course_id, copy)
    for item in COURSE.lessons:
        fingerprint = COURSE.fingerprint(item)
        sign_off = SignOff("Dr. A. Example", "neurologist", date(2026, 1, 1), fingerprint, due)
        file = copy / f"{item.lesson_id}.md"
        before, fields, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        lines = "\n".join(sign_off_lines(sign_off))
        file.write_text("+++\n".join([before, f"{fields}\n{lines}\n", body]), encoding="utf-8")
    return copy.parent


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A sandbox whose course is to be reviewed again two days from its noon."""
    folder = sign_until(tmp_path, date(2026, 11, 24))
    async with open_world(database_url, courses_folder=folder, review_grace_days=3) as opened:
        yield opened


async def test_the_admins_hear_once_and_the_end_of_grace_stops_only_who_is_new(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await root.says("/help")
    await ada.joins()
    await world.advance_days(2)
    assert OVERDUE not in await root.reads()
    await world.advance_days(1)
    told = await root.reads()
    assert f"{OVERDUE}: the next was to be on Tue 24 November 2026, as readers see." in told
    assert "Nobody new can begin it after Fri 27 November 2026. Whoever is in it goes on." in told
    await world.restart()
    await world.advance_days(1)
    assert OVERDUE not in await root.reads(), "it is told once, whatever is restarted"
    screen = await root.forges(pack(Verb.COURSE, COURSE.course_id))
    assert "Its review is overdue. Nobody new can begin it after Fri 27 November 2026." in screen

    assert "Read the first lesson" in await ben.says("/start"), "the days of grace"
    await world.advance_days(2)
    stranger = world.chat("root")
    screen = await stranger.says("/start")
    assert f"“{COURSE.title}” {CLOSED}" in screen
    assert "Please try again another day. Whoever is in it already goes on as ever." in screen
    await stranger.says("/help")
    assert CLOSED in await stranger.forges(pack(Verb.SET_COURSE, COURSE.course_id))
    assert CLOSED not in await ada.says("/start")
    assert CLOSED not in await ben.says("/start")
    await ada.reads()
    await world.advance_days(1)
    assert "Lesson " in await ada.reads(), "whoever is in it goes on"


async def test_with_the_grace_switched_off_everybody_can_always_begin(
    ada: Chat, root: Chat, world: World
) -> None:
    await root.says("/help")
    world.settings = world.settings.model_copy(update={"review_grace_days": "off"})
    await world.restart()
    await world.advance_days(40)
    told = await root.reads()
    assert OVERDUE in told
    assert "Nobody new" not in told
    assert "Read the first lesson" in await ada.says("/start")


def add_another_course(folder: Path) -> None:
    other = folder / "courses" / "another-course"
    shutil.copytree(BUILT_IN_COURSES / COURSE.course_id, other)
    head = other / "course.toml"
    lines = head.read_text(encoding="utf-8").splitlines()
    head.write_text(
        "\n".join('title = "Another course"' if it.startswith("title") else it for it in lines),
        encoding="utf-8",
    )


async def test_other_courses_are_offered_instead(ada: Chat, world: World, tmp_path: Path) -> None:
    add_another_course(tmp_path)
    await world.restart()
    await world.advance_days(10)
    screen = await ada.says(f"/start {COURSE.course_id}")
    assert CLOSED in screen
    assert "Which course would you like?\n     [Another course]\n" in screen
    assert "Hello, this is Lesson a Day." in await ada.presses("Another course")


async def test_such_a_course_is_offered_to_nobody_and_an_old_offer_is_not_taken(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    add_another_course(tmp_path)
    await world.restart()
    await ada.says("/start another-course")
    await ada.says("07:30")
    await ada.says_city("Berlin")
    await root.says("/help")
    await root.forges(pack(Verb.OFFER_COURSE, COURSE.course_id))
    await root.presses("Confirm")
    await world.advance_days(10)
    assert "[Begin]" in await ada.reads()
    assert CLOSED in await ada.presses("Begin")
    refused = f"Nobody new can begin “{COURSE.title}” then: it was to be reviewed again by"
    for verb in (Verb.OFFER_COURSE, Verb.START_COURSE):
        await root.says("/help")
        assert refused in await root.forges(pack(verb, COURSE.course_id))
