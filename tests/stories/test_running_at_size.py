"""Five thousand people, one announcement on its way: it stops at a word, or by itself, goes on at
another, and nobody has two."""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from storage import open_store
from tests.support.audience import A_PERSON
from tests.support.browser import open_browser
from tests.support.conversation import Chat, show
from tests.support.crowd import count_by_status
from tests.support.processes import Processes, open_processes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

PEOPLE = 5_000
PER_SECOND = 300
# Half a second of answers may be outstanding.
MOST_IN_FLIGHT = PER_SECOND // 2
# So many leave in the time in which the message that follows them is edited a few times.
ENOUGH = 2_000
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[tuple[Processes, list[int]]]:
    """Five thousand subscribers without lessons, and an announcement that begins in a second."""
    database = tmp_path / "l.db"
    async with open_processes(f"sqlite:///{database}") as world:
        world.settings = {"MESSAGES_PER_SECOND": str(PER_SECOND), "PAID_BROADCAST": "true"}
        chat_ids = [person["id"] for person in await world.post("people", count=PEOPLE)]
        await world.start()
        await world.kill()
        store = open_store(f"sqlite:///{database}")
        with store.transaction():
            for chat_id in chat_ids:
                store.save_subscriber(replace(A_PERSON, chat_id=chat_id))
        store.close()
        await world.start()
        # In the afternoon of the crowd's zone, so that nobody's quiet hours are in the way.
        await world.advance(to="2027-03-22T12:00:00Z")
        root = world.chat("root")
        assert "5000 get it then" in await root.says("/schedule Hello. in 5 min")
        assert "Really?" in await root.presses("Confirm")
        assert "Scheduled as number 1." in await root.presses(f"Yes, to {PEOPLE}")
        await world.advance(to="2027-03-22T12:04:59Z")
        yield world, chat_ids


async def read_until(root: Chat, *wanted: str) -> list[str]:
    """Return the admin's screens as they come, until one holds all these words."""
    screens: list[str] = []
    deadline = time.monotonic() + 90
    while not any(all(words in screen for words in wanted) for screen in screens):
        assert time.monotonic() < deadline, f"{wanted} did not come; the last: {screens[-3:]}"
        screens += [show(message) for message in await root.messages()]
        await asyncio.sleep(0.05)
    return screens


async def says(root: Chat, text: str) -> None:
    """Write without waiting for what is under way."""
    await root.world.post("chats/root/messages", **{"from": "root", "text": text})


async def type_text(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


async def text_of(shown: Locator) -> str:
    return " ".join((await shown.inner_text()).split())


async def list_sent(world: Processes, chat_ids: list[int]) -> list[dict[str, Any]]:
    """Return the calls that carried the announcement, in their order."""
    people = set(chat_ids)
    return [
        call
        for call in await world.get("log", after=0)
        if call["method"] == "sendMessage" and call["chat_id"] in people
    ]


async def count_sent(world: Processes, chat_ids: list[int]) -> int:
    return len(await list_sent(world, chat_ids))


async def wait_for_sent(world: Processes, chat_ids: list[int], count: int) -> None:
    while await count_sent(world, chat_ids) < count:
        await asyncio.sleep(0.1)


async def assert_one_copy_each(world: Processes, chat_ids: list[int], database: Path) -> None:
    arrived = Counter(call["chat_id"] for call in await list_sent(world, chat_ids) if call["ok"])
    assert set(arrived) == set(chat_ids)
    assert set(arrived.values()) == {1}
    assert count_by_status(database) == {"sent": PEOPLE}
    for chat_id in chat_ids[::100]:
        found = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
        assert [message["text"] for message in found] == ["Hello."]


async def test_hold_stops_it_within_what_is_in_flight_and_go_finishes_it(
    crowd: tuple[Processes, list[int]], tmp_path: Path
) -> None:
    world, people = crowd
    async with open_browser() as browser:
        page = await browser.new_page(viewport=PHONE)
        await page.goto(world.url)
        await page.get_by_test_id("person-root").click()
        shown = page.get_by_test_id("messages")
        followed = page.locator(".message").filter(has_text="Number 1 is ").first
        counts: set[str] = set()
        while await count_sent(world, people) < ENOUGH:
            counts |= set(re.findall(rf"on its way.*?(\d+) of {PEOPLE} sent", await text_of(shown)))
            await asyncio.sleep(0.2)
        assert len(counts) >= 2, "the message that follows it was not edited as it went"

        ordered, ordered_at = await count_sent(world, people), time.monotonic()
        await type_text(page, "/hold")
        await expect(shown).to_contain_text("An admin asked for it.")
        answered_after = time.monotonic() - ordered_at
        at_answer = await count_sent(world, people)
        await asyncio.sleep(1)
        stopped_at = await count_sent(world, people)
        await asyncio.sleep(5)
        assert await count_sent(world, people) == stopped_at
        assert stopped_at - at_answer <= MOST_IN_FLIGHT
        assert ENOUGH <= stopped_at < PEOPLE
        await expect(followed).to_contain_text("Number 1 is on hold.")
        await expect(followed).to_contain_text(
            f"{stopped_at} of {PEOPLE} sent · {PEOPLE - stopped_at} held"
        )

        started_at = time.monotonic()
        await type_text(page, "/go")
        await expect(followed).to_contain_text("Number 1 is done.", timeout=60_000)
        await expect(followed).to_contain_text(f"{PEOPLE} of {PEOPLE} sent")
        finished_after = time.monotonic() - started_at
    await assert_one_copy_each(world, people, tmp_path / "l.db")
    print(
        f"/hold after {ordered} of {PEOPLE}: answered in {answered_after:.2f} s, "
        f"{stopped_at - ordered} left meanwhile, {stopped_at - at_answer} after the answer; "
        f"/go sent the other {PEOPLE - stopped_at} in {finished_after:.1f} s"
    )


async def test_failures_stop_it_by_themselves_and_go_finishes_it(
    crowd: tuple[Processes, list[int]], tmp_path: Path
) -> None:
    world, people = crowd
    root = world.chat("root")
    await wait_for_sent(world, people, 200)
    # Where more than half fails it is Telegram's own outage, in which all of bulk waits instead.
    await world.post("faults", method="sendMessage", kind="status_500", share=0.3, seed=1)
    before = await count_sent(world, people)
    screens = await read_until(
        root, "EDIT Number 1 is on hold.", "Too many failed, so it stopped by itself."
    )
    await asyncio.sleep(1)
    calls = await list_sent(world, people)
    await asyncio.sleep(4)
    assert await count_sent(world, people) == len(calls)
    failed = sum(not call["ok"] for call in calls)
    # A fifth of what was tried, and what was under way when that was found.
    assert failed <= 0.2 * len(calls) + 2 * MOST_IN_FLIGHT

    await world.post("faults")
    notice = "Number 1 was put on hold: too many of its messages failed."
    # It is among what fails, and comes at the latest when nothing does any more.
    if not any(notice in screen for screen in screens):
        await read_until(root, notice)
    await says(root, "/go")
    await read_until(root, "Number 1 is done.", f"{PEOPLE} of {PEOPLE} sent")
    await assert_one_copy_each(world, people, tmp_path / "l.db")
    print(f"trouble from {before} on: {failed} failures of {len(calls)} stopped it")


async def test_kills_amid_hold_and_go_lose_nobody_and_copy_only_what_was_in_flight(
    crowd: tuple[Processes, list[int]], tmp_path: Path
) -> None:
    world, people = crowd
    root, chance, found_sending = world.chat("root"), random.Random(3), 0
    await wait_for_sent(world, people, 500)
    for order in ("/hold", "/go", "/hold", "/go"):
        await says(root, order)
        await asyncio.sleep(chance.uniform(0, 0.1))
        await world.kill()
        found_sending += count_by_status(tmp_path / "l.db")["sending"]
        await world.start()
        await asyncio.sleep(2)
        before = await count_sent(world, people)
        await asyncio.sleep(2)
        assert (await count_sent(world, people) == before) is (order == "/hold")
    await read_until(root, "Number 1 is done.", f"{PEOPLE} of {PEOPLE} sent")
    arrived = Counter(call["chat_id"] for call in await list_sent(world, people) if call["ok"])
    assert set(arrived) == set(people)
    assert arrived.total() - PEOPLE <= found_sending
    assert count_by_status(tmp_path / "l.db") == {"sent": PEOPLE}
