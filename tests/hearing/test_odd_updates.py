"""An update that cannot be read or is of an odd shape holds nobody up."""

import asyncio
import re
from typing import Any

import pytest

from tests.support.bot_api_stand_in import ADMIN
from tests.support.bot_process import BotProcess

pytestmark = pytest.mark.timeout(60)

GROUP = {"id": -5, "type": "group", "title": "G"}
UNREADABLE: list[dict[str, Any]] = [
    {"message": 5},
    {"message": {"message_id": 1}},
    {"message": {"message_id": 1, "date": "x", "chat": {"id": 1, "type": "private"}}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}}},
    {"callback_query": {"id": "1"}},
    {"my_chat_member": {"chat": 7}},
    {"my_chat_member": {"chat": GROUP}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": "x", "type": "private"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 0, "chat": GROUP, "text": ["x"]}},
    {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False}, "data": 7}},
]
ODD: list[dict[str, Any]] = [
    {},
    {"a_kind_to_come": {"text": "x"}},
    {"message": {"message_id": 1, "date": 0, "chat": GROUP | {"type": "odd"}, "text": "x"}},
    {"channel_post": {"message_id": 1, "date": 0, "chat": GROUP, "text": "/stop"}},
    {"message": {"message_id": 1, "date": 0, "chat": GROUP, "text": "/stop"}},
]


async def test_what_cannot_be_read_is_set_aside_and_the_others_are_heard(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    for number, update in enumerate((*UNREADABLE, *ODD)):
        api.push(**update)
        api.write(100 + number, "/urgent")
    await api.see(lambda: all(api.texts(100 + n) for n in range(len(UNREADABLE) + len(ODD))))
    assert bot.log.count(" is set aside: unreadable") == len(UNREADABLE)
    assert "(callback_query) is set aside" in bot.log
    await api.see(lambda: api.texts(ADMIN))
    assert any("set aside" in told and "cannot be read" in told for told in api.texts(ADMIN))
    api.write(99, "/urgent")
    await api.see(lambda: api.texts(99))
    assert not api.updates or api.updates[-1]["message"]["chat"]["id"] == 99


FAILING = """
from bot.views import symptom_check
symptom_check.urgent_signs = lambda *_: 1 / 0
from bot.cli.main import main
main()
"""


async def test_who_meets_a_mistake_of_ours_is_told_at_once_and_the_admins_now_and_then(
    bot: BotProcess,
) -> None:
    api = bot.stand_in
    await bot.start("-c", FAILING)
    for chat_id in range(100, 120):
        api.write(chat_id, "/urgent")
    await api.see(lambda: all(api.texts(chat_id) for chat_id in range(100, 120)))
    reference = re.search(r"\b[0-9a-f]{8}\b", api.texts(100)[0])
    assert reference
    assert f"{reference[0]}:\n  ZeroDivisionError at " in bot.log
    await api.see(lambda: api.texts(ADMIN))
    await asyncio.sleep(0.5)
    [told] = api.texts(ADMIN)
    assert told.startswith("20 wishes failed by a mistake of mine")


async def test_a_press_is_answered_whatever_it_is_on(bot: BotProcess) -> None:
    api = bot.stand_in
    await bot.start()
    gone = {"message_id": 9, "date": 0, "chat": {"id": 7, "type": "private", "first_name": "P"}}
    for fields in (
        {"message": None},
        {"message": None, "inline_message_id": "AAA"},
        {"message": None, "data": None, "game_short_name": "x"},
        {"message": gone},
        {"message": gone, "inline_message_id": "AAA"},
    ):
        before = len(api.asked("answerCallbackQuery"))
        api.press(7, "urgent", **fields)
        await api.see(lambda before=before: len(api.asked("answerCallbackQuery")) > before)
    await api.see(lambda: len(api.texts(7)) == 2)
