"""Nothing that many wait for is called off by one tap, and for a minute it can be taken back."""

from tests.support.conversation import Chat, World


async def test_cancel_in_the_list_asks_with_number_words_count_and_time(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule We are closed on Friday. in 1h")
    await root.presses("Confirm")
    await root.says("/scheduled")
    asked = await root.presses("Cancel 1")
    wanted = (
        "Cancel number 1?",
        "We are closed on Friday.",
        "1 person would not get it.",
        "When: Sun 22 November, 13:00 (UTC)",
        "[Yes, cancel number 1] [Keep it]",
    )
    assert [words for words in wanted if words not in asked] == [], asked
    assert "[Move 1] [Cancel 1]" in await root.presses("Keep it")
    await ada.reads()
    await world.advance(advance_seconds=3700)
    assert "We are closed on Friday." in await ada.reads()


async def test_what_was_called_off_comes_back_within_a_minute_and_not_later(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    for text in ("One.", "Two."):
        await root.says(f"/schedule {text} in 1h")
        await root.presses("Confirm")
    await world.advance(advance_seconds=120)
    await root.says("/scheduled")
    await root.presses("Cancel 1")
    after = await root.presses("Yes, cancel number 1")
    assert "1. One.\n     Canceled. Nothing will be sent." in after
    assert "[Move 2] [Cancel 2]" in after
    assert "[Move 1]" not in after
    back = await root.presses("Undo")
    assert "Number 1 is scheduled again: One." in back
    assert "[Move 1] [Cancel 1]" in back
    await root.presses("Cancel 2")
    await root.presses("Yes, cancel number 2")
    await world.advance(advance_seconds=61)
    late = await root.presses("Undo")
    assert "Number 2 stays canceled: the minute to undo that is over." in late
    await ada.reads()
    await world.advance(advance_seconds=3600)
    arrived = await ada.reads()
    assert "One." in arrived
    assert "Two." not in arrived


async def test_the_author_sees_that_another_admin_cancels_and_brings_back(world: World) -> None:
    root, ben = world.chat("root"), world.chat("ben")
    await ben.says("/help")
    await root.gives_seat(ben)
    await root.says("/schedule We are closed on Friday. in 2h")
    await root.presses("Confirm")
    await root.presses("Yes, for nobody yet")
    await ben.says("/scheduled")
    await ben.presses("Cancel 1")
    assert await root.reads() == ""
    await ben.presses("Yes, cancel number 1")
    shown = await root.reads()
    assert "canceled number 1, which you scheduled: We are closed on Friday." in shown
    assert "EDIT 1. We are closed on Friday.\n     Canceled. Nothing will be sent." in shown
    await ben.presses("Undo")
    shown = await root.reads()
    assert "brought back number 1, which you scheduled: We are closed on Friday." in shown
    assert "EDIT Scheduled as number 1." in shown
