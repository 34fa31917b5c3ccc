"""What people see is the same whichever way their words come."""

from pathlib import Path

from tests.support.conversation import Chat, World, open_world
from tests.support.webhooks import webhook_settings


async def test_a_person_joins_gets_lessons_and_opens_a_check(ada: Chat) -> None:
    assert "7:30" in await ada.joins()
    await ada.world.advance_days(1)
    places = [place for place, _ in await ada.lessons("Europe/Berlin")]
    assert [place.split(" of ")[0] for place in places] == ["Lesson 1", "Lesson 2"]
    assert "[For me]" in await ada.says("/check")
    assert (await ada.presses("For me")).startswith("EDIT ")
    assert (await ada.says("I cannot breathe")).startswith("BOT  ")


async def test_an_admin_schedules_and_everybody_gets_it(world: World) -> None:
    ada, root = world.chat("ada"), world.chat("root")
    await ada.joins()
    await root.says("/schedule We move. in 2h to everyone")
    await root.presses("Confirm")
    await world.advance(advance_seconds=7300)
    assert "We move." in await ada.reads()


async def test_what_is_written_while_nobody_listens_is_answered_after_the_change_both_ways(
    tmp_path: Path,
) -> None:
    async with open_world(f"sqlite:///{tmp_path / 'lessons.db'}") as world:
        ada, polls = world.chat("ada"), world.settings
        pushed = polls.model_copy(update=webhook_settings())
        assert "lesson" in await ada.says("/start")
        for settings in (pushed, polls, pushed):
            await world.stop()
            await world.post("chats/ada/messages", **{"from": "ada", "text": "/help"})
            world.settings = settings
            await world.start()
            shown = await ada.reads()
            assert shown.count("/privacy") == 1, shown
            assert "/privacy" in await ada.says("/help")
