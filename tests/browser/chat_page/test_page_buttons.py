"""Inline keyboards, reply keyboards and the places they share."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat_page.acting import ADA, Bot, keyboard, message

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_callback_answer_is_a_toast_and_an_alert_waits_for_ok(page: Page, bot: Bot) -> None:
    message_id = await bot.say("Ready?", reply_markup=keyboard("Begin", "Warn"))
    await message(page, message_id).get_by_role("button", name="Begin").click()
    query = await bot.hear("callback_query")
    assert (query["data"], query["from"]["id"]) == ("Begin", ADA)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Here we go")
    await expect(page.get_by_test_id("toast")).to_have_text("Here we go")
    await message(page, message_id).get_by_role("button", name="Warn").click()
    query = await bot.hear("callback_query")
    await bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Careful", show_alert=True
    )
    await expect(page.get_by_test_id("alert")).to_contain_text("Careful")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("alert")).to_be_hidden()


async def test_links_and_copying_are_buttons_too(page: Page, bot: Bot) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row = [
        {"text": "Source", "url": "https://example.org/neck"},
        {"text": "Copy", "copy_text": {"text": "keep this"}},
    ]
    await bot.say("See", reply_markup={"inline_keyboard": [row]})
    source = page.get_by_role("link", name="Source")
    await expect(source).to_have_attribute("href", "https://example.org/neck")
    await expect(source).to_have_attribute("rel", re.compile("noopener"))
    await page.get_by_role("button", name="Copy").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "keep this"


async def test_a_reply_keyboard_writes_its_label_and_shares_a_place(page: Page, bot: Bot) -> None:
    rows = [[{"text": "Morning"}], [{"text": "Share my place", "request_location": True}]]
    await bot.say("When, and where?", reply_markup={"keyboard": rows, "one_time_keyboard": True})
    panel = page.get_by_test_id("reply-keyboard")
    await panel.get_by_text("Morning").click()
    assert (await bot.hear("message"))["text"] == "Morning"
    await expect(panel).to_be_hidden()
    await page.get_by_test_id("keyboard-toggle").click()
    await panel.get_by_text("Share my place").click()
    await page.get_by_test_id("place-choice").get_by_text("Kathmandu").click()
    place = (await bot.hear("message"))["location"]
    assert (round(place["latitude"]), round(place["longitude"])) == (28, 85)
    await expect(page.get_by_test_id("place")).to_contain_text("27.7172° N, 85.3240° E")
    await bot.say("Thanks", reply_markup={"remove_keyboard": True})
    await expect(panel).to_be_hidden()
    await expect(page.get_by_test_id("keyboard-toggle")).to_be_hidden()


async def test_typed_coordinates_are_checked_before_they_are_shared(page: Page, bot: Bot) -> None:
    await page.get_by_test_id("location").click()
    await page.get_by_test_id("latitude").fill("95")
    await page.get_by_test_id("longitude").fill("-0,13")
    await page.get_by_test_id("share-location").click()
    await expect(page.get_by_role("alert")).to_contain_text("from -90 to 90, for example 52.52")
    await page.get_by_test_id("latitude").fill("51.5")
    await page.keyboard.press("Enter")
    assert (await bot.hear("message"))["location"] == {"latitude": 51.5, "longitude": -0.13}
