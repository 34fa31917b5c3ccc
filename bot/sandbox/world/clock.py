"""The sandbox's clock: it runs like a real one, with an offset that only grows."""

import time
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Tells the sandbox's instant, which an advance can move on and hold still."""

    def __init__(self, start_at: datetime | None = None) -> None:
        """Start running from ``start_at`` (aware), or from the machine's time."""
        self._base_at = (start_at or datetime.now(UTC)).astimezone(UTC)
        self._base_monotonic = time.monotonic()
        self._is_frozen = False

    def now(self) -> datetime:
        """Return the sandbox's instant, in UTC."""
        if self._is_frozen:
            return self._base_at
        return self._base_at + timedelta(seconds=time.monotonic() - self._base_monotonic)

    def timestamp(self) -> int:
        """Return the sandbox's instant in whole seconds since 1970, as messages carry it."""
        return int(self.now().timestamp())

    def freeze(self, at: datetime) -> None:
        """Hold still at ``at``; an instant already past leaves the clock where it is."""
        self._base_at = max(at.astimezone(UTC), self.now())
        self._is_frozen = True

    def run(self, at: datetime | None = None) -> None:
        """Run on from ``at``, or from where the clock stands when that is later."""
        now = self.now()
        self._base_at = now if at is None else max(at.astimezone(UTC), now)
        self._base_monotonic = time.monotonic()
        self._is_frozen = False


def format_instant(at: datetime) -> str:
    """Return ``at`` as ISO 8601 in UTC with milliseconds and a Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """Return the aware instant that ``text`` names; ValueError if it has no zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return at.astimezone(UTC)
