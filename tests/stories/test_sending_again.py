"""A past announcement, sent again to exactly those whom it did not reach."""

from pathlib import Path

from bot.use_cases.announcements.audiences import Reach
from bot.use_cases.announcements.progress import Following, Phase
from bot.views.announcements.missed import said
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.progress import Missed, Progress
from tests.support.audience import count_arrived, join_many
from tests.support.conversation import ID_OF, Chat, World
from tests.support.stored import NOW

REFUSED = {
    "method": "sendMessage",
    "kind": "error",
    "code": 400,
    "description": "Bad Request: message is not wanted here",
}


async def test_it_goes_again_to_those_who_failed_and_to_nobody_else(
    root: Chat, world: World, tmp_path: Path
) -> None:
    people = await join_many(world, tmp_path, 20)
    await root.says("/schedule We are closed. in 5 min")
    await root.presses("Confirm")
    for chat_id in people[:2]:
        await world.post("faults", chat_id=chat_id, **REFUSED)
    await world.post("faults", method="sendMessage", kind="forbidden", chat_id=people[2])
    await world.advance(advance_seconds=400)
    await world.post("faults")
    assert "17 of 20 sent · 1 blocked the bot · 2 failed" in await root.reads()

    await root.says("/calendar")
    await root.presses("Past")
    report = await root.presses("1. We are closed.")
    assert "2 people it did not reach can get it again." in report
    assert "Cannot be reached any more: 1" in report
    assert "When?" in await root.presses("Send again to the 2 it did not reach")
    check = await root.says("in 10 min")
    assert "We are closed." in check
    assert "To: 2 people" in check
    assert "those whom number 1 did not reach" in check
    assert "[Undo: send nothing]" in await root.presses("Confirm")
    assert "to missed 1" in await root.says("/log")
    await world.advance(advance_seconds=700)
    assert "2 of 2 sent" in await root.reads()
    assert await count_arrived(world, people[:2], "We are closed.") == 2
    assert await count_arrived(world, people[2:], "We are closed.") == 17

    await root.says("/calendar")
    await root.presses("Past")
    report = await root.presses("1. We are closed.")
    assert "Have got the same since, or are to get it: 2" in report
    assert "Send again" not in report


async def test_undone_it_reaches_nobody_and_can_be_sent_again(
    root: Chat, world: World, tmp_path: Path
) -> None:
    people = await join_many(world, tmp_path, 10)
    await root.says("/schedule We are closed. in 5 min")
    await root.presses("Confirm")
    await world.post("faults", chat_id=people[0], **REFUSED)
    await world.advance(advance_seconds=400)
    await world.post("faults")
    await root.says("/calendar")
    await root.presses("Past")
    await root.presses("1. We are closed.")
    await root.presses("Send again to the 1 it did not reach")
    await root.says("in 10 min")
    await root.presses("Confirm")
    await root.presses("Undo: send nothing")
    await world.advance(advance_seconds=700)
    assert await count_arrived(world, people, "We are closed.") == 9
    await root.says("/calendar")
    await root.presses("Past")
    assert "[Send again to the 1 it did not reach]" in await root.presses("1. We are closed.")


async def test_what_reached_everybody_offers_no_second_time(
    root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 3)
    await root.says("/schedule We are closed. in 5 min")
    await root.presses("Confirm")
    await world.advance(advance_seconds=400)
    await root.says("/calendar")
    await root.presses("Past")
    report = await root.presses("1. We are closed.")
    assert "3 of 3 sent" in report
    assert "did not reach" not in report


async def test_the_button_below_goes_again_too(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await root.says("/schedule Flu shots start today. in 2h")
    await root.presses("Link button")
    await root.says("Book a visit https://example.org/book")
    await root.presses("Confirm")
    await world.post("faults", chat_id=ID_OF["ada"], **REFUSED)
    await world.advance(advance_seconds=7260)
    await world.post("faults")
    await root.says("/calendar")
    await root.presses("Past")
    await root.presses("1. Flu shots start today.")
    await root.presses("Send again to the 1 it did not reach")
    check = await root.says("in 2h")
    assert "BOT  Flu shots start today.\n     [Book a visit]\n" in check
    await root.presses("Confirm")
    await world.advance(advance_seconds=7260)
    assert "BOT  Flu shots start today.\n     [Book a visit]" in await ada.reads()


def test_of_what_stays_unknown_it_is_said_that_it_may_come_twice() -> None:
    item = Announcement(3, AnnouncementStatus.PLANNED, 9, NOW, NOW, text="We are closed.")
    found = Following(
        item,
        Phase.DONE,
        Progress(sent=5, failed=1, unknown=2, blocked=4),
        Reach(12, 0, 0),
        missed=Missed(again=2, paused=1),
    )
    assert list(said(found)) == [
        "3 people it did not reach can get it again.",
        "Of those counted as unknown nobody knows whether they have it: for them it may be the "
        "second time.",
        "On a break, so they get nothing now: 1",
        "Cannot be reached any more: 4",
    ]
