"""What the sandbox remembers of the calls it got: a log for measuring, and warnings to read."""

import logging
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

_log = logging.getLogger(__name__)

_KEPT_CALLS = 500_000


@dataclass(slots=True)
class Call:
    """One Bot API call; ``ok`` stays None until it is answered, for good if it never is."""

    n: int
    method: str
    chat_id: int | str | None = None
    ok: bool | None = None
    error_code: int | None = None
    # Seconds on the monotonic clock, for measuring pace.
    at: float = field(default_factory=time.monotonic)

    def wire(self) -> dict[str, Any]:
        """Return the call as door 2 lists it."""
        return {
            "n": self.n,
            "at": self.at,
            "method": self.method,
            "chat_id": self.chat_id,
            "ok": self.ok,
            "error_code": self.error_code,
        }


class CallLog:
    """The latest half million calls, numbered from 1."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._dropped = 0

    def add(self, method: str) -> Call:
        """Return the entry of a call that just arrived."""
        if len(self._calls) >= 2 * _KEPT_CALLS:
            del self._calls[:_KEPT_CALLS]
            self._dropped += _KEPT_CALLS
        call = Call(self._dropped + len(self._calls) + 1, method)
        self._calls.append(call)
        return call

    def after(self, n: int) -> list[dict[str, Any]]:
        """Return the calls numbered above ``n``, oldest first."""
        return [call.wire() for call in islice(self._calls, max(0, n - self._dropped), None)]


class Warnings:
    """What a developer should know, each said once; never a value that somebody sent."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}

    def add(self, text: str) -> None:
        """Keep and log ``text``, unless it was said before."""
        if text not in self._texts:
            self._texts[text] = len(self._texts) + 1
            _log.warning("%s", text)

    def after(self, n: int) -> list[dict[str, Any]]:
        """Return the warnings numbered above ``n``, oldest first."""
        return [{"n": number, "text": text} for text, number in self._texts.items() if number > n]
