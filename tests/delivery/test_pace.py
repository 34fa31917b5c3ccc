"""Messages leave smoothly, never above Telegram's limits, and replies go ahead of bulk."""

import asyncio
import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.api.pacer import BulkDroppedError, Pacer, Turn
from tests.support.pacing import most_in_a_second, send_bulk
from tests.support.virtual_time import run_virtually

ceilings = st.sampled_from([1, 5, 30, 1000])
# From a seed: drawing each number by itself is more than Hypothesis holds.
chances = st.integers(0, 2**32 - 1).map(random.Random)


@given(ceilings, chances)
@settings(max_examples=40)
def test_no_second_holds_more_than_the_ceiling_even_if_the_way_takes_a_little_longer_sometimes(
    ceiling: int, chance: random.Random
) -> None:
    async def story() -> list[float]:
        pacer = Pacer(ceiling)
        cold = await send_bulk(pacer, ceiling * 2)
        await asyncio.sleep(3)
        warm = await send_bulk(pacer, ceiling * 2)
        return cold + warm

    left = run_virtually(story)
    arrived = sorted(at + chance.uniform(0, 0.019) for at in left)

    assert most_in_a_second(arrived) <= ceiling


@pytest.mark.parametrize("ceiling", [30, 1000])
def test_work_that_waits_leaves_at_97_percent_of_the_ceiling(ceiling: int) -> None:
    async def story() -> list[float]:
        return await send_bulk(Pacer(ceiling), ceiling * 10)

    left = run_virtually(story)

    assert len(left) / (left[-1] - left[0]) >= 0.97 * ceiling


@pytest.mark.parametrize("ceiling", [30, 1000])
def test_a_machine_that_wakes_late_keeps_the_pace(ceiling: int) -> None:
    chance = random.Random(3)

    def stall() -> float:
        return chance.uniform(0, 0.008)

    async def story() -> list[float]:
        return await send_bulk(Pacer(ceiling), ceiling * 10)

    left = run_virtually(story, stall)

    assert most_in_a_second(left) <= ceiling
    assert len(left) / (left[-1] - left[0]) >= 0.97 * ceiling


@given(
    st.sampled_from([30, 1000]),
    st.floats(0, 0.4),
    st.floats(0, 1),
    chances,
)
@settings(max_examples=25, deadline=None)
def test_however_late_and_often_the_machine_wakes_no_second_holds_more_than_the_ceiling(
    ceiling: int, longest: float, share: float, chance: random.Random
) -> None:
    """What counts is when a message leaves: what is written waits for no program any more."""

    def stall() -> float:
        return chance.uniform(0, longest) if chance.random() < share else 0.0

    async def story() -> list[float]:
        pacer = Pacer(ceiling)
        left = await send_bulk(pacer, ceiling * 2)
        await asyncio.sleep(chance.uniform(0, 2))
        return left + await send_bulk(pacer, ceiling * 2)

    assert most_in_a_second(run_virtually(story, stall)) <= ceiling


@given(st.sampled_from([30, 1000]), st.floats(0, 0.2), chances)
@settings(max_examples=10, deadline=None)
def test_on_a_busy_machine_the_margin_is_as_wide_as_what_comes_late_on_the_way(
    ceiling: int, longest: float, chance: random.Random
) -> None:
    def stall() -> float:
        return chance.uniform(0, longest) if chance.random() < 0.3 else 0.0

    async def story() -> list[float]:
        return await send_bulk(Pacer(ceiling), ceiling * 6)

    left = run_virtually(story, stall)
    # By then it has been seen how late things come.
    steady = [at for at in left if at > left[0] + 4]
    arrived = sorted(at + chance.uniform(0, longest / 2) for at in steady)

    assert most_in_a_second(arrived) <= ceiling


def test_a_long_stall_is_followed_by_no_burst() -> None:
    stalls = [0.0] * 300 + [0.7]

    async def story() -> list[float]:
        return await send_bulk(Pacer(1000), 3000)

    left = run_virtually(story, lambda: stalls.pop(0) if stalls else 0.0)

    assert most_in_a_second(left) <= 1000
    [after] = [later for earlier, later in pairwise(left) if later - earlier > 0.5]
    assert sum(after <= at < after + 0.01 for at in left) < 50


def test_bulk_is_evenly_spaced_from_the_first_message_on() -> None:
    async def story() -> list[float]:
        return await send_bulk(Pacer(30), 60)

    left = run_virtually(story)

    gaps = [later - earlier for earlier, later in pairwise(left)]
    assert min(gaps[1:]) > 0.02
    assert max(gaps) < 0.045


@given(st.lists(st.floats(0, 4), max_size=40), st.sampled_from([30, 200]))
@settings(max_examples=40)
def test_replies_and_bulk_together_stay_below_the_ceiling(
    replies_at: list[float], ceiling: int
) -> None:
    async def story() -> tuple[list[float], list[float]]:
        pacer = Pacer(ceiling)
        waits: list[float] = []
        left: list[float] = []

        async def reply(after: float) -> None:
            await asyncio.sleep(after)
            asked = time.monotonic()
            (await pacer.reply_turn()).leave()
            left.append(time.monotonic())
            waits.append(left[-1] - asked)

        bulk, *_ = await asyncio.gather(send_bulk(pacer, ceiling * 4), *map(reply, replies_at))
        return sorted(left + bulk), waits

    left, waits = run_virtually(story)

    assert most_in_a_second(left) <= ceiling
    # At worst all of them came at once, and take one turn each.
    assert max(waits, default=0) <= 0.05 + len(replies_at) * 1.02 / ceiling


async def reply_now_and_then(at_once: int) -> list[list[float]]:
    """Return how long each of so many replies at once waits amid a fan-out, time after time."""
    pacer = Pacer(30)
    fan_out = asyncio.create_task(send_bulk(pacer, 10_000))

    async def reply() -> float:
        asked = time.monotonic()
        (await pacer.reply_turn()).leave()
        return time.monotonic() - asked

    waits = []
    for _ in range(40):
        await asyncio.sleep(1.3)
        waits.append(list(await asyncio.gather(*(reply() for _ in range(at_once)))))
    fan_out.cancel()
    await asyncio.wait([fan_out])
    return waits


@pytest.mark.parametrize("at_once", [1, 2])
def test_replies_during_a_fan_out_wait_for_a_turn_each(at_once: int) -> None:
    waits = run_virtually(lambda: reply_now_and_then(at_once))

    assert max(map(max, waits)) < 0.1


def test_once_replies_queued_a_fan_out_keeps_room_for_as_many_again() -> None:
    first, *soon = run_virtually(lambda: reply_now_and_then(6))[:4]

    assert max(first) > 0.1
    assert max(map(max, soon)) < 0.05


def test_replies_may_burst_where_nothing_else_goes_on() -> None:
    async def story() -> float:
        pacer = Pacer(30)
        started = time.monotonic()
        await asyncio.gather(*(pacer.reply_turn() for _ in range(30)))
        return time.monotonic() - started

    assert run_virtually(story) == 0


def test_bulk_that_is_dropped_never_leaves() -> None:
    async def story() -> list[object]:
        pacer = Pacer(30)
        waiting = [asyncio.create_task(pacer.bulk_turn()) for _ in range(10)]
        await asyncio.sleep(0.1)
        pacer.drop_bulk()
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    ends = run_virtually(story)

    left = sum(isinstance(end, Turn) for end in ends)
    assert 3 <= left <= 5
    assert sum(isinstance(end, BulkDroppedError) for end in ends) == 10 - left


def test_a_message_that_nobody_wants_any_more_takes_no_turn() -> None:
    async def story() -> float:
        pacer = Pacer(30)
        await send_bulk(pacer, 2)
        given_up = [asyncio.create_task(pacer.bulk_turn()) for _ in range(20)]
        last = asyncio.create_task(pacer.bulk_turn())
        await asyncio.sleep(0)
        for task in given_up:
            task.cancel()
        started = time.monotonic()
        await last
        return time.monotonic() - started

    assert run_virtually(story) < 0.08


def test_connections_that_have_to_be_made_first_let_nothing_catch_up_with_them() -> None:
    """A message leaves when it is written: the first ones wait for their connections."""

    async def story() -> list[float]:
        pacer = Pacer(1000)
        left: list[float] = []

        async def one(number: int) -> None:
            turn = await pacer.bulk_turn()
            if number < 300:
                await asyncio.sleep(0.25)
            turn.leave()
            left.append(time.monotonic())

        await asyncio.gather(*map(one, range(4000)))
        return sorted(left)

    assert most_in_a_second(run_virtually(story)) <= 1000


def test_after_a_stall_the_margin_is_wider_for_a_while() -> None:
    stalls = [0.0] * 100 + [0.08]

    async def story() -> tuple[list[float], list[float]]:
        pacer = Pacer(1000)
        first = await send_bulk(pacer, 3000)
        await asyncio.sleep(60)
        return first, await send_bulk(pacer, 3000)

    busy, quiet = run_virtually(story, lambda: stalls.pop(0) if stalls else 0.0)

    def pace(left: list[float]) -> float:
        return len(left) / (left[-1] - left[0])

    # What comes up to 80 ms late on the way is no more than the ceiling either.
    assert most_within(busy[1000:], 1.05) <= 1000
    assert pace(busy) < 0.96 * 1000 < 0.97 * 1000 <= pace(quiet)


def most_within(left: list[float], seconds: float) -> int:
    return most_in_a_second([at / seconds for at in left])
