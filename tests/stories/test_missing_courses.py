"""Files of a course that people are in are gone: nobody loses a place, and all are told."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.delivery.course_watch import CourseWatch
from bot.use_cases.courses.missing import CoursesMissingError
from bot.views.rich_text import RichText
from lessons.course.course import Course
from lessons.course.files import CourseFileError, load_courses, load_published_courses
from tests.support.conversation import World
from tests.support.course_folders import COURSE, LESSON, make_course, spoil


async def read_backs(world: World, folder: Path) -> None:
    """Ada is in a course of a folder, and has had its first lesson."""
    two = spoil(COURSE, '["wear"]', '["wear", "tear"]')
    make_course(folder / "courses", two, {"wear": LESSON, "tear": LESSON})
    world.settings = world.settings.model_copy(update={"courses_folder": folder / "courses"})
    await world.restart()
    ada = world.chat("ada")
    await ada.says("/start backs")
    await ada.says("07:30")
    assert "Lesson 1 of 2" in await ada.presses_clock("Berlin")


async def test_the_start_is_refused_and_names_course_people_and_remedy(
    world: World, tmp_path: Path
) -> None:
    await read_backs(world, tmp_path)
    await world.stop()
    world.settings = world.settings.model_copy(update={"courses_folder": None})
    with pytest.raises(CoursesMissingError) as refusal:
        await world.start()
    told = str(refusal.value)
    assert "backs (1 person)" in told
    assert "COURSES_FOLDER" in told
    assert "ALLOW_MISSING_COURSES=true" in told
    world.settings = world.settings.model_copy(
        update={"courses_folder": tmp_path / "courses", "allow_missing_courses": False}
    )
    await world.start()


async def test_a_course_that_was_made_a_draft_is_missing_too(world: World, tmp_path: Path) -> None:
    await read_backs(world, tmp_path)
    await world.stop()
    file = tmp_path / "courses" / "backs" / "course.toml"
    published = file.read_text(encoding="utf-8")
    file.write_text(spoil(published, '"published"', '"draft"'), encoding="utf-8")
    with pytest.raises(CoursesMissingError, match=r"backs \(1 person\)"):
        await world.start()
    file.write_text(published, encoding="utf-8")
    await world.start()


async def test_people_are_told_and_go_on_where_they_were(world: World, tmp_path: Path) -> None:
    await read_backs(world, tmp_path)
    root, ada = world.chat("root"), world.chat("ada")
    await root.says("/help")
    world.settings = world.settings.model_copy(
        update={"courses_folder": None, "allow_missing_courses": True}
    )
    await world.restart()
    assert "backs: 1 person" in await root.reads()
    repaired = "Your course is being repaired"
    for command in ("/lesson", "/progress", "/lessons", "/skip", "/start"):
        assert repaired in await ada.says(command), command
    assert "Course: being repaired, your place is kept" in await ada.says("/settings")
    await world.advance_days(2)
    assert "Lesson" not in await ada.reads()
    world.settings = world.settings.model_copy(update={"courses_folder": tmp_path / "courses"})
    await world.restart()
    await world.advance_days(1)
    assert "Lesson 2 of" in await ada.reads()


async def test_admins_hear_once_while_lessons_go_on_from_memory(tmp_path: Path) -> None:
    heard: list[str] = []
    make_course(tmp_path / "courses", course_id="backs")
    make_course(tmp_path / "courses", course_id="necks")

    async def notify(text: RichText) -> bool:
        heard.append(text.text)
        return True

    def load() -> Mapping[str, Course]:
        return load_published_courses(tmp_path / "courses")

    watch = CourseWatch(load, notify)
    await watch.look()
    assert heard == []
    (tmp_path / "courses" / "backs").rename(tmp_path / "backs")
    await watch.look()
    await watch.look()
    [gone] = heard
    assert "gone or broken: backs" in gone
    (tmp_path / "backs").rename(tmp_path / "courses" / "backs")
    await watch.look()
    assert heard[1:] == ["The files of all courses are there and sound again."]
    shutil.rmtree(tmp_path / "courses")
    await watch.look()
    assert "there is no such folder" in heard[2]


def test_every_problem_of_every_course_is_named_at_once(tmp_path: Path) -> None:
    names = ("backs", "necks")
    for name in names:
        folder = make_course(tmp_path / "courses", course_id=name)
        (folder / "course.toml").write_text("title = 3\n", encoding="utf-8")
    with pytest.raises(CourseFileError) as refused:
        load_courses(tmp_path / "courses")
    told = str(refused.value).splitlines()
    assert len(told) == len(refused.value.problems)
    assert [name for name in names if not any(f"/{name}/" in line for line in told)] == []
