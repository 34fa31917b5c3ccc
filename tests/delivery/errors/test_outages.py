"""Telegram's own troubles: nothing is lost silently, and nobody gets what they should not."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.api import conflict
from tests.support.conversation import World
from tests.support.crowd import count_by_status, enroll, query
from tests.support.owing import (
    count_calls,
    fault,
    heard_by_admin,
    lessons,
    make_people,
    open_chat,
    owe,
    say,
    settles,
    texts,
)


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
    monkeypatch.setattr("bot.api.transport.ANSWER_SECONDS", 0.5)
    [chat_id] = await make_people(world, 1)
    await fault(world, "timeout_after_write", delivered=True)
    await owe(world, database, chat_id)

    await settles(database, sent=1)

    assert await lessons(world, chat_id) == 2
    assert query(database, "SELECT attempts, resends FROM deliveries") == [(0, 1)]


@pytest.fixture
def resends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is sent again not wait for minutes."""
    monkeypatch.setattr("bot.use_cases.delivery.outbox.resend_delay", lambda _resends: timedelta(0))


@pytest.mark.slow
@pytest.mark.usefixtures("resends_at_once")
async def test_what_stays_unanswered_is_given_up_after_five_resends_and_the_admins_hear_of_it(
    world: World, database: Path
) -> None:
    """It is one chat's own trouble, as another one's message arrives; and the admins hear of it
    although Telegram hangs up on the words to them as well."""
    root = await open_chat(world, "root")
    [chat_id, other] = await make_people(world, 2)
    await world.start()
    await world.settle()
    await fault(world, "drop", share=1.0, chat_id=chat_id)
    await fault(world, "drop", times=1, chat_id=root)
    enroll(database, [other], await world.now())
    await settles(database, sent=1)
    enroll(database, [chat_id], await world.now())

    await heard_by_admin(world, "stays unknown")

    assert query(
        database, "SELECT resends, is_settled FROM deliveries WHERE status = 'unknown'"
    ) == [(5, 1)]
    await world.post("faults")
    # The lesson may have arrived, so the course goes on after it.
    await world.advance_days(1)
    assert [text for text in await texts(world, chat_id) if "\nLesson 2 of" in text]


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
    url = f"{world.url}/bot{world.settings.bot_token.get_secret_value()}/getUpdates"
    while True:
        async with world.http.post(url, json={"timeout": 1}) as response:
            await response.read()


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

    await say(world, "ada", "/help")

    assert count_by_status(database)["sent"] < 150
