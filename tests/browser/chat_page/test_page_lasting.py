"""What outlasts a reload, a lost line and a bot that has stopped; what stands before Start."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, Route, expect

from bot.sandbox.server import RunningSandbox, start_sandbox
from tests.browser.chat_page.acting import BEN, Bot, in_chat, open_page

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def write(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


async def test_before_start_the_bot_says_who_it_is(page: Page, new_bot: Bot) -> None:
    await new_bot.call("setMyName", name="Lesson a Day")
    await new_bot.call("setMyDescription", description="A minute a day.")
    await new_bot.call("setMyDescription", description="Eine Minute.", language_code="de")
    await page.reload()
    await expect(page.locator("#bot-name")).to_have_text("Lesson a Day")
    await expect(page.locator("#empty")).to_have_text("What can this bot do? Eine Minute.")
    await page.get_by_test_id("person-ben").click()
    await expect(page.locator("#empty")).to_have_text("What can this bot do? A minute a day.")
    await page.get_by_test_id("start").click()
    await expect(page.locator("#empty")).to_be_hidden()
    await expect(page.locator("#bot-name")).to_have_text("Lesson a Day")


async def test_a_draft_outlasts_a_reload_and_each_chat_has_its_own(page: Page, bot: Bot) -> None:
    await page.get_by_test_id("composer").fill("half a thought")
    await page.get_by_test_id("person-ben").click()
    await page.get_by_test_id("composer").fill("of Ben's")
    await page.reload()
    await expect(page.get_by_test_id("composer")).to_have_value("of Ben's")
    await page.get_by_test_id("person-ada").click()
    await expect(page.get_by_test_id("composer")).to_have_value("half a thought")
    await write(page, "a whole one")
    await page.reload()
    await expect(page.get_by_test_id("composer")).to_have_value("")


async def test_what_is_on_its_way_is_shown_as_waiting(page: Page, bot: Bot) -> None:
    is_let_go = asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "POST":
            await is_let_go.wait()
        await route.continue_()

    await page.route("**/sandbox/chats/ada/messages*", hold)
    await write(page, "slowly")
    await expect(page.get_by_test_id("unsent")).to_contain_text("slowly")
    await expect(page.get_by_test_id("composer")).to_have_value("")
    is_let_go.set()
    await expect(page.get_by_test_id("unsent")).to_have_count(0)
    await expect(in_chat(page, "slowly")).to_have_count(1)
    assert (await bot.hear("message"))["text"] == "slowly"


async def test_what_is_written_while_nobody_answers_is_sent_in_its_order_later(
    browser: Browser, unused_tcp_port: int
) -> None:
    sandbox = await start_sandbox(unused_tcp_port)
    async with open_page(browser, sandbox) as page:
        await page.get_by_test_id("start").click()
        await expect(page.locator(".message")).to_have_count(1)
        await sandbox.stop()
        await expect(page.get_by_test_id("offline")).to_contain_text("does not answer")
        await expect(page.locator("#chat-status")).to_have_text("no connection")
        for text in ("one", "two"):
            await write(page, text)
        await expect(page.get_by_test_id("unsent").locator(".text")).to_have_text(["one", "two"])
        sandbox = await start_sandbox(unused_tcp_port)
        await expect(page.get_by_test_id("unsent")).to_have_count(0, timeout=30_000)
        await expect(page.locator(".message .text")).to_have_text(["one", "two"])
        # What was there before the restart is gone, and why is told.
        await expect(page.get_by_test_id("toast")).to_contain_text("has not kept its chats")
        await sandbox.stop()


async def test_a_bot_that_does_not_run_is_seen_in_the_header(
    page: Page, sandbox: RunningSandbox, bot: Bot
) -> None:
    async def run() -> None:
        while True:
            await bot.call("getUpdates", timeout=1)

    status = page.locator("#chat-status")
    for _ in range(2):
        running = asyncio.create_task(run())
        await expect(status).to_have_text("bot")
        running.cancel()
        await asyncio.wait([running])
        await expect(status).to_have_text("the bot is not running")


async def test_what_the_sandbox_refuses_is_told_in_peoples_words(page: Page, bot: Bot) -> None:
    await write(page, "a" * 4097)
    toast = page.get_by_test_id("toast")
    await expect(toast).to_contain_text("one message takes at most 4096. Send it in parts.")
    await expect(page.get_by_test_id("composer")).to_have_value("a" * 4097)
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("advance-next").click()
    await expect(toast).to_have_text("There is no lesson to come in this chat.")


async def test_a_phone_that_counts_to_twelve_does_so_everywhere(
    browser: Browser, sandbox: RunningSandbox, bot: Bot
) -> None:
    for locale, shown in (("en-US", r"^\d{1,2}:\d\d\s[AP]M$"), ("en-GB", r"^\d\d:\d\d$")):
        async with open_page(browser, sandbox, locale=locale) as page:
            await bot.say("Hello", chat_id=BEN)
            await page.get_by_test_id("person-ben").click()
            time = await page.locator(".message .meta time").first.inner_text()
            await page.get_by_test_id("tools").click()
            clock = await page.get_by_test_id("clock").inner_text()
            assert await page.evaluate("([re, text]) => new RegExp(re).test(text)", [shown, time])
            assert ("AM" in clock or "PM" in clock) == (locale == "en-US")
            assert " 0" not in clock.split(",")[-1] or locale == "en-GB"


async def test_the_tools_leave_the_chat_in_sight_on_a_phone(page: Page, bot: Bot) -> None:
    await bot.say("The newest message")
    newest = in_chat(page, "The newest message")
    await expect(page.get_by_test_id("clock")).to_be_hidden()
    await expect(page.get_by_test_id("person-root")).to_contain_text("admin")
    await page.get_by_test_id("tools").click()
    await expect(page.get_by_test_id("advance-next")).to_be_in_viewport()
    await expect(newest).to_be_in_viewport(ratio=1)
    await page.get_by_test_id("tools").click()
    await expect(page.get_by_test_id("clock")).to_be_hidden()
