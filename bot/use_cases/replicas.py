"""The processes that answer side by side, as the store knows them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from storage.interface.replicas import Replica
from storage.interface.store import Store

FORGOTTEN_AFTER = timedelta(days=1)


def note_and_list(store: Store, own: Replica) -> list[Replica]:
    """Tell the others that this one is there, and return all that were there within a day."""
    store.note_replica(own)
    store.forget_replicas(own.seen_at - FORGOTTEN_AFTER)
    return store.list_replicas()


def leave(store: Store, replica_id: str) -> None:
    """Tell the others that this one is gone."""
    store.forget_replica(replica_id)


def share_open_checks(store: Store, changes: Mapping[int, datetime | None], now: datetime) -> None:
    """Let lessons to these chats wait until then, ``None``: no longer; forget what has lapsed."""
    for chat_id, until_at in changes.items():
        if until_at is None:
            store.delete_open_check(chat_id)
        else:
            store.save_open_check(chat_id, until_at)
    store.delete_open_checks(now)
