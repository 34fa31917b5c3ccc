"""The change that an update asks for remembers the update; looking does not."""

from dataclasses import replace

import pytest

from bot.process.handling import Handling, TakenElsewhereError, find_handling, handling_here
from bot.process.store_thread import StoreThread
from storage.interface.store import Store
from storage.interface.updates import UpdateMark
from tests.support.audience import A_PERSON

MARK = UpdateMark(7, 1_795_000_000)


def look(store: Store) -> None:
    store.find_subscriber(1)


def change(store: Store, chat_id: int) -> None:
    store.save_subscriber(replace(A_PERSON, chat_id=chat_id))


def is_remembered(store: Store) -> bool:
    return store.list_taken([MARK]) == [MARK]


async def test_an_update_is_taken_by_the_first_change_and_by_nothing_before() -> None:
    changes: list[bool] = []
    handling = Handling(MARK, lambda: changes.append(True))
    store = StoreThread("sqlite://")
    try:
        with handling_here(handling):
            await store.run(look)
            await store.run_aside(change, 1)
            assert not handling.is_taken
            assert not await store.run_bare(is_remembered)
            await store.run(change, 2)
        assert handling.is_taken
        assert changes == [True]
        assert await store.run_bare(is_remembered)
    finally:
        store.close()


async def test_what_another_process_has_taken_is_not_done_again() -> None:
    store = StoreThread("sqlite://")
    try:
        with handling_here(Handling(MARK, lambda: None)):
            await store.run(change, 1)
        handling = Handling(MARK, lambda: None)
        with handling_here(handling), pytest.raises(TakenElsewhereError):
            await store.run(change, 2)
        assert not handling.is_taken
        assert await store.run(lambda opened: opened.find_subscriber(2)) is None
    finally:
        store.close()


async def test_what_goes_on_after_an_update_has_ended_is_not_its_own() -> None:
    handling = Handling(MARK, lambda: None)
    with handling_here(handling):
        assert find_handling() is handling
        handling.end()
        assert find_handling() is None
