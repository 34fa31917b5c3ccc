"""What is forgotten leaves no bytes behind."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import open_store
from storage.errors import StoreError
from storage.interface.store import Store
from tests.support.tables import table
from tests.support.traces import files_of, join, receive


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


def test_a_forgotten_chat_leaves_no_bytes_in_any_file(store: Store, path: Path) -> None:
    """The rows of many chats are mixed on many pages, so that pages split and rows move."""
    chance = random.Random(7)
    chat_ids = chance.sample(range(10**12, 9 * 10**12), 300)
    words = {chat_id: f"<{chat_id:x}>" for chat_id in chat_ids}
    with store.transaction():
        for chat_id in chat_ids:
            join(store, chat_id, f"Zone/{words[chat_id]}", words[chat_id])
    for lesson in range(8):
        with store.transaction():
            for chat_id in chance.sample(chat_ids, len(chat_ids)):
                receive(store, chat_id, words[chat_id], lesson)
    forgotten, kept = chat_ids[::10], chat_ids[1::10]
    before = files_of(path)
    assert all(is_in(before, chat_id, words[chat_id]) for chat_id in chat_ids)

    for chat_id in forgotten:
        assert store.delete_subscriber(chat_id) == 1 + 1 + 8
        assert not is_in(files_of(path), chat_id, words[chat_id])

    after = files_of(path)
    assert [chat_id for chat_id in forgotten if is_in(after, chat_id, words[chat_id])] == []
    assert all(is_in(after, chat_id, words[chat_id]) for chat_id in kept)


def is_in(content: bytes, chat_id: int, word: str) -> bool:
    return chat_id.to_bytes(6, "big") in content or word.encode() in content


@table("chat_id", [1, 127, 128, -1, -100_123_456_789, 2**52, -(2**52)])
def test_a_chat_of_any_id_can_be_forgotten(store: Store, path: Path, chat_id: int) -> None:
    with store.transaction():
        join(store, chat_id, "Zone/forgotten")

    assert store.delete_subscriber(chat_id) == 2

    assert b"Zone/forgotten" not in files_of(path)


def test_a_reader_in_the_way_of_wiping_is_told_to_the_operator(store: Store, path: Path) -> None:
    """The rows go at once; their bytes stay in the log until the other program lets go."""
    with store.transaction():
        join(store, 1_001)
    store._database.execute("PRAGMA busy_timeout = 10")  # type: ignore[attr-defined]
    reader = open_store(f"sqlite:///{path}")
    reader._database.execute("BEGIN")  # type: ignore[attr-defined]
    assert reader.find_subscriber(1_001) is not None

    with pytest.raises(StoreError) as refused:
        store.delete_subscriber(1_001)

    assert "another program" in refused.value.operator
    assert store.find_subscriber(1_001) is None
    reader.close()
    store.delete_subscriber(1_001)
    assert b"course en" not in files_of(path)
