"""The queue of updates and the long poll that empties it."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any

from bot.sandbox.errors import ApiError

# https://core.telegram.org/bots/api#getupdates: these three come only when asked for.
_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_MOST_REPEATED = 100
_LONGEST_POLL_SECONDS = 50
# A client that polls comes back at once; one that stays away this long is not polling.
_POLLER_GONE_SECONDS = 3.0

_TERMINATED = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)
_TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"
_PUSHED = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
    " webhook first"
)


class UpdateQueue:
    """Updates on their way to the bot; one leaves the queue when a later offset confirms it."""

    def __init__(self, kinds: frozenset[str]) -> None:
        """Start empty; ``kinds`` are all that the Bot API has."""
        self._kinds = kinds
        self._pending: dict[int, dict[str, Any]] = {}
        # Told of new ones while they are brought to a webhook.
        self._push: Callable[[], None] | None = None
        self._why_ended = _TERMINATED
        # Confirmed ones that shall come once more, and the latest that might.
        self._again: list[dict[str, Any]] = []
        self._latest: deque[dict[str, Any]] = deque(maxlen=_MOST_REPEATED)
        self._next_id = 1
        self._allowed: list[str] | None = None
        self._waiter: asyncio.Future[bool] | None = None
        self._last_poll_ended = -_POLLER_GONE_SECONDS
        self._emptied = asyncio.Event()
        self._emptied.set()

    @property
    def pending_count(self) -> int:
        """How many updates no later offset has confirmed."""
        return len(self._pending)

    @property
    def allowed(self) -> list[str] | None:
        """The kinds of update asked for, or None for Telegram's default."""
        return self._allowed

    @property
    def last_id(self) -> int:
        """The number of the latest update, 0 before the first."""
        return self._next_id - 1

    def begin_after(self, last_id: int) -> None:
        """Number updates from the next one on."""
        self._next_id = last_id + 1

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if not self._is_wanted(kind):
            return
        # A copy of this moment: an edit that follows must not change what was already told.
        self.inject({kind: json.loads(json.dumps(payload))})

    def inject(self, update: dict[str, Any]) -> int:
        """Queue an update as it is given, wanted or not, and return its number."""
        numbered = {"update_id": self._next_id, **update}
        self._pending[self._next_id] = numbered
        self._latest.append(numbered)
        self._next_id += 1
        self._emptied.clear()
        self._wake(has_updates=True)
        return self._next_id - 1

    def repeat(self, count: int) -> list[int]:
        """Let the latest ``count`` updates come once more with the numbers that they had."""
        again = list(self._latest)[-count:]
        if self._push is None:
            self._again = again
        else:
            self._pending |= {update["update_id"]: update for update in again}
            self._emptied.clear()
        self._wake(has_updates=True)
        return [update["update_id"] for update in again]

    def begin_to_push(self, push: Callable[[], None]) -> None:
        """Let nobody fetch updates; ``push`` is called when there are new ones."""
        self._push, self._why_ended = push, _TERMINATED_BY_WEBHOOK
        self._wake(has_updates=False)

    def end_to_push(self) -> None:
        """Let updates be fetched."""
        self._push, self._why_ended = None, _TERMINATED

    def first_pending(self, count: int) -> list[tuple[int, dict[str, Any]]]:
        """Return that many pending updates at most, the earliest first, with their numbers."""
        return list(islice(self._pending.items(), count))

    def confirm_one(self, update_id: int) -> None:
        """Take an update that has arrived out of the queue, whatever comes before it."""
        self._pending.pop(update_id, None)
        if not self._pending:
            self._emptied.set()

    def allow(self, kinds: list[str]) -> None:
        """Ask for ``kinds`` from now on; none that exists means the default."""
        known = [kind.lower() for kind in kinds if kind.lower() in self._kinds]
        self._allowed = known or None

    def clear(self) -> None:
        """Drop every pending update."""
        self._pending.clear()
        self._again.clear()
        self._emptied.set()

    async def get(self, offset: int, limit: int, timeout_seconds: int) -> list[dict[str, Any]]:
        """Return up to ``limit`` updates from ``offset`` on, waiting for the first one.

        A positive offset confirms every earlier update; a negative one keeps only so many of the
        latest. Raises the 409 of a second poll in the one that waited first, and that of a
        webhook.
        """
        if self._push is not None:
            raise ApiError(409, _PUSHED)
        self._confirm(offset)
        updates = self._first(limit)
        if updates or timeout_seconds <= 0:
            self._last_poll_ended = time.monotonic()
            return updates
        self._wake(has_updates=False)
        waiter: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            async with asyncio.timeout(min(timeout_seconds, _LONGEST_POLL_SECONDS)):
                has_updates = await waiter
            if not has_updates:
                raise ApiError(409, self._why_ended)
        except TimeoutError:
            pass
        finally:
            self._last_poll_ended = time.monotonic()
            if self._waiter is waiter:
                self._waiter = None
        return self._first(limit)

    async def settle(self, timeout_seconds: float) -> None:
        """Return once every update is confirmed, nobody polls, or the time is over."""
        deadline = time.monotonic() + timeout_seconds
        while self._pending and self.has_poller() and time.monotonic() < deadline:
            try:
                async with asyncio.timeout(0.05):
                    await self._emptied.wait()
            except TimeoutError:
                continue

    def has_poller(self) -> bool:
        """Return whether a bot fetches updates now, or did a moment ago; a webhook is as good."""
        if self._waiter is not None or self._push is not None:
            return True
        return time.monotonic() - self._last_poll_ended < _POLLER_GONE_SECONDS

    def _is_wanted(self, kind: str) -> bool:
        if self._allowed is None:
            return kind not in _ONLY_WHEN_ASKED
        return kind in self._allowed

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            while self._pending and next(iter(self._pending)) < offset:
                del self._pending[next(iter(self._pending))]
        elif offset < 0:
            while len(self._pending) > -offset:
                del self._pending[next(iter(self._pending))]
        if not self._pending:
            self._emptied.set()

    def _first(self, limit: int) -> list[dict[str, Any]]:
        again, self._again = self._again[:limit], self._again[limit:]
        return again + list(islice(self._pending.values(), limit - len(again)))

    def _wake(self, *, has_updates: bool) -> None:
        if self._push is not None:
            self._push()
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(has_updates)
        self._waiter = None
