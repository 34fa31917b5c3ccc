"""The one question that is open in a chat: asked, found, closed."""

from dataclasses import dataclass
from datetime import datetime

from lessons.delivery.subscriber import SubscriberStatus
from lessons.questions.draft_question import (
    DraftQuestion,
    FileQuestion,
    SignQuestion,
)
from lessons.questions.open_question import (
    REMEMBERED_FOR,
    OpenQuestion,
    Question,
    SettingQuestion,
)
from lessons.roles import Capability
from storage.interface.store import Store


def ask(store: Store, chat_id: int, question: Question, now: datetime) -> None:
    """Open the question; whatever was open in the chat is closed."""
    store.save_question(OpenQuestion(chat_id, question, now))


def capability_for(question: Question) -> Capability:
    """Return what it takes to answer a question that only admins are asked."""
    if isinstance(question, SignQuestion):
        return Capability.REVIEW
    of_a_draft = isinstance(question, DraftQuestion | FileQuestion)
    return Capability.EDIT if of_a_draft else Capability.SEND


@dataclass(frozen=True, slots=True)
class Asked:
    """What is open in a chat; ``has_lapsed`` says that a question was, until too long ago."""

    question: Question | None = None
    has_lapsed: bool = False


def look_at(store: Store, chat_id: int, now: datetime) -> Asked:
    """Return what the chat was asked last, unless it is answered; what was asked a day ago is
    closed now, and so is a setting that a lesson has come after, but for what somebody who is
    joining has still to say: nothing else is open."""
    found = store.find_question(chat_id)
    if found is None:
        return Asked()
    if found.has_lapsed(now) and isinstance(found.question, SettingQuestion):
        subscriber = store.find_subscriber(chat_id)
        if subscriber is not None and subscriber.status is SubscriberStatus.JOINING:
            return Asked(found.question)
    if not found.is_open(now):
        store.close_question(chat_id)
        return Asked(has_lapsed=found.has_lapsed(now))
    if _is_overtaken(store, found, now):
        store.close_question(chat_id)
        return Asked(has_lapsed=True)
    return Asked(found.question)


def _is_overtaken(store: Store, asked: OpenQuestion, now: datetime) -> bool:
    subscriber, last = store.find_subscriber(asked.chat_id), store.find_last_lesson(asked.chat_id)
    if subscriber is None or last is None or subscriber.status is SubscriberStatus.JOINING:
        # Whoever is joining is asked until it is known.
        return False
    return asked.is_overtaken(last.due_at, now)


def find_open(store: Store, chat_id: int, now: datetime) -> Question | None:
    """Return what the chat was asked last, if an answer to it still counts."""
    return look_at(store, chat_id, now).question


def close(store: Store, chat_id: int, kind: type[Question]) -> None:
    """Close the question if it is of that kind; another one stays open."""
    found = store.find_question(chat_id)
    if found and isinstance(found.question, kind):
        store.close_question(chat_id)


def close_old(store: Store, now: datetime) -> int:
    """Close every question whose answer nobody will send any more; return how many.

    An article on which nobody decided for as long goes as well, and a text that was pasted."""
    store.delete_read_articles(now - REMEMBERED_FOR)
    store.delete_old_pasted_parts(now - REMEMBERED_FOR)
    return store.close_questions(now - REMEMBERED_FOR)
