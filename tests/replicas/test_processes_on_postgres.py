"""Three processes behind one address, on one PostgreSQL: killed and stopped, and nobody notices."""

import asyncio
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from bot.api.webhook.peers import BEAT_SECONDS
from lessons.course.files import load_published_courses
from storage import open_store
from tests.support.conversation import ID_OF
from tests.support.load_balancer import load_balancer
from tests.support.postgres import running_server
from tests.support.processes import Processes, open_processes, spawn
from tests.support.webhooks import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass
class Fleet:
    """The sandbox, and processes behind one address."""

    sandbox: Processes
    url: str
    ports: list[int] = field(default_factory=lambda: [free_port() for _ in range(3)])
    address: int = field(default_factory=free_port)
    running: dict[int, Process] = field(default_factory=dict)

    async def start(self, number: int) -> None:
        """Start one of them; it listens when this returns."""
        port = self.ports[number]
        self.running[number] = await spawn(
            BOT_API_URL=self.sandbox.url,
            BOT_TOKEN=self.sandbox.token,
            DATABASE_URL=self.url,
            ADMIN_IDS=str(ID_OF["root"]),
            LOG_LEVEL="WARNING",
            WEBHOOK_URL=f"http://127.0.0.1:{self.address}/telegram",
            WEBHOOK_LISTEN=f"127.0.0.1:{port}",
            REPLICA_URL=f"http://127.0.0.1:{port}",
        )
        stdout = self.running[number].stdout
        assert stdout is not None
        while b"Serving" not in (line := await stdout.readline()):
            assert line, "it ended"

    def signal(self, number: int, how: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.running[number].pid, how)

    async def kill(self, number: int) -> None:
        """Kill it."""
        self.running[number].kill()
        await self.running.pop(number).wait()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return rows of the database."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql.encode()).fetchall()

    async def add_people(self, count: int) -> list[int]:
        """Return as many more people."""
        return [card["id"] for card in await self.sandbox.post("people", count=count)]

    async def write(self, chat_ids: list[int], text: str) -> None:
        """Let each of them write that."""
        for one in chat_ids:
            await self.sandbox.post(f"chats/{one}/messages", **{"from": one, "text": text})

    async def see_open_checks(self, count: int) -> None:
        """Return once lessons wait in that many chats."""
        async with asyncio.timeout(30):
            while len(self.query("SELECT 1 FROM open_checks")) != count:
                await asyncio.sleep(0.05)

    async def press(self, chat_id: int, label: str) -> str | None:
        """Press that button of the latest message once it was looked at; return what flashes up."""
        found = await self.sandbox.get(f"chats/{chat_id}/messages", after=0, wait=0)
        message_id = max(item["message_id"] for item in found if item["from"]["is_bot"])
        press = {"from": chat_id, "message_id": message_id, "button": label}
        async with asyncio.timeout(30):
            while True:
                answer = await self.sandbox.post(f"chats/{chat_id}/presses", **press)
                if not str(answer["answer"]).startswith("Please look again: "):
                    return str(answer["answer"]) if answer["answer"] else None
                await asyncio.sleep(0.3)

    async def count_answers(self, chat_id: int) -> int:
        """Return how many messages the person has from the bot."""
        found = await self.sandbox.get(f"chats/{chat_id}/messages", after=0, wait=0)
        return sum(item["from"]["is_bot"] for item in found)

    async def see_answers(self, chat_ids: list[int], at_least: int) -> None:
        """Return once each has that many; tell who has not, and whom the database knows."""
        # What nobody took is brought again after growing waits.
        try:
            async with asyncio.timeout(120):
                for one in chat_ids:
                    while await self.count_answers(one) < at_least:
                        await asyncio.sleep(0.02)
        except TimeoutError:
            without = [one for one in chat_ids if await self.count_answers(one) < at_least]
            known = {row[0] for row in self.query("SELECT chat_id FROM subscribers")}
            taken = self.query("SELECT count(*) FROM taken_updates")
            raise AssertionError(
                f"not answered: {without}; known of them: {sorted(known & {*without})}; "
                f"updates taken: {taken}"
            ) from None


@pytest.fixture
async def fleet() -> AsyncIterator[Fleet]:
    with running_server() as server:
        async with open_processes("sqlite://") as sandbox:
            fleet = Fleet(sandbox, server.create())
            async with load_balancer(fleet.address, fleet.ports):
                for number in range(3):
                    await fleet.start(number)
                # Until each knows of the others.
                await asyncio.sleep(3 * BEAT_SECONDS)
                yield fleet
                for number in [*fleet.running]:
                    await fleet.kill(number)


async def test_each_is_answered_once_whoever_of_them_is_brought_what_they_write(
    fleet: Fleet,
) -> None:
    people = await fleet.add_people(60)
    await fleet.write(people, "/help")
    await fleet.see_answers(people, 1)
    await asyncio.sleep(1)
    assert [await fleet.count_answers(one) for one in people] == [1] * len(people)
    assert len(fleet.query("SELECT 1 FROM replicas")) == 3


async def test_a_check_goes_on_at_one_of_them_and_is_forgotten_by_all(fleet: Fleet) -> None:
    people = await fleet.add_people(12)
    await fleet.write(people, "/check")
    await fleet.see_answers(people, 1)
    await fleet.see_open_checks(len(people))
    labels = ("For me", "Headache")
    told = [await fleet.press(one, label) for label in labels for one in people]
    # Whoever is too busy to take a tap in a moment leaves it to another one, who knows nothing of
    # the check; if all did that, two of three taps would be forgotten.
    assert told.count(None) > len(told) * 2 / 3, told
    await fleet.write(people, "/cancel")
    await fleet.see_open_checks(0)


async def test_what_one_of_them_publishes_all_of_them_have(fleet: Fleet) -> None:
    with closing(open_store(fleet.url)) as store, store.transaction():
        [built_in] = load_published_courses(None).values()
        sleep = replace(built_in, course_id="sleep", title="Sleep")
        store.add_course_revision(sleep, 1, datetime.now(UTC))
    # Each looks every two seconds.
    await asyncio.sleep(5)
    people = await fleet.add_people(24)
    await fleet.write(people, "/start sleep")
    await fleet.see_answers(people, 1)

    # A word that names no course is counted.
    assert fleet.query("SELECT word, count FROM start_words") == []


async def test_kills_and_stops_lose_nobody_and_do_nothing_twice(fleet: Fleet) -> None:
    people = await fleet.add_people(150)
    writing = asyncio.create_task(fleet.write(people, "/start"))
    for number in (0, 1, 2):
        await asyncio.sleep(0.3)
        await fleet.kill(number)
        await fleet.start(number)
    fleet.signal(1, signal.SIGSTOP)
    await writing
    more = await fleet.add_people(30)
    await fleet.write(more, "/start")
    await fleet.see_answers(more, 1)
    fleet.signal(1, signal.SIGCONT)
    await fleet.see_answers(people, 1)
    counted = fleet.query("SELECT count(*), count(DISTINCT chat_id) FROM subscribers")
    assert counted == [(180, 180)]
    answers = [await fleet.count_answers(one) for one in people + more]
    # Where a kill came between what was kept and its answer, both may have left.
    assert max(answers) <= 3, answers
