"""The one question that is open in a chat: asked, found, closed."""

from datetime import datetime

from lessons.questions.open_question import OPEN_FOR, OpenQuestion, Question
from storage.interface.store import Store


def ask(store: Store, chat_id: int, question: Question, now: datetime) -> None:
    """Open the question; whatever was open in the chat is closed."""
    store.save_question(OpenQuestion(chat_id, question, now))


def find_open(store: Store, chat_id: int, now: datetime) -> Question | None:
    """Return what the chat was asked last, unless it is answered; what was asked a day ago is
    closed now."""
    found = store.find_question(chat_id)
    if found is None:
        return None
    if not found.is_open(now):
        store.close_question(chat_id)
        return None
    return found.question


def close(store: Store, chat_id: int, kind: type[Question]) -> None:
    """Close the question if it is of that kind; another one stays open."""
    found = store.find_question(chat_id)
    if found and isinstance(found.question, kind):
        store.close_question(chat_id)


def close_old(store: Store, now: datetime) -> int:
    """Close every question that nobody answered for a day; return how many."""
    return store.close_questions(now - OPEN_FOR)
