"""The application's clock. Due instants follow it; leases and pace follow the machine's own."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware and UTC."""

    def now(self) -> datetime:
        """Return the present instant."""


_started_at, _started = datetime.now(UTC), time.monotonic()


def real_now() -> datetime:
    """Return the machine's own time, aware, UTC, as it goes on from the start of this process.

    Where somebody sets the machine's clock, no lease lapses and no retry waits for it.
    """
    return _started_at + timedelta(seconds=time.monotonic() - _started)


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)


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
