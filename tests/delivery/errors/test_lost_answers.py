"""A message that Telegram took, and whose answer is lost on the way: a copy harms less than a loss,
but nobody gets several."""

import asyncio
from collections import Counter

import pytest
from aiohttp import web

from tests.support.bot_api_stand_in import (
    ADMIN,
    Answer,
    breaks_off,
    hangs_up,
    says,
    shows,
)
from tests.support.bot_process import BotProcess
from tests.support.crowd import enroll

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

CUTS: dict[str, Answer] = {
    "no answer": hangs_up,
    "200, cut off": breaks_off,
    "502": shows(b"<html>Bad Gateway</html>", 502),
    "504": shows(b"<html>Gateway Time-out</html>", 504),
}
PEOPLE = range(101, 161)


async def test_a_message_is_sent_again_once_where_nothing_says_that_it_was_taken(
    bot: BotProcess,
) -> None:
    """For some seconds of a round something on the way cuts whatever comes back."""
    is_cut = True
    cuts = list(CUTS.values())

    async def answer(request: web.Request) -> web.StreamResponse:
        chat_id = int((await request.json())["chat_id"])
        if is_cut and chat_id in PEOPLE:
            return await cuts[chat_id % len(cuts)](request)
        chat = {"id": chat_id, "type": "private"}
        taken = {"message_id": 1, "date": 1, "chat": chat}
        return await says({"ok": True, "result": taken})(request)

    bot.stand_in.answer("sendMessage", answer)
    enroll(bot.database, PEOPLE)
    await bot.start()
    await asyncio.sleep(12)
    is_cut = False
    await bot.stand_in.see(lambda: len(count_copies(bot)) == len(PEOPLE), 60)
    await bot.stand_in.see(
        lambda: any("taken by Telegram" in text for text in bot.stand_in.texts(ADMIN)), 20
    )
    await asyncio.sleep(5)

    copies = count_copies(bot)
    taken = [chat_id for chat_id in PEOPLE if cuts[chat_id % len(cuts)] is breaks_off]
    assert {copies[chat_id] for chat_id in taken} == {1}
    assert {chat_id: count for chat_id, count in copies.items() if count > 2} == {}


def count_copies(bot: BotProcess) -> Counter[int]:
    asked = bot.stand_in.asked("sendMessage")
    return Counter(call.chat_id for call in asked if call.chat_id in PEOPLE)
