"""The symptom check on a phone-sized page in a real browser, from its first screen to the card."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import open_browser
from tests.support.conversation import World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

# Where to put pictures of the screens, for somebody to look at.
SCREENSHOTS = os.environ.get("SCREENSHOTS")

# The answers of somebody who is not badly off, wherever they are asked for.
MILD = ["Less than 2 weeks", "Less than 3 days"]


@pytest.fixture(params=["light", "dark"])
async def page(world: World, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    async with open_browser() as browser:
        page = await browser.new_page(
            viewport={"width": 390, "height": 844}, color_scheme=request.param
        )
        await page.goto(world.url)
        await page.get_by_test_id("composer").fill("/check")
        await page.get_by_test_id("composer").press("Enter")
        await expect(page.get_by_test_id("messages")).to_contain_text("not a diagnosis")
        yield page


async def take_picture(page: Page, name: str) -> None:
    if SCREENSHOTS:
        await page.wait_for_timeout(300)
        await page.screenshot(path=Path(SCREENSHOTS) / f"check-{name}.png")


async def labels(page: Page) -> list[str]:
    return await page.get_by_test_id("inline-button").all_inner_texts()


async def press(page: Page, label: str) -> None:
    """Look at the screen for a second of the sandbox's clock, press a button, and wait until the
    message has changed."""
    await page.request.post(urljoin(page.url, "/sandbox/clock"), data={"advance_seconds": 1})
    log = page.get_by_test_id("messages")
    before = await log.inner_text()
    await page.get_by_test_id("inline-button").get_by_text(label, exact=True).last.click()
    await expect(log).not_to_have_text(before, use_inner_text=True)


async def go_on(page: Page, wishes: list[str], end: str) -> None:
    """Press the first wished button that each screen has, until the end is shown.

    "None of these" is in sight on each of them without scrolling.
    """
    log = page.get_by_test_id("messages")
    none = page.get_by_test_id("inline-button").get_by_text("None of these", exact=True)
    for _ in range(30):
        if end in await log.inner_text():
            return
        shown = await labels(page)
        if "None of these" in shown:
            await expect(none.last).to_be_in_viewport(ratio=1)
        await press(page, next(wish for wish in wishes if wish in shown))
    raise AssertionError(f"{end!r} was not reached")


async def test_an_ordinary_back_ache(page: Page) -> None:
    wishes = ["For me", "Back or leg", "None of these", "18 to 49", *MILD]
    await go_on(page, wishes, "Care at home, and watch")
    await take_picture(page, "benign")


async def test_a_thunderclap_headache(page: Page) -> None:
    wishes = ["For me", "Headache", "Very bad headache within 5 minutes", "None of these"]
    await go_on(page, wishes, "Get emergency help now")
    await take_picture(page, "thunderclap")


async def test_saddle_numbness(page: Page) -> None:
    wishes = ["For me", "Back or leg", "Numb genitals, bottom, inner thigh", "None of these"]
    await go_on(page, wishes, "Get emergency help now")
    await take_picture(page, "saddle")


async def test_somebody_under_18(page: Page) -> None:
    wishes = ["For a child", "Headache", "None of these", "11 to 17 years"]
    wishes += ["Yes, the same as always", *MILD]
    await go_on(page, wishes, "A child does not go alone")
    await take_picture(page, "under-18")


async def test_a_pregnant_person_with_a_new_headache(page: Page) -> None:
    wishes = [
        "For me",
        "Headache",
        "Pregnant, maybe, or new mother",
        "Next",
        "None of these",
        "18 to 49",
        "No, it is new to me",
        *MILD,
    ]
    await go_on(page, wishes, "Say how far along you are")
    await expect(page.get_by_test_id("messages")).to_contain_text("today")
    await take_picture(page, "pregnant")


async def test_not_sure_all_along(page: Page) -> None:
    wishes = ["For me", "Headache and back or neck", "Not sure", "None of these", "18 to 49", *MILD]
    await go_on(page, wishes, "You can always ask sooner.")
    shown = await page.get_by_test_id("messages").inner_text()
    assert "Speak to a clinician today" in shown or "Get emergency help now" in shown
    await take_picture(page, "not-sure")
