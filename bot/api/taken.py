"""What a process that ended in the middle of its work has left behind."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from telegram import Bot
from telegram.error import TelegramError

from bot.api.messages import send
from bot.api.polling import RawUpdate
from bot.api.raw_updates import find_private_chat
from bot.process.store_thread import StoreThread
from bot.views import general as views
from storage.errors import StoreError
from storage.interface.store import Store
from storage.interface.updates import ReceivingStart, UpdateMark

logger = logging.getLogger(__name__)

_MOST_TRIES_ALONE = 2


class Taken:
    """Tells updates that were given to an earlier process from new ones.

    Until the first answer that is not full, ``is_catching_up`` holds. Where the processes before
    this one, ``early_ends`` of them or more, ended before they had done what they were given first,
    ``is_careful`` holds as well: updates are then handled one by one, so that the one which ends
    the process is found and left out.
    """

    def __init__(
        self,
        store: StoreThread,
        say_so: Callable[[int], Awaitable[None]],
        early_ends: int = 1,
    ) -> None:
        self._early_ends = early_ends
        self._store = store
        self._say_so = say_so
        self._start = ReceivingStart(0, None, 0)
        self._unanswered: set[int] = set()
        self._told: dict[int, asyncio.Future[None]] = {}
        self._telling: asyncio.Task[None] | None = None
        self.is_catching_up = True

    @property
    def is_careful(self) -> bool:
        """Whether what is handled may end the process."""
        return self.is_catching_up and self._start.unfinished_starts >= self._early_ends

    async def begin(self) -> None:
        """Look how earlier processes fared."""
        with suppress(StoreError):
            self._start = await self._store.run(_begin)
        if self.is_careful:
            count = self._start.unfinished_starts
            logger.warning("%d starts ended early: updates are handled one by one", count)

    async def list_taken(self, marks: Sequence[UpdateMark]) -> list[UpdateMark]:
        """Return those of the updates whose wish is kept already."""
        try:
            return await self._store.run_bare(_list_taken, marks)
        except StoreError as error:
            # Nothing that is asked for can be kept now, so nothing is kept twice.
            logger.error("updates that were taken are not known: %s", error.operator)
            return []

    async def is_to_be_left_out(self, update_id: int) -> bool:
        """Whether this update has ended the process too often; else it is noted that it may."""
        if not self.is_careful:
            return False
        start = self._start
        if start.suspect_id == update_id and start.suspect_tries >= _MOST_TRIES_ALONE:
            return True
        with suppress(StoreError):
            await self._store.run(_note_suspect, update_id)
        return False

    def note_known(self, raw: RawUpdate) -> None:
        """An update comes again whose wish is kept; its answer may not have left."""
        if (chat_id := find_private_chat(raw)) is not None:
            self._unanswered.add(chat_id)

    def tell_known(self, raw: RawUpdate) -> None:
        """The same where updates come one by one: it is said at once, beside all other work, and
        to each chat once."""
        chat_id = find_private_chat(raw)
        if chat_id is not None and chat_id not in self._told:
            self._told[chat_id] = asyncio.ensure_future(self._say_so(chat_id))

    def end(self, given: Awaitable[None]) -> None:
        """What was left behind has been given; ``given`` returns once it is handled."""
        self.is_catching_up = False
        self._telling = asyncio.create_task(self._end(given))

    async def close(self) -> None:
        """The process ends on purpose, so nothing that it handles is suspect."""
        for telling in (self._telling, *self._told.values()):
            if telling is not None:
                telling.cancel()
        await self._note_caught_up()

    async def _end(self, given: Awaitable[None]) -> None:
        await given
        await self._note_caught_up()
        for chat_id in self._unanswered:
            await self._say_so(chat_id)

    async def _note_caught_up(self) -> None:
        with suppress(StoreError):
            await self._store.run(_note_caught_up)


async def tell_of_restart(bot: Bot, chat_id: int) -> None:
    """Tell somebody whose wish is kept that it is, because the answer may not have left."""
    try:
        await send(bot, chat_id, views.was_restarted())
    except TelegramError as error:
        logger.info("chat %d not told of the restart: %s", chat_id, type(error).__name__)


def _begin(store: Store) -> ReceivingStart:
    return store.begin_receiving()


def _list_taken(store: Store, marks: Sequence[UpdateMark]) -> list[UpdateMark]:
    return store.list_taken(marks)


def _note_suspect(store: Store, update_id: int) -> None:
    store.note_suspect(update_id)


def _note_caught_up(store: Store) -> None:
    store.note_caught_up()
