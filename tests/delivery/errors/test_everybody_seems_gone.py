"""Where Telegram knows nobody for a while, nobody is given up and everybody has the lesson."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

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
    settles,
    texts,
)

CROWD = 1000


def statuses(database: Path) -> Counter[str]:
    return Counter(dict(query(database, "SELECT status, count(*) FROM subscribers GROUP BY 1")))


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_a_thousand_people_whom_telegram_does_not_know_for_five_minutes_all_get_their_lesson(
    world: World, database: Path
) -> None:
    world.settings = world.settings.model_copy(update={"messages_per_second": 1000})
    await open_chat(world, "root")
    people = await make_people(world, CROWD)
    enroll(database, people, await world.now() + timedelta(minutes=1))
    await world.start()
    # In the middle of the fan-out: the first hundreds arrive.
    await fault(world, "delay", ms=1, times=300)
    await fault(world, "chat_not_found", share=1.0)
    await world.advance(advance_seconds=360)

    assert statuses(database) == {"active": CROWD}
    assert 0 < count_by_status(database)["sent"] < CROWD
    assert count_by_status(database)["failed"] == 0

    await world.post("faults")
    await heard_by_admin(world, "Sending stands still")
    await world.advance(advance_seconds=60)
    await settles(database, sent=CROWD)
    await heard_by_admin(world, "Messages arrive again")
    assert statuses(database) == {"active": CROWD}
    assert {await lessons(world, chat_id) for chat_id in people} == {1}


async def test_the_first_few_who_were_given_up_come_back_and_a_restart_forgets_nothing(
    world: World, database: Path
) -> None:
    await open_chat(world, "root")
    people = await make_people(world, 12)
    await fault(world, "forbidden", share=1.0)
    await owe(world, database, *people)
    await world.advance(advance_seconds=40)
    assert statuses(database) == {"active": 12}
    assert count_by_status(database) == {"planned": 12}

    await world.restart()
    tried = await count_calls(world)
    await world.advance(advance_seconds=29)
    assert await count_calls(world) - tried <= 2, "one now and then, and a word to the admin"
    await world.post("faults")
    await heard_by_admin(world, "Sending stands still")
    await world.post("chats/root/messages", **{"from": "root", "text": "/admin"})
    await heard_by_admin(world, "seemed gone")

    await world.advance(advance_seconds=30)
    await settles(database, sent=12)
    assert {await lessons(world, chat_id) for chat_id in people} == {1}
    assert query(database, "SELECT count(*) FROM losses") == [(0,)]


async def test_a_few_among_many_who_have_gone_are_given_up_a_day_later(
    world: World, database: Path
) -> None:
    await open_chat(world, "root")
    people = await make_people(world, 40)
    for chat_id in people[::4]:
        await fault(world, "forbidden", share=1.0, chat_id=chat_id)
    await owe(world, database, *people)

    await settles(database, sent=30, planned=10)
    assert statuses(database) == {"active": 40}
    await world.advance_days(2)

    assert statuses(database) == {"active": 30, "blocked": 10}
    assert not any("stands still" in text for text in await texts(world, "root"))


async def test_chats_that_are_really_gone_do_not_keep_the_probes_from_the_others(
    world: World, database: Path
) -> None:
    people = await make_people(world, 30)
    for chat_id in people[:20]:
        await fault(world, "forbidden", share=1.0, chat_id=chat_id)
    await owe(world, database, *people)
    await world.advance(advance_seconds=1200)
    assert count_by_status(database)["sent"] == 10
