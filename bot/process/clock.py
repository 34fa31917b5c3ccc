"""The application's clock. Due instants follow it; leases and pace follow the machine's own."""

import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware and UTC."""

    def now(self) -> datetime:
        """Return the present instant."""


logger = logging.getLogger(__name__)

_COUNTS_SLEEP: int | None = getattr(time, "CLOCK_BOOTTIME", None)

_started_at, _started = datetime.now(UTC), time.monotonic()


def real_now() -> datetime:
    """Return the machine's own time, aware, UTC, as it goes on from the start of this process.

    Where somebody sets the machine's clock, no lease lapses and no retry waits for it.
    """
    return _started_at + timedelta(seconds=time.monotonic() - _started)


LEAP = timedelta(minutes=5)
LASTING_SECONDS = 60.0


class SystemClock:
    """The machine's own clock, unless it leaps ahead: that is believed once it has lasted.

    A clock that is days ahead for some seconds, while a virtual machine wakes up or another is
    asked for the time, would have everybody's lessons fall due at once. A sleep of the machine is
    no leap, and a clock that is set back does no harm: nothing falls due.

    ``told_at`` is what somebody else says the time is now, if anybody does.
    """

    def __init__(self, told_at: datetime | None = None) -> None:
        self._base, self._base_seconds = told_at or datetime.now(UTC), _awake_seconds()
        self._leapt_at_seconds: float | None = None

    def now(self) -> datetime:
        """Return the present instant."""
        shown, seconds = datetime.now(UTC), _awake_seconds()
        expected = self._base + timedelta(seconds=seconds - self._base_seconds)
        if shown - expected > LEAP:
            if self._leapt_at_seconds is None:
                self._leapt_at_seconds = seconds
                logger.warning(
                    "the machine's clock is %.0f s ahead of what is likely: waiting whether it "
                    "lasts for %d s",
                    (shown - expected).total_seconds(),
                    LASTING_SECONDS,
                )
            if seconds - self._leapt_at_seconds < LASTING_SECONDS:
                return expected
            logger.warning("the machine's clock has stayed there, so it is right")
        self._base, self._base_seconds, self._leapt_at_seconds = shown, seconds, None
        return shown


def _awake_seconds() -> float:
    """Return seconds that go on while the machine sleeps, where it counts those."""
    if _COUNTS_SLEEP is None:
        return time.monotonic()
    return time.clock_gettime(_COUNTS_SLEEP)


class FollowedClock:
    """A clock that is told the time by a sandbox, and can be held at an instant."""

    def __init__(self, now: datetime) -> None:
        self._skipped = 0.0
        self._told, self._told_at, self._is_held = now, time.monotonic(), False

    def now(self) -> datetime:
        """Return the instant it is held at, or the one it was told plus the time since."""
        if self._is_held:
            return self._told
        return self._told + timedelta(seconds=time.monotonic() - self._told_at)

    def run_from(self, now: datetime) -> None:
        """Run on from that instant."""
        self._note_skipped(now)
        self._told, self._told_at, self._is_held = now, time.monotonic(), False

    def hold_at(self, now: datetime) -> None:
        """Stand still at that instant until told otherwise."""
        self._note_skipped(now)
        self._told, self._is_held = now, True

    def monotonic(self) -> float:
        """Return seconds that pass as the machine's do, and jump where this clock was moved on."""
        return time.monotonic() + self._skipped

    def _note_skipped(self, now: datetime) -> None:
        self._skipped += max(0.0, (now - self.now()).total_seconds())
