"""A quick question is asked for in words a person can answer, and nothing is lost on the way."""

from bot.views.callback_data import Verb, pack
from tests.support.chat_drafts import import_backs
from tests.support.conversation import Chat, World


async def open_lesson(root: Chat, number: int) -> str:
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Lessons")
    return await root.presses(str(number))


async def open_quiz(root: Chat) -> str:
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    return await root.presses("Quick question")


async def test_a_quick_question_is_asked_for_in_words_step_by_step(
    root: Chat, world: World
) -> None:
    assert "Send the question.\n     For example:" in await open_quiz(root)
    screen = await root.says("What may help?")
    assert "What may help?\n\n     Send the answers in one message" in screen
    assert "I read one answer; two to four are wanted" in await root.says("Ice cream")
    await world.restart()
    screen = await root.says("a) Ice cream\nb) Heat\n\nc) Worry")
    assert "1. Ice cream\n     2. Heat\n     3. Worry\n\n     Which one is right?" in screen
    assert "[1] [2] [3]\n     [Cancel]" in screen
    assert "Tap a number, or send one from 1 to 3." in await root.says("the second")
    assert "Why? Send a sentence or two that explain it." in await root.presses("2")
    screen = await root.says("It eases cramps.")
    assert "What may help?\n     ✗ Ice cream\n     ✓ Heat\n     ✗ Worry\n" in screen
    assert "Why: It eases cramps." in screen
    assert "There is no quick question." not in screen
    assert "[Undo the last change]" in screen


async def test_each_part_of_a_quick_question_is_mended_alone_and_all_of_it_left_out(
    root: Chat,
) -> None:
    await open_quiz(root)
    await root.says("What may help?\n- Ice cream\n* Heat\n> It eases cramps.")
    for part, words, shown in (
        ("The question", "What helps most?", "What helps most?\n     ✗ Ice cream\n     ✓ Heat\n"),
        ("Why", "Warm muscles relax.", "Why: Warm muscles relax."),
        ("Which is right", "1", "✓ Ice cream\n     ✗ Heat\n"),
    ):
        await root.presses("Edit")
        screen = await root.presses("Quick question")
        assert "What shall change in it?" in screen
        await root.presses(part)
        assert shown in await root.says(words)
    await root.presses("Edit")
    await root.presses("Quick question")
    await root.presses("The answers")
    assert "Which one is right?" in await root.says("True\nFalse")
    assert "✓ True\n     ✗ False\n" in await root.says("true")
    await root.presses("Edit")
    await root.presses("Quick question")
    screen = await root.presses("Leave it out")
    assert "There is no quick question." in screen
    await root.presses("Undo the last change")
    assert "✓ True\n" in await root.presses("Back")


async def test_what_is_wrong_with_a_quick_question_is_said_at_its_step(root: Chat) -> None:
    await open_quiz(root)
    assert "It has 301 characters; 300 is the most." in await root.says("w" * 301)
    assert "That seems to be said to me, so I did not take it." in await root.says("stop")
    await root.says("What may help?")
    assert "I read 5 answers; 4 is the most." in await root.says("a\nb\nc\nd\ne")
    assert "Two of the answers are the same." in await root.says("Heat\nheat")
    assert "It has 101 characters; 100 is the most." in await root.says("Heat\n" + "w" * 101)
    await root.says("Ice\nHeat")
    await root.presses("2")
    assert "It has 201 characters; 200 is the most." in await root.says("w" * 201)
    assert "It has 4 lines; 3 is the most." in await root.says("a\nb\nc\nd")
    assert "There is no quick question." in await root.presses("Cancel")


async def test_a_quick_question_that_another_admin_wrote_meanwhile_is_not_overwritten_unseen(
    ben: Chat, root: Chat
) -> None:
    await ben.says("/start")
    await root.gives_seat(ben)
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Quick question")
    await root.says("What may help?")
    await root.says("Ice\nHeat")
    await ben.forges(pack(Verb.DRAFT_EDIT, "sore-backs", 2))
    await ben.presses("Quick question")
    await ben.says("Who helps?\n* A doctor\n- Nobody\n> They know.")
    screen = await root.presses("2")
    assert "Somebody changed the quick question meanwhile." in screen
    assert "✓ Heat" in await root.says("It eases cramps.")
