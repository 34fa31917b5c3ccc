"""A restored database stands still until an admin says what becomes of what fell due meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage import back_up, restore
from tests.support.built_in_course import place_of
from tests.support.conversation import World, open_world

BERLIN = "Europe/Berlin"


@asynccontextmanager
async def restored_after_two_lessons(folder: Path) -> AsyncIterator[World]:
    """Ada and an announcement; a backup; two days on, it is put in the database's place."""
    url, copy = f"sqlite:///{folder / 'bot.db'}", folder / "copy.db"
    async with open_world(url) as world:
        root = world.chat("root")
        await world.chat("ada").joins()
        await root.says("/schedule We are closed on Friday. in 1h")
        await root.presses("Confirm")
        await root.says("/schedule We are open again. in 60h")
        await root.presses("Confirm")
        await asyncio.to_thread(back_up, url, copy)
        await world.advance_days(2)
        assert [place for place, _ in await world.chat("ada").lessons(BERLIN)] == [
            place_of(1), place_of(2), place_of(3)
        ]  # fmt: skip
        # The lesson of this morning is eight hours late by now.
        await world.advance(advance_seconds=9_000)
        await world.stop()
        await asyncio.to_thread(restore, url, copy)
        await world.start()
        yield world


async def places(world: World) -> list[str]:
    """Return the numbers of the lessons that Ada has had, in the order in which they came."""
    return [place.split()[1] for place, _ in await world.chat("ada").lessons(BERLIN)]


async def closed_notes(world: World) -> int:
    found = await world.get("chats/ada/messages", after=0, wait=0)
    return sum("closed on Friday" in (message.get("text") or "") for message in found)


async def test_nothing_leaves_before_an_admin_lets_it_go(tmp_path: Path) -> None:
    async with restored_after_two_lessons(tmp_path) as world:
        await world.advance_days(1)
        assert await places(world) == ["1", "2", "3"]
        assert await closed_notes(world) == 1

        assert "Restored, nothing goes out" in await world.chat("root").says("/admin")
        assert "Lesson 2 of" in await world.chat("ada").says("/lesson"), "she asked for it"


async def test_what_people_had_is_not_sent_again_and_their_places_move_on(tmp_path: Path) -> None:
    async with restored_after_two_lessons(tmp_path) as world:
        root, ada = world.chat("root"), world.chat("ada")
        shown = await root.says("/go")
        assert "the lessons of 1 person" in shown
        assert "announcements not begun: 1" in shown
        assert "nobody can know" in shown
        assert "goes on with what is to come" in await root.presses("They had it")

        await world.advance_days(1)

        assert await places(world) == ["1", "2", "3", "4"]
        assert await closed_notes(world) == 1
        found = await world.get("chats/ada/messages", after=0, wait=0)
        assert sum("open again" in (message.get("text") or "") for message in found) == 1
        assert "Lesson 3" in await ada.says("/lessons") or "3." in await ada.says("/lessons")


async def test_what_counts_as_never_sent_goes_out_if_it_is_not_too_late(tmp_path: Path) -> None:
    async with restored_after_two_lessons(tmp_path) as world:
        root = world.chat("root")
        await root.says("/go")
        assert "goes out now" in await root.presses("Send it")

        await world.advance_days(1)

        # The place is the backup's; what was due more than six hours ago waits for the next slot.
        assert await places(world) == ["1", "2", "3", "2"]
        assert await closed_notes(world) == 1


async def test_it_is_let_go_once_and_by_admins_only(tmp_path: Path) -> None:
    async with restored_after_two_lessons(tmp_path) as world:
        root, ada = world.chat("root"), world.chat("ada")
        await ada.says("/help")
        await ada.forges("restored:had")
        assert "Restored, nothing goes out" in await root.says("/admin")
        await root.presses("Restored: what now?")
        await root.presses("They had it")
        assert "Nothing is held" in await root.forges("restored:owed")
        assert "let go on a backup" in await root.says("/log")
        assert "Restored, nothing goes out" not in await root.says("/admin")
