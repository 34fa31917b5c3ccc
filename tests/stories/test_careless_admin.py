"""A hurried admin: every button tapped twice, buttons of yesterday, answers to another question."""

import asyncio

import pytest

from bot.views.callback_data import Verb, pack
from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World


async def taps_twice(chat: Chat, label: str) -> str:
    """Press before the answer to the first press is there, and return what is left to be seen."""
    message_id = await chat.find_button(label)
    press = {"from": chat.name, "message_id": message_id, "button": label}
    where = f"chats/{chat.chat}/presses"
    await asyncio.gather(chat.world.post(where, **press), chat.world.post(where, **press))
    return await chat.reads()


async def test_confirm_and_undo_tapped_twice_say_what_became_of_the_first_tap(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 10 min")
    assert "Scheduled as number 1." in await taps_twice(root, "Confirm")
    assert "Canceled. Nothing will be sent." in await taps_twice(root, "Undo: send nothing")
    assert (await root.says("/log")).count("scheduled no. 1") == 1
    assert (await root.says("/log")).count("canceled no. 1") == 1
    await root.says("/schedule Hello again. in 10 min")
    assert "Canceled." in await taps_twice(root, "Cancel")
    await ada.reads()
    await world.advance(advance_seconds=3600)
    assert await ada.reads() == ""


async def test_the_second_of_two_taps_does_not_wait_for_the_follower_to_be_put_right(
    ada: Chat, root: Chat
) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 10 min")
    screen = await root.find_button("Confirm")
    await root.presses("Confirm")
    # Nothing has changed since, so nobody else would edit the message.
    assert await root.forges(pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 1, 1), screen) == ""
    elsewhere = await root.forges(pack(Verb.CONFIRM_ANNOUNCEMENT, 1, 1, 1), screen - 1)
    assert "Nothing was scheduled" in elsewhere


async def test_corrections_and_recalls_tapped_twice_are_made_once(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule One. in 5 min")
    await root.presses("Confirm")
    await world.advance(advance_seconds=301)
    await root.says("/correct 1 Two.")
    assert "1 of 1 corrected" in await taps_twice(root, "Correct them")
    await root.says("/recall 1")
    assert "1 of 1 deleted" in await taps_twice(root, "Delete them")
    log = await root.says("/log")
    assert log.count("corrected no. 1") == 1
    assert log.count("recalled no. 1") == 1


async def test_each_question_of_the_form_may_be_tapped_twice(ada: Chat, root: Chat) -> None:
    await ada.joins()
    await root.says("/schedule")
    assert "Which lesson?" in await taps_twice(root, "Sore back, sore head: what helps")
    assert "When?" in await taps_twice(root, "1. What helps a sore back or head today")
    assert "For whom?" in await taps_twice(root, "In one hour")
    screen = await taps_twice(root, "Everyone")
    assert screen.count("Above is what people will get.") == 1


async def test_a_seat_taken_away_twice_is_shown_as_taken(ben: Chat, root: Chat) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await root.says("/admins")
    await root.presses("Remove 1002")
    assert "Nobody yet." in await taps_twice(root, "Yes, take it")


@pytest.mark.parametrize("question", ["/scheduled", "/correct"])
async def test_a_lesson_chosen_in_an_older_form_moves_and_corrects_nothing(
    ada: Chat, root: Chat, world: World, question: str
) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    if question == "/correct":
        await world.advance(advance_seconds=301)
    await root.says("/schedule")
    await root.presses("Sore back, sore head: what helps")
    await root.says(question)
    await root.presses("Move 1" if question == "/scheduled" else "Number 1")
    assert "When?" in await root.presses("1. What helps a sore back or head today")
    await root.says("in 2h")
    screen = await root.presses("Everyone")
    assert place_of(1) in screen
    assert "moved" not in await root.says("/log")


async def test_a_time_chosen_in_an_older_form_moves_nothing(ada: Chat, root: Chat) -> None:
    await ada.joins()
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    await root.says("/schedule")
    await root.says("Good morning.")
    older = await root.find_button("In one hour")
    await root.says("/scheduled")
    await root.presses("Move 1")
    assert "[Back]" not in await root.forges(pack(Verb.FORM_WHEN, "hour", 0), older)
    assert "moved" not in await root.says("/log")
    assert "Move number 1?" in await root.presses("In one hour")


async def test_an_admin_who_has_still_to_join_can_schedule_all_the_same(root: Chat) -> None:
    assert "Hello, this is Lesson a Day." in await root.says("/start")
    await root.says("/schedule")
    assert "When?" in await root.says("The clinic is closed on Friday.")
    await root.says("tomorrow 9:00")
    assert "Above is what people will get." in await root.says("everyone")
    # Then the welcome is shown again.
    assert "[Read the first lesson]" in await root.says("hello")
    assert "Good, 07:45 (7:45 AM)." in await root.says("7:45")


async def test_cancel_alone_lists_what_can_be_cancelled(ada: Chat, root: Chat) -> None:
    assert "Nothing is scheduled." in await root.says("/cancel")
    await ada.joins()
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    assert "[Move 1] [Cancel 1]" in await root.says("/cancel")


async def test_buttons_of_a_message_that_is_gone_still_do_what_they_say(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule cauda-equina in 5 min")
    await root.presses("Confirm")
    await world.advance(advance_seconds=301)
    lesson = await ada.find_button("Quick question")
    await root.says("/recall 1")
    await root.presses("Delete them")
    assert "GONE" in await ada.reads()
    for data, words in (
        (pack(Verb.QUIZ, "l5-s1-and-headaches", "cauda-equina"), "( )"),
        (pack(Verb.URGENT), "Urgent signs"),
        (pack(Verb.SETTINGS), "Your settings"),
    ):
        assert words in await ada.forges(data, lesson)
