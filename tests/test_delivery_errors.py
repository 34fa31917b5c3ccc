"""Whatever Telegram answers, or does not: nothing is lost silently, and nobody gets what they
should not."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot import conflict
from bot.application import Configuration
from bot.sandbox.server import start_sandbox
from bot.use_cases import outbox
from storage.store import StoreError
from tests.conversation import ID_OF, World
from tests.crowd import count_by_status, enroll, query


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "lessons.db"


@pytest.fixture
async def world(database: Path) -> AsyncIterator[World]:
    """A sandbox in the present, because these tests wait in real time; nothing runs yet."""
    sandbox = await start_sandbox(0)
    configuration = Configuration(
        token=sandbox.token,
        api_url=sandbox.url,
        database_url=f"sqlite:///{database}",
        admin_ids=frozenset({ID_OF["root"]}),
        default_timezone="UTC",
        courses_folder=None,
    )
    async with ClientSession() as http:
        world = World(sandbox.url, http, configuration)
        try:
            yield world
        finally:
            await world.stop()
    await sandbox.stop()


async def fault(world: World, kind: str, **more: Any) -> None:
    await world.post("faults", method="sendMessage", kind=kind, **more)


async def open_chat(world: World, name: str) -> int:
    """Let somebody write to the bot, without which it may not write to them."""
    await world.post(f"chats/{name}/messages", **{"from": name, "text": "/help"})
    return ID_OF[name]


async def make_people(world: World, count: int) -> list[int]:
    return [person["id"] for person in await world.post("people", count=count)]


async def owe(world: World, database: Path, *chat_ids: int) -> None:
    """Let their first lesson be due now, and start the application."""
    enroll(database, chat_ids, await world.now())
    await world.start()


async def settles(database: Path, seconds: float = 15.0, **wanted: int) -> None:
    """Wait until there are so many deliveries of each status and no others."""
    deadline = time.monotonic() + seconds
    while (found := dict(count_by_status(database))) != wanted:
        assert time.monotonic() < deadline, f"{found}, not {wanted}"
        await asyncio.sleep(0.05)


async def texts(world: World, chat: str | int) -> list[str]:
    found = await world.get(f"chats/{chat}/messages", after=0, wait=0)
    return [message.get("text", "") for message in found if message["from"]["is_bot"]]


async def lessons(world: World, chat: str | int) -> int:
    return sum(text.startswith("Lesson 1 of") for text in await texts(world, chat))


async def count_calls(world: World, method: str = "sendMessage") -> int:
    return sum(call["method"] == method for call in await world.get("log", after=0))


def subscriber(database: Path, chat_id: int) -> Any:
    [[status]] = query(database, "SELECT status FROM subscribers WHERE chat_id = ?", chat_id)
    return status


def errors(database: Path) -> list[Any]:
    return [error for (error,) in query(database, "SELECT error FROM deliveries ORDER BY chat_id")]


# Chats that are gone


@pytest.mark.parametrize("kind", ["forbidden", "deactivated", "chat_not_found"])
async def test_a_chat_that_is_gone_is_marked_at_once_and_never_tried_again(
    world: World, database: Path, kind: str
) -> None:
    [chat_id] = await make_people(world, 1)
    await fault(world, kind)
    await owe(world, database, chat_id)

    await settles(database, failed=1)

    assert subscriber(database, chat_id) == "blocked"
    assert query(database, "SELECT next_due_at FROM enrollments") == [(None,)]
    await world.advance_days(3)
    assert await count_calls(world) == 1


async def test_a_person_who_blocks_the_bot_stops_getting_lessons_and_goes_on_after_unblocking(
    world: World, database: Path
) -> None:
    ada = await open_chat(world, "ada")
    await owe(world, database, ada)
    await settles(database, sent=1)

    await world.post("chats/ada/membership", **{"from": "ada", "status": "kicked"})
    await world.advance_days(2)
    await settles(database, sent=1)
    assert subscriber(database, ada) == "blocked"

    await world.post("chats/ada/membership", **{"from": "ada", "status": "member"})
    await world.settle()
    await world.advance_days(1)
    await settles(database, sent=2)


async def test_a_group_that_removes_the_bot_gets_nothing_more(world: World, database: Path) -> None:
    group = await world.post("chats", type="group", title="Backs", members=["ada"], admins=["ada"])
    await world.post(
        f"chats/{group['id']}/membership", **{"from": "ada", "who": "bot", "status": "kicked"}
    )
    await owe(world, database, group["id"])

    await world.advance_days(2)

    assert subscriber(database, group["id"]) == "blocked"
    assert count_by_status(database)["sent"] == 0
    assert await count_calls(world) <= 1


# Groups that move


async def test_a_group_that_moves_is_followed_by_the_refusal_alone(
    world: World, database: Path
) -> None:
    group = await world.post("chats", type="group", title="Backs", members=["ada"], admins=["ada"])
    await fault(world, "migrated")
    await owe(world, database, group["id"])

    await settles(database, sent=1)

    [[new_id]] = query(database, "SELECT chat_id FROM subscribers")
    assert new_id != group["id"]
    assert await lessons(world, new_id) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("is_told_first", [True, False])
async def test_a_group_that_moves_is_followed_whichever_sign_comes_first(
    world: World, database: Path, is_told_first: bool
) -> None:
    group = await world.post("chats", type="group", title="Backs", members=["ada"], admins=["ada"])
    if is_told_first:
        # The service messages wait for the application before its first lesson is due.
        enroll(database, [group["id"]], await world.now() + timedelta(hours=1))
        await world.start()
        await world.post(f"chats/{group['id']}/migrate")
        await world.settle()
        await world.advance(advance_seconds=3600)
    else:
        # The tick refuses first: updates come only once the start is over.
        await world.post(f"chats/{group['id']}/migrate")
        await owe(world, database, group["id"])

    await settles(database, sent=1)

    [[new_id]] = query(database, "SELECT chat_id FROM subscribers")
    assert new_id != group["id"]
    assert await lessons(world, new_id) == 1  # type: ignore[arg-type]
    await world.advance_days(1)
    await settles(database, sent=2)


async def test_a_refusal_of_an_old_id_after_its_group_was_followed_changes_nothing(
    world: World, database: Path
) -> None:
    """The message left for the old id, and the service message overtook the refusal."""
    group = await world.post("chats", type="group", title="Backs", members=["ada"], admins=["ada"])
    await fault(world, "delay", ms=1500)
    await owe(world, database, group["id"])
    await world.post(f"chats/{group['id']}/migrate")

    await settles(database, sent=1)

    [[new_id]] = query(database, "SELECT chat_id FROM subscribers")
    assert new_id != group["id"]
    assert await lessons(world, new_id) == 1  # type: ignore[arg-type]


# Contents that are refused


async def test_refused_formatting_falls_back_to_plain_text_and_the_admins_hear_of_it_once(
    world: World, database: Path
) -> None:
    people = await make_people(world, 3)
    await open_chat(world, "root")
    await fault(world, "bad_entities", times=3)
    await owe(world, database, *people)

    await settles(database, sent=3)

    assert [await lessons(world, chat_id) for chat_id in people] == [1, 1, 1]
    notices = [text for text in await texts(world, "root") if "refused the formatting" in text]
    assert len(notices) == 1
    assert "l5-s1-and-headaches/" in notices[0]


async def test_a_message_that_telegram_refuses_is_a_failure_that_the_admins_hear_of(
    world: World, database: Path
) -> None:
    ada, _ = await open_chat(world, "ada"), await open_chat(world, "root")
    await world.start()
    now = await world.now()
    enroll(database, [ada], now + timedelta(days=1))
    instant = now.isoformat(timespec="milliseconds")[:23] + "Z"
    change(
        database,
        "INSERT INTO announcements (status, created_by, created_at, at, text)"
        " VALUES ('scheduled', 0, ?, ?, ?)",
        *(instant, instant, "x" * 4097),
    )

    await settles(database, failed=1)

    assert errors(database) == ["refused"]
    assert any("Telegram refused no. 1" in text for text in await texts(world, "root"))
    assert subscriber(database, ada) == "active"


def change(database: Path, sql: str, *parameters: object) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(sql, parameters)
    connection.close()


# Telegram's pace


@pytest.mark.parametrize(("per_second", "is_paid"), [(30, False), (200, True)])
async def test_a_fan_out_beyond_telegrams_limits_is_never_refused_and_hardly_slower_than_they_are(
    world: World, database: Path, per_second: int, is_paid: bool
) -> None:
    """Thirty a second are free; more are let through only where each message says it is paid."""
    world.configuration = replace(
        world.configuration, messages_per_second=per_second, is_paid_broadcast=is_paid
    )
    people = await make_people(world, per_second * 3)
    await world.post("limits", enforce=True)
    await owe(world, database, *people)

    await settles(database, sent=len(people))

    calls = [call for call in await world.get("log", after=0) if call["method"] == "sendMessage"]
    assert [call for call in calls if not call["ok"]] == []
    took = calls[-1]["at"] - calls[0]["at"]
    # A busy machine may be late for some turns.
    assert len(calls) / took > 0.9 * per_second


# Flood waits


@pytest.mark.slow
async def test_a_short_flood_wait_holds_all_bulk_burns_nothing_and_ends_by_itself(
    world: World, database: Path
) -> None:
    people = await make_people(world, 40)
    await fault(world, "delay", times=4, ms=1)
    await fault(world, "status_429", retry_after=2)
    await owe(world, database, *people)

    await settles(database, sent=40)

    calls = [call for call in await world.get("log", after=0) if call["method"] == "sendMessage"]
    refused = next(call for call in calls if call["error_code"] == 429)
    # What was on its way when the answer came cannot be called back.
    after = [call["at"] - refused["at"] for call in calls if call["n"] > refused["n"]]
    assert not [at for at in after if 0.2 < at < 2.0]
    assert query(database, "SELECT sum(attempts), sum(resends) FROM deliveries") == [(0, 0)]
    assert {await lessons(world, chat_id) for chat_id in people} == {1}


async def test_a_flood_wait_of_hours_is_respected_by_the_next_process_too(
    world: World, database: Path
) -> None:
    people = await make_people(world, 10)
    await fault(world, "status_429", retry_after=7200)
    await owe(world, database, *people)
    while not query(database, "SELECT 1 FROM flood_waits"):
        await asyncio.sleep(0.05)
    await settles(database, planned=10)
    sent_before = await count_calls(world)

    await world.restart()
    await asyncio.sleep(1.5)

    assert await count_calls(world) == sent_before <= 4
    # Somebody who asks is answered all the same.
    assert "/lesson" in await say(world, "ada", "/help")
    # When the wait is over, everybody gets the lesson.
    change(database, "UPDATE flood_waits SET until_at = '2026-01-01T00:00:00.000Z'")
    await world.restart()
    await settles(database, sent=10)


async def say(world: World, name: str, text: str) -> str:
    """Say it and return the bot's latest words, without waiting for what bulk owes."""
    await world.post(f"chats/{name}/messages", **{"from": name, "text": text})
    for _ in range(100):
        if found := await texts(world, name):
            return found[-1]
        await asyncio.sleep(0.05)
    raise AssertionError("the bot did not answer")


# Telegram's own troubles


@pytest.mark.slow
async def test_a_server_error_is_tried_again_later(world: World, database: Path) -> None:
    [chat_id] = await make_people(world, 1)
    await fault(world, "status_500", times=2)
    await owe(world, database, chat_id)

    await settles(database, sent=1)

    assert await lessons(world, chat_id) == 1
    assert query(database, "SELECT attempts, resends FROM deliveries") == [(2, 0)]


@pytest.mark.parametrize("kind", ["drop", "refuse"])
@pytest.mark.parametrize("is_delivered", [True, False])
async def test_a_dropped_connection_is_of_unknown_fate_and_earns_one_resend(
    world: World, database: Path, kind: str, is_delivered: bool
) -> None:
    [chat_id] = await make_people(world, 1)
    await fault(world, kind, delivered=is_delivered)
    await owe(world, database, chat_id)

    await settles(database, sent=1)

    assert 1 <= await lessons(world, chat_id) <= 2
    assert query(database, "SELECT attempts, resends FROM deliveries") == [(0, 1)]


async def test_an_answer_that_never_comes_is_of_unknown_fate_and_earns_one_resend(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.ANSWER_SECONDS", 0.5)
    [chat_id] = await make_people(world, 1)
    await fault(world, "timeout_after_write", delivered=True)
    await owe(world, database, chat_id)

    await settles(database, sent=1)

    assert await lessons(world, chat_id) == 2
    assert query(database, "SELECT attempts, resends FROM deliveries") == [(0, 1)]


@pytest.fixture
def resends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is sent again not wait for minutes."""
    monkeypatch.setattr("bot.use_cases.outbox.resend_delay", lambda _resends: timedelta(0))


@pytest.mark.slow
@pytest.mark.usefixtures("resends_at_once")
async def test_what_stays_unanswered_is_given_up_after_five_resends_and_the_admins_hear_of_it(
    world: World, database: Path
) -> None:
    """The admins hear of it although Telegram hangs up on the words to them as well."""
    [chat_id] = await make_people(world, 1)
    await open_chat(world, "root")
    await world.start()
    await world.settle()
    await fault(world, "drop", times=8)
    enroll(database, [chat_id], await world.now())

    await heard_by_admin(world, "stays unknown")

    assert query(database, "SELECT resends, is_settled FROM deliveries") == [(5, 1)]
    # The lesson may have arrived, so the course goes on after it.
    await world.advance_days(1)
    assert [text for text in await texts(world, chat_id) if text.startswith("Lesson 2")]


@pytest.mark.slow
async def test_a_server_that_hangs_up_on_everybody_for_a_while_costs_nobody_the_lesson(
    world: World, database: Path
) -> None:
    people = await make_people(world, 10)
    await fault(world, "drop", share=1.0)
    await owe(world, database, *people)
    await asyncio.sleep(12)
    assert {await lessons(world, chat_id) for chat_id in people} == {0}
    await world.post("faults")

    await settles(database, sent=10)

    assert {await lessons(world, chat_id) for chat_id in people} == {1}


async def test_a_server_that_is_gone_for_a_moment_is_waited_for(
    world: World, database: Path
) -> None:
    people = await make_people(world, 30)
    enroll(database, people, await world.now())
    await fault(world, "refuse", times=5)
    await world.start()

    await settles(database, sent=30)

    assert {await lessons(world, chat_id) for chat_id in people} <= {1, 2}


# Another process with the same token


@pytest.mark.slow
async def test_a_second_poller_stops_the_sender_until_it_is_gone(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflict, "QUIET", timedelta(seconds=4))
    people = await make_people(world, 5)
    await open_chat(world, "root")
    await world.start()
    await world.settle()
    other = asyncio.create_task(poll_until_cancelled(world))
    await heard_by_admin(world, "Another program receives")
    enroll(database, people, await world.now())
    await asyncio.sleep(1.5)
    assert count_by_status(database)["sent"] == 0

    other.cancel()
    await heard_by_admin(world, "I send again")

    await settles(database, sent=5)


async def poll_until_cancelled(world: World) -> None:
    url = f"{world.url}/bot{world.configuration.token}/getUpdates"
    while True:
        async with world.http.post(url, json={"timeout": 1}) as response:
            await response.read()


async def heard_by_admin(world: World, words: str) -> None:
    deadline = time.monotonic() + 20
    while not any(words in text for text in await texts(world, "root")):
        assert time.monotonic() < deadline, words
        await asyncio.sleep(0.05)


async def test_a_clean_stop_calls_back_what_has_not_left_and_waits_for_what_has(
    world: World, database: Path
) -> None:
    people = await make_people(world, 60)
    await fault(world, "delay", share=1.0, seed=1, ms=300)
    await owe(world, database, *people)
    while await count_calls(world) < 8:
        await asyncio.sleep(0.02)

    await world.stop()

    found = count_by_status(database)
    assert set(found) == {"planned", "sent"}
    assert found["sent"] == await count_calls(world) > 0


async def test_a_person_who_asks_is_served_while_a_fan_out_goes_on(
    world: World, database: Path
) -> None:
    people = await make_people(world, 150)
    await owe(world, database, *people)
    while await count_calls(world) < 8:
        await asyncio.sleep(0.02)

    started = time.monotonic()
    await say(world, "ada", "/help")

    assert time.monotonic() - started < 1.0
    assert count_by_status(database)["sent"] < 150


# A store in trouble


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Let another program write to the database all the while."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application notice soon that it cannot write."""
    monkeypatch.setattr("storage.sqlite_opening._BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr("bot.dispatcher._STORE_RETRY_SECONDS", 0.1)


@pytest.mark.usefixtures("impatient")
async def test_a_store_that_is_locked_amid_a_fan_out_is_waited_for_and_nothing_is_sent_twice(
    world: World, database: Path
) -> None:
    people = await make_people(world, 90)
    await owe(world, database, *people)
    while await count_calls(world) < 20:
        await asyncio.sleep(0.02)

    with locked(database):
        await asyncio.sleep(2)
        # No more than may be in flight has left without a word in the books.
        assert await count_calls(world) < 90
    await settles(database, sent=90)

    assert {await lessons(world, chat_id) for chat_id in people} == {1}
    assert query(database, "SELECT sum(attempts), sum(resends) FROM deliveries") == [(0, 0)]


@pytest.mark.usefixtures("impatient")
async def test_a_clean_stop_waits_for_a_store_that_is_locked_for_a_moment(
    world: World, database: Path
) -> None:
    people = await make_people(world, 90)
    await fault(world, "delay", share=1.0, seed=1, ms=800)
    await owe(world, database, *people)
    while await count_calls(world) < 20:
        await asyncio.sleep(0.02)

    with locked(database):
        stopping = asyncio.create_task(world.stop())
        await asyncio.sleep(0.4)
    await stopping

    found = count_by_status(database)
    assert set(found) == {"planned", "sent"}
    assert found["sent"] == await count_calls(world)


@pytest.mark.usefixtures("impatient")
async def test_a_stop_comes_to_its_end_though_the_store_has_been_locked_for_long(
    world: World, database: Path
) -> None:
    await owe(world, database, *await make_people(world, 90))
    while await count_calls(world) < 20:
        await asyncio.sleep(0.02)

    with locked(database):
        await asyncio.sleep(2)
        async with asyncio.timeout(5):
            await world.stop()


async def test_a_lesson_that_a_person_asked_for_is_not_sent_again_where_the_store_was_in_trouble(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dispatcher._STORE_RETRY_SECONDS", 0.1)
    ada = await open_chat(world, "ada")
    enroll(database, [ada], await world.now() + timedelta(days=1))
    await world.start()
    refusals = [StoreError("locked")] * 2
    settle = outbox.settle

    def fail_twice(*arguments: Any) -> None:
        if refusals:
            raise refusals.pop()
        settle(*arguments)

    monkeypatch.setattr(outbox, "settle", fail_twice)
    await world.post("chats/ada/messages", **{"from": "ada", "text": "/lesson"})

    await settles(database, sent=1)

    assert refusals == []
    assert await lessons(world, "ada") == 1
