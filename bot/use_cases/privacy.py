"""What is kept about a chat, and its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.use_cases import questions
from lessons.delivery.subscriber import Subscriber
from lessons.questions.open_question import Question
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """The chat's subscriber and open question, if there are any, and how many rows are about the
    chat, by table (tables with none left out)."""

    subscriber: Subscriber | None
    question: Question | None
    row_counts: Mapping[str, int]


def list_kept(store: Store, chat_id: int, now: datetime) -> Kept:
    """Return everything that is kept about the chat."""
    # First, because a question that is too old goes as it is looked at.
    question = questions.find_open(store, chat_id, now)
    return Kept(store.find_subscriber(chat_id), question, store.count_rows_about(chat_id))


def erase(store: Store, chat_id: int) -> int:
    """Delete every row about the chat; it brings its own transaction. Return how many."""
    return store.delete_subscriber(chat_id)


def rekey(store: Store, old_chat_id: int, new_chat_id: int) -> None:
    """Follow a group that Telegram gave a new chat id."""
    store.rekey_subscriber(old_chat_id, new_chat_id)
