"""What is open in a chat is one thing, and closes by itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.use_cases import questions
from bot.use_cases.delivery import planning
from lessons.questions.draft_question import FileQuestion
from lessons.questions.open_question import SettingQuestion
from lessons.questions.schedule_form import FormStep, ScheduleForm
from storage import open_store
from storage.interface.store import Store
from tests.support.drafts import read_article_of
from tests.support.stored import ALICE, BOB, DAY, NOW, SECOND


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def ask(store: Store, chat_id: int = ALICE, ago: timedelta = timedelta()) -> None:
    with store.transaction():
        questions.ask(store, chat_id, SettingQuestion.TIME, NOW - ago)


def test_a_question_that_is_too_old_is_closed_as_it_is_looked_for(store: Store) -> None:
    ask(store, ago=DAY - SECOND)
    assert questions.find_open(store, ALICE, NOW) is SettingQuestion.TIME
    ask(store, ago=DAY)
    assert questions.find_open(store, ALICE, NOW) is None
    assert store.find_question(ALICE) is None


def test_a_question_that_lapsed_is_told_of_once_and_only_while_it_is_remembered(
    store: Store,
) -> None:
    for ago, has_lapsed in ((DAY - SECOND, False), (DAY, True), (14 * DAY, False)):
        ask(store, ago=ago)
        assert questions.look_at(store, ALICE, NOW).has_lapsed is has_lapsed
    ask(store, ago=DAY)
    questions.look_at(store, ALICE, NOW)
    assert questions.look_at(store, ALICE, NOW) == questions.Asked()


def test_housekeeping_closes_what_nobody_answered_for_two_weeks(store: Store) -> None:
    ask(store, ALICE, 14 * DAY + SECOND)
    ask(store, BOB, 14 * DAY - SECOND)
    with store.transaction():
        planning.tidy(store, NOW)
    assert store.find_question(ALICE) is None
    assert store.find_question(BOB) is not None


def test_housekeeping_forgets_an_article_on_which_nobody_decided_for_two_weeks(
    store: Store,
) -> None:
    article = read_article_of()
    with store.transaction():
        store.save_read_article(ALICE, article, NOW - 14 * DAY - SECOND)
        store.save_read_article(BOB, article, NOW - 14 * DAY + SECOND)
        planning.tidy(store, NOW)
    assert store.list_read_articles(ALICE) == []
    assert store.list_read_articles(BOB) == [article]


def test_a_newer_question_takes_the_place_of_the_older_one(store: Store) -> None:
    ask(store)
    form = ScheduleForm(FormStep.WHAT)
    with store.transaction():
        questions.ask(store, ALICE, form, NOW)
    assert questions.find_open(store, ALICE, NOW) == form


def test_only_a_question_of_that_kind_is_closed(store: Store) -> None:
    ask(store)
    with store.transaction():
        questions.close(store, ALICE, FileQuestion)
    assert questions.find_open(store, ALICE, NOW) is SettingQuestion.TIME
    with store.transaction():
        questions.close(store, ALICE, SettingQuestion)
    assert questions.find_open(store, ALICE, NOW) is None
