"""The clock on the page belongs to the person shown, and a lesson that it brings is shown from its
start, however many came before."""

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import open_browser
from tests.support.built_in_course import COUNT, place_of
from tests.support.conversation import Chat, World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.mark.parametrize("width", [390, 1280])
async def test_to_the_next_lesson_shows_it_each_time(
    world: World, ada: Chat, ben: Chat, width: int
) -> None:
    await ada.joins("07:30")
    await ben.joins("20:00")
    async with open_browser() as browser:
        page = await browser.new_page(
            viewport={"width": width, "height": 844},
            timezone_id="Europe/Berlin",
            locale="en-GB",
            reduced_motion="reduce",
        )
        await page.goto(world.url)
        if width == 390:
            await page.get_by_test_id("tools").click()
        hint = page.locator("#clock-hint")
        await expect(hint).to_contain_text("Next: tomorrow 07:30 for Ada.\nBen: tomorrow 20:00.")
        for number in range(2, COUNT + 1):
            await press_next(page)
            await expect_start_in_sight(page, place_of(number))
        await expect(page.get_by_test_id("messages")).to_contain_text("You have read it all.")

        # Ben's lessons go on, but that is no business of Ada's clock.
        await expect(hint).to_contain_text("No lesson is to come for Ada.\nBen: today 20:00.")
        before = await world.now()
        await press_next(page)
        await expect(page.get_by_test_id("toast")).to_contain_text("no lesson to come in this chat")
        assert (await world.now() - before).total_seconds() < 3_600
        await page.get_by_test_id("person-ben").click()
        await expect(hint).to_contain_text("for Ben.")


async def press_next(page: Page) -> None:
    """Press the button, until all that fell due has happened."""
    button = page.get_by_test_id("advance-next")
    await button.click()
    await expect(button).to_be_enabled(timeout=60_000)


async def expect_start_in_sight(page: Page, place: str) -> None:
    """Wait until the first line of the lesson is seen, below the top of the log."""
    lesson = page.locator(".message", has_text=place).last
    await expect(lesson).to_be_visible()
    seen = """(lesson) => {
        const log = document.getElementById("messages").getBoundingClientRect();
        const top = lesson.getBoundingClientRect().top;
        return top >= log.top && top < log.bottom - 40;
    }"""
    await page.wait_for_function(seen, arg=await lesson.element_handle(), timeout=10_000)
