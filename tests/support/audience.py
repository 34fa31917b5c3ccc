"""People whom an announcement can reach, without the minute that joining takes."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule
from storage import open_store
from tests.support.conversation import World

A_PERSON = Subscriber(
    chat_id=0,
    kind=ChatKind.PRIVATE,
    status=SubscriberStatus.ACTIVE,
    schedule=Schedule("Europe/Berlin", time(20)),
    language_code="en",
    joined_at=datetime(2026, 11, 1, tzinfo=UTC),
)


async def join_many(world: World, folder: Path, count: int) -> list[int]:
    """So many people who are subscribers already; they get no lessons."""
    people = await world.post("people", count=count)
    chat_ids = [person["id"] for person in people]
    store = open_store(f"sqlite:///{folder / 'lessons.db'}")
    with store.transaction():
        for chat_id in chat_ids:
            store.save_subscriber(replace(A_PERSON, chat_id=chat_id))
    store.close()
    return chat_ids


async def count_arrived(world: World, chat_ids: list[int], text: str) -> int:
    """How many copies of that text have reached them."""
    found = 0
    for chat_id in chat_ids:
        messages = await world.get(f"chats/{chat_id}/messages", after=0, wait=0)
        found += sum(message["text"] == text for message in messages)
    return found
