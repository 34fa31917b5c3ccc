"""No way into the settings without a way back, and nothing shown that is not so."""

from pathlib import Path

import pytest

from tests.support.built_in_course import COUNT, place_of
from tests.support.conversation import Chat, World
from tests.support.more_courses import offer_more_courses


@pytest.mark.parametrize("label", ["Change time", "Change zone", "Change days"])
async def test_every_question_leads_back_to_the_settings(ada: Chat, label: str) -> None:
    await ada.joins()
    settings = await ada.says("/settings")
    await ada.presses(label)
    assert await ada.presses("Back" if label != "Change days" else "Done") == settings.replace(
        "BOT ", "EDIT"
    )
    assert "Nothing has changed" in await ada.says("9:15"), "nothing is asked any more"
    assert "Time: 07:30" in await ada.says("/settings")


async def test_the_question_for_a_city_leads_back_to_the_zone(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change zone")
    assert "Type your city" in await ada.presses("Type my city")
    screen = await ada.presses("Back")
    assert "Your time zone" in screen
    assert "Good, 07:30." not in screen
    assert "Your settings" in await ada.presses("Back")


async def test_while_joining_nothing_leads_back_to_settings_that_are_not_there(ada: Chat) -> None:
    assert "[Back]" not in await ada.says("/start")
    assert "[Back]" in await ada.says("07:30")
    assert "When should your lesson come?" in await ada.presses("Back")
    await ada.presses("07:30")
    assert "[Back]" in await ada.presses("Type my city")
    assert "What time is it where you are now?" in await ada.presses("Back")
    assert place_of(1) in await ada.presses_clock("Berlin")


async def test_a_second_press_changes_nothing_that_is_shown(ada: Chat, world: World) -> None:
    await ada.says("/start")
    await ada.says("07:30")
    press = {
        "from": "ada",
        "message_id": await ada.find_button(await ada.find_label("· Berlin")),
        "callback_data": "zone:Europe/Berlin",
    }
    await world.post("chats/ada/presses", **press)
    await world.post("chats/ada/presses", **press)
    screen = await ada.reads()
    assert "All set" in screen
    assert "Saved" not in screen


async def test_a_zone_that_stays_is_confirmed_once_it_was_asked_for(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change zone")
    assert "Saved: every day at 07:30" in await ada.presses_clock("Berlin")


async def test_after_the_last_lesson_start_says_what_is_so(ada: Chat, world: World) -> None:
    await ada.joins()
    await world.advance_days(COUNT - 1)
    await ada.reads()
    for command in ("/start", "/lesson"):
        screen = await ada.says(command)
        assert f"You are through all {COUNT} lessons" in screen
        assert "/lessons lets you read any of them." in screen
        assert "/check" in screen
        assert "every day" not in screen
        assert "[Read any lesson] [Begin again]" in screen
        assert "another course" not in screen, "there is no other course to choose"


async def test_after_the_last_lesson_another_course_is_one_tap_away(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await world.advance_days(COUNT - 1)
    await offer_more_courses(world, tmp_path)
    await ada.says("/start")
    assert "[Backs]" in await ada.presses("Choose another course")
    assert "Your course is now “Backs”." in await ada.presses("Backs")


async def test_many_courses_are_offered_page_by_page(
    ada: Chat, ben: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    await offer_more_courses(world, tmp_path, 12)
    await ada.says("/settings")
    assert "Page 1 of 2" in await ada.presses("Change course")
    screen = await ada.presses("Next page")
    assert "EDIT Which course? Your place in each one is kept." in screen
    assert "[Previous page]" in screen
    assert "Your settings" in await ada.presses("Back")
    assert "Page 1 of 2" in await ben.says("/start")
    screen = await ben.presses("Next page")
    assert "EDIT Which course would you like?" in screen
    assert "[Back]" not in screen
    assert "[Read the first lesson]" in await ben.presses("Backs")


async def test_the_end_of_a_break_tells_its_year(ada: Chat, world: World) -> None:
    await ada.joins()
    assert "until Tue 23 November 2027." in await ada.says("/pause 366 days")
    assert "until Tue 23 November 2027." in await ada.says("/progress")
    assert "A break until: Tue 23 November 2027" in await ada.says("/privacy")


async def test_a_break_without_an_end_is_part_of_what_is_kept(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/pause")
    await ada.presses("Until I resume")
    assert "A break until you end it" in await ada.says("/privacy")
    await ada.says("/resume")
    assert "break" not in await ada.says("/privacy")
