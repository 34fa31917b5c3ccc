"""An admin pastes an article in messages; they become one text, and then a draft."""

from io import BytesIO

from aiohttp import FormData
from PIL import Image

from bot.views.callback_data import Verb, pack
from lessons.text import utf16_length
from tests.support.conversation import Chat, World

FIRST = "# Sore backs\n\nRest may help for a day. Then walk a little"
SECOND = "more every day. Most sore backs ease within weeks."


async def test_what_is_pasted_is_counted_and_becomes_one_draft(root: Chat, world: World) -> None:
    assert "paste its text" in await root.says("/import back-care")
    screen = await root.says(FIRST)
    assert "1 message, about 12 words.\n" in screen
    assert "[That is all] [Discard]" in screen
    await world.restart()
    assert "2 messages, about 21 words." in await root.says(SECOND)
    assert "Read: Sore backs\n" in await root.presses("That is all")
    screen = await root.presses("Make a draft")
    assert "Draft: Sore backs\n" in screen
    assert "Id: back-care\n" in screen
    await root.presses("Lessons")
    assert "Then walk a little more every day." in await root.presses("1")


async def test_what_is_discarded_is_gone(root: Chat) -> None:
    await root.says("/import")
    await root.says(FIRST)
    assert "Discarded: 1 message, about 12 words." in await root.presses("Discard")
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
    assert "2 messages, about" in await root.says(SECOND)


async def test_nobody_else_pastes_anything(ada: Chat) -> None:
    await ada.joins()
    assert "[That is all]" not in await ada.says(FIRST)


async def test_no_other_question_makes_what_was_pasted_go(root: Chat) -> None:
    await root.says("/import back-care")
    await root.says(FIRST)
    await root.says("/schedule")
    again = await root.says("/import")
    assert "What you pasted is still here: 1 message, about 12 words." in again
    assert "What you paste now is added to it." in again
    assert "still here: 1 message" in await root.presses("Close")
    await root.says("/schedule")
    await root.presses("That is all")
    assert "Id: back-care" in await root.presses("Make a draft")


async def test_a_file_meanwhile_is_read_and_what_was_pasted_waits_on(root: Chat) -> None:
    await root.says("/import")
    await root.says(FIRST)
    screen = await root.sends("necks.md", b"# Stiff necks\n\nTurn your head slowly every day.")
    assert "Read: Stiff necks" in screen
    assert "What you pasted is still here: 1 message, about 12 words." in screen
    assert "Read: Sore backs" in await root.presses("That is all")


async def test_a_text_that_is_refused_can_be_gone_on_with(root: Chat) -> None:
    await root.says("/import")
    await root.says("# Sore backs")
    assert "only headings" in await root.presses("That is all")
    await root.says("Walk a little every day.")
    assert "Read: Sore backs" in await root.presses("That is all")


async def test_a_forwarded_post_keeps_its_faces_and_proposes_its_channel(
    root: Chat, world: World
) -> None:
    await root.says("/import")
    post = "Sore backs 🙂\n\nDo not lift alone. Stay in bed.\n\n• Walk\n• Rest"
    entities = [
        {"type": "bold", "offset": 0, "length": 10},
        {"type": "bold", "offset": 15, "length": 6},
        {"type": "strikethrough", "offset": 34, "length": 12},
        {"type": "text_link", "offset": 50, "length": 4, "url": "https://example.org/walk"},
    ]
    channel = {"channel": "Back care", "username": "backcare", "message_id": 12}
    given = {"from": "root", "text": post, "entities": entities, "forward_from": channel}
    await world.post("chats/root/messages", **given)
    assert "1 message, about" in await root.reads()
    screen = await root.presses("That is all")
    assert "From: Back care, https://t.me/backcare/12\n" in screen
    assert "struck-out text left out: 1: “Stay in bed.”" in screen
    assert "link addresses left out: 1: “https://example.org/walk”" in screen
    draft = await root.presses("Make a draft")
    assert "From: Back care, https://t.me/backcare/12\n" in draft
    await root.presses("Lessons")
    card = await root.presses("1")
    assert "Do not lift alone." in card
    assert "• Walk\n     • Rest" in card
    found = await world.get("chats/root/messages", after=0, wait=0)
    shown = next(one for one in reversed(found) if "• Walk" in one.get("text", ""))
    at = utf16_length(shown["text"].partition("Do not")[0])
    assert {"type": "bold", "offset": at, "length": 6} in shown["entities"]


async def test_what_people_wrote_and_a_private_channel_have_no_address(
    root: Chat, world: World
) -> None:
    for origin, source in (("ben", None), ({"channel": "Ours"}, "From: Ours\n")):
        await root.says("/import")
        given = {"from": "root", "text": "Walk a little every day.", "forward_from": origin}
        await world.post("chats/root/messages", **given)
        await root.reads()
        screen = await root.presses("That is all")
        assert (source in screen) if source else ("From:" not in screen)


async def test_what_stands_below_a_picture_is_text_while_one_is_pasted(root: Chat) -> None:
    await root.says("/import")
    assert "1 message, about 5 words" in await send_picture(root, "Walk a little every day.")
    assert "Read: " in await root.presses("That is all")
    assert "about" not in await send_picture(root, "Walk a little every day.")


async def test_a_few_urgent_words_below_a_picture_are_answered_and_left_out(root: Chat) -> None:
    await root.says("/import")
    await root.says(FIRST)
    screen = await send_picture(root, "I have crushing chest pain")
    assert "emergency" in screen.lower()
    assert "I have not kept that" in screen


async def test_a_channels_post_that_comes_unasked_is_offered_to_editors_only(
    root: Chat, ada: Chat, world: World
) -> None:
    await ada.joins()
    post = {"text": "Walk a little every day.", "forward_from": {"channel": "Back care"}}
    await world.post("chats/root/messages", **{"from": "root", **post})
    assert "Import this as a course?\n     Back care\n" in await root.reads()
    assert "1 message, about 5 words." in await root.presses("Import it")
    assert "From: Back care\n" in await root.presses("That is all")
    await world.post("chats/ada/messages", **{"from": "ada", **post})
    assert "Import" not in await ada.reads()


async def test_a_channels_post_that_names_an_emergency_is_answered_with_care(
    root: Chat, world: World
) -> None:
    post = {"text": "I have crushing chest pain", "forward_from": {"channel": "Hearts"}}
    await world.post("chats/root/messages", **{"from": "root", **post})
    screen = await root.reads()
    assert "emergency" in screen.lower()
    assert "Import this" not in screen


async def test_a_text_can_be_answered_with_import(root: Chat, world: World) -> None:
    sent = await world.post("chats/root/messages", **{"from": "root", "text": FIRST})
    await root.reads()
    answer = {"text": "/import back-care", "reply_to_message_id": sent["message_id"]}
    await world.post("chats/root/messages", **{"from": "root", **answer})
    assert "1 message, about 12 words." in await root.reads()
    await root.presses("That is all")
    assert "Id: back-care\n" in await root.presses("Make a draft")


async def send_picture(chat: Chat, caption: str) -> str:
    """Send a picture with those words below it, and return what the bot shows."""
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    form = FormData({"from": chat.name, "caption": caption})
    form.add_field("photo", BytesIO(picture.getvalue()), filename="a.png")
    path = f"{chat.world.url}/sandbox/chats/{chat.chat}/messages"
    async with chat.world.http.post(path, data=form) as response:
        assert response.status == 200, await response.text()
    return await chat.reads()
