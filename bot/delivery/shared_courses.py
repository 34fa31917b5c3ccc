"""Where several processes share a store, what one of them published or moved the others take over:
else people in a new course would get nothing from the one that sends, and nobody would know."""

import logging

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.known_topics import KnownTopics
from bot.process.store_thread import StoreThread
from bot.use_cases.courses import publishing
from bot.use_cases.library import LiveLibrary
from storage.errors import StoreError

logger = logging.getLogger(__name__)


class SharedCourses:
    """Keeps the library, and where groups read, as the store has them."""

    def __init__(
        self, store: StoreThread, library: LiveLibrary, topics: KnownTopics, dispatcher: Dispatcher
    ) -> None:
        self._store = store
        self._library = library
        self._topics = topics
        self._dispatcher = dispatcher

    async def look(self) -> None:
        """Take over what others have changed since the last look."""
        try:
            changed = await self._store.run_aside(publishing.take_over, self._library)
            await self._topics.load()
        except StoreError as error:
            logger.info("what others published is not known: %s", error.operator)
            return
        if changed:
            logger.info("courses published by another process: %s", ", ".join(changed))
            self._dispatcher.invalidate_contents()
