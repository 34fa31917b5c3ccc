"""Edits, deletions, people, clock, theme and a lost connection."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, expect

from bot.sandbox.server import RunningSandbox, start_sandbox
from tests.browser.chat_page.acting import (
    ADA,
    BEN,
    DESKTOP,
    Bot,
    in_chat,
    keyboard,
    message,
    open_page,
)

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_an_edit_happens_in_place_and_keeps_the_focus(page: Page, bot: Bot) -> None:
    first = await bot.say("Do you have a fever?", reply_markup=keyboard("Yes", "No", "Next"))
    second = await bot.say("A later message")
    await message(page, first).get_by_role("button", name="No").focus()
    await bot.call(
        "editMessageText",
        chat_id=ADA,
        message_id=first,
        text="Does your arm tingle?",
        reply_markup=keyboard("Yes", "No", "Back"),
    )
    await expect(message(page, first)).to_contain_text("Does your arm tingle?")
    # Another question: a second Enter must not answer it.
    await expect(message(page, first)).to_be_focused()
    await expect(message(page, first)).not_to_contain_text("edited")
    await message(page, first).get_by_role("button", name="No").focus()
    await bot.call(
        "editMessageText",
        chat_id=ADA,
        message_id=first,
        text="Does your arm tingle?\nIt is noted.",
        reply_markup=keyboard("Yes", "☑ No", "Back"),
    )
    await expect(message(page, first).get_by_role("button", name="☑ No")).to_be_focused()
    await bot.call("editMessageReplyMarkup", chat_id=ADA, message_id=first)
    await expect(message(page, first).get_by_role("button", name="No")).to_have_count(0)
    await expect(message(page, first)).to_contain_text("edited")
    third = (await bot.call("sendMessage", chat_id=ADA, text="Done?", reply_markup=keyboard("OK")))[
        "message_id"
    ]
    await bot.call("editMessageReplyMarkup", chat_id=ADA, message_id=third)
    await expect(message(page, third).get_by_role("button", name="OK")).to_have_count(0)
    # Telegram says nothing of buttons that went by themselves.
    await expect(message(page, third)).not_to_contain_text("edited")
    await bot.call("editMessageText", chat_id=ADA, message_id=second, text="A corrected message")
    await expect(message(page, second)).to_contain_text("edited")
    ids = await page.locator(".message").evaluate_all("all => all.map(m => m.dataset.messageId)")
    assert ids[-3:] == [str(first), str(second), str(third)]


async def test_a_deleted_message_vanishes(page: Page, bot: Bot) -> None:
    message_id = await bot.say("Soon gone")
    await expect(message(page, message_id)).to_be_visible()
    await bot.call("deleteMessage", chat_id=ADA, message_id=message_id)
    await expect(message(page, message_id)).to_have_count(0)


async def test_a_reader_further_up_is_left_alone(page: Page, bot: Bot) -> None:
    for number in range(40):
        await bot.say(f"Message {number}")
    await expect(in_chat(page, "Message 39")).to_be_in_viewport()
    await page.get_by_test_id("messages").hover()
    await page.mouse.wheel(0, -800)
    await expect(page.get_by_test_id("jump")).to_be_visible()
    await asyncio.sleep(0.5)  # until the wheel's own movement has ended
    where = "document.getElementById('messages').scrollTop"
    before = await page.evaluate(where)
    await bot.say("News")
    await expect(page.get_by_test_id("jump")).to_contain_text("1")
    assert await page.evaluate(where) == before
    await page.get_by_test_id("jump").click()
    await expect(in_chat(page, "News")).to_be_in_viewport()


async def test_the_switcher_shows_each_person_their_own_chat(page: Page, bot: Bot) -> None:
    ada, ben = page.get_by_test_id("person-ada"), page.get_by_test_id("person-ben")
    await expect(ada).to_have_attribute("aria-pressed", "true")
    await bot.say("For Ada")
    await expect(in_chat(page, "For Ada")).to_be_visible()
    await page.get_by_test_id("composer").fill("half a thought")
    await bot.say("For Ben", chat_id=BEN)
    await expect(page.get_by_test_id("unread-ben")).to_have_text("1")
    await ben.click()
    await expect(ben).to_have_attribute("aria-pressed", "true")
    await expect(in_chat(page, "For Ben")).to_be_visible()
    await expect(in_chat(page, "For Ada")).to_have_count(0)
    await expect(page.get_by_test_id("unread-ben")).to_be_hidden()
    await expect(page.get_by_test_id("composer")).to_have_value("")
    await page.get_by_test_id("composer").fill("hello from ben")
    await page.keyboard.press("Enter")
    assert (await bot.hear("message"))["from"]["id"] == BEN
    await ada.click()
    await expect(page.get_by_test_id("composer")).to_have_value("half a thought")


async def test_a_blocked_bot_cannot_write_until_it_is_unblocked(page: Page, bot: Bot) -> None:
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("block").click()
    assert (await bot.hear("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    assert (await bot.try_call("sendMessage", chat_id=ADA, text="?"))["error_code"] == 403
    await page.reload()
    await expect(page.get_by_test_id("composer")).to_be_hidden()
    await page.get_by_test_id("unblock").click()
    assert (await bot.hear("my_chat_member"))["new_chat_member"]["status"] == "member"
    await bot.say("Welcome back")
    await expect(in_chat(page, "Welcome back")).to_be_visible()


async def test_the_clock_moves_by_buttons_and_dates_the_messages(
    browser: Browser, sandbox: RunningSandbox, bot: Bot
) -> None:
    async with open_page(browser, sandbox, viewport=DESKTOP) as page:
        first = await bot.call("sendMessage", chat_id=ADA, text="Before")
        before = await page.get_by_test_id("clock").inner_text()
        await page.get_by_test_id("advance-day").click()
        await expect(page.get_by_test_id("advance-day")).to_be_focused()
        await page.get_by_test_id("advance-hour").click()
        await expect(page.get_by_test_id("advance-hour")).to_be_focused()
        assert await page.get_by_test_id("clock").inner_text() != before
        second = await bot.call("sendMessage", chat_id=ADA, text="After")
        assert 90_000 <= second["date"] - first["date"] < 90_060
        await expect(page.locator(".day")).to_have_count(2)
        # No application is there to have a next lesson, and the page says so.
        await page.get_by_test_id("advance-next").click()
        await expect(page.get_by_test_id("toast")).to_contain_text("no lesson to come")


async def test_the_theme_follows_the_system_until_it_is_switched(
    browser: Browser, sandbox: RunningSandbox
) -> None:
    async with open_page(browser, sandbox, viewport=DESKTOP, color_scheme="dark") as page:
        background = "getComputedStyle(document.querySelector('.phone')).backgroundColor"
        dark = await page.evaluate(background)
        await expect(page.get_by_test_id("theme")).to_have_attribute("aria-checked", "true")
        await page.get_by_test_id("theme").press("Space")
        await expect(page.locator("html")).to_have_attribute("data-theme", "light")
        assert await page.evaluate(background) != dark
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", "light")


async def test_a_warning_of_the_sandbox_is_shown(page: Page, bot: Bot) -> None:
    await bot.say("Hello", no_such_parameter=1)
    await page.get_by_test_id("tools").click()
    warnings = page.get_by_test_id("warnings")
    await expect(warnings.locator(".count")).to_have_text("1")
    await warnings.locator("summary").click()
    await expect(warnings).to_contain_text("no_such_parameter")


async def test_a_lost_sandbox_is_told_plainly_and_found_again(
    browser: Browser, unused_tcp_port: int
) -> None:
    sandbox = await start_sandbox(unused_tcp_port)
    async with open_page(browser, sandbox) as page:
        await page.get_by_test_id("start").click()
        await expect(page.locator(".message")).to_have_count(1)
        await sandbox.stop()
        await expect(page.get_by_test_id("offline")).to_contain_text("does not answer")
        sandbox = await start_sandbox(unused_tcp_port)
        await expect(page.get_by_test_id("offline")).to_be_hidden(timeout=20_000)
        # The new sandbox knows nothing of the old chat, and the page shows what is.
        await expect(page.locator(".message")).to_have_count(0)
        await expect(page.get_by_test_id("start")).to_be_visible()
        await sandbox.stop()
