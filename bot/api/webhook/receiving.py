"""Updates that Telegram brings: each is handled once, and answered when it is safe.

An answer of 200 tells Telegram to forget the update, so it is given when nothing of it can be lost
any more. It cannot be written down first: it may be an answer of the symptom check, and none of
those is ever kept. So the request stays open while the update is handled, and is answered

- when its handler has ended;
- when what it asks for is committed and a second has gone by: only words may be left to say;
- after ``PATIENCE_SECONDS`` in any case. Telegram brings the updates of a chat one after the other
  and keeps the next one back meanwhile, which may be a cry for help. What is answered so goes on,
  and is lost if the process is killed before it is done.

A process that is killed before leaves the request unanswered, and Telegram brings the update to
the next one. What was committed is known by then (``UpdateStore``) and is not done again.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from aiohttp import web
from telegram import Update

from bot.api.hearing import Hearing
from bot.api.intake import Intake
from bot.api.polling import RawUpdate
from bot.api.raw_updates import find_kind
from bot.api.receiving import CLOSING_SECONDS
from bot.api.set_aside import SetAside, Why
from bot.api.taken import Taken
from bot.api.webhook.endpoint import Door, Endpoint, busy, read_body, refuse
from bot.api.webhook.forwarding import PATH, Fate, Forwarding
from bot.api.webhook.keys import HEADER, is_same
from bot.api.webhook.reading import find_mark, read
from bot.api.webhook.registering import Registration
from bot.api.window import ANSWER_SECONDS, HURRY_SECONDS, MOST_UNFINISHED
from bot.process.handling import Handling
from bot.process.vitals import Vitals
from storage.interface.updates import UpdateMark

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = HURRY_SECONDS
CATCH_UP_SECONDS = 30.0
"""So long after a start what comes may be what the process before was killed with."""
_ALONE_SECONDS = 0.3
_REMEMBERED = 16_384


class WebhookReceiver:
    """Takes what Telegram brings. ``is_care`` is handled though too much else waits."""

    def __init__(
        self,
        endpoint: Endpoint,
        registration: Registration,
        path: str,
        secret: str,
        intake: Intake,
        hearing: Hearing,
        taken: Taken,
        set_aside: SetAside,
        is_care: Callable[[Update], bool],
        vitals: Vitals,
        forwarding: Forwarding | None,
    ) -> None:
        self._forwarding = forwarding
        self._vitals = vitals
        self._endpoint = endpoint
        self._registration = registration
        self._path = path
        self._secret = secret
        self._intake = intake
        self._hearing = hearing
        self._taken = taken
        self._set_aside = set_aside
        self._is_care = is_care
        self._under_way: dict[UpdateMark, asyncio.Task[bool]] = {}
        self._done: OrderedDict[UpdateMark, None] = OrderedDict()
        self._given: set[UpdateMark] = set()
        self._one_by_one = asyncio.Lock()
        self._is_stopping = False
        self._is_broken_off = False
        self._is_full = False
        self._keeping: asyncio.Task[None] | None = None
        self._catching_up: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Listen, and have Telegram bring what comes. Raises ``CannotListenError``."""
        self._vitals.find_deaf_seconds = lambda: self._hearing.broken_seconds
        await self._taken.begin()
        await self._endpoint.start(self._doors())
        if self._forwarding is not None:
            await self._forwarding.start()
        self._keeping = asyncio.create_task(self._registration.keep())
        loop = asyncio.get_running_loop()
        self._catching_up = loop.call_later(CATCH_UP_SECONDS, self._end_catching_up)

    async def stop(self) -> None:
        """Take nothing more, let handlers end, and answer what is done; takes seconds at most.

        What is not done is answered so that Telegram brings it again.
        """
        if self._forwarding is not None:
            self._endpoint.close_door(PATH)
            await self._forwarding.leave()
        self._is_stopping = True
        if self._catching_up is not None:
            self._catching_up.cancel()
        if self._keeping is not None:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        await self._intake.join(CLOSING_SECONDS)
        self._is_broken_off = True
        self._intake.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=1.0)
        await self._endpoint.stop()
        if self._forwarding is not None:
            await self._forwarding.close()
        await self._taken.close()
        self._set_aside.close()
        self._hearing.close()

    async def join(self) -> None:
        """Return once everything that was given has been handled."""
        while self._under_way:
            await asyncio.wait(self._under_way.values())
        await self._intake.join()

    def _doors(self) -> dict[str, Door]:
        doors: dict[str, Door] = {self._path: self._from_telegram}
        if self._forwarding is not None:
            doors[PATH] = self._forwarding.door(partial(self.receive, is_from_peer=True))
        return doors

    async def _from_telegram(self, request: web.BaseRequest) -> web.StreamResponse:
        if not is_same(request.headers.get(HEADER, ""), self._secret):
            return refuse()
        body = await read_body(request)
        if isinstance(body, web.Response):
            # Telegram would bring for ever what can never be taken; nothing of its is so long.
            return body
        return web.Response() if await self.receive(read(body)) else busy()

    async def receive(self, raw: RawUpdate | None, *, is_from_peer: bool = False) -> bool:
        """Return once the update is safe; ``False`` if it has to be brought again."""
        if self._is_stopping:
            return False
        self._hearing.succeed()
        mark = find_mark(raw)
        if raw is None or mark is None:
            # As where they are asked for: what has no number is counted and let go.
            self._set_aside.note_without_number(1)
            return True
        if mark in self._done:
            return True
        task = self._under_way.get(mark)
        if is_from_peer and mark in self._given:
            # It has gone to a peer that sends it back: two that wait for each other never end.
            task = None
        # It is brought again while it is handled, as when a connection broke.
        if task is None:
            found = self._intake.read(mark.update_id, raw)
            if found is None:
                self._note_done(mark)
                return True
            if self._is_too_much(found[0]):
                return False
            update, chat_id = found
            elsewhere = None if is_from_peer else chat_id
            task = asyncio.create_task(self._take(raw, mark, update, elsewhere))
            self._under_way.setdefault(mark, task)
            task.add_done_callback(partial(self._note_taken, mark))
        return await asyncio.shield(task)

    def _is_too_much(self, update: Update) -> bool:
        count = 2 * MOST_UNFINISHED if self._is_care(update) else MOST_UNFINISHED
        is_full = max(self._intake.unfinished, len(self._under_way)) >= count
        if is_full and not self._is_full:
            logger.warning("%d updates wait here; Telegram is to keep more", count)
        self._is_full = is_full
        return is_full

    async def _take(
        self, raw: RawUpdate, mark: UpdateMark, update: Update, chat_id: int | None
    ) -> bool:
        """Have it handled at its chat's home; without a chat, or where nobody takes it, here."""
        if self._forwarding is not None and chat_id is not None:
            self._given.add(mark)
            try:
                fate = await self._forwarding.give(chat_id, raw)
            finally:
                self._given.discard(mark)
            if fate is not Fate.NOT_TAKEN:
                return fate is Fate.SAFE
        return await self._handle(raw, mark, update)

    async def _handle(self, raw: RawUpdate, mark: UpdateMark, update: Update) -> bool:
        # Care waits for no store, and does no harm if it is given twice.
        if not self._is_care(update) and await self._taken.list_taken([mark]):
            self._taken.tell_known(raw)
            return True
        if not self._taken.is_careful:
            return await self._handle_now(mark, update, find_kind(raw))
        async with self._one_by_one:
            if await self._taken.is_to_be_left_out(mark.update_id):
                self._set_aside.note(mark.update_id, raw, Why.ENDS_THE_PROCESS)
                return True
            alone = asyncio.create_task(self._handle_now(mark, update, find_kind(raw)))
            await asyncio.wait([alone], timeout=_ALONE_SECONDS)
        return await alone

    async def _handle_now(self, mark: UpdateMark, update: Update, kind: str) -> bool:
        """Handle it, and return when it is safe whether it is."""
        changed, began = asyncio.Event(), time.monotonic()
        handling = Handling(mark, changed.set)
        self._intake.begin(update, handling, kind)
        while not handling.has_ended:
            most = ANSWER_SECONDS if handling.is_taken else PATIENCE_SECONDS
            left = began + most - time.monotonic()
            if left <= 0:
                break
            changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await changed.wait()
        return handling.is_taken or not self._is_broken_off

    def _note_taken(self, mark: UpdateMark, task: asyncio.Task[bool]) -> None:
        if self._under_way.get(mark) is task:
            del self._under_way[mark]
        if not task.cancelled() and task.exception() is None and task.result():
            self._note_done(mark)

    def _note_done(self, mark: UpdateMark) -> None:
        self._done[mark] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)

    def _end_catching_up(self) -> None:
        self._taken.end(self._intake.join(_ALONE_SECONDS))
