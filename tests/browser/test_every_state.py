"""Every state of the page, light and dark, at five widths and at twice the size of text: no
accessibility violation, nothing whose contrast cannot be told, nothing wider than the page."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import open_browser
from tests.support.conversation import World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()

# Where to put pictures of the states, for somebody to look at.
SCREENSHOTS = os.environ.get("SCREENSHOTS")

WIDTHS = {320: 640, 390: 844, 768: 1024, 1024: 768, 1600: 1000}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

FIND_TROUBLE = """async (isCovered) => {
    const found = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
    const untold = found.incomplete.filter(({ id }) => id === "color-contrast" && !isCovered);
    // A letter in a picture and a tick are no text for axe; both stand beside their words.
    const isTold = ({ any }) => !["shortTextContent", "nonBmp"].includes(any[0]?.data?.messageKey);
    return [...found.violations, ...untold].flatMap(({ id, nodes }) => nodes.filter(isTold)
        .map(({ target, any }) => `${id}: ${target.join(" ")} (${any[0]?.message ?? ""})`));
}"""

# What is cut off at its right, and the page itself if it can be scrolled sideways.
FIND_LOSS = """() => {
    const lost = [...document.querySelectorAll("body, body *")].filter((each) => {
        const box = each.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) return false;
        if (each.closest(".visually-hidden, .skip, pre, svg")) return false;
        const clips = getComputedStyle(each).overflowX !== "visible";
        return each.scrollWidth > each.clientWidth + 1 && (clips || each === document.body)
            && !["speakers", "groups", "people", "text"].includes(each.id);
    });
    return lost.map((each) => `cut off: ${each.tagName} ${each.id || each.className}`);
}"""


@dataclass
class Looker:
    """Looks at one state after the other; finds what is wrong with them."""

    page: Page
    found: list[str] = field(default_factory=list)

    async def look(self, state: str, *, is_covered: bool = False) -> None:
        """Look at the state from all sides, and leave it as it was.

        Where something is open over the chat, axe cannot tell the colours below on a narrow page.
        """
        for theme in THEMES:
            await self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            await expect(self.page.locator("html")).to_have_attribute("data-theme", theme)
            for width, height in WIDTHS.items():
                await self.page.set_viewport_size({"width": width, "height": height})
                where = f"{state}, {theme}, {width} px"
                await self._examine(where, is_covered=is_covered and width < 1600)
            await self.page.set_viewport_size({"width": 390, "height": 844})
            async with twice_the_text(self.page):
                # The same colours: here a message is longer than what is in sight of it.
                where = f"{state}, {theme}, 390 px, twice the text"
                await self._examine(where, is_covered=True)
            if SCREENSHOTS:
                await self._take_pictures(f"{state}-{theme}".replace(" ", "-"))

    async def _examine(self, where: str, *, is_covered: bool) -> None:
        trouble = await self.page.evaluate(FIND_TROUBLE, is_covered)
        trouble += await self.page.evaluate(FIND_LOSS)
        self.found += [f"{where}: {each}" for each in trouble]

    async def _take_pictures(self, name: str) -> None:
        for width, height in ((390, 844), (1280, 800)):
            await self.page.set_viewport_size({"width": width, "height": height})
            await self.page.screenshot(path=Path(str(SCREENSHOTS)) / f"{name}-{width}.png")
        await self.page.set_viewport_size({"width": 390, "height": 844})
        async with twice_the_text(self.page):
            await self.page.screenshot(path=Path(str(SCREENSHOTS)) / f"{name}-twice.png")

    async def type(self, text: str) -> None:
        """Write and send."""
        await self.page.get_by_test_id("composer").fill(text)
        await self.page.get_by_test_id("composer").press("Enter")

    async def press(self, label: str, then: str) -> None:
        """Press the latest button of that label, and wait for what it brings."""
        buttons = self.page.get_by_test_id("inline-button").filter(has_text=label)
        await buttons.last.click()
        await self.sees(then)

    async def sees(self, words: str) -> None:
        """Wait until the chat shows that."""
        await expect(self.page.get_by_test_id("messages")).to_contain_text(words)


@asynccontextmanager
async def twice_the_text(page: Page) -> AsyncIterator[None]:
    """Have the browser's own text size doubled, as its settings do."""
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    await page.wait_for_function("getComputedStyle(document.documentElement).fontSize === '32px'")
    yield
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    await page.wait_for_function("getComputedStyle(document.documentElement).fontSize === '16px'")
    await session.detach()


@pytest.fixture
async def looker(world: World) -> AsyncIterator[Looker]:
    async with open_browser() as browser:
        page = await browser.new_page(
            viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/Berlin"
        )
        await page.add_init_script(AXE)
        await page.goto(world.url)
        yield Looker(page)


async def test_a_subscribers_states(looker: Looker, world: World) -> None:
    page = looker.page
    await expect(page.locator("#empty-title")).to_have_text("What can this bot do?")
    await looker.look("1 before Start")
    async with twice_the_text(page):
        header = await page.locator(".chat-header").bounding_box()
    assert header is not None
    assert header["y"] + header["height"] <= 160, "the chat's, not the header's, is a phone"
    await page.get_by_test_id("start").click()
    await looker.sees("Hello, this is Lesson a Day.")
    await looker.look("2 welcome")
    await looker.press("Read the first lesson", "When should the next come?")
    await looker.look("3 time question")
    await looker.press("07:30", "What time is it where you are now?")
    await looker.look("4 zone")
    await world.advance(advance_seconds=1)  # faster nobody taps but by mistake
    await looker.press("13:00 · Berlin", "All set")
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("advance-next").click()
    await expect(page.get_by_test_id("advance-next")).to_be_enabled(timeout=60_000)
    await looker.look("5 tools")
    await page.get_by_test_id("tools").click()
    await looker.look("6 lesson")
    await page.get_by_test_id("inline-button").filter(has_text="Quick question").last.click()
    await page.get_by_test_id("poll-option").last.click()
    await expect(page.get_by_test_id("explanation")).to_be_visible()
    await looker.look("7 quiz")
    await looker.type("/settings")
    await expect(page.get_by_test_id("inline-button").filter(has_text="Time").last).to_be_visible()
    await looker.look("8 settings")
    await looker.type("I am away from 3 to 17 December")
    await looker.sees("A break from")
    await looker.look("8 break")
    await page.get_by_test_id("command-menu").click()
    await expect(page.get_by_test_id("command-option").first).to_be_visible()
    await looker.look("9 commands", is_covered=True)
    assert looker.found == [], "\n".join(looker.found)


async def test_the_states_of_a_check_and_of_trouble(looker: Looker, world: World) -> None:
    page = looker.page
    await looker.type("/check")
    await looker.sees("not a diagnosis")
    await go_on(looker, world, ["For me", "Headache"], "New in the last few days")
    await looker.look("10 check screen")
    await go_on(looker, world, ["Chest pain", "None of these", "Next"], "Get emergency help now")
    await looker.look("11 card")
    await page.get_by_test_id("location").click()
    await looker.look("12 place dialog", is_covered=True)
    await page.keyboard.press("Escape")
    await world.stop()
    await expect(page.locator("#chat-status")).to_contain_text("not running", timeout=20_000)
    await looker.look("13 no bot")
    await page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    await page.get_by_test_id("person-ben").click()
    await expect(page.get_by_test_id("offline")).to_be_visible(timeout=40_000)
    await looker.type("kept until it is back")
    await expect(page.get_by_test_id("unsent")).to_be_visible()
    await looker.look("14 offline")
    assert looker.found == [], "\n".join(looker.found)


async def go_on(looker: Looker, world: World, wishes: list[str], end: str) -> None:
    """Press the first of the wished buttons that each screen has, until the end is shown."""
    log = looker.page.get_by_test_id("messages")
    while end not in (before := await log.inner_text()):
        await world.advance(advance_seconds=1)  # a look at the screen
        labels = await looker.page.get_by_test_id("inline-button").all_inner_texts()
        wish = next(one for one in wishes if any(label.startswith(one) for label in labels))
        await looker.page.get_by_test_id("inline-button").filter(has_text=wish).last.click()
        await expect(log).not_to_have_text(before, use_inner_text=True)


async def test_an_admins_states_and_a_groups(looker: Looker) -> None:
    page = looker.page
    await page.get_by_test_id("person-root").click()
    await page.get_by_test_id("start").click()
    await looker.sees("Hello, this is Lesson a Day.")
    await looker.type("/admin")
    await expect(page.locator(".message.from-bot")).to_have_count(2)
    await looker.look("15 admin panel")
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("new-group").click()
    await looker.look("16 group dialog", is_covered=True)
    await page.get_by_test_id("save-group").click()
    await expect(page.locator(".message.from-bot")).to_have_count(1)
    await looker.type("/help")
    await expect(page.locator(".message.from-bot")).to_have_count(2)
    await looker.look("17 group")
    assert looker.found == [], "\n".join(looker.found)
