"""The tick's second half: claimed deliveries leave, and their outcomes are recorded.

A fan-out is one loop beside the requests. Each turn of it is one transaction: it records what
became of requests that ended, marks as ``sending`` what leaves next, and claims more. So there
are never more rows in ``sending`` than may be in flight, a place frees when its outcome is
committed, and the disk is asked a few times a second, whatever the pace.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from contextvars import Context
from datetime import timedelta
from functools import partial
from typing import Any

from telegram.ext import ExtBot

from bot.api.limiter import Limiter, Urgency
from bot.delivery import settling
from bot.delivery.admin_alerts import Notices
from bot.delivery.attempt import Attempt, attempt, outcome_of
from bot.delivery.closed_topics import move_to_general
from bot.delivery.flood_waits import FloodWaits
from bot.delivery.known_token import KnownToken
from bot.delivery.known_topics import KnownTopics
from bot.delivery.lesson_log import LessonLog
from bot.delivery.news import tell
from bot.delivery.open_checks import OpenChecks
from bot.delivery.rendering import Renderer
from bot.process.clock import Clock, real_now
from bot.process.logs import DELIVERY_ID
from bot.process.sending import sending_here
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.use_cases.delivery import outbox
from bot.use_cases.delivery.outbox import News
from bot.use_cases.delivery.settled import Settled
from bot.use_cases.library import Library
from bot.views.admin import alerts as admin_views
from bot.views.admin import outages as outage_views
from bot.views.rich_text import RichText
from lessons.delivery.delivery import Delivery, DeliveryStatus, Outcome
from lessons.delivery.reasons import Reason
from storage.errors import StoreError
from storage.interface.sending import NotTheSenderError

logger = logging.getLogger(__name__)

# Outcomes of this long are committed together; where hundreds leave in a second, a commit for
# fewer would cost more than their sending.
_GROUP_SECONDS = 0.04
_FAST_GROUP_SECONDS = 0.06
_FAST_PER_SECOND = 200
# A request that ended may be long in coming, and a turn of the pace be free meanwhile.
_LOOK_SECONDS = 0.2
# A token that Telegram refuses is not tried with every delivery.
_SHUT_OUT_WAIT = timedelta(seconds=60)

Notify = Callable[[RichText], Awaitable[bool]]


class Dispatcher:
    """Sends what is owed, by the delivery contract: nothing is lost silently."""

    def __init__(
        self,
        store: StoreThread,
        library: Library,
        bot: ExtBot[Any],
        clock: Clock,
        limiter: Limiter,
        open_checks: OpenChecks,
        topics: KnownTopics,
        notify_admins: Notify,
        vitals: Vitals,
    ) -> None:
        self._store = store
        self._library = library
        self._settle = partial(settling.settle_patiently, store, library, clock.now)
        self._renderer = Renderer(store, library)
        self._bot = bot
        self._clock = clock
        self._limiter = limiter
        self._open_checks = open_checks
        self._topics = topics
        self._vitals = vitals
        self._notices = Notices(notify_admins)
        # Half a second of answers may be outstanding.
        self._most_in_flight = min(1000, max(32, limiter.per_second // 2))
        self._most_ahead = max(4, limiter.per_second // 5)
        is_fast = limiter.per_second > _FAST_PER_SECOND
        self._group_seconds = _FAST_GROUP_SECONDS if is_fast else _GROUP_SECONDS
        self._claim_batch = min(500, max(50, limiter.per_second))
        self._in_flight = 0
        self._claimed: deque[Delivery] = deque()
        self._ended: list[Settled] = []
        self._has_ended = asyncio.Event()
        self._requests: set[asyncio.Task[None]] = set()
        self._fan_out: asyncio.Task[None] | None = None
        self._is_woken = False
        self._is_stopping = False
        self._is_sender = False
        self._flood_waits = FloodWaits(store, limiter, self._notices)
        self._token = KnownToken(bot)
        self.lesson_log = LessonLog()

    async def start(self) -> None:
        """Respect a flood wait that an earlier process was told; learn where groups read."""
        await self._topics.load()
        await self._flood_waits.respect()
        outage = await self._store.run(lambda store: store.find_outage())
        if outage.told_at is not None:
            self._notices.tell(outage_views.begun(outage))

    def begin_bulk(self, rest: timedelta) -> None:
        """Send in bulk from now on, after a ``rest``."""
        self._is_sender = True
        self._limiter.wait(rest)

    async def end_bulk(self) -> None:
        """Another process sends in bulk; return once nothing of this one's is on its way."""
        self._is_sender = False
        await self._wait_for_fan_out()

    async def stop(self) -> None:
        """Let nothing more leave; return when all that has left is settled."""
        self._is_stopping = True
        self._limiter.close()
        if self._fan_out is not None:
            await asyncio.wait([self._fan_out])
        await self._notices.close()

    def wake(self) -> None:
        """Send what is due and may go now, beside whatever else happens."""
        if not self._may_begin:
            return
        self._is_woken = True
        if self._fan_out is None:
            # What goes out in bulk is no part of whatever woke it.
            self._fan_out = asyncio.create_task(self._run(), context=Context())

    def invalidate_contents(self) -> None:
        """Render what the store says from now on; somebody has changed it."""
        self._renderer.invalidate()

    async def drain(self) -> None:
        """Send what is due and may go now; return when it is settled."""
        self.wake()
        await self._wait_for_fan_out()

    async def _wait_for_fan_out(self) -> None:
        while self._fan_out is not None:
            await asyncio.wait([self._fan_out])

    async def deliver(self, deliveries: Sequence[Delivery]) -> None:
        """Send claimed deliveries ahead of all bulk, because somebody waits, and settle them."""
        leaving = await self._store.run(outbox.begin_sending, deliveries, real_now())
        settled = await asyncio.gather(*(self._send(one, None) for one in leaving))
        tell(self._notices, await self._settle(settled))

    def tell(self, news: News) -> None:
        """Tell the admins of what was found beside the sending."""
        tell(self._notices, news)

    def tell_given_up(self, given_up: Sequence[Delivery]) -> None:
        """Tell the admins of deliveries that stay unknown."""
        self._notices.given_up.tell(len(given_up))

    def tell_set_aside(self, count: int) -> None:
        """Tell the admins of rows that make no sense."""
        if count:
            self._notices.tell(outage_views.rows_set_aside(count))

    @property
    def bulk_waits(self) -> timedelta:
        """For how long nothing leaves in bulk; zero if it does."""
        return self._limiter.flood_wait_left

    @property
    def _may_begin(self) -> bool:
        return self._is_sender and not self._is_stopping and not self._limiter.flood_wait_left

    async def _run(self) -> None:
        try:
            while self._is_woken:
                self._is_woken = False
                self._renderer.invalidate()
                with sending_here():
                    await self._send_all()
        except Exception as error:
            # The next tick wakes another fan-out, and leases settle what this one leaves.
            self._vitals.note_error(error)
            logger.exception("the fan-out broke off: %s", type(error).__name__)
        finally:
            self._fan_out = None

    async def _send_all(self) -> None:
        is_more, tries_at_stop = True, 0
        while True:
            if self._is_woken:
                is_more, self._is_woken = True, False
            may_leave = self._may_begin
            must_go_back = not may_leave and bool(self._claimed)
            wanted = self._count_wanted() if may_leave else 0
            limit = self._claim_batch if may_leave and is_more else 0
            if len(self._claimed) - wanted >= self._claim_batch // 2:
                limit = 0
            if self._ended or must_go_back or wanted or limit:
                try:
                    if must_go_back:
                        await self._store.run(outbox.release, tuple(self._claimed))
                        self._claimed.clear()
                    claimed = await self._exchange(wanted, limit)
                except NotTheSenderError:
                    await self._leave_to_another()
                    return
                except StoreError as error:
                    logger.error("outcomes wait for the store: %s", error.operator)
                    tries_at_stop += self._is_stopping
                    if tries_at_stop == settling.STORE_TRIES:
                        raise
                    await asyncio.sleep(settling.STORE_RETRY_SECONDS)
                    continue
                if limit:
                    is_more = claimed == limit
            elif self._in_flight:
                await self._wait_for_an_end()
            else:
                return
            if self._in_flight:
                await asyncio.sleep(self._group_seconds)

    def _count_wanted(self) -> int:
        """Return how many claimed deliveries may be marked as sending now."""
        free = self._most_in_flight - self._in_flight
        ahead = self._most_ahead - self._limiter.waiting_bulk
        return max(0, min(free, ahead, len(self._claimed)))

    async def _leave_to_another(self) -> None:
        """Forget what was claimed and what became of it: it is unknown to who sends now."""
        self._is_sender = False
        self._claimed.clear()
        self._limiter.drop_bulk()
        if self._requests:
            await asyncio.wait(self._requests)
        self._ended.clear()
        self._in_flight = 0

    async def _exchange(self, wanted: int, limit: int) -> int:
        """Do one turn in one transaction; return how many rows were claimed."""
        ended, self._ended = self._ended, []
        chosen = [self._claimed.popleft() for _ in range(wanted)]
        now = self._clock.now()
        busy_chats = self._open_checks.list_busy_chats(now)
        try:
            got = await self._store.run(
                outbox.exchange, self._library, ended, chosen, limit, busy_chats, now, real_now()
            )
        except BaseException as error:
            self._claimed.extendleft(reversed(chosen))
            if not ended or isinstance(error, StoreError) or not isinstance(error, Exception):
                self._ended[:0] = ended
                raise
            logger.error("an outcome cannot be kept: %s", type(error).__name__)
            await self._settle_apart(ended)
            return 0
        logger.debug(
            "outbox: %d ended, %d leave, %d claimed", len(ended), len(got.leaving), len(got.claimed)
        )
        self._in_flight += len(got.leaving) - len(ended)
        self._claimed.extend(got.claimed)
        for delivery in got.leaving:
            request = asyncio.create_task(self._send_in_bulk(delivery))
            self._requests.add(request)
            request.add_done_callback(self._requests.discard)
        tell(self._notices, got.news)
        await self._flood_waits.keep()
        return len(got.claimed)

    async def _settle_apart(self, ended: Sequence[Settled]) -> None:
        """Settle each by itself, so that one which the books cannot take harms no other; that one
        becomes unknown."""
        for number, one in enumerate(ended):
            try:
                tell(self._notices, await self._settle([one]))
            except StoreError:
                self._ended[:0] = ended[number:]
                raise
            except Exception as error:
                logger.error("delivery %d: %s", one.delivery.delivery_id, type(error).__name__)
                odd = Outcome(
                    one.delivery.delivery_id,
                    DeliveryStatus.UNKNOWN,
                    self._clock.now(),
                    one.delivery.message_ids,
                    error=Reason.ANSWER_ODD,
                )
                tell(self._notices, await self._settle([Settled(one.delivery, odd)]))
            self._in_flight -= 1

    async def _wait_for_an_end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS):
                await self._has_ended.wait()
        self._has_ended.clear()

    async def _send_in_bulk(self, delivery: Delivery) -> None:
        settled = await self._send(delivery, Urgency.BULK)
        self._ended.append(settled)
        self._has_ended.set()

    async def _send(self, delivery: Delivery, urgency: Urgency | None) -> Settled:
        # Each is sent in a task of its own.
        DELIVERY_ID.set(delivery.delivery_id)
        revision: str | None = None
        try:
            parts = await self._renderer.render(delivery.content)
            if parts:
                revision = parts[0].revision
                chat_id, had = delivery.chat_id, delivery.message_ids
                topic = self._topics.find(chat_id)
                tried = await attempt(self._bot, chat_id, parts, urgency, had, topic)
            else:
                tried = Attempt(DeliveryStatus.SKIPPED, Reason.CONTENT_GONE)
        except Exception as error:
            # A mistake of ours must not take a place in flight for good.
            self._vitals.note_error(error)
            logger.exception("delivery %d: %s", delivery.delivery_id, type(error).__name__)
            tried = Attempt(DeliveryStatus.UNKNOWN, Reason.BROKEN, delivery.message_ids)
        tried = await self._token.weigh(tried)
        if tried.status is not DeliveryStatus.SENT:
            logger.info("delivery %d: %s (%s)", delivery.delivery_id, tried.status, tried.error)
        if tried.is_shut_out:
            self._limiter.wait(_SHUT_OUT_WAIT)
            self._vitals.token_refused_at = self._vitals.monotonic()
            logger.error("Telegram refuses the token: nothing is sent for a minute")
        self._flood_waits.note(tried.error)
        if tried.lost_formatting:
            self._notices.tell_once(admin_views.lesson_could_not_be_formatted(parts[0].name))
        if tried.error is Reason.REFUSED:
            self._notices.tell_once(admin_views.refused(parts[0].name))
        if tried.left_topic:
            await move_to_general(self._bot, self._topics, delivery.chat_id)
        outcome = outcome_of(delivery, tried, revision, self._clock.now())
        self.lesson_log.note(delivery, outcome)
        settling.note_vitals(self._vitals, delivery, outcome)
        return Settled(delivery, outcome, tried.is_gone, tried.new_chat_id)
