"""What is forgotten leaves no bytes behind."""

import random
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from storage import open_store
from storage.interface.store import Store
from tests.support.stored import DAY, MINUTE, SECOND
from tests.support.traces import NOW, files_of, join, receive


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


def fill(store: Store) -> dict[int, str]:
    """Mix the rows of many chats on many pages, so that pages split and rows move; return every
    chat's own word."""
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
    return words


def find_traces(path: Path, words: dict[int, str], chat_ids: list[int]) -> list[int]:
    content = files_of(path)
    return [chat_id for chat_id in chat_ids if is_in(content, chat_id, words[chat_id])]


def test_a_chat_that_a_small_file_forgets_leaves_no_bytes(store: Store, path: Path) -> None:
    words = fill(store)
    chat_ids = list(words)
    forgotten, kept = chat_ids[::10], chat_ids[1::10]
    assert find_traces(path, words, chat_ids) == chat_ids

    for number, chat_id in enumerate(forgotten):
        assert store.delete_subscriber(chat_id, NOW + number * SECOND) == 1 + 1 + 8
        assert find_traces(path, words, [chat_id]) == []
        assert store.find_traces_left_at() is None

    assert find_traces(path, words, forgotten) == []
    assert find_traces(path, words, kept) == kept


def test_a_large_file_is_wiped_once_for_all_that_it_forgot(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.wiping._SMALL_FILE_BYTES", 0)
    words = fill(store)
    chat_ids = list(words)
    forgotten, kept = chat_ids[::10], chat_ids[1::10]

    for number, chat_id in enumerate(forgotten):
        assert store.delete_subscriber(chat_id, NOW + number * SECOND) == 1 + 1 + 8
        assert store.find_subscriber(chat_id) is None
    assert store.find_traces_left_at() == NOW
    assert find_traces(path, words, forgotten), "what is to be wiped is there"

    assert store.wipe_traces(NOW + MINUTE)

    assert store.find_traces_left_at() is None
    assert find_traces(path, words, forgotten) == []
    assert find_traces(path, words, kept) == kept


def test_nobody_makes_a_file_be_written_anew_more_than_once_a_second(store: Store) -> None:
    with store.transaction():
        for chat_id in (1, 2, 3):
            join(store, chat_id)
    store.delete_subscriber(1, NOW)
    assert store.find_traces_left_at() is None
    store.delete_subscriber(2, NOW + SECOND / 2)
    assert store.find_traces_left_at() == NOW + SECOND / 2
    store.delete_subscriber(3, NOW + SECOND)
    assert store.find_traces_left_at() is None


def test_a_clock_that_is_set_back_does_not_keep_traces(store: Store) -> None:
    with store.transaction():
        for chat_id in (1, 2):
            join(store, chat_id)
    store.delete_subscriber(1, NOW + DAY)
    store.delete_subscriber(2, NOW)
    assert store.find_traces_left_at() is None


def test_to_delete_what_is_not_there_leaves_no_traces(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.wiping._SMALL_FILE_BYTES", 0)
    assert store.delete_subscriber(1, NOW) == 0
    assert store.find_traces_left_at() is None


def is_in(content: bytes, chat_id: int, word: str) -> bool:
    return chat_id.to_bytes(6, "big") in content or word.encode() in content


def test_nobody_waits_for_a_reader_and_the_traces_are_wiped_after_it(
    store: Store, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with store.transaction():
        join(store, 1_001)
    reader = open_store(f"sqlite:///{path}")
    reader._database.execute("BEGIN")  # type: ignore[attr-defined]
    assert reader.find_subscriber(1_001) is not None

    began_at = monotonic()
    assert store.delete_subscriber(1_001, NOW) == 2
    assert monotonic() - began_at < 2, "a busy database is waited for up to 5 s"

    assert store.find_subscriber(1_001) is None
    assert "another program" in caplog.text
    assert store.find_traces_left_at() == NOW
    assert b"course en" in files_of(path)
    reader.close()
    assert store.wipe_traces(NOW + MINUTE)
    assert b"course en" not in files_of(path)
