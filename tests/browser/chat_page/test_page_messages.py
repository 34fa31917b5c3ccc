"""What messages look like."""

import asyncio
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox.server import RunningSandbox
from tests.browser.chat_page.acting import ADA, Bot, keyboard, message, open_page

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

# 2027-01-15 at 08:00 UTC; in Kathmandu, five hours and three quarters ahead, 13:45.
FRIDAY_MORNING = 1_800_000_000


def entity(text: str, part: str, kind: str, **more: Any) -> dict[str, Any]:
    start = len(text[: text.index(part)].encode("utf-16-le")) // 2
    return {"type": kind, "offset": start, "length": len(part.encode("utf-16-le")) // 2, **more}


def small_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x20\x80\xa0" * 64) * 48)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


async def test_formatted_text_keeps_every_entity(page: Page, bot: Bot) -> None:
    html = (
        "😀 <b>bold <i>both</i></b> <u>under</u> <s>struck</s> <code>code</code>\n"
        "<blockquote>quoted</blockquote>\nafter\n"
        "<blockquote expandable>1\n2\n3\n4\n5 the end</blockquote>"
        '<pre><code class="language-python">x = 1</code></pre>'
        '<a href="https://example.org/a?b=1&amp;c=2">source</a> <tg-spoiler>secret</tg-spoiler>'
    )
    text = message(page, await bot.say(html, parse_mode="HTML")).locator(".text")
    await expect(text.locator("strong").first).to_contain_text("bold")
    await expect(text.locator("strong em")).to_have_text("both")
    await expect(text.locator("u")).to_have_text("under")
    await expect(text.locator("s")).to_have_text("struck")
    await expect(text.locator(":scope > code")).to_have_text("code")
    await expect(text.locator("blockquote:not(.expandable)")).to_have_text("quoted")
    await expect(text.locator("pre")).to_have_text("x = 1")
    await expect(text.get_by_role("link", name="source")).to_have_attribute(
        "href", "https://example.org/a?b=1&c=2"
    )
    quote = page.get_by_test_id("expandable-quote")
    folded = await height(quote)
    await quote.get_by_role("button", name="Show more").click()
    assert await height(quote) > folded
    secret = text.locator(".spoiler-text")
    await expect(secret).to_have_css("visibility", "hidden")
    await page.get_by_test_id("spoiler").press("Enter")
    await expect(secret).to_have_css("visibility", "visible")


async def test_hostile_names_and_texts_stay_text(page: Page, bot: Bot) -> None:
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    await bot.call("setMyName", name=attack[:64])
    message_id = await bot.say(attack, reply_markup=keyboard("<b>bold</b>"))
    await expect(message(page, message_id).locator(".text")).to_have_text(attack)
    await expect(page.get_by_role("button", name="<b>bold</b>")).to_be_visible()
    await bot.call(
        "sendPoll", chat_id=ADA, question=attack, options=[{"text": "<u>a</u>"}, {"text": "b"}]
    )
    await expect(page.get_by_test_id("poll-option").first).to_have_text("<u>a</u>")
    await page.get_by_test_id("composer").fill(attack)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.from-person").last.locator(".text")).to_have_text(attack)
    assert await page.evaluate("window.hacked") is None
    assert await page.locator("#log-content img, #log-content script").count() == 0


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/x"])
async def test_an_address_that_could_do_harm_is_no_link(page: Page, address: str) -> None:
    tag = await page.evaluate(
        "async (address) => (await import('/page/dom.js')).link(address, {}, 'x').tagName", address
    )
    assert tag == "SPAN"


async def test_a_moment_shows_in_the_readers_own_zone(
    browser: Browser, sandbox: RunningSandbox, bot: Bot
) -> None:
    async with open_page(browser, sandbox, timezone_id="Asia/Kathmandu") as page:
        now = (await bot.call("sendMessage", chat_id=ADA, text="now"))["date"]
        text = "8 am / soon / as written"
        entities = [
            entity(text, "8 am", "date_time", unix_time=FRIDAY_MORNING, date_time_format="wDt"),
            entity(text, "soon", "date_time", unix_time=now + 7_300, date_time_format="r"),
            entity(text, "as written", "date_time", unix_time=FRIDAY_MORNING),
        ]
        shown = message(page, await bot.say(text, entities=entities)).locator(".text time")
        await expect(shown.nth(0)).to_have_text("Friday, 15 January 2027 at 13:45")
        await expect(shown.nth(1)).to_have_text("in 2 hours")
        await expect(shown.nth(2)).to_have_text("as written")
        await shown.nth(2).press("Enter")
        await expect(page.get_by_test_id("toast")).to_contain_text("13:45")


async def test_a_quiz_tells_right_from_wrong_after_the_vote(page: Page, bot: Bot) -> None:
    sent = await bot.call(
        "sendPoll",
        chat_id=ADA,
        question="What helps?",
        options=[{"text": "Moving"}, {"text": "Lying still"}],
        type="quiz",
        is_anonymous=False,
        correct_option_id=0,
        explanation="Movement helps.",
    )
    options = message(page, sent["message_id"]).get_by_test_id("poll-option")
    await expect(page.get_by_test_id("explanation")).to_have_count(0)
    await options.get_by_text("Lying still").press("Enter")
    answer = await bot.hear("poll_answer")
    assert answer["option_ids"] == [1]
    await expect(options.nth(0)).to_have_class(re.compile("correct"))
    await expect(options.nth(1)).to_have_class(re.compile("wrong"))
    await expect(page.get_by_test_id("explanation")).to_have_text("Movement helps.")
    await page.reload()
    await expect(options.nth(1)).to_have_class(re.compile("wrong"))


async def test_a_poll_takes_several_votes_and_gives_them_back(page: Page, bot: Bot) -> None:
    await bot.call(
        "sendPoll",
        chat_id=ADA,
        question="Which?",
        options=[{"text": "Walks"}, {"text": "Tea"}, {"text": "Sleep"}],
        is_anonymous=False,
        allows_multiple_answers=True,
    )
    options = page.get_by_test_id("poll-option")
    await options.nth(0).click()
    await options.nth(2).click()
    await page.get_by_test_id("poll-submit").click()
    assert (await bot.hear("poll_answer"))["option_ids"] == [0, 2]
    await expect(options.nth(2)).to_contain_text("100%")
    await page.get_by_test_id("retract").click()
    assert (await bot.hear("poll_answer"))["option_ids"] == []
    await expect(page.get_by_test_id("poll-submit")).to_be_visible()


async def test_documents_travel_both_ways(page: Page, bot: Bot, tmp_path: Path) -> None:
    mine = tmp_path / "diary.txt"
    mine.write_text("Neck pain, day 3")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_test_id("attach").click()
    await (await chooser.value).set_files(mine)
    await page.get_by_test_id("composer").fill("My diary")
    await page.get_by_test_id("send").click()
    heard = await bot.hear("message")
    assert (heard["document"]["file_name"], heard["caption"]) == ("diary.txt", "My diary")

    form = aiohttp.FormData({"chat_id": str(ADA)})
    form.add_field("document", b"all of it", filename="export.json", content_type="text/plain")
    sent = await bot.call("sendDocument", form)
    async with page.expect_download() as download:
        await message(page, sent["message_id"]).get_by_test_id("document").click()
    saved = await download.value
    assert saved.suggested_filename == "export.json"
    await saved.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == b"all of it"


async def test_a_photo_is_shown_with_its_caption(page: Page, bot: Bot) -> None:
    form = aiohttp.FormData({"chat_id": str(ADA), "caption": "A quiet blue"})
    form.add_field("photo", small_png(), filename="blue.png", content_type="image/png")
    sent = message(page, (await bot.call("sendPhoto", form))["message_id"])
    await expect(sent).to_contain_text("A quiet blue")
    width = "img => img.decode().then(() => img.naturalWidth)"
    assert await sent.locator("img").evaluate(width) == 64


async def height(locator: Locator) -> float:
    """Return how tall the element stands, in pixels, once it has stopped changing."""
    await asyncio.sleep(0.2)
    box = await locator.bounding_box()
    assert box is not None
    return box["height"]
