"""In which topic each group reads: kept by the store, and here for whoever is about to send."""

from bot.process.store_thread import StoreThread
from storage.interface.store import Store


class KnownTopics:
    """The topics of groups, by chat; a chat that is not here reads in General or has no topics."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store
        self._threads: dict[int, int] = {}

    async def load(self) -> None:
        """Learn what the store has kept."""
        self._threads = dict(await self._store.run(_list_topics))

    def find(self, chat_id: int) -> int | None:
        """Return the number of the topic in which the chat reads, ``None`` for General."""
        return self._threads.get(chat_id)

    async def keep(self, chat_id: int, thread_id: int | None) -> None:
        """Let the chat read in that topic from now on."""
        if thread_id == self._threads.get(chat_id):
            return
        await self._store.run(_save_topic, chat_id, thread_id)
        if thread_id is None:
            self._threads.pop(chat_id, None)
        else:
            self._threads[chat_id] = thread_id

    def forget(self, chat_id: int) -> None:
        """The store has deleted everything about the chat."""
        self._threads.pop(chat_id, None)


def _list_topics(store: Store) -> dict[int, int]:
    return dict(store.list_topics())


def _save_topic(store: Store, chat_id: int, thread_id: int | None) -> None:
    store.save_topic(chat_id, thread_id)
