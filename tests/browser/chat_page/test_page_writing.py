"""Finding one's way on the page and writing, by keyboard too."""

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.sandbox.server import RunningSandbox
from tests.browser.chat_page.acting import DESKTOP, PHONE, Bot, in_chat, keyboard, open_page

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_the_word_sandbox_is_always_in_sight(
    browser: Browser, sandbox: RunningSandbox, bot: Bot, size: dict[str, int]
) -> None:
    async with open_page(browser, sandbox, viewport=size) as page:
        badge = page.get_by_test_id("sandbox-badge")
        await expect(badge).to_have_text("SANDBOX")
        for number in range(30):
            await bot.say(f"Message {number}")
        await expect(in_chat(page, "Message 29")).to_be_in_viewport()
        await expect(badge).to_be_in_viewport(ratio=1)
        await page.get_by_test_id("command-menu").click()
        assert await is_uncovered(badge)
        if size == PHONE:
            await page.get_by_test_id("tools").click()
            await expect(page.get_by_test_id("clock")).to_be_visible()
            assert await is_uncovered(badge)


async def test_a_newcomer_starts_and_writes_by_keyboard_alone(
    page: Page, sandbox: RunningSandbox
) -> None:
    async with aiohttp.ClientSession() as session:
        bot = Bot(session, sandbox)
        await expect(page.get_by_test_id("start")).to_be_visible()
        await tab_to(page, "start")
        await page.keyboard.press("Enter")
        assert (await bot.hear("message"))["text"] == "/start"
        await expect(page.get_by_test_id("start")).to_be_hidden()
        await expect(page.get_by_test_id("composer")).to_be_focused()
        await page.keyboard.type("two lines,")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("one message")
        await page.keyboard.press("Enter")
        assert (await bot.hear("message"))["text"] == "two lines,\none message"
        await expect(page.get_by_test_id("composer")).to_have_value("")
        await expect(page.locator(".message.from-person").last).to_contain_text("one message")


async def test_every_control_is_reached_by_tab_and_shows_its_focus(page: Page, bot: Bot) -> None:
    await bot.say("Choose", reply_markup=keyboard("Begin"))
    await expect(page.get_by_test_id("inline-button")).to_be_visible()
    wanted = {"person-ada", "person-ben", "person-root", "tools", "messages", "inline-button"}
    wanted |= {"command-menu", "composer", "location", "attach", "send"}
    reached = set()
    for _ in range(30):
        await page.keyboard.press("Tab")
        name, outline = await page.evaluate(
            "() => { const e = document.activeElement, f = e.closest('.field') ?? e;"
            " return [e.dataset.testid ?? '', getComputedStyle(f).outlineStyle]; }"
        )
        reached.add(name)
        assert not name or outline != "none", f"{name} does not show that it has the focus"
    assert wanted <= reached


async def test_a_deep_link_in_the_address_starts_with_its_payload(
    page: Page, sandbox: RunningSandbox, bot: Bot
) -> None:
    await page.goto(f"{sandbox.url}/#start=neck-pain_1")
    await page.get_by_test_id("start").click()
    assert (await bot.hear("message"))["text"] == "/start neck-pain_1"
    await expect(page.get_by_test_id("start")).to_be_hidden()
    # The bot's own link in a message does the same.
    username = (await bot.call("getMe"))["username"]
    await bot.say(f"https://t.me/{username}?start=again")
    await page.get_by_role("link", name="start=again").click()
    await page.get_by_test_id("start").click()
    assert (await bot.hear("message"))["text"] == "/start again"


async def test_a_slash_opens_the_commands_and_the_arrow_keys_choose(page: Page, bot: Bot) -> None:
    commands = [
        {"command": "lesson", "description": "Today's lesson"},
        {"command": "pause", "description": "Pause for a while"},
        {"command": "help", "description": "What I can do"},
    ]
    await bot.call("setMyCommands", commands=commands)
    options = page.get_by_test_id("command-option")
    await page.get_by_test_id("composer").press("/")
    await expect(options).to_have_count(3)
    await page.keyboard.press("Escape")
    await expect(options.first).to_be_hidden()
    await page.get_by_test_id("composer").fill("")
    await page.get_by_test_id("command-menu").press("Enter")
    await expect(options.first).to_be_visible()  # the closed menu holds its options too
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    assert (await bot.hear("message"))["text"] == "/pause"
    await expect(options.first).to_be_hidden()


async def test_a_typed_command_is_sent_as_it_stands(page: Page, bot: Bot) -> None:
    await bot.call("setMyCommands", commands=[{"command": "lessons", "description": "All of them"}])
    await page.get_by_test_id("composer").press_sequentially("/lesson")
    await expect(page.get_by_test_id("command-option")).to_have_text("/lessons All of them")
    await page.keyboard.press("Enter")
    assert (await bot.hear("message"))["text"] == "/lesson"
    await page.get_by_test_id("composer").press_sequentially("/le")
    await page.keyboard.press("Tab")
    await expect(page.get_by_test_id("composer")).to_have_value("/lessons ")


async def test_what_the_sandbox_refuses_stays_for_another_try(page: Page, bot: Bot) -> None:
    too_long = "a" * 4097
    await page.get_by_test_id("composer").fill(too_long)
    await page.get_by_test_id("send").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("4097")
    await expect(page.get_by_test_id("composer")).to_have_value(too_long)


async def is_uncovered(locator: Locator) -> bool:
    """Return whether the element itself is what a finger on its middle would touch."""
    covered = await locator.evaluate(
        "(badge) => { const box = badge.getBoundingClientRect(); return document.elementFromPoint("
        "box.x + box.width / 2, box.y + box.height / 2) !== badge; }"
    )
    return not covered


async def tab_to(page: Page, test_id: str) -> None:
    """Press Tab until the control has the focus; AssertionError if it never gets it."""
    for _ in range(30):
        if await page.evaluate("document.activeElement.dataset.testid") == test_id:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {test_id}")
