"""An operator may know how checks end, and never whose."""

import asyncio
from pathlib import Path

from tests.support.check_taps import reach
from tests.support.conversation import Chat, World
from tests.support.database_contents import contents

HEADING = "How symptom checks ended"


async def set_up(world: World, check_counts: str) -> None:
    world.settings = world.settings.model_copy(update={"check_counts": check_counts})
    await world.restart()


async def end_checks(chat: Chat, count: int) -> None:
    for _ in range(count):
        await reach(chat, "Thoughts of ending my life")


async def stats_with_counts(root: Chat) -> str:
    """Return /stats as soon as it has counts: they are written at the change of an hour."""
    for _ in range(300):
        if HEADING in (shown := await root.says("/stats")):
            return shown
        await asyncio.sleep(0.1)
    raise AssertionError(f"no counts in {shown}")


async def test_how_checks_ended_is_told_by_week_once_there_are_five(
    ada: Chat, ben: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await set_up(world, "on")
    assert "How checks end is counted by week, without any chat." in await ada.says("/check")
    assert "none under five is shown" in await ada.says("/privacy")
    await end_checks(ada, 3)
    await end_checks(ben, 3)
    await world.advance(advance_seconds=7200)
    shown = await stats_with_counts(root)
    assert "emergency 6, today <5, days <5" in shown
    assert "not sure <5" in shown
    rows = contents(tmp_path)["check_counts"]
    assert sorted({row[0] for row in rows}) == ["2026-11-16"]
    assert [row[3] for row in rows if row[2] == "emergency_now"] == [6]


async def test_fewer_than_five_leave_nothing_at_all(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await set_up(world, "on")
    before = contents(tmp_path)
    await end_checks(ada, 4)
    await world.advance(advance_seconds=7200)
    assert HEADING not in await root.says("/stats")
    await world.stop()
    assert contents(tmp_path)["check_counts"] == before["check_counts"] == []


async def test_nothing_is_counted_unless_the_operator_wants_it(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    assert "counted" not in await ada.says("/privacy")
    await end_checks(ada, 6)
    await world.advance(advance_seconds=7200)
    await world.stop()
    assert contents(tmp_path)["check_counts"] == []
