"""What a message costs: our bulk path and replies beside the libraries' own ways.

    python -m tests.benchmarks.send_path [SHARE]

Each side does the same work in a process of its own: claim from SQLite, send a lesson with its
entities and keyboard to the same local Bot API in another process, record the outcome in SQLite.
Answers come after 80 ms and 128 are in flight. All sides run on the same event loop. Then our
bulk path alone sends as fast as it can, with 1,000 in flight.
With a SHARE, such as 0.1, only so much of the messages is sent, and that once.
"""

# Each side loads its library in its own process, so that nobody pays for another's.

import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from bot.api.limiter import Limiter
from bot.api.messages import entities_of, inline_markup, send
from bot.api.transport import Transport
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from bot.views import lesson as lesson_views
from bot.views.screen import Screen
from lessons.course.files import load_published_courses
from tests.benchmarks.bot_api import TOKEN, asking, running_bot_api
from tests.benchmarks.fan_out import UNLIMITED, Send, open_fan_out

DELAY_SECONDS = 0.08
IN_FLIGHT = 128
MOST_IN_FLIGHT = 1_000
ROUNDS = 3
BULK, UNTHROTTLED, PTB, AIOGRAM = "ours, bulk", "ours, unthrottled", "PTB as it comes", "aiogram"
REPLY, TELEBOT = "ours, replies by PTB's methods", "pyTelegramBotAPI"


def _screen() -> Screen:
    [course, *_] = load_published_courses(None).values()
    return lesson_views.lesson(course, course.lessons[0])


@asynccontextmanager
async def _ptb(url: str) -> AsyncIterator[Send]:
    from telegram.ext import ApplicationBuilder

    bot = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").build().bot
    screen = _screen()
    async with bot:

        async def peer(chat_id: int) -> int:
            message = await bot.send_message(
                chat_id,
                screen.text.text,
                entities=entities_of(screen.text),
                reply_markup=inline_markup(screen.keyboard),
                # Its pool is as large as needed already; waiting for it would be no fault of it.
                pool_timeout=60,
                read_timeout=60,
                connect_timeout=60,
            )
            return message.message_id

        yield peer


@asynccontextmanager
async def _ours(url: str) -> AsyncIterator[Send]:
    from telegram.ext import ApplicationBuilder

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    builder = builder.request(Transport(url)).get_updates_request(Transport(url))
    bot = builder.rate_limiter(Limiter(UNLIMITED)).build().bot
    screen = _screen()
    async with bot:

        async def peer(chat_id: int) -> int:
            return (await send(bot, chat_id, screen)).message_id

        yield peer


@asynccontextmanager
async def _aiogram(url: str) -> AsyncIterator[Send]:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

    # A hundred connections are its default: fewer than are in flight here.
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=2 * IN_FLIGHT)
    bot = Bot(TOKEN, session=session)
    screen = _screen()

    async def peer(chat_id: int) -> int:
        entities = [
            MessageEntity(type=item.type, offset=item.offset, length=item.length, url=item.url)
            for item in screen.text.entities
        ]
        rows = [
            [InlineKeyboardButton(text=button.label, callback_data=button.data) for button in row]
            for row in screen.keyboard
        ]
        message = await bot.send_message(
            chat_id,
            screen.text.text,
            entities=entities,
            reply_markup=InlineKeyboardMarkup(inline_keyboard=rows),
        )
        return message.message_id

    yield peer
    await session.close()


@asynccontextmanager
async def _telebot(url: str) -> AsyncIterator[Send]:
    from telebot import asyncio_helper
    from telebot.async_telebot import AsyncTeleBot
    from telebot.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

    asyncio_helper.API_URL = url + "/bot{0}/{1}"
    asyncio_helper.REQUEST_LIMIT = 2 * IN_FLIGHT
    bot = AsyncTeleBot(TOKEN)
    screen = _screen()

    async def peer(chat_id: int) -> int:
        entities = [
            MessageEntity(item.type, item.offset, item.length, item.url)
            for item in screen.text.entities
        ]
        rows = [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in screen.keyboard
        ]
        message = await bot.send_message(
            chat_id, screen.text.text, entities=entities, reply_markup=InlineKeyboardMarkup(rows)
        )
        return message.message_id

    yield peer
    await bot.close_session()


_PEERS: dict[str, Callable[[str], AbstractAsyncContextManager[Send]]] = {
    PTB: _ptb,
    AIOGRAM: _aiogram,
    TELEBOT: _telebot,
    REPLY: _ours,
}


async def _measure(name: str, url: str, count: int) -> tuple[float, float]:
    """Return the CPU milliseconds a message and the messages a second."""
    async with asking(url) as api:
        await api.reset(DELAY_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "l.db"
        limiter = Limiter(UNLIMITED)
        if name in (BULK, UNTHROTTLED):
            in_flight = IN_FLIGHT if name == BULK else MOST_IN_FLIGHT
            async with open_fan_out(
                database, url, count, limiter=limiter, in_flight=in_flight
            ) as fan_out:
                tune_garbage_collection()
                wall, cpu = await fan_out.time_sending()
        else:
            async with (
                _PEERS[name](url) as peer,
                open_fan_out(
                    database, url, count, limiter=limiter, in_flight=IN_FLIGHT, peer=peer
                ) as fan_out,
            ):
                tune_garbage_collection()
                wall, cpu = await fan_out.time_sending()
    async with asking(url) as api:
        assert len(await api.list_arrivals()) == count
    return cpu / count * 1000, count / wall


def _measure_in_loop(name: str, url: str, count: int) -> tuple[float, float]:
    sys.setswitchinterval(0.0005)
    return run_in_loop(_measure(name, url, count))


def main() -> None:
    """Print each side's figures, medians of some rounds, and what they are to ours."""
    share_sent = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    rounds = ROUNDS if share_sent == 1.0 else 1
    counts = {BULK: 6_000, REPLY: 3_000, PTB: 600, AIOGRAM: 3_000, TELEBOT: 3_000}
    counts[UNTHROTTLED] = 60_000
    counts = {name: int(count * share_sent) for name, count in counts.items()}
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in counts}
    with running_bot_api() as url:
        for _ in range(rounds):
            for name, count in counts.items():
                # A process each, so that nobody pays for what another one has loaded.
                with ProcessPoolExecutor(1, get_context("spawn")) as process:
                    run = process.submit(_measure_in_loop, name, url, count)
                    figures[name].append(run.result())
    costs = {name: median(cost for cost, _ in found) for name, found in figures.items()}
    rates = {name: median(rate for _, rate in found) for name, found in figures.items()}
    print(
        f"answers after {DELAY_SECONDS * 1000:.0f} ms, {IN_FLIGHT} in flight, SQLite on each side"
    )
    print(f"{'':32}{'CPU ms a message':>18}{'messages/s':>12}{'our bulk is':>14}")
    fastest = rates.pop(UNTHROTTLED)
    for name, rate in rates.items():
        share = costs[BULK] / costs[name]
        print(f"{name:32}{costs[name]:18.3f}{rate:12.0f}{share:13.3f}x")
    print(f"our bulk / PTB     {costs[BULK] / costs[PTB]:.4f}  (at most 1/20 = 0.05)")
    print(f"our bulk / aiogram {costs[BULK] / costs[AIOGRAM]:.3f}   (at most 0.6)")
    print(f"our replies / PTB  {costs[REPLY] / costs[PTB]:.4f}  (at most 1/8 = 0.125)")
    print(
        f"our bulk, {MOST_IN_FLIGHT} in flight: {fastest:,.0f} a second (at least 2,800), "
        f"{costs[UNTHROTTLED]:.3f} ms of CPU a message"
    )


if __name__ == "__main__":
    main()
