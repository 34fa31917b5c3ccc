"""Whatever is kept of a subscriber is shown by /privacy, what is new by itself."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from enum import Enum
from itertools import pairwise
from typing import get_args, get_type_hints

from sqlite_utils import Database

from bot.use_cases.subscribers.privacy import Kept
from bot.views.subscribers.privacy import privacy
from lessons.clinic.consent import ConsentAnswer, GivenConsent
from lessons.delivery.subscriber import Subscriber
from lessons.draft.parts import Part
from lessons.questions.draft_question import DraftQuestion, FileQuestion
from lessons.questions.open_question import Question, SettingQuestion
from lessons.questions.schedule_form import FormStep, ScheduleForm
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule
from storage import open_store
from storage.sql.chat_columns import CHAT_COLUMNS
from storage.sql.rows import write_subscriber
from storage.sqlite.store import SQLiteStore
from tests.support.stored import person

ALIKE: dict[type, list[object]] = {
    bool: [False, True],
    int: [7, 8],
    str: ["xy", "zz"],
    datetime: [datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 3, 4, tzinfo=UTC)],
    date: [date(2031, 1, 2), date(2031, 3, 4)],
    BreakAhead: [
        BreakAhead(date(2031, 1, 2), date(2031, 3, 4)),
        BreakAhead(date(2031, 1, 3), date(2031, 3, 4)),
        BreakAhead(date(2031, 1, 3), date(2031, 3, 5)),
    ],
    time: [time(3, 4), time(5, 6)],
    Schedule: [
        Schedule("Asia/Tokyo", time(4, 5)),
        Schedule("Asia/Seoul", time(4, 5)),
        Schedule("Asia/Seoul", time(4, 6)),
        Schedule("Asia/Seoul", time(4, 6), frozenset({2})),
    ],
}


def values_of(kind: type) -> list[object]:
    """Return values of that type, each of which a person must be able to tell from the next."""
    if issubclass(kind, Enum):
        return list(kind)
    return ALIKE[kind]


def pairs_of_subscribers() -> Iterator[tuple[str, Subscriber, Subscriber]]:
    """Yield subscribers that differ in one field only, the field's name first."""
    hints = get_type_hints(Subscriber)
    for field in fields(Subscriber):
        kinds = get_args(hints[field.name]) or (hints[field.name],)
        values = [value for kind in kinds if kind is not type(None) for value in values_of(kind)]
        each = [replace(person(), **{field.name: value}) for value in values]
        yield from ((field.name, one, other) for one, other in pairwise(each))


def screen_of(about: Subscriber) -> str:
    return str(privacy(Kept(about, None, {"subscribers": 1})).text)


def test_every_column_of_a_subscriber_is_shown() -> None:
    not_shown, shown = [], set()
    for name, one, other in pairs_of_subscribers():
        if screen_of(one) == screen_of(other):
            not_shown.append((name, one, other))
        before, after = write_subscriber(one), write_subscriber(other)
        shown |= {column for column in before if before[column] != after[column]}
    assert not not_shown

    store = open_store("sqlite://")
    assert isinstance(store, SQLiteStore)
    assert shown == {column.name for column in Database(store._database)["subscribers"].columns}
    store.close()


def test_rows_of_every_table_about_a_chat_are_shown() -> None:
    told_otherwise = {"subscribers", "open_questions", "consents"}
    tables = {at.table for at in CHAT_COLUMNS} - told_otherwise
    nothing_else = privacy(Kept(None, None, {"subscribers": 1})).text
    screens = {str(privacy(Kept(None, None, {table: 1})).text) for table in tables}
    assert len(screens - {str(nothing_else)}) == len(tables)


def test_every_open_question_is_shown() -> None:
    questions: list[Question] = [
        *SettingQuestion,
        ScheduleForm(FormStep.WHAT),
        DraftQuestion(Part.TEXT, "backs"),
        FileQuestion(""),
    ]
    shown = [str(privacy(Kept(None, one, {"open_questions": 1})).text) for one in questions]
    assert all("An open question" in text for text in shown)


def test_what_a_chat_answered_to_each_text_is_shown() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    given = [GivenConsent(1, "2026-12", answer, at) for answer in ConsentAnswer]
    shown = [str(privacy(Kept(None, None, {"consents": 1}, [one])).text) for one in given]
    assert len(set(shown)) == len(given)
    assert all("2026-12" in text for text in shown)
