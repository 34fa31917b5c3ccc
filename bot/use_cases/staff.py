"""What people ask the clinic's staff: kept with their leave, found again, answered, deleted."""

from dataclasses import replace
from datetime import datetime

from bot.use_cases import questions
from lessons.clinic.staff import (
    A_DAY,
    KEPT_FOR,
    Hindrance,
    StaffChat,
    StaffQuestion,
    find_hindrance,
)
from lessons.questions.open_question import SettingQuestion
from storage.interface.store import Store

_AT_ONCE = 20


def await_question(store: Store, chat_id: int, now: datetime) -> Hindrance | None:
    """Take what the chat types next for its question; return what is in the way, if anything is."""
    hindrance = _find_hindrance(store, chat_id, now)
    if hindrance is None:
        questions.ask(store, chat_id, SettingQuestion.STAFF, now)
    return hindrance


def look_at_question(store: Store, chat_id: int, now: datetime) -> Hindrance | None:
    """Close the wish for a question, which has been typed; return what is in the way of it."""
    if questions.find_open(store, chat_id, now) is SettingQuestion.STAFF:
        store.close_question(chat_id)
    return _find_hindrance(store, chat_id, now)


def is_awaited(store: Store, chat_id: int, now: datetime) -> bool:
    """Whether what the chat types next is its question."""
    return questions.find_open(store, chat_id, now) is SettingQuestion.STAFF


def keep_question(
    store: Store, chat_id: int, message_id: int, text: str, staff: StaffChat, now: datetime
) -> StaffQuestion | Hindrance:
    """Keep what is about to be passed on; return it, or what is in the way. A second tap finds
    what the first one kept."""
    if asked := store.find_asked(chat_id, message_id):
        return asked
    if hindrance := _find_hindrance(store, chat_id, now):
        return hindrance
    question = StaffQuestion(chat_id, message_id, text, now, staff.chat_id)
    store.save_staff_question(question)
    return question


def note_passed_on(
    store: Store, question: StaffQuestion, staff_chat_id: int, staff_message_id: int
) -> StaffQuestion:
    """The staff has a copy; return the question with it."""
    passed_on = replace(question, staff_chat_id=staff_chat_id, staff_message_id=staff_message_id)
    store.save_staff_question(passed_on)
    return passed_on


def delete(store: Store, question: StaffQuestion, now: datetime) -> None:
    """Keep nothing of it."""
    store.delete_staff_question(question, now)


def find_question(store: Store, staff_chat_id: int, staff_message_id: int) -> StaffQuestion | None:
    """Return the question of which that is the staff's copy, while it is kept."""
    return store.find_staff_question(staff_chat_id, staff_message_id)


def note_answered(store: Store, question: StaffQuestion, now: datetime) -> None:
    """It has an answer, which is not kept."""
    if store.find_asked(question.chat_id, question.message_id):
        store.save_staff_question(replace(question, answered_at=question.answered_at or now))


def list_asked(store: Store, chat_id: int) -> list[StaffQuestion]:
    """Return what the chat asked and is kept."""
    return store.list_staff_questions(chat_id)


def list_old(store: Store, now: datetime) -> list[StaffQuestion]:
    """Return some that have been kept for as long as was said."""
    return store.list_old_staff_questions(now - KEPT_FOR, _AT_ONCE)


def _find_hindrance(store: Store, chat_id: int, now: datetime) -> Hindrance | None:
    theirs, of_all = store.list_staff_questions(chat_id), store.count_staff_questions(now - A_DAY)
    return find_hindrance(theirs, of_all, now)
