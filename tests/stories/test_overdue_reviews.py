"""A review that is overdue: the admins hear of it once, and after some days nobody new begins."""

import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.views.callback_data import Verb, pack
from lessons.course.files import BUILT_IN_COURSES
from lessons.sign_off import SignOff, sign_off_lines
from tests.support.built_in_course import COUNT, COURSE
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


async def test_newcomers_get_the_list_once_the_course_that_they_begin_unasked_is_closed(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    add_another_course(tmp_path)
    await world.restart()
    await root.says("/help")
    await root.forges(pack(Verb.FOR_NEWCOMERS, COURSE.course_id, 1))
    await world.advance_days(10)
    screen = await ada.says("/start")
    assert CLOSED in screen
    assert "Which course would you like?\n     [Another course]\n" in screen
    assert "Hello, this is Lesson a Day." in await ada.presses("Another course")


async def test_newcomers_who_choose_are_shown_what_they_can_begin(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    add_another_course(tmp_path)
    await world.restart()
    await world.advance_days(10)
    screen = await ada.says("/start")
    assert "Which course would you like?\n     [Another course]\n" in screen
    assert COURSE.title not in screen


async def test_people_are_not_moved_into_such_a_course(
    root: Chat, world: World, tmp_path: Path
) -> None:
    add_another_course(tmp_path)
    await world.restart()
    await world.advance_days(10)
    await root.says("/help")
    await root.forges(pack(Verb.COURSE, "another-course"))
    await root.presses("Withdraw")
    screen = await root.presses("They move to another")
    assert "there is no other one on offer." in screen
    assert f"[{COURSE.title[:20]}" not in screen
    forged = await root.forges(pack(Verb.MOVE_PEOPLE, "another-course", 1))
    assert "Confirm" not in forged


async def let_review_grace_be(world: World, days: int | str) -> None:
    world.settings = world.settings.model_copy(update={"review_grace_days": days})
    await world.restart()


async def join_another_course(ada: Chat, world: World, folder: Path) -> None:
    add_another_course(folder)
    await let_review_grace_be(world, 30)
    await ada.says("/start another-course")
    await ada.says("07:30")
    await ada.says_city("Berlin")


async def test_a_start_is_held_once_its_course_is_closed_and_goes_on_once_it_is_not(
    ada: Chat, ben: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await join_another_course(ada, world, tmp_path)
    await root.gives_seat(ben)
    await world.advance_days(10)
    await ben.says("/admin")
    await ben.forges(pack(Verb.START_COURSE, COURSE.course_id))
    await ben.presses("Instead of it")
    await ben.presses("Confirm")
    await let_review_grace_be(world, 3)
    await ada.reads()
    await ben.reads()
    await world.advance_days(1)
    told = await ben.reads()
    assert "Number 1 was put on hold: " in told
    assert "The review of its course is overdue, so nobody new can begin it." in told
    seen = await ada.reads()
    assert "begins for you" not in seen
    assert "Another course" in await ada.says("/progress")
    assert "Nobody new can begin" in await ben.says("/go")
    assert "Nobody new can begin" in await ben.says("/go 1")

    await let_review_grace_be(world, "off")
    await ben.says("/go")
    await world.advance_days(1)
    assert "begins for you" in await ada.reads()
    assert COURSE.title in await ada.says("/progress")


async def test_what_was_to_come_after_a_course_does_not_begin_once_it_is_closed(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await join_another_course(ada, world, tmp_path)
    await root.says("/help")
    await root.forges(pack(Verb.START_COURSE, COURSE.course_id))
    await root.presses("After it")
    await root.presses("Confirm")
    await world.advance_days(2)
    assert "begins for you" in await ada.reads()
    await let_review_grace_be(world, 3)
    await world.advance_days(COUNT + 2)
    seen = await ada.reads()
    assert "You have read it all." in seen
    assert "Next begins" not in seen
    assert "Another course" in await ada.says("/progress")
