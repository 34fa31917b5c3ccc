"""Several processes behind one address: each chat is handled at its home, and nothing twice."""

import asyncio
import time
from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot.api.webhook import forwarding, peers
from bot.api.webhook.digests import digest
from bot.api.webhook.homes import find_home
from bot.api.webhook.peers import find_differing
from tests.support.replicas import OneOfThem, message_in, replicas

CHATS = range(1, 31)


def chat_of(name: str, *names: str) -> int:
    return next(chat for chat in range(1, 1000) if find_home(chat, [name, *names]) == name)


async def stand_still(one: OneOfThem) -> None:
    """Let it accept connections and nothing else, as a process that is stopped does."""
    endpoint = one.receiver._endpoint
    endpoint._doors.clear()

    async def say_nothing(_request: Any) -> Any:
        await asyncio.Event().wait()

    endpoint._doors[forwarding.PATH] = say_nothing


async def test_whoever_is_brought_an_update_the_chats_home_handles_it() -> None:
    async with replicas(3) as three:
        for number, chat in enumerate(CHATS):
            assert await three[number % 3].telegram.bring(message_in(number, chat)) == 200
        for one in three:
            at_home = [
                n
                for n, chat in enumerate(CHATS)
                if find_home(chat, "abc") == one.replica.replica_id
            ]
            assert one.hands.kept == at_home
            assert at_home


async def test_those_of_a_chat_stay_in_order_whoever_is_brought_them() -> None:
    async with replicas(3) as three:
        for number in range(30):
            assert await three[number % 3].telegram.bring(message_in(number, 7)) == 200
        assert [one.hands.kept for one in three if one.hands.kept] == [[*range(30)]]


async def test_telegram_is_answered_when_the_home_says_that_it_is_safe() -> None:
    async with replicas(2) as (a, b):
        b.hands.go_on.clear()
        bringing = asyncio.create_task(a.telegram.bring(message_in(1, chat_of("b", "a"))))
        async with asyncio.timeout(20):
            while not b.hands.handled:
                await asyncio.sleep(0.005)
        await asyncio.sleep(2 * forwarding.ACCEPT_SECONDS)
        assert not bringing.done()
        b.hands.go_on.set()
        assert await bringing == 200
        assert (a.hands.handled, b.hands.kept) == ([], [1])


async def test_a_home_that_takes_nothing_is_left_out_for_a_while() -> None:
    async with replicas(2) as (a, b):
        await stand_still(b)
        chat = chat_of("b", "a")
        began = time.monotonic()
        assert await a.telegram.bring(message_in(1, chat)) == 200
        assert time.monotonic() - began >= forwarding.ACCEPT_SECONDS
        assert await a.telegram.bring(message_in(2, chat)) == 200
        assert a.hands.kept == [1, 2]
        assert a.peers.find_home(chat) is None


async def test_a_home_that_dies_with_an_update_leaves_it_and_nothing_is_done_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(peers, "BEAT_SECONDS", 0.02)
    async with replicas(2) as (a, b):
        b.hands.go_on.clear()
        bringing = asyncio.create_task(a.telegram.bring(message_in(1, chat_of("b", "a"))))
        async with asyncio.timeout(20):
            while not b.hands.handled:
                await asyncio.sleep(0.005)
        # It is stopped in the middle, notes no more that it is there, and goes on much later.
        assert b.receiver._forwarding is not None
        assert b.receiver._forwarding._looking is not None
        b.receiver._forwarding._looking.cancel()
        assert await bringing == 200
        assert a.hands.kept == [1]
        b.hands.go_on.set()
        await b.hands.join()
        assert b.hands.kept == []


async def test_what_another_process_has_done_is_not_done_again_and_the_chat_is_told() -> None:
    async with replicas(2) as (a, b):
        chat = chat_of("b", "a")
        assert await b.telegram.bring(message_in(1, chat)) == 200
        await b.receiver._forwarding.leave()  # type: ignore[union-attr]
        await a.peers.look()
        assert await a.telegram.bring(message_in(1, chat)) == 200
        assert await a.telegram.bring(message_in(1, chat)) == 200
        assert a.hands.handled == []
        assert a.restarts == [chat]


async def test_one_that_ends_gives_its_chats_to_the_others_at_once() -> None:
    async with replicas(2) as (a, b):
        chat = chat_of("b", "a")
        await b.receiver.stop()
        assert await a.telegram.bring(message_in(1, chat)) == 200
        await a.peers.look()
        assert a.peers.find_home(chat) is None
        assert a.hands.kept == [1]


async def test_two_that_send_an_update_to_each_other_do_not_wait_for_ever() -> None:
    async with replicas(2) as (a, b):
        chat = chat_of("b", "a")
        # The one thinks that the other has the chat, and the other that the one has.
        b.peers.find_home = lambda _chat: a.replica  # type: ignore[method-assign]
        b.receiver._taken.list_taken = _slowly(b)  # type: ignore[method-assign]
        update = message_in(1, chat)
        async with asyncio.timeout(20):
            brought = await asyncio.gather(a.telegram.bring(update), b.telegram.bring(update))
        assert brought == [200, 200]
        assert len(a.hands.kept + b.hands.kept) == 1


def _slowly(one: OneOfThem) -> Any:
    look = one.receiver._taken.list_taken

    async def list_taken(marks: Any) -> Any:
        await asyncio.sleep(0.1)
        return await look(marks)

    return list_taken


async def test_nobody_else_brings_an_update_to_a_peer() -> None:
    async with replicas(1) as [a]:
        url = f"{a.replica.address}{forwarding.PATH}"
        body = orjson.dumps(message_in(1, 5))
        forward = a.receiver._forwarding
        assert forward is not None
        now, old = str(int(time.time())), str(int(time.time()) - 4000)
        for at, signature in (
            ("", ""),
            (now, ""),
            (now, forward._sign(now, body + b" ")),
            (now, forward._sign(old, body)),
            (old, forward._sign(old, body)),
            ("x", "x"),
        ):
            stranger = replace(a.telegram, url=url)
            headers = {"X-Lesson-A-Day-Signature": signature, "X-Lesson-A-Day-Time": at}
            assert await stranger.send(body, **headers) == 404
        assert a.hands.handled == []
        headers = {
            "X-Lesson-A-Day-Signature": forward._sign(now, body),
            "X-Lesson-A-Day-Time": now,
        }
        assert await replace(a.telegram, url=url).send(body, **headers) == 200
        assert a.hands.handled == [1]


async def test_one_that_was_dead_long_ago_is_asked_nothing() -> None:
    async with replicas(1) as [a]:
        stale = replace(a.replica, replica_id="b", seen_at=a.replica.seen_at - 2 * peers.STALE)
        a.peers._take({"b": stale})
        assert a.peers.find_home(chat_of("b", "a")) is None
        a.peers._take({"b": replace(stale, seen_at=a.replica.seen_at)})
        assert a.peers.find_home(chat_of("b", "a")) is not None


async def test_two_that_differ_are_told_so_once_and_by_one_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(peers, "DIFFERING_LOOKS", 2)
    quiet, key = {"QUIET_HOURS": "21:00-08:00", "ADMIN_IDS": frozenset({2, 1})}, b"key"
    mine, other = digest(quiet, key), digest(quiet | {"QUIET_HOURS": "off"}, key)
    async with replicas(2, a=mine, b=other) as (a, b):
        for _ in range(4):
            for one in (a, b):
                await one.peers.look()
        assert a.told == []
        [told] = b.told
        assert "QUIET_HOURS" in told
        assert "ADMIN_IDS" not in told


def test_digests_tell_nothing_and_do_not_depend_on_the_order_of_a_set() -> None:
    one = digest({"ADMIN_IDS": frozenset({3, 1, 2}), "CHECK": "on"}, b"a")
    assert one == digest({"ADMIN_IDS": frozenset({1, 2, 3}), "CHECK": "on"}, b"a")
    assert find_differing(one, digest({"ADMIN_IDS": frozenset({1}), "CHECK": "on"}, b"a")) == [
        "ADMIN_IDS"
    ]
    assert find_differing({"A": "1"}, {"B": "1"}) == ["A", "B"]
    assert not set(one.values()) & set(digest({"ADMIN_IDS": frozenset({1, 2, 3})}, b"b").values())
