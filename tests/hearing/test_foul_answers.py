"""Whatever getUpdates answers, the bot hears again, asks seldom meanwhile, and says little."""

import asyncio
import time

import pytest

from tests.support.bot_api_stand_in import (
    ADMIN,
    Answer,
    Huge,
    breaks_off,
    drips,
    hangs_up,
    refuses,
    says,
    shows,
)
from tests.support.bot_process import BotProcess

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

FOUL: dict[str, Answer] = {
    "401": refuses(401, "Unauthorized"),
    "404": refuses(404, "Not Found"),
    "403": refuses(403, "Forbidden"),
    "409": refuses(409, "Conflict: terminated by other getUpdates request"),
    "409 of a webhook": refuses(409, "Conflict: can't use getUpdates while webhook is active"),
    "429": refuses(429, "Too Many Requests: retry after 1", retry_after=1),
    "429, no number": refuses(429, "Too Many Requests", retry_after="soon"),
    "429, a negative number": refuses(429, "Too Many Requests", retry_after=-5),
    "429, a list": refuses(429, "Too Many Requests", retry_after=[1]),
    "429 of a gateway": says({"message": "slow down"}, 429),
    "500": refuses(500, "Internal Server Error"),
    "502 as a page": shows(b"<html>Bad Gateway</html>", 502),
    "200 as a page": shows(b"<html>Welcome</html>"),
    "no JSON": shows(b'{"ok": tru', content_type="application/json"),
    "null": says({"ok": True, "result": None}),
    "a number": says({"ok": True, "result": 5}),
    "not ok": says({"ok": False}),
    "a list": says([]),
    "deep": shows(b"[" * 100_000, content_type="application/json"),
    "no numbers": says({"ok": True, "result": [{"update_id": "x"}, 7, None]}),
    "nothing": shows(b""),
    "hangs up": hangs_up,
    "breaks off": breaks_off,
    "packed": Huge(1, is_packed=True).serve,
}


async def test_the_bot_hears_after(bot: BotProcess) -> None:
    await bot.start()
    for name in ("401", "404", "429, no number", "null", "hangs up"):
        await hears_after(bot, name)


@pytest.mark.slow
async def test_the_bot_hears_after_any_foul_answer(bot: BotProcess) -> None:
    await bot.start()
    for name in FOUL:
        await hears_after(bot, name)


async def hears_after(bot: BotProcess, name: str) -> None:
    api, chat_id = bot.stand_in, 100 + list(FOUL).index(name)
    polls = len(api.asked("getUpdates"))
    api.answer("getUpdates", FOUL[name])
    await asyncio.sleep(0.8)
    assert 1 <= len(api.asked("getUpdates")) - polls <= 5, name
    api.answer_as_usual("getUpdates")
    api.write(chat_id, "/urgent")
    await api.see(lambda: api.texts(chat_id), 6)
    assert bot.process is not None
    assert bot.process.returncode is None, name


async def test_polls_that_are_answered_at_once_with_nothing_are_not_repeated_at_once(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start()
    api.answer("getUpdates", says({"ok": True, "result": []}))
    await asyncio.sleep(2)
    assert len(api.asked("getUpdates")) < 8


async def test_a_server_that_forgets_no_update_is_not_asked_at_once_and_each_is_handled_once(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start()
    api.write(7, "/urgent")
    api.answer("getUpdates", says({"ok": True, "result": list(api.updates)}))
    await asyncio.sleep(2.5)
    assert len(api.asked("getUpdates")) < 10
    assert len(api.texts(7)) == 1


async def test_the_log_has_a_line_when_trouble_begins_and_one_when_it_ends(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start()
    api.answer("getUpdates", hangs_up)
    await asyncio.sleep(4)
    before = bot.log.count("\n")
    assert bot.log.count("updates do not come: no connection, or no answer") == 1
    api.answer_as_usual("getUpdates")
    await api.see(lambda: "updates come again after" in bot.log, 15)
    assert bot.log.count("\n") - before < 5
    assert api.texts(ADMIN) == []


IN_A_SECOND = """
from bot.api import hearing
hearing.TELL_AFTER_SECONDS, hearing.CALM_SECONDS = 1.0, 0.3
from bot.cli.main import main
main()
"""


async def test_the_admins_are_told_once_when_it_lasts_and_once_when_it_is_over(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start("-c", IN_A_SECOND)
    api.answer("getUpdates", refuses(401, "Unauthorized"))
    await api.see(lambda: api.texts(ADMIN))
    await asyncio.sleep(1.5)
    [told] = api.texts(ADMIN)
    assert told.startswith("For two minutes I have not heard")
    api.answer_as_usual("getUpdates")
    await api.see(lambda: len(api.texts(ADMIN)) == 2)
    assert api.texts(ADMIN)[1].startswith("I hear again.")


async def test_a_webhook_that_somebody_has_set_is_removed(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    removed = len(api.asked("deleteWebhook"))
    refusal = refuses(409, "Conflict: can't use getUpdates method while webhook is active")
    api.answer("getUpdates", refusal, times=1)
    await api.see(lambda: len(api.asked("deleteWebhook")) > removed)


@pytest.mark.slow
async def test_a_poll_that_stalls_or_drips_is_cut(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    api.answer("getUpdates", drips, times=1)
    began = time.monotonic()
    await api.see(lambda: "updates do not come" in bot.log, 60)
    assert 35 < time.monotonic() - began < 55
    api.write(7, "/urgent")
    await api.see(lambda: api.texts(7), 6)
