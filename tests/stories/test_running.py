"""An announcement on its way: followed in one message, held, let go, stopped."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.api.limiter import FREE_PER_SECOND
from bot.use_cases.announcements import progress, scheduling
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.delivery import outbox, planning
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.delivery import DeliveryStatus, Outcome
from storage import open_store
from tests.support.audience import A_PERSON, count_arrived, join_many
from tests.support.conversation import ID_OF, Chat, World, show
from tests.support.tables import table


@pytest.fixture
def messages_per_second() -> int:
    """What is on its way takes its time."""
    return FREE_PER_SECOND


async def test_above_fifty_people_a_second_tap_is_asked_for(
    root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 51)
    await root.says("/schedule Hello. in 1h")
    assert "This goes to 51 people. Really?" in await root.presses("Confirm")
    assert "Nothing is scheduled." in await root.says("/scheduled")
    assert "Scheduled as number 1." in await root.presses("Yes, to 51")


async def test_one_message_follows_it_from_hold_to_end(
    root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 3)
    await root.says("/schedule Hello. in 10 min")
    assert "[Undo: send nothing]" in await root.presses("Confirm")
    await world.advance(advance_seconds=120)
    assert "[Move] [Cancel]" in await root.reads()
    await world.post("faults", method="sendMessage", kind="forbidden", times=1)
    await world.advance(advance_seconds=600)
    assert (await root.reads()).startswith(
        "EDIT Number 1 is done.\n     2 of 3 sent · 1 blocked the bot\n"
    )
    await world.restart()
    await world.advance(advance_seconds=60)
    assert await root.reads() == ""


async def press_while_it_runs(root: Chat, label: str, change: str) -> str:
    """Press once the screen says so, without waiting for what is under way."""
    seen = ""
    while change not in seen:
        seen = "".join(show(message) for message in await root.messages())
        await asyncio.sleep(0.05)
    message_id = await root.find_button(label)
    await root.world.post(
        f"chats/{root.chat}/presses",
        **{"from": root.name, "message_id": message_id, "button": label},
    )
    return seen


async def test_what_is_on_its_way_is_held_let_go_and_stopped(
    root: Chat, world: World, tmp_path: Path
) -> None:
    people = await join_many(world, tmp_path, 180)
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    await root.presses("Yes, to 180")
    sending = asyncio.create_task(world.advance(advance_seconds=301))
    assert " of 180 sent" in await press_while_it_runs(root, "Hold", "is on its way")
    await sending
    held_at = await count_arrived(world, people, "Hello.")
    assert 0 < held_at < 180
    in_sight = f"On hold: no. 1, {180 - held_at} wait"
    assert in_sight in await root.says("/scheduled")
    assert in_sight in await root.says("/admin")
    health = await root.presses("Health")
    assert in_sight in health
    assert "look at this" in health
    await world.advance(advance_seconds=3600)
    assert f"For an hour now on hold: no. 1, {180 - held_at} wait." in await root.reads()
    await world.restart()
    assert await count_arrived(world, people, "Hello.") == held_at
    assert "is on its way" in await root.says("/go")
    await world.settle()
    assert await count_arrived(world, people, "Hello.") == 180


async def test_what_is_held_can_be_stopped_for_good(
    root: Chat, world: World, tmp_path: Path
) -> None:
    people = await join_many(world, tmp_path, 120)
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    await root.presses("Yes, to 120")
    sending = asyncio.create_task(world.advance(advance_seconds=301))
    await press_while_it_runs(root, "Hold", "is on its way")
    await sending
    arrived = await count_arrived(world, people, "Hello.")
    assert "Stop the rest of number 1?" in await root.presses("Stop the rest")
    assert "Stopped. What had left has left" in await root.presses("Yes, stop number 1")
    assert "is no number of something on its way" in await root.says("/go 1")
    await world.advance(advance_seconds=3600)
    assert await count_arrived(world, people, "Hello.") == arrived


async def test_too_many_failures_hold_it_and_the_admins_are_told_why(
    ada: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await ada.joins()
    people = await join_many(world, tmp_path, 9)
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    # Not to everybody: that would be an outage, in which nothing is held by itself.
    for chat_id in (ID_OF["ada"], *people[4:8]):
        await world.post(
            "faults", method="sendMessage", kind="status_500", share=1.0, chat_id=chat_id
        )
    await world.advance(advance_seconds=301)
    screen = await root.reads()
    assert "Number 1 is on hold.\n     Too many failed, so it stopped by itself." in screen
    assert "5 held" in screen
    await world.post("faults")
    while "Number 1 was put on hold: too many of its messages failed." not in screen:
        screen += await root.reads()
    await ada.reads()
    await ada.says("/stop")
    assert "9 of 10 sent · 1 skipped" in await root.presses("Go on")
    assert await count_arrived(world, people, "Hello.") == 9
    assert "Hello." not in await ada.reads()
    log = await root.says("/log")
    assert "held no. 1 (5 of 10 failed)" in log
    assert "let go on no. 1" in log


async def test_people_who_left_are_no_failures(root: Chat, world: World, tmp_path: Path) -> None:
    people = await join_many(world, tmp_path, 40)
    await root.says("/schedule Hello. in 5 min")
    await root.presses("Confirm")
    for chat_id in people[::4]:
        await world.post("faults", method="sendMessage", kind="forbidden", chat_id=chat_id)
    await world.advance(advance_seconds=301)
    assert "is done" in await root.reads()
    assert await count_arrived(world, people, "Hello.") == 30


async def test_there_is_nothing_to_hold_where_nothing_runs(root: Chat) -> None:
    assert "Nothing is on its way." in await root.says("/hold")
    assert "Nothing is on its way." in await root.says("/go")
    assert "is no number of something on its way" in await root.says("/hold 7")
    assert "is no number of something on its way" in await root.says("/go everything")


@table("order", ["hold", "cancel"])
@table("outcome", [DeliveryStatus.RETRY, DeliveryStatus.UNKNOWN])
def test_what_comes_back_after_an_order_does_not_leave_again(
    order: str, outcome: DeliveryStatus
) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    store = open_store("sqlite://")
    with store.transaction():
        store.save_subscriber(replace(A_PERSON, chat_id=1))
        item = store.add_announcement(created_by=9, created_at=now, at=now, text="Hello.")
        store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
        assert planning.plan_announcements(store, {}, AnnouncementPolicy(), now, {})
        sending = outbox.begin_sending(store, outbox.claim(store, now, now, 9, frozenset()), now)
    [delivery] = sending
    with store.transaction():
        if order == "hold":
            assert progress.hold(store, 9, item.announcement_id, now)
        else:
            assert scheduling.cancel(store, 9, item.announcement_id, now)
        retry_at = now if outcome is DeliveryStatus.RETRY else None
        became = Outcome(delivery.delivery_id, outcome, now, retry_at=retry_at)
        outbox.settle(store, {}, [outbox.Settled(delivery, became)], now)
    later = now + timedelta(hours=1)
    with store.transaction():
        outbox.recover(store, later)
        assert outbox.claim(store, later, later, 9, frozenset()) == []
        dropped = planning.drop_cancelled(store, later)
        counts = store.count_progress([item.announcement_id])[item.announcement_id]
    store.close()
    assert (dropped, counts.held) == ((0, 1) if order == "hold" else (1, 0))


async def test_who_has_no_seat_any_more_is_shown_nothing_more(
    ben: Chat, root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 3)
    await ben.says("/start")
    await root.gives_seat(ben)
    await ben.says("/schedule Hello. in 5 min")
    await ben.presses("Confirm")
    await root.says("/admins remove 1002")
    await root.presses("Yes, take it")
    await ben.reads()
    await world.advance(advance_seconds=301)
    assert await ben.reads() == ""
    assert "Nothing is on its way." in await root.says("/hold")


def test_what_was_claimed_anew_while_its_old_claim_stood_in_line_leaves_once() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    store = open_store("sqlite://")
    with store.transaction():
        store.save_subscriber(replace(A_PERSON, chat_id=1))
        item = store.add_announcement(created_by=9, created_at=now, at=now, text="Hello.")
        store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
        assert planning.plan_announcements(store, {}, AnnouncementPolicy(), now, {})
        before = outbox.claim(store, now, now, 9, frozenset())
        later = now + outbox.CLAIM_LEASE
        outbox.recover(store, later)
        anew = outbox.claim(store, now, later, 9, frozenset())

        assert len(outbox.begin_sending(store, before + anew, later)) == 1
    store.close()
