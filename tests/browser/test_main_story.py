"""The main story, in a real browser: two subscribers, fourteen days, two kills."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import open_browser
from tests.support.built_in_course import COUNT, place_of
from tests.support.processes import open_processes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

# Where to put pictures of the screens, for somebody to look at.
SCREENSHOTS = os.environ.get("SCREENSHOTS")


async def take_picture(page: Page, name: str) -> None:
    if SCREENSHOTS:
        await page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


async def type_text(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


async def press(page: Page, label: str) -> None:
    buttons = page.get_by_test_id("inline-button").filter(has_text=label)
    await buttons.last.click()


async def test_two_subscribers_read_the_course_to_its_end(tmp_path: Path) -> None:
    async with (
        open_processes(f"sqlite:///{tmp_path / 'l.db'}") as world,
        open_browser() as browser,
    ):
        await world.start()
        # Berlin's clocks go forward on 28 March 2027, Auckland's back on 4 April.
        await world.advance(to="2027-03-22T09:00:00Z")
        page = await browser.new_page(
            viewport={"width": 390, "height": 844}, timezone_id="Europe/Berlin", locale="en-GB"
        )
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(world.url)
        await expect(page.get_by_test_id("sandbox-badge")).to_be_visible()
        log = page.get_by_test_id("messages")

        await page.get_by_test_id("start").click()
        await expect(log).to_contain_text("Hello, this is Lesson a Day.")
        await take_picture(page, "1-start")
        await world.kill()
        await world.start()
        await press(page, "Read the first lesson")
        await expect(log).to_contain_text(place_of(1))
        await expect(log).to_contain_text("When should the next come?")
        await take_picture(page, "2-first-lesson")
        await press(page, "07:30")
        await expect(log).to_contain_text("What time is it where you are now?")
        await take_picture(page, "3-zone")
        # A look at what has changed: faster nobody taps but by mistake.
        await world.advance(advance_seconds=1)
        await press(page, "Type my city")
        await expect(log).to_contain_text("Type your city or country")
        await type_text(page, "berlin")
        await press(page, "Berlin, Germany")
        await expect(log).to_contain_text("All set: every day at 07:30")
        await press(page, "Quick question")
        await page.get_by_test_id("poll-option").first.click()
        await expect(page.get_by_test_id("explanation")).to_be_visible()
        await take_picture(page, "4-quiz")

        await page.get_by_test_id("person-ben").click()
        await page.get_by_test_id("start").click()
        await type_text(page, "8pm")
        await expect(log).to_contain_text("Good, 20:00")
        await type_text(page, "Auckland")
        await press(page, "Auckland, New Zealand")
        await expect(log).to_contain_text(place_of(1))

        await page.get_by_test_id("person-ada").click()
        if await page.get_by_test_id("tools").is_visible():
            await page.get_by_test_id("tools").click()
        for day in range(1, COUNT + 2):
            if day == 6:
                await world.kill()
                await world.start()
            before = (await world.get("clock"))["now"]
            await page.get_by_test_id("advance-day").click()
            goal = datetime.fromisoformat(before) + timedelta(days=1)
            while datetime.fromisoformat((await world.get("clock"))["now"]) < goal:
                await page.wait_for_timeout(50)
            await world.settle()
        await expect(log).to_contain_text("You have read it all.")
        await take_picture(page, "5-finish")

        berlin = await world.chat("ada").lessons("Europe/Berlin")
        auckland = await world.chat("ben").lessons("Pacific/Auckland")
    dates = [date(2027, 3, 22) + timedelta(days=day) for day in range(COUNT)]
    for got, send_time in ((berlin, "07:30"), (auckland, "20:00")):
        assert [place for place, _ in got] == [place_of(number) for number in range(1, COUNT + 1)]
        assert [at.date() for _, at in got] == dates
        assert {at.strftime("%H:%M") for _, at in got[1:]} == {send_time}
    assert errors == []
