"""Through the library's hook messages keep their pace, and wait where Telegram asks to wait."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.api.chat_pace import AnswerShares, ChatPace
from bot.api.limiter import Limiter, NotSentError, Urgency
from tests.support.pacing import most_in_a_second
from tests.support.virtual_time import run_virtually


class Telegram:
    """Takes calls and notes when; ``refuse`` says for how long a call shall wait."""

    def __init__(self, limiter: Limiter, refuse: Callable[[int], float] = lambda _n: 0) -> None:
        self.limiter = limiter
        self.refuse = refuse
        self.calls: list[tuple[float, int | None, dict[str, Any]]] = []

    async def call(
        self, chat_id: int | None, urgency: Urgency | None = None, endpoint: str = "sendMessage"
    ) -> float:
        """Return how long it took from the wish to the call."""
        asked = time.monotonic()
        data: dict[str, Any] = {"chat_id": chat_id}

        async def answer() -> bool:
            self.calls.append((time.monotonic(), chat_id, data))
            if wait := self.refuse(len(self.calls)):
                raise RetryAfter(timedelta(seconds=wait))
            return True

        await self.limiter.process_request(answer, (), {}, endpoint, data, urgency)
        return time.monotonic() - asked

    async def fan_out(self, chat_ids: Sequence[int]) -> list[object]:
        calls = (self.call(chat_id, Urgency.BULK) for chat_id in chat_ids)
        return list(await asyncio.gather(*calls, return_exceptions=True))


def test_one_chat_gets_one_bulk_message_a_second() -> None:
    async def story() -> Telegram:
        telegram = Telegram(Limiter(1000))
        await telegram.fan_out([7, 8, 7])
        return telegram

    telegram = run_virtually(story)

    first, second = (at for at, chat_id, _ in telegram.calls if chat_id == 7)
    assert 1.0 < second - first < 1.1
    assert telegram.calls[1][1] == 8


def test_a_reply_does_not_wait_for_the_chats_second_but_bulk_waits_for_the_reply() -> None:
    async def story() -> tuple[float, float, float]:
        telegram = Telegram(Limiter(1000))
        first = await telegram.call(7)
        second = await telegram.call(7)
        bulk = await telegram.call(7, Urgency.BULK)
        return first, second, bulk

    first, second, bulk = run_virtually(story)

    assert first == second == 0
    assert 1.0 < bulk < 1.1


def test_a_group_gets_twenty_messages_a_minute_and_the_rest_is_kept_back() -> None:
    async def story() -> tuple[Telegram, list[NotSentError]]:
        telegram = Telegram(Limiter(1000))
        kept_back = []
        for _ in range(22):
            try:
                await telegram.call(-100, Urgency.BULK)
            except NotSentError as error:
                kept_back.append(error)
        return telegram, kept_back

    telegram, kept_back = run_virtually(story)

    assert len(telegram.calls) == 20
    assert [35 < error.wait.total_seconds() < 45 for error in kept_back] == [True, True]


def test_chats_are_forgotten_once_they_say_nothing_any_more() -> None:
    pace, shares = ChatPace(), AnswerShares(7)
    for minute in range(100):
        for chat_id in range(10):
            number, now = minute * 10 + chat_id + 1, minute * 62.0
            pace.note(number, now)
            pace.note(-number, now)
            shares.note(number, now)

    kept = {
        name: len(part) for name, part in (vars(pace) | vars(shares)).items() if name != "_spacing"
    }
    assert kept == {"_last": 40, "_groups": 20, "_paid_until": 20}


def test_a_group_is_remembered_for_its_minute_whatever_others_get_meanwhile() -> None:
    pace = ChatPace()
    for number in range(20):
        pace.note(-7, number * 3.0)
    for number in range(1000):
        pace.note(-100 - number, 58.0 + number / 1000)

    assert pace.find_wait_seconds(-7, 59.5) == pytest.approx(1.5)


def test_one_chats_answers_leave_most_of_the_ceiling_to_others() -> None:
    async def story() -> list[float]:
        telegram = Telegram(Limiter(30))

        async def answer_all() -> None:
            for _ in range(300):
                await telegram.call(7)

        answering = asyncio.create_task(answer_all())
        waits = []
        for chat_id in range(100, 120):
            await asyncio.sleep(0.3)
            started = time.monotonic()
            await telegram.call(chat_id)
            waits.append(time.monotonic() - started)
        answering.cancel()
        return waits

    assert max(run_virtually(story)) < 0.1


def test_after_closing_replies_pause_for_nothing_and_soon_leave_no_more() -> None:
    async def story() -> tuple[float, list[object]]:
        telegram = Telegram(Limiter(30), lambda number: 20 if number == 1 else 0)
        waiting = asyncio.create_task(telegram.call(7))
        await asyncio.sleep(1)
        telegram.limiter.close()
        started = time.monotonic()
        ends = list(await asyncio.gather(waiting, return_exceptions=True))
        waited = time.monotonic() - started
        ends += await asyncio.gather(telegram.call(8), return_exceptions=True)
        await asyncio.sleep(15)
        ends += await asyncio.gather(telegram.call(9), return_exceptions=True)
        return waited, ends

    waited, (paused, next_one, late) = run_virtually(story)

    assert waited < 0.2
    assert isinstance(paused, NotSentError)
    assert not isinstance(next_one, Exception)
    assert isinstance(late, NotSentError)


def test_a_flood_wait_stops_all_bulk_for_as_long_as_asked_and_burns_nothing() -> None:
    async def story() -> tuple[Telegram, list[object], list[object], timedelta]:
        limiter = Limiter(30)
        telegram = Telegram(limiter, lambda number: 3 if number == 10 else 0)
        first = await telegram.fan_out(range(1, 61))
        held = limiter.flood_wait_left
        during = await telegram.fan_out(range(100, 103))
        await asyncio.sleep(held.total_seconds())
        await telegram.fan_out(range(200, 260))
        return telegram, first, during, held

    telegram, first, during, held = run_virtually(story)

    assert sum(isinstance(end, float) for end in first) == 9
    assert sum(isinstance(end, RetryAfter) for end in first) == 1
    assert sum(isinstance(end, NotSentError) for end in first) == 50
    assert all(isinstance(end, NotSentError) for end in during)
    assert timedelta(seconds=2.9) < held <= timedelta(seconds=3)
    times = [at for at, _, _ in telegram.calls]
    assert times[10] - times[9] >= 3
    assert most_in_a_second(times) <= 30


def test_other_requests_that_finish_do_not_end_a_flood_wait() -> None:
    async def story() -> timedelta:
        limiter = Limiter(1000)
        telegram = Telegram(limiter, lambda number: 60 if number == 1 else 0)
        await telegram.fan_out([1])
        await telegram.call(2)
        limiter.wait(timedelta(seconds=5))
        return limiter.flood_wait_left

    assert run_virtually(story) > timedelta(seconds=59)


def test_a_reply_waits_out_a_short_flood_wait_and_gives_up_before_a_long_one() -> None:
    async def story() -> tuple[float, float]:
        telegram = Telegram(Limiter(30), lambda number: {1: 2, 3: 3600}.get(number, 0))
        waited = await telegram.call(7)
        started = time.monotonic()
        with pytest.raises(RetryAfter):
            await telegram.call(7)
        return waited, time.monotonic() - started

    waited, gave_up_after = run_virtually(story)

    assert 2 <= waited < 2.1
    assert gave_up_after == 0


def test_a_reply_that_is_refused_again_and_again_is_an_error_in_the_end() -> None:
    async def story() -> Telegram:
        telegram = Telegram(Limiter(30), lambda _number: 1)
        with pytest.raises(RetryAfter):
            await telegram.call(7)
        return telegram

    assert len(run_virtually(story).calls) == 3


def test_callback_answers_and_edits_are_not_paced() -> None:
    async def story() -> list[float]:
        telegram = Telegram(Limiter(1))
        await telegram.call(7)
        endpoints = ["answerCallbackQuery", "editMessageText", "sendChatAction"]
        return [await telegram.call(7, endpoint=name) for name in endpoints]

    assert run_virtually(story) == [0, 0, 0]


@pytest.mark.parametrize("is_paid", [True, False])
def test_messages_say_that_they_are_paid_for_only_if_the_operator_wants_that(
    is_paid: bool,
) -> None:
    async def story() -> Telegram:
        telegram = Telegram(Limiter(1000, is_paid=is_paid))
        await telegram.call(7)
        await telegram.call(8, Urgency.BULK)
        await telegram.call(7, endpoint="editMessageText")
        return telegram

    reply, bulk, edit = run_virtually(story).calls

    assert ["allow_paid_broadcast" in data for _, _, data in (reply, bulk, edit)] == [
        is_paid,
        is_paid,
        False,
    ]


def test_after_closing_nothing_more_leaves_in_bulk() -> None:
    async def story() -> tuple[list[object], list[object]]:
        telegram = Telegram(Limiter(30))
        sending = asyncio.create_task(telegram.fan_out(range(1, 100)))
        await asyncio.sleep(0.5)
        telegram.limiter.close()
        return await sending, await telegram.fan_out([500])

    before, after = run_virtually(story)

    assert 14 <= sum(isinstance(end, float) for end in before) <= 17
    assert isinstance(after[0], NotSentError)
