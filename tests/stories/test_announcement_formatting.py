"""What an admin formats reaches people so; what cannot be kept is named before it leaves."""

from typing import Any

from tests.support.conversation import Chat, World

TEXT = "🎉 See our page now: press Ctrl C, and then\nwait for us."
LINK = "https://example.org/flu"
WORDS = {
    "bold": "See",
    "text_link": "our page",
    "italic": "now",
    "code": "Ctrl C",
    "underline": "and",
    "strikethrough": "then",
    "spoiler": "wait",
}
Shown = set[tuple[str, str, str]]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def entities(text: str, words: dict[str, str]) -> list[dict[str, Any]]:
    """Return that formatting of those words, as a phone would send it."""
    return [
        {"type": kind, "offset": units(text[: text.index(part)]), "length": units(part)}
        | ({"url": LINK} if kind == "text_link" else {})
        for kind, part in words.items()
    ]


async def sends(chat: Chat, text: str, words: dict[str, str]) -> str:
    """Send a formatted text and return what the bot shows."""
    await chat.world.post(
        f"chats/{chat.chat}/messages",
        **{"from": chat.name, "text": text, "entities": entities(text, words)},
    )
    return await chat.reads()


async def formatting(chat: Chat, beginning: str) -> Shown:
    """Return the formatting of the bot's latest message that begins so."""
    found = await chat.world.get(f"chats/{chat.chat}/messages", after=0, wait=0)
    item = max(
        (one for one in found if one["from"]["is_bot"] and one["text"].startswith(beginning)),
        key=lambda one: int(one["message_id"]),
    )
    raw = item["text"].encode("utf-16-le")
    return {
        (
            one["type"],
            raw[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"),
            one.get("url", ""),
        )
        for one in item.get("entities") or ()
    }


def expected(words: dict[str, str]) -> Shown:
    return {(kind, part, LINK if kind == "text_link" else "") for kind, part in words.items()}


async def let_leave(root: Chat, world: World) -> None:
    await root.presses("Confirm")
    await world.advance(advance_seconds=3700)


async def test_what_an_admin_formats_in_one_line_is_previewed_and_arrives_so(
    root: Chat, ada: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/start")
    assert "Not all of the" not in await sends(root, f"/schedule {TEXT} in 1h to everyone", WORDS)
    assert await formatting(root, "🎉") == expected(WORDS)
    await root.presses("Instead of that day's lesson: no")
    await let_leave(root, world)
    assert await formatting(ada, "🎉") == expected(WORDS)


async def test_step_by_step_it_is_kept_through_every_answer_and_a_restart(
    root: Chat, ada: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/start")
    await root.says("/schedule")
    await sends(root, TEXT, WORDS | {"expandable_blockquote": "wait for us."})
    await world.restart()
    await root.says("in 1h")
    await root.says("everyone")
    wanted = expected(WORDS | {"expandable_blockquote": "wait for us."})
    assert await formatting(root, "🎉") == wanted
    await let_leave(root, world)
    assert await formatting(ada, "🎉") == wanted


async def test_what_reaches_into_the_time_is_cut_with_the_text(root: Chat) -> None:
    await root.says("/start")
    await sends(root, "/schedule 🎉 We move. in 1h", {"bold": "🎉 We move. in 1h"})
    assert await formatting(root, "🎉") == {("bold", "🎉 We move.", "")}


async def test_a_correction_is_formatted_as_it_was_typed(
    root: Chat, ada: Chat, world: World
) -> None:
    await ada.joins()
    await root.says("/start")
    await sends(root, "/schedule We move. in 1h to everyone", {"bold": "We move."})
    await let_leave(root, world)
    assert await formatting(ada, "We move.") == {("bold", "We move.", "")}
    for ask, words in (
        ("/correct 1 🎉 We stay here.", {"italic": "stay", "text_link": "here"}),
        ("🎉 We stay there.", {"text_link": "stay", "bold": "there"}),
    ):
        if not ask.startswith("/"):
            await root.says("/correct 1")
        await sends(root, ask, words)
        wanted = expected(words) | {("italic", "Corrected.", "")}
        assert await formatting(root, "🎉 We stay") == wanted
        await root.presses("Correct them")
        await world.advance(advance_seconds=60)
        assert await formatting(ada, "🎉 We stay") == wanted


async def test_what_cannot_be_kept_is_named_above_the_preview(root: Chat) -> None:
    await root.says("/start")
    text = "/schedule 👍 See our page now. tomorrow 9:00"
    await root.world.post(
        "chats/root/messages",
        **{
            "from": "root",
            "text": text,
            "entities": [
                {"type": "custom_emoji", "offset": 10, "length": 2, "custom_emoji_id": "5"},
                {"type": "text_link", "offset": 17, "length": 8, "url": "tg://resolve?domain=a"},
            ],
        },
    )
    told, shown = (await root.reads()).split("👍 See our page now.")
    assert "Custom emoji become plain ones." in told
    assert "“our page”: tg://resolve?domain=a" in told
    assert "To: " in shown


async def test_a_text_that_loses_nothing_is_shown_without_a_word_about_it(root: Chat) -> None:
    await root.says("/start")
    shown = await root.says("/schedule See https://example.org now. tomorrow 9:00")
    assert "formatting" not in shown
    assert "To: " in shown


async def test_a_sticker_as_what_shall_be_sent_is_answered_as_an_admins(root: Chat) -> None:
    await root.says("/start")
    await root.says("/schedule")
    await root.world.post("chats/root/messages", **{"from": "root", "sticker": "👍"})
    assert "That cannot be sent to many like this" in await root.reads()
    await root.says("We move.")


async def test_a_subscriber_hears_nothing_of_it(ben: Chat) -> None:
    await ben.joins()
    await ben.world.post("chats/ben/messages", **{"from": "ben", "sticker": "👍"})
    assert "That cannot be sent to many like this" not in await ben.reads()
