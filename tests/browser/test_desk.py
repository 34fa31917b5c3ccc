"""The desk in a real browser: each page without an accessibility violation and nothing cut off, by
keyboard, and without script behind its door."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.browser import open_browser
from tests.support.chat_drafts import make_draft
from tests.support.conversation import World
from tests.support.desk import open_desk_world

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# Where to put pictures of the pages, for somebody to look at.
SCREENSHOTS = os.environ.get("SCREENSHOTS")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = {320: 640, 390: 844, 1280: 800}

FIND_TROUBLE = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
    const untold = found.incomplete.filter(({ id }) => id === "color-contrast");
    const isWide = document.documentElement.scrollWidth > innerWidth ? ["wider than the page"] : [];
    return [...isWide, ...[...found.violations, ...untold].flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target.join(" ")} (${any[0]?.message ?? ""})`))];
}"""


async def find_trouble(page: Page) -> list[str]:
    """Return what axe finds; the page's own rules let nothing foreign in, so it comes from outside
    of them."""
    session = await page.context.new_cdp_session(page)
    await session.send("Runtime.evaluate", {"expression": AXE})
    found: dict[str, Any] = await session.send(
        "Runtime.evaluate",
        {"expression": f"({FIND_TROUBLE})()", "awaitPromise": True, "returnByValue": True},
    )
    await session.detach()
    trouble: list[str] = found["result"]["value"]
    return trouble


async def enter(browser: Browser, world: World, name: str = "root") -> Page:
    """Come to the desk as a person does: by the button beside the chat."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
    await page.goto(world.url)
    await page.get_by_test_id(f"person-{name}").click()
    async with page.expect_popup() as opening:
        await page.get_by_test_id("desk").click()
    desk = await opening.value
    await expect(desk.get_by_role("heading", name="Courses")).to_be_visible()
    assert "tgWebAppData" not in desk.url
    return desk


async def look_at(page: Page, path: str) -> list[str]:
    """Return what is wrong with a page, on every width, light and dark."""
    base = "/".join(page.url.split("/")[:3])
    found = []
    for theme in THEMES:
        await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for width, height in WIDTHS.items():
            await page.set_viewport_size({"width": width, "height": height})
            await page.goto(f"{base}{path}")
            found += [f"{path}, {theme}, {width}: {each}" for each in await find_trouble(page)]
            if SCREENSHOTS:
                name = f"{path.strip('/').replace('/', '-') or 'home'}-{theme}-{width}.png"
                await page.screenshot(path=Path(SCREENSHOTS) / name, full_page=True)
    return found


async def test_every_page_is_fit_for_everybody(database_url: str) -> None:
    async with open_desk_world(database_url) as world, open_browser() as browser:
        root = world.chat("root")
        article = b"# Sleep\n\n## Why\n\nSleep may help a sore back.\n\n## How\n\nRest at night.\n"
        await make_draft(root, "article.md", article)
        page = await enter(browser, world)
        found = []
        for path in PATHS:
            found += await look_at(page, path)
        assert found == [], "\n".join(found)


PATHS = (
    "/import",
    "/drafts/sleep/about",
    "/drafts/sleep/1/new",
    "/drafts/sleep/1/arrange",
    "/drafts/sleep/1/remove",
    "/drafts/sleep/publish",
    "/",
    "/calendar",
    "/people",
    "/log",
    "/past/1",
    "/courses/l5-s1-and-headaches",
    "/drafts/sleep",
    "/drafts/sleep/1",
    "/nothing",
)


async def test_behind_its_door_the_desk_needs_no_script_and_no_mouse(database_url: str) -> None:
    async with open_desk_world(database_url) as world, open_browser() as browser:
        page = await enter(browser, world)
        context = await browser.new_context(java_script_enabled=False)
        cookies = await page.context.cookies()
        await context.add_cookies(
            [{"name": c["name"], "value": c["value"], "url": page.url} for c in cookies]
        )
        plain = await context.new_page()
        await plain.goto(page.url)
        await plain.keyboard.press("Tab")
        await expect(plain.get_by_role("link", name="Skip to the page")).to_be_focused()
        await plain.get_by_role("link", name="Sore back, sore head").focus()
        await plain.keyboard.press("Enter")
        await expect(plain.get_by_role("heading", name="As people see it")).to_be_visible()
        await plain.get_by_role("link", name="Headaches that should not wait").focus()
        await plain.keyboard.press("Enter")
        await expect(plain.locator(".bubble")).to_contain_text("Headaches that should not wait")
