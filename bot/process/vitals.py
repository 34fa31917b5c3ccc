"""The vital signs of the process: what it notes of its own life as it goes on, in plain numbers.

They are noted on the event loop, at the cost of an addition each, and read on any thread. Kinds,
states and durations; never a chat, a name, a text or the token.
"""

import asyncio
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

BEAT_SECONDS = 0.25
STALLED_SECONDS = 10.0
"""A loop that has not turned for so long is stalled: nobody is answered and nothing is sent."""


class Role(StrEnum):
    """What this process does for its database."""

    STARTING = "starting"
    STANDING_BY = "standing by"
    SENDER = "sender"
    ANSWERING = "answering"
    """It answers people, and another process sends."""
    CARE_ONLY = "care only"
    STOPPING = "stopping"


class Histogram:
    """How often a value was how large: by upper bounds, each included, and above the last."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def note(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


@dataclass(frozen=True, slots=True)
class StoreNumbers:
    """What the store counts: unsettled deliveries by status, subscribers by state."""

    outbox: Mapping[str, int]
    subscribers: Mapping[str, int]


# From a quick answer to one that nobody waits for.
_ANSWERS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LAGS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600)
_WAITS = (0.001, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30)
_LATENESS = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)


class Vitals:
    """What is noted; times are seconds of ``time.monotonic``."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self.role = Role.STARTING
        self.beat_at = monotonic()
        self.ticked_at: float | None = None
        self.heard_at: float | None = None
        self.token_refused_at: float | None = None
        self.has_taken_over = False
        """Whether it waited for another one to end, and the admins have not heard so."""
        self.find_deaf_seconds: Callable[[], float | None] | None = None
        """For how long nothing was heard; ``None`` while nobody listens yet."""
        self.try_to_write: Callable[[], Coroutine[Any, Any, None]] | None = None
        """Tries whether the store takes anything; ``None`` where none is open."""
        self.attempts: Counter[tuple[str, str]] = Counter()
        """What became of attempts to send what is owed, by outcome and reason."""
        self.lag = Histogram(_LAGS)
        self.limiter_waits = {"bulk": Histogram(_WAITS), "reply": Histogram(_WAITS)}
        self.flood_seconds = 0.0
        self.update_seconds: dict[str, Histogram] = {}
        self.loop_lateness = Histogram(_LATENESS)
        self.errors: Counter[str] = Counter()

    def note_attempt(self, outcome: str, reason: str, lag_seconds: float | None) -> None:
        """An attempt has ended; ``lag_seconds`` after it was due, if it arrived."""
        self.attempts[outcome, reason] += 1
        if lag_seconds is not None:
            self.lag.note(max(0.0, lag_seconds))

    def note_update(self, kind: str, seconds: float) -> None:
        """An update of that kind was handled, so long after it had come."""
        found = self.update_seconds.get(kind)
        if found is None:
            found = self.update_seconds[kind] = Histogram(_ANSWERS)
        found.note(seconds)

    def note_error(self, error: BaseException) -> None:
        """Something failed that should not."""
        self.errors[type(error).__name__] += 1

    def note_tick(self) -> None:
        """A tick has ended: all that was due is planned."""
        self.ticked_at = self.monotonic()

    def note_heard(self) -> None:
        """An update has come, whatever it is."""
        self.heard_at = self.monotonic()

    @property
    def heard_seconds(self) -> float | None:
        """How long ago the last update came; ``None`` before the first."""
        return None if self.heard_at is None else self.monotonic() - self.heard_at

    def stand_by(self) -> None:
        """Another process serves; this one waits to take over."""
        self.role, self.has_taken_over = Role.STANDING_BY, True

    @property
    def stalled_seconds(self) -> float:
        """For how long the event loop has not turned."""
        return max(0.0, self.monotonic() - self.beat_at - BEAT_SECONDS)

    @property
    def tick_seconds(self) -> float | None:
        """How long ago the last tick ended; ``None`` before the first."""
        return None if self.ticked_at is None else self.monotonic() - self.ticked_at

    async def beat(self) -> None:
        """Note that the loop turns, and how late, until cancelled."""
        while True:
            began = self.monotonic()
            await asyncio.sleep(BEAT_SECONDS)
            self.beat_at = self.monotonic()
            self.loop_lateness.note(max(0.0, self.beat_at - began - BEAT_SECONDS))
