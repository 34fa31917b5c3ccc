"""The tick: plan what is due, send it, one tick at a time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence, Set
from datetime import datetime, timedelta

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.open_checks import OpenChecks
from bot.process.clock import Clock, FollowedClock, real_now
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery import planning, ticking
from bot.use_cases.delivery.outbox import News
from bot.use_cases.delivery.ticking import Found
from bot.use_cases.library import Library
from bot.use_cases.subscribers import privacy
from lessons.delivery.outage import SAME_TROUBLE, Outage
from lessons.times.schedule import CATCH_UP
from storage.interface.store import Store

logger = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=120)


def _find_due_at(
    store: Store, busy_chats: Set[int], now: datetime
) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Return when anything falls due that may go, when anything does, held or not, and when the
    first of the checks that other processes have open will be given up.

    In a store that was restored nothing does before it is let go; then the past is settled first.
    """
    if restore := store.find_restore():
        past_at = restore.restored_at if restore.is_being_settled else None
        return past_at, past_at, None
    shared = store.list_open_checks(now)
    shared_at = min(shared.values(), default=None)
    busy_chats = {*busy_chats, *shared}
    since_at = now - CATCH_UP
    free_at = _earliest(
        store.find_earliest_due_at(busy_chats),
        store.find_next_lesson_probe_at(since_at, busy_chats),
    )
    any_at = free_at
    if busy_chats:
        any_at = _earliest(store.find_earliest_due_at(), store.find_next_lesson_probe_at(since_at))
    if probe_at := store.find_outage().probe_at:
        # While nobody seems to be there, what was due before is next when one is tried for all.
        return free_at and max(free_at, probe_at), any_at and max(any_at, probe_at), shared_at
    return free_at, any_at, shared_at


def _find_next_lessons(store: Store, chat_ids: Sequence[int]) -> dict[int, datetime]:
    places = (store.find_current_enrollment(chat_id) for chat_id in chat_ids)
    return {place.chat_id: place.next_slot.due_at for place in places if place and place.next_slot}


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((at for at in instants if at), default=None)


class Ticker:
    """Calls planning and dispatch; only one tick runs at a time."""

    def __init__(
        self,
        store: StoreThread,
        library: Library,
        clock: Clock,
        dispatcher: Dispatcher,
        open_checks: OpenChecks,
        policy: AnnouncementPolicy,
        follow: Callable[[], Awaitable[None]],
        amend: Callable[[], Awaitable[None]],
        thank: Callable[[], Awaitable[None]],
        vitals: Vitals,
    ) -> None:
        self._store = store
        self._library = library
        self._clock = clock
        self._dispatcher = dispatcher
        self._open_checks = open_checks
        self._policy = policy
        self._follow = follow
        self._amend = amend
        self._thank = thank
        self._vitals = vitals
        self._lock = asyncio.Lock()
        self._deserted_at: datetime | None = None
        self._seen: tuple[bool, int, bool] | None = None

    async def tick(self) -> None:
        """Plan what is due now; its sending goes on beside the ticks."""
        async with self._lock:
            await self._plan()

    async def tidy(self) -> None:
        """Housekeeping, once an hour."""
        await self._store.run(planning.tidy, self._clock.now())
        await self._store.run_bare(privacy.wipe, self._clock.now())

    async def find_next_due_at(self) -> datetime | None:
        """Return when anything falls due next; what an open check holds, when that is given up."""
        now = self._clock.now()
        held = self._open_checks.list_busy_chats(now)
        free_at, any_at, shared_at = await self._store.run(_find_due_at, held, now)
        release_at = _earliest(self._open_checks.find_next_release_at(now), shared_at)
        held_at = max(any_at, release_at) if any_at and release_at else None
        return _earliest(free_at, held_at)

    async def find_next_lessons(self, chat_ids: Sequence[int]) -> dict[int, datetime]:
        """Return when each of these chats gets its next lesson, where one is to come."""
        if not chat_ids:
            return {}
        return await self._store.run(_find_next_lessons, chat_ids)

    async def advance(
        self,
        clock: FollowedClock,
        target: datetime,
        arrive: Callable[[datetime], Awaitable[None]],
    ) -> None:
        """Move the clock to ``target``, doing everything that falls due on the way at its own
        instant; ``arrive`` is told each of them before the work begins.

        Raises ``TimeoutError`` if something due stays unsettled for ``PATIENCE``.
        """
        async with self._lock:
            # What is on its way already belongs to the time before.
            await self._dispatcher.drain()
            await self._thank()
            while (due_at := await self.find_next_due_at()) and due_at <= target:
                clock.hold_at(max(due_at, clock.now()))
                await arrive(clock.now())
                async with asyncio.timeout(PATIENCE.total_seconds()):
                    await self._settle()
                await self._thank()
            clock.run_from(target)
            await self._store.run(ticking.begin_breaks, target)
            await self._thank()
            await self._amend()
            await self._follow()

    async def _settle(self) -> None:
        await self._plan()
        await self._dispatcher.drain()
        while (due_at := await self.find_next_due_at()) and due_at <= self._clock.now():
            # Something waits for a retry in real time.
            await asyncio.sleep(0.05)
            await self._plan()
            await self._dispatcher.drain()

    async def _plan(self) -> None:
        now, began = self._clock.now(), time.monotonic()
        passes: dict[int, Cursor] = {}
        is_more = True
        while is_more:
            found = await self._store.run(
                ticking.tick, self._library, self._policy, now, real_now(), passes
            )
            self._dispatcher.tell_given_up(found.given_up)
            self._dispatcher.tell_set_aside(found.set_aside)
            self._dispatcher.tell(
                News(begun=found.outage, deserted=self._choose_untold(found.deserted, now))
            )
            if found.is_anything_to_send:
                self._dispatcher.wake()
            passes = found.passes
            is_more = found.is_more or bool(passes)
            self._log(found, is_more=is_more, milliseconds=round((time.monotonic() - began) * 1000))
        self._vitals.note_tick()

    def _choose_untold(self, deserted: Outage | None, now: datetime) -> Outage | None:
        """Return it if the admins have not heard of the like within the hour."""
        before = self._deserted_at
        if deserted is None or (before is not None and now - before <= SAME_TROUBLE):
            return None
        self._deserted_at = now
        return deserted

    def _log(self, found: Found, *, is_more: bool, milliseconds: int) -> None:
        """Write what a tick found, where that is not what the tick before has found."""
        seen = (is_more, len(found.passes), found.is_anything_to_send)
        if seen != self._seen:
            self._seen = seen
            logger.debug(
                "tick: %s, %d announcements are being planned, %s to send, %d ms",
                "more is due" if is_more else "all is planned",
                len(found.passes),
                "something" if found.is_anything_to_send else "nothing",
                milliseconds,
            )
