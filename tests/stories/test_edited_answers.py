"""An answer that was understood is put right by an edit, while it is the latest thing."""

from tests.support.conversation import Chat, World
from tests.support.edits import corrects


async def test_a_time_is_put_right_while_joining(ada: Chat) -> None:
    await ada.says("/start")
    assert "Good, 08:00." in await ada.says("8am")
    assert "Good, 09:00." in await corrects(ada, "9am")
    await ada.presses_clock("Berlin")
    assert "Time: 09:00" in await ada.says("/settings")


async def test_a_break_is_put_right(ada: Chat) -> None:
    await ada.joins()
    first = await ada.says("pause 3 days")
    then = await corrects(ada, "pause 5 days")
    assert "You are on a break until" in then
    assert then.splitlines()[0] != first.splitlines()[0]
    await ada.says("/resume")
    await ada.says("/pause")
    first = await ada.says("1 week")
    then = await corrects(ada, "2 weeks")
    assert "You are on a break until" in then
    assert then.splitlines()[0] != first.splitlines()[0]


async def test_a_changed_time_is_put_right(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    assert "Saved: every day at 20:00" in await ada.says("20:00")
    assert "Saved: every day at 21:15" in await corrects(ada, "21:15")


async def test_what_was_said_before_something_else_stays_as_it_was_taken(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await ada.says("pause 3 days")
    await ada.presses("Resume now")
    assert await corrects(ada, "pause 5 days") == ""
    await ada.says("pause 3 days")
    await world.advance(advance_seconds=11 * 60)
    assert await corrects(ada, "pause 5 days") == ""


async def test_an_edit_that_says_stop_stops(ada: Chat) -> None:
    await ada.joins()
    await ada.says("pause 3 days")
    assert "Nothing more will come" in await corrects(ada, "stop")
