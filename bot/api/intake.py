"""What has come is read one by one and handled, by whatever way it came."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from telegram import Update
from telegram.ext import Application

from bot.api.edits import Edits
from bot.api.polling import RawUpdate
from bot.api.set_aside import SetAside, Why
from bot.api.update_shapes import has_its_shape
from bot.process.handling import Handling, handling_here
from bot.process.logs import UPDATE_ID, describe
from bot.process.vitals import Vitals

logger = logging.getLogger(__name__)


class Reception(Protocol):
    """A way in which updates come."""

    async def start(self) -> None:
        """Begin to receive."""

    async def stop(self) -> None:
        """Receive no more and let handlers end; takes seconds at most."""

    async def join(self) -> None:
        """Return once everything that was given has been handled."""


class Intake:
    """Has updates handled beside each other, in the order of the application's update processor."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        set_aside: SetAside,
        edits: Edits,
        vitals: Vitals,
    ) -> None:
        self._vitals = vitals
        self._application = application
        self._set_aside = set_aside
        self._edits = edits
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def unfinished(self) -> int:
        """How many handlers are at work or wait for their turn."""
        return len(self._tasks)

    def read(self, update_id: int, raw: RawUpdate) -> tuple[Update, int | None] | None:
        """Return the update and its chat; ``None``, and it is set aside, if it cannot be read."""
        self._vitals.note_heard()
        try:
            if not has_its_shape(raw):
                raise ValueError
            update = Update.de_json(dict(raw), self._application.bot)
            chat = update.effective_chat
        except Exception as error:
            logger.info("update %d: %s", update_id, type(error).__name__)
            self._set_aside.note(update_id, raw, Why.UNREADABLE)
            return None
        return update, chat.id if chat else None

    def begin(
        self,
        update: Update,
        handling: Handling,
        kind: str,
        on_end: Callable[[], None] = lambda: None,
    ) -> asyncio.Task[None]:
        """Handle an update; ``on_end`` is called before its handling counts as ended."""
        self._edits.note(update, handling)
        task = asyncio.create_task(self._handle(update, handling, kind, on_end))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def join(self, seconds: float | None = None) -> None:
        """Return once everything that was begun has ended, or after so long."""
        if seconds is None:
            while self._tasks:
                await asyncio.wait(self._tasks)
        elif self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def cancel(self) -> None:
        """Break off what has not ended."""
        for task in self._tasks:
            task.cancel()

    async def _handle(
        self, update: Update, handling: Handling, kind: str, on_end: Callable[[], None]
    ) -> None:
        application, began = self._application, time.monotonic()
        # A task of its own, so this is nobody else's.
        UPDATE_ID.set(update.update_id)
        logger.debug("%s", kind)
        try:
            update = await self._edits.as_new(update)
            self._edits.note(update, handling)
            with handling_here(handling):
                await application.update_processor.process_update(
                    update, application.process_update(update)
                )
        except Exception as error:
            self._vitals.note_error(error)
            logger.error("update %d:\n%s", update.update_id, describe(error))
        finally:
            self._vitals.note_update(kind, time.monotonic() - began)
            on_end()
            handling.end()
