"""A corrected message is taken for what it says now; what comes in parts is answered once."""

from io import BytesIO

from aiohttp import FormData
from PIL import Image

from tests.support.conversation import Chat, World
from tests.support.edits import corrects
from tests.support.groups import back_class


async def test_a_typed_answer_that_was_refused_can_be_corrected(ben: Chat) -> None:
    await ben.says("/start")
    await ben.says("8pn")
    assert "What time is it where you are" in await corrects(ben, "8pm")


async def test_a_command_that_was_misspelt_can_be_corrected(ben: Chat) -> None:
    await ben.joins()
    await ben.says("/setings")
    assert "Your settings" in await corrects(ben, "/settings")


async def test_in_a_group_too(world: World) -> None:
    ben = world.chat("ben", await back_class(world))
    await ben.reads()
    assert await ben.says("/halp") == ""
    assert "For everybody" in await corrects(ben, "/help")


async def test_an_admins_line_that_was_refused_can_be_corrected(root: Chat) -> None:
    await root.says("/start")
    await root.says("/schedule Hello. tomorrow 29:00")
    assert "To: " in await corrects(root, "/schedule Hello. tomorrow 9:00")


async def test_an_album_is_answered_once(world: World, ben: Chat) -> None:
    await ben.joins()
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    for _ in range(3):
        form = FormData({"from": "ben", "media_group_id": "7"})
        form.add_field("photo", BytesIO(picture.getvalue()), filename="a.png")
        url = f"{world.url}/sandbox/chats/ben/messages"
        async with world.http.post(url, data=form) as response:
            assert response.status == 200, await response.text()
    assert (await ben.reads()).count("did not understand") == 1


async def test_a_text_that_was_pasted_in_parts_is_answered_once(ben: Chat) -> None:
    await ben.joins()
    part = "Lorem ipsum dolor sit amet consetetur. " * 100
    for text in (part, part, "The end."):
        await ben.world.post("chats/ben/messages", **{"from": "ben", "text": text})
    assert (await ben.reads()).count("did not understand") == 1
    await ben.world.advance(advance_seconds=60)
    assert "did not understand" in await ben.says("Another thing.")


async def test_stickers_and_voices_are_answered(ben: Chat) -> None:
    await ben.joins()
    for sent in ({"sticker": "👍"}, {"voice": 3}):
        await ben.world.post("chats/ben/messages", **{"from": "ben", **sent})
        assert "did not understand" in await ben.reads()
