"""What is scheduled gets another time only after it was shown and asked, and can have it back."""

from pathlib import Path

from tests.support.audience import join_many
from tests.support.conversation import Chat, World


async def scheduled(root: Chat, when: str = "in 2h") -> None:
    await root.says(f"/schedule We are closed on Friday. {when}")
    await root.presses("Confirm")


async def test_a_move_shows_words_count_and_both_times_before_anything_changes(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await scheduled(root)
    asked = await root.says("/scheduled 1 in 1m")
    wanted = (
        "Move number 1?",
        "We are closed on Friday.",
        "For: everyone",
        "To: 1 person: 1 gets it then",
        "Until now: Sun 22 November, 14:00 (UTC)",
        "When: Sun 22 November, 12:0",
        "[Yes, move number 1] [Keep it]",
    )
    assert [words for words in wanted if words not in asked] == [], asked
    await ada.reads()
    await world.advance(advance_seconds=300)
    assert await ada.reads() == ""
    assert "[Move 1] [Cancel 1]" in await root.presses("Keep it")


async def test_a_move_can_be_undone_for_a_minute(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await scheduled(root, "tomorrow 9:00 their time")
    await root.says("/scheduled 1 in 1m")
    assert "Number 1 has another time now." in await root.presses("Yes, move number 1")
    back = await root.presses("Undo")
    assert "Number 1 goes as before." in back
    assert "When: Mon 23 November, 09:00 on everybody's own clock" in back
    await ada.reads()
    await world.advance(advance_seconds=3600)
    assert await ada.reads() == ""
    await root.says("/scheduled 1 in 2h")
    await root.presses("Yes, move number 1")
    await world.advance(advance_seconds=61)
    late = await root.presses("Undo")
    assert "Number 1 keeps its new time: the minute to undo that is over." in late
    assert "moved" in await root.says("/log")


async def test_what_has_grown_since_it_was_asked_is_asked_again(
    ada: Chat, ben: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await scheduled(root)
    await root.says("/scheduled 1 in 3h")
    await ben.joins()
    again = await root.presses("Yes, move number 1")
    assert "This goes to 2 people. Really?" in again
    assert "That is 1 more than when you were asked." in again
    assert "Number 1 has another time now." in await root.presses("Yes, to 2")


async def test_a_move_for_many_is_asked_twice(root: Chat, world: World, tmp_path: Path) -> None:
    await join_many(world, tmp_path, 60)
    await root.says("/schedule We are closed on Friday. tomorrow 12:00")
    await root.presses("Confirm")
    await root.presses("Yes, to 60")
    await root.says("/scheduled 1 tomorrow 13:00")
    assert "This goes to 60 people. Really?" in await root.presses("Yes, move number 1")
    assert "Number 1 has another time now." in await root.presses("Yes, to 60")


async def test_the_author_is_told_and_their_screen_brought_up_to_date(
    ada: Chat, world: World
) -> None:
    root, ben = world.chat("root"), world.chat("ben")
    await ada.joins()
    await ben.says("/help")
    await root.gives_seat(ben)
    await scheduled(root)
    await ben.says("/scheduled 1 in 3h")
    assert await root.reads() == ""
    await ben.presses("Yes, move number 1")
    shown = await root.reads()
    assert "moved number 1, which you scheduled: We are closed on Friday." in shown
    assert "EDIT Scheduled as number 1." in shown
    assert "When: Sun 22 November, 15:0" in shown
    await ben.presses("Undo")
    assert "When: Sun 22 November, 14:00 (UTC)" in await root.reads()


async def test_a_screen_that_is_out_of_date_says_who_did_what_since(
    ada: Chat, world: World
) -> None:
    root, ben = world.chat("root"), world.chat("ben")
    await ada.joins()
    await ben.says("/help")
    await root.gives_seat(ben)
    await scheduled(root)
    await root.says("/scheduled 1 in 3h")
    await ben.says("/scheduled 1 in 4h")
    await ben.presses("Yes, move number 1")
    await root.reads()
    stale = await root.presses("Yes, move number 1")
    assert "This screen is out of date." in stale
    assert "Ben moved number 1: Sun 22 November, 12:0" in stale
    await ben.says("/cancel 1")
    stale = await ben.forges("a-no?:1:1")
    assert "You canceled number 1: " in stale


async def test_what_reaches_nobody_is_not_confirmed_by_one_tap(root: Chat, world: World) -> None:
    await root.says("/schedule We are closed. in 1h")
    asked = await root.presses("Confirm")
    assert "As things stand nobody gets this. Schedule it all the same?" in asked
    assert "Nothing is scheduled." in await root.says("/scheduled")
    assert "Scheduled as number 1." in await root.presses("Yes, for nobody yet")


async def test_a_question_that_is_out_of_date_moves_nothing(ada: Chat, root: Chat) -> None:
    await ada.joins()
    await scheduled(root)
    await root.says("/scheduled 1 in 3h")
    older = await root.find_button("Yes, move number 1")
    await root.says("/scheduled 1 in 4h")
    await root.presses("Yes, move number 1")
    stale = await root.forges("a-mv:1:1:0:u20261122150000", older)
    assert "is no number of something scheduled" in stale
