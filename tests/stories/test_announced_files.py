"""Pictures, voices, videos, files and a link button with an announcement."""

from io import BytesIO
from typing import Any

from aiohttp import FormData

from tests.support.conversation import Chat, World
from tests.support.crowd import enroll

# The smallest picture that there is, as PNG.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180b4d4d2f90000000049454e44ae426082"
)


REFUSED = {"code": 400, "description": "Bad Request: wrong file identifier/HTTP URL specified"}


async def sends(chat: Chat, kind: str, caption: str = "", **more: Any) -> str:
    """Send a file of that kind and return what the bot shows."""
    form = FormData({"from": chat.name, "caption": caption, **more})
    form.add_field(kind, BytesIO(DOT), filename=f"{kind}.png")
    path = f"{chat.world.url}/sandbox/chats/{chat.chat}/messages"
    async with chat.world.http.post(path, data=form) as response:  # type: ignore[attr-defined]
        assert response.status == 200, await response.text()
    return await chat.reads()


async def latest(world: World, name: str) -> dict[str, Any]:
    """Return the latest message of the bot in that chat."""
    found = await world.get(f"chats/{name}/messages", after=0, wait=0)
    return dict(max((one for one in found if one["from"]["is_bot"]), key=lambda it: it["change"]))


async def schedule(root: Chat) -> str:
    """Answer when and for whom, and confirm."""
    await root.says("in 2h")
    check = await root.presses("Everyone")
    await root.presses("Confirm")
    return check


async def test_a_picture_goes_out_as_one_message_with_its_caption_and_description(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule")
    screen = await sends(root, "photo", "Stretch like this, please.")
    assert "What does the picture show? Describe it in a sentence." in screen
    assert "[My words say it]" in screen
    assert "When?" in await root.says("A woman lies on her back, knees up.")
    check = await schedule(root)
    assert (
        "BOT  Stretch like this, please.\n\n     Picture: A woman lies on her back, knees up.\n"
    ) in check
    await world.advance(advance_seconds=7260)
    said = await ada.reads()
    assert said.count("Stretch like this, please.") == 1
    message = await latest(world, "ada")
    assert message["photo"]
    assert message["caption"].startswith("Stretch like this, please.")
    calls = [one["method"] for one in await world.get("log", after=0)]
    # To the admin as a preview, and to Ada.
    assert calls.count("sendPhoto") == 2


async def test_a_picture_without_words_must_be_described(root: Chat) -> None:
    await root.says("/schedule")
    screen = await sends(root, "photo")
    assert "It stands below it, for everybody" in screen
    assert "[My words say it]" not in screen
    await root.says("The new entrance is beside the pharmacy.")
    assert "BOT  The new entrance is beside the pharmacy.\n" in await schedule(root)


async def test_a_voice_a_video_and_a_file_go_out_too(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    for kind in ("voice", "video", "document"):
        await root.says("/schedule")
        if kind == "voice":
            await world.post("chats/root/messages", **{"from": "root", "voice": 3})
            await root.reads()
        else:
            await sends(root, kind)
        await root.says(f"The {kind} tells how.")
        await schedule(root)
        await world.advance(advance_seconds=7260)
        assert f"The {kind} tells how." in await ada.reads()
        assert (await latest(world, "ada"))[kind], kind


async def test_the_formatting_of_a_caption_is_kept(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await root.says("/schedule")
    entities = '[{"type": "bold", "offset": 0, "length": 6}]'
    await sends(root, "photo", "Closed on Friday.", caption_entities=entities)
    await root.presses("My words say it")
    await schedule(root)
    await world.advance(advance_seconds=7260)
    [bold] = (await latest(world, "ada"))["caption_entities"]
    assert (bold["type"], bold["offset"], bold["length"]) == ("bold", 0, 6)


async def test_a_button_opens_a_page(ada: Chat, root: Chat, world: World) -> None:
    await ada.joins()
    await root.says("/schedule Flu shots start today. in 2h")
    await root.presses("Link button")
    assert "That is no button." in await root.says("Book a visit example")
    screen = await root.says("Book a visit https://example.org/book")
    assert "BOT  Flu shots start today.\n     [Book a visit]\n" in screen
    await root.presses("Confirm")
    await world.advance(advance_seconds=7260)
    await ada.reads()
    [[button]] = (await latest(world, "ada"))["reply_markup"]["inline_keyboard"]
    assert button == {"text": "Book a visit", "url": "https://example.org/book"}


async def test_a_correction_keeps_the_picture_and_the_button(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/schedule")
    await sends(root, "photo", "We move on Friday.")
    await root.presses("My words say it")
    await schedule(root)
    await world.advance(advance_seconds=7260)
    await ada.reads()
    await root.says("/correct 1 We move on Saturday.")
    await root.presses("Correct them")
    await world.advance(advance_seconds=10)
    assert "EDIT We move on Saturday.\n" in await ada.reads()
    assert (await latest(world, "ada"))["photo"]


async def test_what_does_not_fit_below_a_picture_is_said(root: Chat) -> None:
    await root.says("/schedule")
    await sends(root, "photo", "a" * 1000)
    await root.says("b" * 100)
    await root.says("in 2h")
    assert "1024 characters fit" in await root.presses("Everyone")


async def test_several_files_are_one_too_many_and_elsewhere_a_file_is_an_article(
    root: Chat,
) -> None:
    await root.says("/schedule")
    await sends(root, "photo", "One.")
    assert "One file goes with each message" in await sends(root, "photo", "Two.")
    await root.presses("Close")
    assert "What does" not in await sends(root, "photo", "Three.")


async def test_a_file_that_telegram_refuses_is_told_in_the_check(root: Chat, world: World) -> None:
    await root.says("/schedule")
    await sends(root, "photo", "We move.")
    await root.presses("My words say it")
    await root.says("in 2h")
    await world.post("faults", method="sendPhoto", kind="error", times=1, **REFUSED)
    screen = await root.presses("Everyone")
    assert "Telegram does not take that file any more. Nothing was scheduled." in screen


async def test_a_file_that_telegram_refuses_to_many_is_told_and_held(
    root: Chat, world: World
) -> None:
    # So slowly that the first refusals are known before the last message would leave.
    world.settings = world.settings.model_copy(update={"messages_per_second": 10})
    await world.restart()
    people = await world.post("people", count=45)
    assert world.settings.database_url is not None
    enroll(world.settings.database_url, [one["id"] for one in people], await world.now())
    await world.settle()
    await root.says("/schedule")
    await sends(root, "photo", "We move.")
    await root.presses("My words say it")
    await schedule(root)
    await world.post("faults", method="sendPhoto", kind="error", share=1, seed=1, **REFUSED)
    await world.advance(advance_seconds=7260)
    told = await root.reads()
    assert "Telegram refused no. 1." in told
    assert "on hold" in told
    assert "[Go on]" in told
