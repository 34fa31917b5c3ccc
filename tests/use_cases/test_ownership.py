"""A database that was here is not begun anew in silence; what is not ours alone is no damage."""

from pathlib import Path

import pytest

from bot.use_cases import ownership
from storage import open_runner_lock, open_store
from storage.errors import DamagedStoreError, NotADatabaseError
from tests.support.stored import ALICE, person

BOT_ID = 4242


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that the bot has served, and that is gone."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    lock = open_runner_lock(url)
    assert lock.is_acquired()
    lock.note_owner(BOT_ID)
    lock.release()
    return url


def test_a_database_that_was_here_is_missed_and_the_way_on_is_named(
    url: str, tmp_path: Path
) -> None:
    with pytest.raises(ownership.StoreGoneError) as refusal:
        ownership.look_before(url, BOT_ID, ())
    assert "the bot 4242" in str(refusal.value)
    assert "python -m bot restore copy.db" in str(refusal.value)
    assert f"delete {tmp_path / 'bot.db.lock'} first" in str(refusal.value)
    open_store(url).close()
    with pytest.raises(ownership.StoreGoneError):
        ownership.look_before(url, BOT_ID, ())
    (tmp_path / "bot.db.lock").unlink()
    ownership.look_before(url, BOT_ID, ())


def test_one_with_people_is_not_missed_though_an_early_release_left_it_to_nobody(url: str) -> None:
    store = open_store(url)
    with store.transaction():
        store.save_subscriber(person(ALICE))
    store.close()
    ownership.look_before(url, BOT_ID, ())


def test_what_is_no_database_is_damage_only_where_one_of_this_bot_was(
    url: str, tmp_path: Path
) -> None:
    (tmp_path / "bot.db").write_text("words")
    with pytest.raises(DamagedStoreError):
        ownership.look_before(url, BOT_ID, ())
    with pytest.raises(NotADatabaseError):
        ownership.look_before(url, 4343, ())
