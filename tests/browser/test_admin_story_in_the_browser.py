"""The admin's story on a phone-sized page in a real browser: bring an article, schedule it for
everybody's own morning, undo, correct, recall, count."""

import os
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from bot.views.admin.chart_picture import PALETTES
from tests.support.browser import open_browser
from tests.support.built_in_course import place_of
from tests.support.conversation import World
from tests.support.crowd import enroll
from tests.support.document_files import ARTICLE, make_docx_article, make_pdf_article
from tests.support.pictures import assert_is_drawn, latest_photo

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

# Where to put pictures of the screens, light and dark, for somebody to look at.
SCREENSHOTS = os.environ.get("SCREENSHOTS")

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NINE_IN_AUCKLAND = datetime(2026, 11, 22, 20, tzinfo=UTC)
NINE_IN_BERLIN = datetime(2026, 11, 23, 8, tzinfo=UTC)
NINE_IN_LONDON = datetime(2026, 11, 23, 9, tzinfo=UTC)

# People whose clocks show UTC, so that a second tap is asked for and a chart has something to show.
CROWD = 60
EVERYBODY = CROWD + 2

COURSE = "Can L5-S1 Cause Headaches? The Connection Explained"
THE_LESSON = "Lesson 3 of 12"

TYPO = "The clinic is closed on Fryday."
RIGHT = "The clinic is closed on Friday."


@dataclass
class Phone:
    """The page, in somebody's hands."""

    page: Page
    world: World

    async def be(self, name: str) -> None:
        """Take up somebody's chat."""
        await self.page.get_by_test_id(f"person-{name}").click()

    async def type(self, text: str) -> None:
        """Write and send."""
        await self.page.get_by_test_id("composer").fill(text)
        await self.page.get_by_test_id("composer").press("Enter")

    async def attach(self, name: str, content: bytes, caption: str = "") -> None:
        """Choose a file and send it, with a word below it."""
        chosen = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        await self.page.locator("#file").set_input_files(chosen)
        await expect(self.page.locator("#chosen-file-name")).to_have_text(name)
        await self.type(caption)

    async def press(self, label: str) -> None:
        """Press the latest button that begins like this, as soon as it is there."""
        begins = re.compile(f"^{re.escape(label)}")
        await self.page.get_by_test_id("inline-button").filter(has_text=begins).last.click()

    async def sees(self, words: str) -> None:
        """Wait until the chat shows that."""
        await expect(self.page.get_by_test_id("messages")).to_contain_text(words)

    async def sees_no(self, words: str) -> None:
        """Wait until the chat does not show that."""
        await expect(self.page.get_by_test_id("messages")).not_to_contain_text(words)

    async def lets_pass(self, button: str) -> None:
        """Move the clock with a button of the page, until all that fell due has happened."""
        tools = self.page.get_by_test_id("tools")
        await tools.click()
        await self.page.get_by_test_id(button).click()
        await expect(self.page.get_by_test_id(button)).to_be_enabled(timeout=60_000)
        await self.world.settle()
        await tools.click()

    async def take_picture(self, name: str) -> None:
        """Keep what is to be seen, light and dark."""
        if not SCREENSHOTS:
            return
        for scheme in ("dark", "light"):
            await self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            await self.page.wait_for_timeout(200)
            await self.page.screenshot(path=Path(SCREENSHOTS) / f"admin-{name}-{scheme}.png")


@pytest.fixture
async def phone(world: World) -> AsyncIterator[Phone]:
    errors: list[str] = []
    async with open_browser() as browser:
        page = await browser.new_page(
            viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/Berlin"
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(world.url)
        yield Phone(page, world)
    assert errors == []


async def arrivals(world: World, name: str, words: str) -> list[datetime]:
    """Return when that person got messages with those words, deleted ones too."""
    found = await world.get(f"chats/{name}/messages", after=0, wait=0)
    return [
        datetime.fromtimestamp(message["date"], UTC)
        for message in found
        if message["from"]["is_bot"] and words in (message["text"] or "")
    ]


async def count_calls(world: World, after: int) -> Counter[tuple[str, int]]:
    """Return how often each chat was called with each method since that line of the log."""
    calls = await world.get("log", after=after)
    return Counter((call["method"], call["chat_id"]) for call in calls if call["ok"])


async def last_line(world: World) -> int:
    return max(int(call["n"]) for call in await world.get("log", after=0))


async def test_an_admin_schedules_corrects_recalls_and_counts(
    phone: Phone, world: World, tmp_path: Path
) -> None:
    await people_join(phone, tmp_path)
    await an_article_is_brought_three_times_and_published_once(phone)
    await a_lesson_is_scheduled_and_undone(phone)
    await a_lesson_comes_at_everybodys_own_nine(phone)
    await a_message_is_corrected_and_recalled(phone)
    await the_numbers_are_looked_at(phone)


async def people_join(phone: Phone, folder: Path) -> None:
    """Ada in Berlin and Ben in Auckland through the page, and a crowd behind them."""
    await phone.page.get_by_test_id("start").click()
    await phone.press("Read the first lesson")
    await phone.sees(place_of(1))
    await phone.press("07:30")
    await phone.sees("What time is it where you are now?")
    # A look at what has changed: faster nobody taps but by mistake.
    await phone.world.advance(advance_seconds=1)
    await phone.press("13:00 · Berlin")
    await phone.sees("All set")
    await phone.be("ben")
    await phone.page.get_by_test_id("start").click()
    await phone.sees("Hello, this is Lesson a Day.")
    await phone.type("8pm")
    await phone.sees("Good, 20:00")
    await phone.type("Auckland")
    await phone.press("Auckland, New Zealand")
    await phone.sees(place_of(1))
    crowd = await phone.world.post("people", count=CROWD)
    enroll(folder / "lessons.db", [person["id"] for person in crowd], NOON)
    await phone.be("root")
    await phone.page.get_by_test_id("start").click()
    await phone.sees("Hello, this is Lesson a Day.")


async def an_article_is_brought_three_times_and_published_once(phone: Phone) -> None:
    """As text when it is asked for, as a Word document with the command below it, as a PDF that
    nobody asked for; each is looked through and approved."""
    await phone.type("/import")
    await phone.sees("Send me the article as a file.")
    await phone.attach("article.txt", ARTICLE.encode())
    await approve(phone, "can-l5-s1-cause-headaches")
    await phone.press("Publish")
    await phone.press("Yes, publish")
    await phone.sees("Published")
    await phone.take_picture("0-published")
    await phone.attach("article.docx", make_docx_article(), "/import from-word")
    await approve(phone, "from-word")
    await phone.attach("article.pdf", make_pdf_article())
    await phone.sees("article.pdf")
    await phone.press("Import it")
    await approve(phone, "can-l5-s1-cause-headaches-2")


async def approve(phone: Phone, course_id: str) -> None:
    await phone.press("Make a draft")
    draft = phone.page.locator(".message").filter(has_text=f"Id: {course_id}").last
    await expect(draft).to_contain_text("12 lessons, 0 approved", timeout=20_000)
    await phone.take_picture(f"0-{course_id}")
    await phone.press("About the course")
    await phone.press("Source")
    await phone.sees("It stands below every lesson.")
    await phone.type("The clinic's own leaflet, 2026")
    await phone.press("Approve all")
    await phone.press("Yes, approve all")
    await expect(draft).to_contain_text("12 lessons, 12 approved")
    await expect(draft).to_contain_text("Nobody gets any of it before it is published.")


async def schedule_the_third_lesson(phone: Phone) -> None:
    await phone.type("/schedule")
    await phone.sees("What shall be sent?")
    await phone.press(COURSE[:30])
    await phone.sees("Which lesson?")
    await phone.press("3. ")
    await phone.press("Tomorrow 9:00, their time")
    await phone.press("Everyone")
    await phone.press("Confirm")
    await phone.press(f"Yes, to {EVERYBODY}")


async def a_lesson_is_scheduled_and_undone(phone: Phone) -> None:
    """What is undone within the hold reaches nobody."""
    await schedule_the_third_lesson(phone)
    await phone.sees("Scheduled as number 1.")
    await phone.take_picture("1-scheduled")
    await phone.press("Undo: send nothing")
    await phone.sees("Canceled. Nothing will be sent.")


async def a_lesson_comes_at_everybodys_own_nine(phone: Phone) -> None:
    """Each gets it once, at the very second."""
    world, before = phone.world, await last_line(phone.world)
    await schedule_the_third_lesson(phone)
    await phone.sees("Scheduled as number 2.")
    for _ in range(8):
        await phone.lets_pass("advance-hour")
    assert await arrivals(world, "ben", THE_LESSON) == [NINE_IN_AUCKLAND]
    assert await arrivals(world, "ada", THE_LESSON) == []
    await phone.sees("Number 2 is on its way.")
    await phone.sees("More follow, each on their own clock.")
    await phone.lets_pass("advance-day")
    await phone.sees("Number 2 is done.")
    await phone.sees(f"{EVERYBODY} of {EVERYBODY} sent")
    await phone.take_picture("2-done")
    assert await arrivals(world, "ada", THE_LESSON) == [NINE_IN_BERLIN]
    assert await arrivals(world, "ben", THE_LESSON) == [NINE_IN_AUCKLAND]
    calls = await count_calls(world, before)
    # The announced lesson, and the lesson of Ada's own course, which it did not displace. Ben had
    # his own of that date when he joined, early in his morning.
    assert (calls["sendMessage", 1001], calls["sendMessage", 1002]) == (2, 1)
    await phone.be("ada")
    await phone.sees(THE_LESSON)
    await phone.sees(place_of(2))
    await phone.take_picture("3-ada")
    await phone.be("root")


async def a_message_is_corrected_and_recalled(phone: Phone) -> None:
    """Who has it sees the new words marked, who has it not yet gets them unmarked; then it goes."""
    world = phone.world
    await phone.type(f"/schedule {TYPO} wed 9:00 their time")
    await phone.sees("Wed 25 November, 09:00")
    await phone.press("Confirm")
    await phone.press(f"Yes, to {EVERYBODY}")
    await phone.sees("Scheduled as number 3.")
    await phone.lets_pass("advance-day")
    await phone.be("ben")
    await phone.sees(TYPO)

    await phone.be("root")
    await phone.type("/correct")
    await phone.press("Number 3")
    await phone.sees("How shall number 3 read?")
    await phone.type(RIGHT)
    await phone.sees("Change 1 copy?")
    await phone.press("Correct them")
    await phone.sees("1 of 1 corrected")
    await phone.take_picture("4-corrected")
    await phone.be("ben")
    await phone.sees(RIGHT)
    await phone.sees("Corrected.")
    await phone.sees_no(TYPO)
    copy = phone.page.locator(".message.from-bot").filter(has_text=RIGHT)
    await expect(copy.locator(".edited")).to_be_visible()
    await phone.take_picture("5-ben")

    await phone.lets_pass("advance-day")
    await phone.be("ada")
    await phone.sees(RIGHT)
    await phone.sees_no("Corrected.")
    refused = [call for call in await world.get("log", after=0) if call["ok"] is False]
    # A menu before the first /start, and edits that change nothing.
    assert {call["method"] for call in refused} <= {"setMyCommands", "editMessageText"}, refused

    await phone.be("root")
    before = await last_line(world)
    await phone.type("/recall")
    await phone.press("Number 3")
    await phone.sees(f"Delete {EVERYBODY} copies in people's chats?")
    await phone.press("Delete them")
    await expect(phone.page.get_by_test_id("messages")).to_contain_text(
        f"{EVERYBODY} of {EVERYBODY} deleted", timeout=30_000
    )
    await phone.take_picture("6-recalled")
    deleted = {
        chat: n
        for (method, chat), n in (await count_calls(world, before)).items()
        if method == "deleteMessage"
    }
    assert len(deleted) == EVERYBODY
    assert set(deleted.values()) == {1}
    for name in ("ada", "ben"):
        await phone.be(name)
        await phone.sees(THE_LESSON)
        await phone.sees_no(RIGHT)
    await phone.be("root")


async def the_numbers_are_looked_at(phone: Phone) -> None:
    """The bars of text, and each chart as large as the phone shows it."""
    await phone.type("/stats")
    await phone.sees("How many got each lesson")
    await phone.take_picture("7-stats")
    for name, palette in PALETTES.items():
        await phone.press(f"Chart, {name}")
        photos = phone.page.get_by_role("button", name="Photo, press to enlarge")
        await expect(photos).to_have_count(1 if name == "light" else 2)
        await phone.take_picture(f"8-chart-{name}-in-the-chat")
        await photos.last.click()
        large = phone.page.locator("#photo-large")
        await expect(large).to_be_visible()
        await phone.take_picture(f"9-chart-{name}-enlarged")
        box = await large.bounding_box()
        assert box is not None
        with await latest_photo(phone.world) as picture:
            assert picture.format == "PNG"
            # What stands in the chart is 34 pixels high; a phone has to leave it readable.
            assert 34 * box["width"] / picture.width >= 11
            assert_is_drawn(picture, palette.ground, palette.bar)
        await phone.page.locator("#photo-dialog button").click()
