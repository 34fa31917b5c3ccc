"""A process behind a webhook that is killed: nothing is lost, and nothing is done twice."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.support.crowd import query
from tests.support.processes import open_processes
from tests.support.webhooks import webhook_environment

# Each starts the program, and ends it hard, several times.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


async def test_whatever_was_written_around_kills_is_done_once(tmp_path: Path) -> None:
    file = tmp_path / "lessons.db"
    async with open_processes(f"sqlite:///{file}") as processes:
        processes.settings = webhook_environment()
        await processes.start()
        people = [card["id"] for card in await processes.post("people", count=120)]
        for number, chat_id in enumerate(people):
            await processes.post(f"chats/{chat_id}/messages", **{"from": chat_id, "text": "/start"})
            if number % 40 == 39:
                await processes.kill()
                await processes.start()
        async with asyncio.timeout(120):
            while len(query(file, "SELECT 1 FROM subscribers")) < len(people):
                await asyncio.sleep(0.1)
        await processes.settle()
        for chat_id in people:
            found = await processes.get(f"chats/{chat_id}/messages", after=0, wait=0)
            told = [item for item in found if item["from"]["is_bot"]]
            # An answer, or the word that the wish is kept; both where the answer came late.
            assert 1 <= len(told) <= 2, chat_id
        assert len(query(file, "SELECT 1 FROM subscribers")) == len(people)


async def test_a_clean_end_loses_nothing_and_the_next_start_goes_on(tmp_path: Path) -> None:
    async with open_processes(f"sqlite:///{tmp_path / 'lessons.db'}") as processes:
        processes.settings = webhook_environment()
        await processes.start()
        people = [card["id"] for card in await processes.post("people", count=60)]

        async def write(chat_id: int) -> None:
            await processes.post(f"chats/{chat_id}/messages", **{"from": chat_id, "text": "/help"})

        writing = asyncio.gather(*map(write, people))
        assert await processes.kill(signal.SIGTERM) == 0
        await writing
        await processes.start()
        await processes.settle()
        for chat_id in people:
            found = await processes.get(f"chats/{chat_id}/messages", after=0, wait=0)
            told = [item for item in found if item["from"]["is_bot"]]
            assert len(told) == 1, chat_id
