"""Articles that were read are kept until somebody decides, and go with the seat."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lessons.delivery.audit import Admin
from storage import open_store
from storage.interface.store import Store
from tests.support.drafts import read_article_of
from tests.support.stored import ALICE, BOB, MINUTE, NOW

BACKS, NECKS = read_article_of(), read_article_of("# Stiff necks\n\n- Turn\n- Nod")


def test_an_article_is_found_by_its_mark_in_its_own_chat_until_it_is_deleted(store: Store) -> None:
    assert BACKS.mark != NECKS.mark
    with store.transaction():
        store.save_read_article(ALICE, BACKS, NOW)
        store.save_read_article(ALICE, NECKS, NOW + MINUTE)
        store.save_read_article(ALICE, BACKS, NOW)
    assert store.find_read_article(ALICE, BACKS.mark) == BACKS
    assert store.find_read_article(BOB, BACKS.mark) is None
    assert store.list_read_articles(ALICE) == [NECKS, BACKS]
    with store.transaction():
        assert store.delete_read_article(ALICE, BACKS.mark)
        assert not store.delete_read_article(ALICE, BACKS.mark)
    assert store.list_read_articles(ALICE) == [NECKS]


def test_only_what_is_older_is_deleted(store: Store) -> None:
    with store.transaction():
        store.save_read_article(ALICE, BACKS, NOW)
        store.save_read_article(BOB, BACKS, NOW + MINUTE)
        assert store.delete_read_articles(NOW + MINUTE) == 1
    assert store.list_read_articles(ALICE) == []
    assert store.list_read_articles(BOB) == [BACKS]


def test_what_an_admin_had_read_goes_with_the_seat(store: Store) -> None:
    with store.transaction():
        store.add_admin(Admin(ALICE, BOB, NOW))
        store.save_read_article(ALICE, BACKS, NOW)
        store.delete_admin(ALICE)
    assert store.list_read_articles(ALICE) == []


def test_one_that_cannot_be_read_is_none_and_nothing_of_it_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "lessons.db"
    store = open_store(f"sqlite:///{path}")
    with store.transaction():
        store.save_read_article(ALICE, BACKS, NOW)
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("UPDATE read_articles SET article = json_set(article, '$.document', 'sore')")
    assert store.find_read_article(ALICE, BACKS.mark) is None
    assert "cannot be read again" in caplog.text
    assert "sore" not in caplog.text
    store.close()
