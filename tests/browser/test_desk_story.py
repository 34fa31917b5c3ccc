"""An article comes to the desk, somebody else approves it, and everybody begins it tomorrow at nine
on their own clock: by few taps, in a real browser."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from lessons.times.schedule import Schedule
from storage import open_store
from tests.support.audience import A_PERSON
from tests.support.browser import open_browser
from tests.support.conversation import World
from tests.support.crowd import query
from tests.support.desk import open_desk_world
from tests.support.desk_articles import ARTICLE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(580)]

PEOPLE = 5_000
ZONES = ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland")
MOST_TAPS = 15


class Desk:
    """One person's tab at the desk; every tap is counted."""

    def __init__(self, taps: list[str], page: Page) -> None:
        self.taps, self.page = taps, page

    async def taps_on(self, what: Locator, then: str) -> None:
        """Tap, and wait for the page that it brings."""
        label = (await what.first.inner_text()).strip()
        self.taps.append(label)
        await what.first.click()
        await expect(self.page.locator("main")).to_contain_text(then, timeout=120_000)

    async def presses(self, label: str, then: str) -> None:
        """Press the button of that label."""
        await self.taps_on(self.page.get_by_role("button", name=label, exact=True), then)

    async def follows(self, label: str, then: str) -> None:
        """Follow the link of that label."""
        await self.taps_on(self.page.get_by_role("link", name=label, exact=True), then)


async def open_desk(browser: Browser, world: World, name: str, taps: list[str]) -> Desk:
    """Come to the desk by the button beside the chat."""
    page = await (await browser.new_context(locale="en-GB")).new_page()
    await page.goto(world.url)
    await page.get_by_test_id(f"person-{name}").click()
    async with page.expect_popup() as opening:
        taps.append("Open the desk")
        await page.get_by_test_id("desk").click()
    desk = await opening.value
    await expect(desk.get_by_role("heading", name="Courses")).to_be_visible()
    return Desk(taps, desk)


async def join(world: World, folder: Path) -> list[int]:
    """So many people, in three zones, who are in no course."""
    chat_ids = [person["id"] for person in await world.post("people", count=PEOPLE)]
    store = open_store(f"sqlite:///{folder / 'lessons.db'}")
    with store.transaction():
        for at, chat_id in enumerate(chat_ids):
            schedule = Schedule(ZONES[at % len(ZONES)], time(20))
            store.save_subscriber(replace(A_PERSON, chat_id=chat_id, schedule=schedule))
    store.close()
    return chat_ids


async def test_an_article_reaches_everybody_tomorrow_at_nine_by_few_taps(
    database_url: str, tmp_path: Path
) -> None:
    async with open_desk_world(database_url, second_person="on") as world:
        root, ben = world.chat("root"), world.chat("ben")
        await root.says("/start")
        await ben.says("/start")
        await root.gives_seat(ben, "editor", "sender")
        chat_ids = await join(world, tmp_path)
        article = tmp_path / "sleep.md"
        article.write_bytes(ARTICLE)
        taps: list[str] = []
        async with open_browser() as browser:
            author = await open_desk(browser, world, "ben", taps)
            await author.page.get_by_label("The article as a file").set_input_files(article)
            taps.append("the file")
            # The words themselves.
            await author.page.get_by_label("Or the address of its page").fill("https://example.org")
            await author.presses("Read it", "No draft is made of it yet.")
            await author.presses("Make a draft", "A new course: nobody gets it yet.")
            await author.presses("Ask for approval", "They are told")
            reviewer = await open_desk(browser, world, "root", taps)
            await reviewer.follows("Sleep and backs", "2 lessons, 0 approved")
            await reviewer.presses("Approve all", "2 lessons, 2 approved")
            await author.follows("Overview", "Everything is approved.")
            await author.follows("Publish", "Publish this course?")
            await author.presses("Yes, publish", "Published as revision 1.")
            await author.presses("Start it for people", "Start this course?")
            await author.presses("Confirm", "Really?")
            await author.presses(f"Yes, to {PEOPLE}", "Scheduled as number 1.")
        assert len(taps) <= MOST_TAPS, taps
        await world.advance(to="2026-11-25T12:00:00Z")
    begun = query(
        tmp_path / "lessons.db",
        "SELECT s.timezone, d.due_at, count(*) FROM deliveries d JOIN subscribers s USING (chat_id)"
        " WHERE d.lesson_id = (SELECT lesson_id FROM deliveries WHERE course_id = 'sleep-backs'"
        " ORDER BY due_at LIMIT 1) AND d.status = 'sent' GROUP BY 1, 2",
    )
    assert sum(int(str(count)) for _, _, count in begun) == len(chat_ids)
    for zone, due_at, _count in begun:
        at = datetime.fromisoformat(re.sub("Z$", "+00:00", str(due_at))).astimezone(UTC)
        assert at.astimezone(ZoneInfo(str(zone))).time() == time(9), (zone, due_at)
