"""One reader in the far east keeps nobody from sending at everybody's own hour: what becomes of
those who have that hour behind them is asked, and done."""

import pytest

from tests.support.conversation import Chat, World

ASKED = "1 person has 09:00 behind them already. When shall they get it?"


async def the_check(ada: Chat, ben: Chat, root: Chat, world: World) -> str:
    """In Berlin it is just before midnight, in Auckland before noon on the next day."""
    await ada.joins("07:30", "Berlin")
    await ben.joins("23:30", "Auckland")
    await world.advance(to="2026-11-22T22:30:00Z")
    await ada.reads()
    await ben.reads()
    return await root.says("/schedule Good morning. tomorrow 9:00 their time")


async def test_they_are_counted_and_nothing_is_confirmed_before_it_is_chosen(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    screen = await the_check(ada, ben, root, world)
    assert ASKED in screen
    assert "[They: at once] [They: the day after] [Without them]" in screen
    assert "[Confirm]" not in screen
    assert "has 09:00 behind them" in await root.forges("a-yes:1:1:2")
    assert "Nothing is scheduled." in await root.says("/scheduled")


@pytest.mark.parametrize(
    ("choice", "told", "ben_gets_it_at"),
    [
        ("They: at once", "gets it at once", "2026-11-22T22:35:00Z"),
        ("They: the day after", "gets it on the day after", "2026-11-23T20:01:00Z"),
        ("Without them", "does not get it", None),
    ],
)
async def test_they_get_it_as_it_was_chosen(
    ada: Chat,
    ben: Chat,
    root: Chat,
    world: World,
    choice: str,
    told: str,
    ben_gets_it_at: str | None,
) -> None:
    await the_check(ada, ben, root, world)
    screen = await root.presses(choice)
    assert f"1 person has 09:00 behind them already and {told}." in screen
    assert "Scheduled as number 1." in await root.presses("Confirm")
    passed: list[str] = []
    for at in ("2026-11-22T22:35:00Z", "2026-11-23T08:01:00Z", "2026-11-23T20:01:00Z"):
        await world.advance(to=at)
        if "Good morning." in await ben.reads():
            passed.append(at)
        if at == "2026-11-23T08:01:00Z":
            assert "Good morning." in await ada.reads()
    assert passed == ([ben_gets_it_at] if ben_gets_it_at else [])


async def test_where_nobody_of_the_audience_is_behind_nothing_is_asked(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await the_check(ada, ben, root, world)
    await root.joins("23:45", "Berlin")
    screen = await root.says("/schedule Good morning. tomorrow 9:00 their time to test")
    assert "behind them" not in screen
    assert "[Confirm]" in screen


async def test_a_move_lets_them_have_it_on_the_day_after_and_says_so(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await the_check(ada, ben, root, world)
    await root.says("/schedule Good evening. in 20h")
    await root.presses("Confirm")
    asked = await root.says("/scheduled 2 tomorrow 9:00 their time")
    assert "1 person has 09:00 behind them already and gets it on the day after." in asked
    await root.presses("Yes, move number 2")
    await world.advance(to="2026-11-23T20:01:00Z")
    assert "Good evening." in await ben.reads()
