"""Whatever breaks, nobody's words, answers or the token reach the log, at DEBUG either."""

import asyncio
import signal

import pytest

from tests.support.bot_api_stand_in import (
    TOKEN,
    breaks_off,
    hangs_up,
    refuses,
    says,
    shows,
)
from tests.support.bot_process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

WORDS = "MARKhurtsMARK"
TAP = "c:MARKtapMARK"
PAGE = f"<html>{WORDS} bot{TOKEN}</html>".encode()

# Each layer raises what holds the words: the store, a use case, a view, the scheduler's jobs.
BROKEN = f"""
import asyncio, sqlite3, sys, warnings
from bot.delivery.ticker import Ticker
from bot.handlers.subscribers import settings
from bot.use_cases.subscribers import privacy, reading
from bot.views import symptom_check

def fail(kind, *outer):
    def raising(*given, **named):
        try:
            raise ValueError("{WORDS}", given, named)
        except ValueError as error:
            warnings.warn("{WORDS}")
            raise kind("{WORDS} near {TAP}") from error
    return raising

async def lose(self):
    asyncio.get_running_loop().call_exception_handler(
        {{"message": "{WORDS}", "exception": ValueError("{WORDS}"), "future": "{TAP}"}}
    )
    asyncio.create_task(never())
    fail(RuntimeError)(self)

async def never():
    raise KeyError("{WORDS}")

Ticker.tick = lose
reading.find_had_lessons = fail(sqlite3.OperationalError)
reading.find_place = fail(sqlite3.DatabaseError)
privacy.list_kept = fail(RecursionError)
symptom_check.urgent_signs = fail(TypeError)
settings.settings = fail(AssertionError)
from bot.cli.main import main
main()
"""


async def test_nothing_of_anybodys_is_logged_whatever_breaks(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start("-c", BROKEN)

    def everybody_acts(chat_id: int) -> None:
        api.push(message={"message_id": 1, "text": WORDS, "chat": WORDS})
        api.push(callback_query={"id": WORDS, "data": TAP, "message": {"text": WORDS}})
        for text in (
            "",
            "/lessons ",
            "/progress ",
            "/privacy ",
            "/urgent ",
            "/settings ",
            "/stop ",
            "/check ",
        ):
            api.write(chat_id, f"{text}{WORDS}", caption=WORDS)
        api.press(chat_id, TAP)
        api.press(chat_id, f"urgent:{WORDS}", message=None, inline_message_id=WORDS)
        api.write(chat_id, WORDS, location={"latitude": WORDS, "longitude": 1})

    everybody_acts(7)
    await api.see(lambda: not api.updates)
    for number, foul in enumerate(
        (
            refuses(400, f"Bad Request: {WORDS} bot{TOKEN}"),
            refuses(403, f"Forbidden: {WORDS}"),
            refuses(429, WORDS, retry_after=1),
            says({"ok": False, "description": WORDS, "parameters": {WORDS: TAP}}, 400),
            says({"ok": True, "result": {"text": WORDS}}),
            says([WORDS]),
            shows(PAGE),
            shows(PAGE, 502),
            shows(PAGE, 403, "application/json"),
            breaks_off,
            hangs_up,
        )
    ):
        for method in ("sendMessage", "answerCallbackQuery", "editMessageText"):
            api.answer(method, foul)
        everybody_acts(100 + number)
        await asyncio.sleep(0.3)
        api.answer("getUpdates", foul)
        await asyncio.sleep(0.2)
        api.answer_as_usual("getUpdates")
    api.answer_as_usual("sendMessage", "answerCallbackQuery", "editMessageText")
    api.write(8, "/help")
    await api.see(lambda: api.texts(8), 30)
    await bot.end(signal.SIGTERM)
    log = bot.log
    assert "MARK" not in log
    # Every layer has in fact failed.
    for kind in (
        "OperationalError",
        "DatabaseError",
        "RecursionError",
        "TypeError",
        "RuntimeError",
        "KeyError",
        "py.warnings",
        "is set aside: unreadable",
        "updates do not come",
    ):
        assert kind in log, kind
