"""What was typed or tapped by mistake replaces no words of a draft for good."""

from bot.views.callback_data import Verb, pack
from tests.support.chat_drafts import WARM, import_backs
from tests.support.conversation import Chat, World


async def open_lesson(root: Chat, number: int) -> str:
    await root.forges(pack(Verb.DRAFT, "sore-backs"))
    await root.presses("Lessons")
    return await root.presses(str(number))


async def test_words_said_to_the_bot_replace_no_text_unasked(root: Chat, world: World) -> None:
    await import_backs(root)
    before = await open_lesson(root, 2)
    failures = []
    for part in ("Text", "Title", "Takeaway"):
        for said in ("stop", "Help", "cancel", "back", "thanks", "undo", "stop sending me this"):
            await open_lesson(root, 2)
            await root.presses("Edit")
            await root.presses(part)
            screen = await root.says(said)
            is_asked = "Was that said to me" in screen and "[Yes, take it] [Cancel]" in screen
            after = await root.presses("Cancel") if is_asked else screen
            if "[It is meant]" in screen:
                after = await open_lesson(root, 2)
            if after.partition("\n")[2] != before.partition("\n")[2]:
                failures.append((part, said, screen, after))
    assert not failures
    await root.presses("Edit")
    await root.presses("Title")
    await root.says("Stop")
    await world.restart()
    assert "EDIT Stop\n" in await root.presses("Yes, take it")


async def test_a_text_that_shrinks_to_a_tenth_is_asked_about(root: Chat) -> None:
    await import_backs(root)
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Text")
    screen = await root.says("Heat.")
    assert screen.startswith("BOT  Shall that be the whole text of the lesson? It had 94 char")
    # Another text in its place is taken, and the button of the first one takes nothing more.
    assert WARM in await root.says(WARM)
    assert "Heat.\n" not in await root.presses("Yes, take it")
    await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Text")
    await root.says("Heat.")
    assert "Heat.\n" in await root.presses("Yes, take it")
    await root.presses("Edit")
    await root.presses("Text")
    assert "There is no text." in await root.says("-")


async def test_each_change_can_be_taken_back_where_it_was_made(root: Chat) -> None:
    await import_backs(root)
    before = await open_lesson(root, 2)
    await root.presses("Edit")
    await root.presses("Text")
    assert "[Undo the last change]" in await root.says(WARM)
    assert "The latest change is taken back." in await root.presses("Undo the last change")
    assert await open_lesson(root, 2) == before
    await root.presses("Remove")
    assert "[Undo the last change]" in await root.presses("Yes, remove")
    await root.presses("Undo the last change")
    assert await open_lesson(root, 2) == before
    await root.presses("Overview")
    await root.presses("About the course")
    await root.presses("Title")
    assert "[Undo the last change]" in await root.says("Stiff backs")
    await root.presses("Undo the last change")
    assert "Draft: Sore backs" in await root.forges(pack(Verb.DRAFT, "sore-backs"))
