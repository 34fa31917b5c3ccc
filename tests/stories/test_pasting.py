"""An admin pastes an article in messages; they become one text, and then a draft."""

from bot.views.callback_data import Verb, pack
from tests.support.conversation import Chat, World

FIRST = "# Sore backs\n\nRest may help for a day. Then walk a little"
SECOND = "more every day. Most sore backs ease within weeks."


async def test_what_is_pasted_is_counted_and_becomes_one_draft(root: Chat, world: World) -> None:
    assert "paste its text" in await root.says("/import back-care")
    screen = await root.says(FIRST)
    assert "1 message, 13 words.\n" in screen
    assert "[That is all] [Discard]" in screen
    await world.restart()
    assert "2 messages, 22 words." in await root.says(SECOND)
    assert "Read: Sore backs\n" in await root.presses("That is all")
    screen = await root.presses("Make a draft")
    assert "Draft: Sore backs\n" in screen
    assert "Id: back-care\n" in screen
    await root.presses("Lessons")
    assert "Then walk a little more every day." in await root.presses("1")


async def test_what_is_discarded_is_gone(root: Chat) -> None:
    await root.says("/import")
    await root.says(FIRST)
    assert "Discarded." in await root.presses("Discard")
    assert "did not understand" in await root.says("Qwrtz.")
    assert "not here any more" in await root.forges(pack(Verb.PASTED_ALL))


async def test_a_text_is_made_once_however_often_the_button_is_pressed(root: Chat) -> None:
    await root.says("/import back-care")
    await root.says(FIRST)
    await root.presses("That is all")
    assert "not here any more" in await root.forges(pack(Verb.PASTED_ALL))


async def test_commands_and_urgent_words_do_what_they_always_do(root: Chat) -> None:
    await root.says("/import")
    await root.says(FIRST)
    assert "message" not in (await root.says("help")).partition("\n")[0]
    urgent = await root.says("I have crushing chest pain")
    assert "emergency" in urgent.lower()
    assert "I have not kept that" in urgent
    assert "Admin" in await root.says("/admin")
    assert "2 messages, " in await root.says(SECOND)


async def test_nobody_else_pastes_anything(ada: Chat) -> None:
    await ada.joins()
    assert "[That is all]" not in await ada.says(FIRST)
