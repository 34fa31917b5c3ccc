"""A fan-out under the ruler: the product's own dispatcher and store, and whoever sends."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram.ext import ApplicationBuilder, ExtBot

from bot.api.limiter import Limiter, Urgency
from bot.api.transport import Transport
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.known_topics import KnownTopics
from bot.delivery.open_checks import OpenChecks
from bot.process.clock import SystemClock
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.use_cases.delivery import planning
from bot.use_cases.delivery.settled import Settled
from bot.views.rich_text import RichText
from lessons.course.files import load_published_courses
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from storage import open_runner_lock
from tests.benchmarks.bot_api import TOKEN
from tests.support.crowd import enroll

UNLIMITED = 100_000

Send = Callable[[int], Awaitable[int]]
"""Send the lesson to that chat by some library, and return the message's id."""


class PeerDispatcher(Dispatcher):
    """Claims, marks and records as ours does, and has another library send."""

    peer: Send

    async def _send(self, delivery: Delivery, urgency: Urgency | None) -> Settled:
        message_id = await self.peer(delivery.chat_id)
        now = datetime.now(UTC)
        outcome = Outcome(delivery.delivery_id, DeliveryStatus.SENT, now, (message_id,))
        return Settled(delivery, outcome)


@dataclass
class FanOut:
    """Everything that a fan-out needs, ready to go."""

    bot: ExtBot[Any]
    store: StoreThread
    limiter: Limiter
    dispatcher: Dispatcher
    clock: SystemClock
    notices: list[str] = field(default_factory=list)

    async def time_sending(self) -> tuple[float, float]:
        """Send all that is due; return the seconds and the CPU seconds that it took."""
        wall, cpu = time.perf_counter(), time.process_time()
        await self.dispatcher.drain()
        return time.perf_counter() - wall, time.process_time() - cpu


@asynccontextmanager
async def open_fan_out(
    database: Path | str,
    url: str,
    count: int,
    *,
    limiter: Limiter,
    in_flight: int | None = None,
    peer: Send | None = None,
) -> AsyncIterator[FanOut]:
    """Yield a fan-out of that many deliveries, planned and not yet begun; for none, of what the
    database, a file or a URL, holds."""
    if count:
        enroll(database, range(5_000_000_001, 5_000_000_001 + count))
    library, clock = load_published_courses(None), SystemClock()
    store = StoreThread(database if isinstance(database, str) else f"sqlite:///{database}")
    while count and await store.run(planning.plan_lessons, library, clock.now()):
        pass
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").rate_limiter(limiter)
    bot = builder.request(Transport(url)).get_updates_request(Transport(url)).build().bot
    notices: list[str] = []

    async def notify(text: RichText) -> bool:
        notices.append(text.text)
        return True

    kind = PeerDispatcher if peer else Dispatcher
    topics = KnownTopics(store)
    dispatcher = kind(store, library, bot, clock, limiter, OpenChecks(), topics, notify, Vitals())
    if isinstance(dispatcher, PeerDispatcher) and peer:
        dispatcher.peer = peer
    if isinstance(database, str):
        # A server wants to be told who sends.
        lease = open_runner_lock(database)
        assert lease.is_acquired()
        await store.run_bare(lambda kept: kept.lead(lease.epoch))
    dispatcher.begin_bulk(timedelta(0))
    if in_flight is not None:
        dispatcher._most_in_flight = in_flight
    await bot.initialize()
    try:
        yield FanOut(bot, store, limiter, dispatcher, clock, notices)
    finally:
        await dispatcher.stop()
        await bot.shutdown()
        store.close()
