"""Receiving: updates are asked for until the stop, whatever is answered, and each is handled once.

The library's own loop ends for good at some answers, reads all of a batch or none, and confirms
updates before they are handled.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from bot.api.hearing import Hearing
from bot.api.intake import Intake
from bot.api.polling import LIMIT, POLL_SECONDS, PollError, Polling, RawUpdate, Trouble
from bot.api.raw_updates import find_date, find_kind
from bot.api.set_aside import SetAside, Why
from bot.api.taken import Taken
from bot.api.window import MOST_UNFINISHED, Window
from bot.process.handling import Handling
from bot.process.logs import describe
from bot.process.vitals import Vitals
from storage.interface.updates import UpdateMark

logger = logging.getLogger(__name__)

CLOSING_SECONDS = 6.0
"""So long handlers may go on after the stop; what they have not done then comes again."""

_LOOK_SECONDS = 0.5
# So that a hundred that end one after the other are not confirmed one by one.
_GRAIN_SECONDS = 0.05
# An answer without anything new that comes sooner than this was not waited for.
_HASTY_SECONDS = 0.5
_PROBE_SECONDS = 2
_CONFIRM_SECONDS = 2.0
_ALONE_SECONDS = 10.0


class Receiver:
    """Asks, reads updates one by one, has each handled, and confirms what is done.

    The application handles each beside the others, in the order of its update processor.
    ``on_conflict`` is called whenever somebody else receives.
    """

    def __init__(
        self,
        polling: Polling,
        intake: Intake,
        hearing: Hearing,
        taken: Taken,
        set_aside: SetAside,
        on_conflict: Callable[[], None],
        vitals: Vitals,
    ) -> None:
        self._polling = polling
        self._intake = intake
        self._hearing = hearing
        self._taken = taken
        self._on_conflict = on_conflict
        self._vitals = vitals
        self._set_aside = set_aside
        self._window = Window()
        self._changed = asyncio.Event()
        self._asking: asyncio.Task[None] | None = None
        self._has_webhook = True
        self._confirmed: int | None = None

    async def start(self) -> None:
        """Begin to ask."""
        await self._taken.begin()
        self._vitals.find_deaf_seconds = lambda: self._hearing.broken_seconds
        self._asking = asyncio.create_task(self._ask_for_ever())

    async def stop(self) -> None:
        """Ask no more, let handlers end, and confirm what is done; takes seconds at most."""
        if self._asking is not None:
            self._asking.cancel()
            with suppress(asyncio.CancelledError):
                await self._asking
        await self._intake.join(CLOSING_SECONDS)
        offset = self._window.find_offset()
        self._intake.cancel()
        if offset is not None and offset != self._confirmed:
            with suppress(PollError, TimeoutError):
                async with asyncio.timeout(_CONFIRM_SECONDS):
                    await self._polling.poll(offset, 0, limit=1)
        await self._taken.close()
        self._set_aside.close()
        self._hearing.close()

    async def join(self) -> None:
        """Return once everything that was given has been handled."""
        await self._intake.join()

    async def _ask_for_ever(self) -> None:
        while True:
            began = time.monotonic()
            try:
                await self._ask()
            except PollError as error:
                if error.trouble is Trouble.CONFLICT:
                    self._on_conflict()
                self._has_webhook = self._has_webhook or error.trouble is Trouble.WEBHOOK
                await asyncio.sleep(self._hearing.fail(error, time.monotonic() - began))
            except Exception as error:
                # A mistake of ours must not end the hearing.
                self._vitals.note_error(error)
                logger.error("receiving broke off:\n%s", describe(error))
                await asyncio.sleep(self._hearing.fail(PollError(Trouble.NONSENSE)))

    async def _ask(self) -> None:
        if self._has_webhook:
            await self._polling.remove_webhook()
            self._has_webhook = False
        while self._window.unfinished >= MOST_UNFINISHED:
            await self._wait_for_progress()
        offset = self._window.find_offset()
        is_quiet = not (self._window.is_awaited() or self._taken.is_catching_up)
        # After trouble it is soon to be known whether it is over.
        seconds = POLL_SECONDS if self._hearing.broken_seconds is None else _PROBE_SECONDS
        began = time.monotonic()
        polled = await self._polling.poll(offset, seconds if is_quiet else 0)
        self._confirmed = offset
        self._hearing.succeed()
        milliseconds = round((time.monotonic() - began) * 1000)
        logger.debug("received %d updates after %d ms", len(polled.updates), milliseconds)
        new = [item for item in polled.updates if self._window.is_new(item[0])]
        if polled.odd:
            self._set_aside.note_without_number(polled.odd)
        await self._take(new, is_last=len(polled.updates) < LIMIT)
        if self._window.is_awaited():
            await self._wait_for_progress()
        elif not new and is_quiet and time.monotonic() - began < _HASTY_SECONDS:
            await asyncio.sleep(_HASTY_SECONDS)

    async def _take(self, new: Sequence[tuple[int, RawUpdate]], *, is_last: bool) -> None:
        if not self._taken.is_catching_up:
            for update_id, raw in new:
                self._begin(update_id, raw)
            return
        marks = {update_id: UpdateMark(update_id, find_date(raw)) for update_id, raw in new}
        known = await self._taken.list_taken(list(marks.values()))
        for update_id, raw in new:
            if marks[update_id] in known:
                self._window.skip(update_id)
                self._taken.note_known(raw)
            elif await self._taken.is_to_be_left_out(update_id):
                self._window.skip(update_id)
                self._set_aside.note(update_id, raw, Why.ENDS_THE_PROCESS)
            else:
                self._begin(update_id, raw)
                if self._taken.is_careful:
                    await self._intake.join(_ALONE_SECONDS)
        if is_last:
            self._taken.end(self.join())

    def _begin(self, update_id: int, raw: RawUpdate) -> None:
        found = self._intake.read(update_id, raw)
        if found is None:
            self._window.skip(update_id)
            return
        update, chat_id = found
        handling = Handling(UpdateMark(update_id, find_date(raw)), self._changed.set)
        self._window.add(handling, chat_id)
        self._intake.begin(
            update, handling, find_kind(raw), partial(self._window.finish, update_id)
        )

    async def _wait_for_progress(self) -> None:
        """Return when all is done, some more can be confirmed, or it is time to look for more."""
        offset, deadline = self._window.find_offset(), time.monotonic() + _LOOK_SECONDS
        while time.monotonic() < deadline:
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_GRAIN_SECONDS):
                    await self._changed.wait()
            if not self._window.is_awaited():
                return
            if self._window.find_offset() != offset:
                # Others are about to end as well.
                await asyncio.sleep(_GRAIN_SECONDS)
                return
