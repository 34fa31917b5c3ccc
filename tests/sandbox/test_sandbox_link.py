"""A failure while the clock moves is told to the sandbox, and the link goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from aiohttp import ClientSession

from bot.delivery.ticker import Ticker
from bot.process.clock import FollowedClock
from bot.sandbox.server import start_sandbox
from bot.sandbox_link import SandboxLink
from storage.errors import StoreError

START_AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


@dataclass
class FailingTicker:
    """Fails with each of these in turn; then there is nothing to do."""

    failures: list[Exception] = field(default_factory=list)

    async def advance(
        self, clock: FollowedClock, target: datetime, arrive: Callable[[datetime], Awaitable[None]]
    ) -> None:
        await arrive(clock.now())
        await self.find_next_due_at()
        clock.run_from(target)

    async def find_next_lessons(self, _chat_ids: Sequence[int]) -> dict[int, datetime]:
        return {}

    async def find_next_due_at(self) -> None:
        if self.failures:
            raise self.failures.pop(0)


@dataclass
class Linked:
    """A sandbox and the link to it."""

    url: str
    http: ClientSession
    ticker: FailingTicker

    async def advance(self) -> tuple[int, dict[str, Any]]:
        body = {"advance_seconds": 60}
        async with self.http.post(f"{self.url}/sandbox/clock", json=body) as response:
            return response.status, await response.json()

    async def clock(self) -> dict[str, Any]:
        async with self.http.get(f"{self.url}/sandbox/clock") as response:
            return cast(dict[str, Any], await response.json())


@pytest.fixture
async def linked() -> AsyncIterator[Linked]:
    async def nothing_waits() -> None:
        pass

    sandbox, ticker = await start_sandbox(0, start_at=START_AT), FailingTicker()
    link = SandboxLink(
        sandbox.url, FollowedClock(START_AT), cast(Ticker, ticker), nothing_waits, lambda: None
    )
    running = asyncio.create_task(link.run())
    async with ClientSession() as http:
        linked = Linked(sandbox.url, http, ticker)
        while not (await linked.clock())["application"]:
            await asyncio.sleep(0.01)
        yield linked
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await sandbox.stop()


async def test_an_advance_that_fails_is_answered_and_the_next_one_works(
    linked: Linked, caplog: pytest.LogCaptureFixture
) -> None:
    linked.ticker.failures = [StoreError("the disk is full"), ValueError("what somebody wrote")]
    with caplog.at_level(logging.ERROR):
        status, answer = await linked.advance()
        assert (status, "the disk is full" in answer["error"]) == (502, True)
        status, answer = await linked.advance()
        assert (status, "ValueError" in answer["error"]) == (502, True)
    assert "what somebody wrote" not in answer["error"] + caplog.text
    assert "StoreError" in caplog.text
    status, answer = await linked.advance()
    assert status == 200
    assert (await linked.clock())["application"]


async def test_a_question_that_fails_is_answered_with_nothing_and_the_link_stays(
    linked: Linked,
) -> None:
    linked.ticker.failures = [StoreError("the disk is full")]
    assert (await linked.clock())["next_due_at"] is None
    assert (await linked.advance())[0] == 200
