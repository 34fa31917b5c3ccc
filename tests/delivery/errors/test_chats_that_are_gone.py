"""Chats that cannot be written to any more, and groups that move."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.conversation import World
from tests.support.crowd import count_by_status, enroll, query
from tests.support.owing import (
    count_calls,
    fault,
    lessons,
    make_people,
    open_chat,
    owe,
    say,
    settles,
    subscriber,
    texts,
)


@pytest.mark.parametrize("kind", ["forbidden", "deactivated", "chat_not_found"])
async def test_a_chat_is_given_up_when_it_refuses_again_on_another_day_and_then_never_tried(
    world: World, database: Path, kind: str
) -> None:
    [chat_id, other] = await make_people(world, 2)
    await fault(world, kind, share=1.0, chat_id=chat_id)
    await owe(world, database, chat_id, other)

    await settles(database, planned=1, sent=1)
    await world.advance(advance_seconds=3600)
    await settles(database, failed=1, sent=1)
    assert subscriber(database, chat_id) == "active"

    # By the second day at the latest the other one's lesson has come after the first refusal.
    await world.advance_days(2)
    assert subscriber(database, chat_id) == "blocked"
    of_chat = "SELECT next_due_at FROM enrollments WHERE chat_id = ?"
    assert query(database, of_chat, chat_id) == [(None,)]
    tried = await count_calls(world)
    await world.advance_days(2)
    assert await count_calls(world) == tried + 2, "the other one's lessons"


async def test_nobody_of_three_is_given_up_while_telegram_knows_none_of_them(
    world: World, database: Path
) -> None:
    people = await make_people(world, 3)
    await fault(world, "chat_not_found", share=1.0)
    await owe(world, database, *people)
    await settles(database, planned=3)
    await world.advance_days(2)
    assert query(database, "SELECT DISTINCT status FROM subscribers") == [("active",)]

    await world.post("faults")
    await world.advance_days(1)

    assert {await lessons(world, chat_id) for chat_id in people} == {1}
    assert query(database, "SELECT count(*) FROM doubted_chats") == [(0,)]


async def test_two_fifths_who_seem_gone_for_a_while_have_the_lesson_an_hour_later(
    world: World, database: Path
) -> None:
    people = await make_people(world, 30)
    gone = [*people[1::5], *people[3::5]]
    for chat_id in gone:
        await fault(world, "chat_not_found", share=1.0, chat_id=chat_id)
    await owe(world, database, *people)
    await settles(database, planned=12, sent=18)

    await world.post("faults")
    await world.advance(advance_seconds=3600)

    await settles(database, sent=30)
    assert query(database, "SELECT DISTINCT status FROM subscribers") == [("active",)]


@pytest.mark.parametrize("said", ["/help", "hello", "/lesson"])
async def test_a_sign_of_life_takes_the_doubt_away_and_brings_the_lesson_at_once(
    world: World, database: Path, said: str
) -> None:
    ada = await seem_gone(world, database)

    await say(world, "ada", said)
    await settles(database, sent=1)

    assert query(database, "SELECT chat_id FROM doubted_chats") == []
    assert await lessons(world, ada) == 1
    assert not any("was today's" in text for text in await texts(world, ada))


async def seem_gone(world: World, database: Path) -> int:
    """Let the lesson of one who is there be refused once, and be put off."""
    ada = await open_chat(world, "ada")
    await world.start()
    await world.settle()
    await fault(world, "forbidden")
    enroll(database, [ada], await world.now())
    while query(database, "SELECT chat_id FROM doubted_chats") != [(ada,)]:
        await asyncio.sleep(0.05)
    return ada


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
    assert await count_calls(world) <= 2, "a hello and a lesson at most"


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
