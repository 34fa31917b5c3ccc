"""What is kept about a chat, and its end."""

from collections.abc import Mapping

from lessons.delivery.subscriber import Subscriber
from storage.interface.store import Store


def list_kept(store: Store, chat_id: int) -> tuple[Subscriber | None, Mapping[str, int]]:
    """Return the chat's subscriber, if it is one, and how many rows are about it, by table."""
    return store.find_subscriber(chat_id), store.count_rows_about(chat_id)


def erase(store: Store, chat_id: int) -> int:
    """Delete every row about the chat; it brings its own transaction. Return how many."""
    return store.delete_subscriber(chat_id)


def rekey(store: Store, old_chat_id: int, new_chat_id: int) -> None:
    """Follow a group that Telegram gave a new chat id."""
    store.rekey_subscriber(old_chat_id, new_chat_id)
