"""What an announcement cannot keep is named before it leaves."""

from typing import Any

from tests.support.conversation import Chat


async def sends(root: Chat, **message: Any) -> str:
    """Send what an admin's phone would and return what the bot shows."""
    await root.world.post("chats/root/messages", **{"from": "root", **message})
    return await root.reads()


async def test_a_hidden_link_and_bold_words_are_named_above_the_preview(root: Chat) -> None:
    await root.says("/start")
    text = "/schedule See our page now. tomorrow 9:00"
    link = {"type": "text_link", "offset": 14, "length": 8, "url": "https://example.org/flu"}
    bold = {"type": "bold", "offset": 23, "length": 3}
    told, shown = (await sends(root, text=text, entities=[link, bold])).split("See our page now.")
    assert "“our page”: https://example.org/flu" in told
    assert "Bold and the like are lost." in told
    assert "To: " in shown


async def test_a_text_that_loses_nothing_is_shown_without_a_word_about_it(root: Chat) -> None:
    await root.says("/start")
    shown = await root.says("/schedule See https://example.org now. tomorrow 9:00")
    assert "I send plain text" not in shown
    assert "To: " in shown


async def test_it_is_named_in_the_form_too(root: Chat) -> None:
    await root.says("/start")
    await root.says("/schedule")
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert "Bold and the like are lost." in await sends(root, text="We move.", entities=[bold])


async def test_a_sticker_as_what_shall_be_sent_is_answered_as_an_admins(root: Chat) -> None:
    await root.says("/start")
    await root.says("/schedule")
    assert "I send text only" in await sends(root, sticker="👍")
    await root.says("We move.")


async def test_a_subscriber_hears_nothing_of_it(ben: Chat) -> None:
    await ben.joins()
    await ben.world.post("chats/ben/messages", **{"from": "ben", "sticker": "👍"})
    assert "I send text only" not in await ben.reads()
