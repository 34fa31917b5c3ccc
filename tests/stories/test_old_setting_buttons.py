"""A button of an earlier day changes no setting by itself, and what it changes can be undone."""

from tests.support.conversation import Chat, World


async def test_an_old_time_asks_before_it_changes_anything(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    await world.advance_days(40)
    await ada.reads()
    asked = await ada.presses("19:00")
    assert "Change your time to 19:00?" in asked
    assert "nothing has changed" in asked
    assert "Time: 07:30" in await ada.says("/settings")
    saved = await ada.presses("Yes, change it")
    assert "Saved: every day at 19:00" in saved
    assert "Saved: every day at 07:30" in await ada.presses("Undo")


async def test_a_time_that_may_have_been_meant_weeks_ago_asks_too(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    await ada.says("8")
    await world.advance_days(20)
    await ada.reads()
    assert "Change your time to 20:00?" in await ada.presses("I meant 20:00")
    await ada.presses("No, keep it")
    assert "Time: 08:00" in await ada.says("/settings")


async def test_an_old_clock_and_old_days_ask_too(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change days")
    await ada.says("/settings")
    await ada.presses("Change zone")
    await world.advance_days(3)
    await ada.reads()
    assert "Change your time zone to New York?" in await ada.presses_clock("New York")
    assert "Change your days to Monday to Friday?" in await ada.presses("Mon to Fri")
    screen = await ada.says("/settings")
    assert "Days: every day" in screen
    assert "Time zone: Berlin" in screen


async def test_a_button_of_today_changes_at_once(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    assert "Saved: every day at 19:00" in await ada.presses("19:00")
    assert "Saved: every day at 07:30" in await ada.says("undo")


async def test_a_button_asks_nothing_that_is_so_already(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    await world.advance_days(3)
    await ada.reads()
    assert "Saved: every day at 07:30" in await ada.presses("07:30")
