"""Faults that a test injects into calls of the Bot API."""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.api_schema import load_api_schema
from bot.sandbox.errors import ApiError, DoorError, bad_request, forbidden, too_many_requests


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    STATUS_429 = "status_429"
    STATUS_500 = "status_500"
    TIMEOUT_AFTER_WRITE = "timeout_after_write"
    DROP = "drop"
    REFUSE = "refuse"
    DELAY = "delay"
    FORBIDDEN = "forbidden"
    DEACTIVATED = "deactivated"
    CHAT_NOT_FOUND = "chat_not_found"
    BAD_ENTITIES = "bad_entities"
    MIGRATED = "migrated"
    ERROR = "error"


@dataclass(slots=True)
class Fault:
    """One fault; it hits the next ``times`` calls, or each with the chance ``share``."""

    kind: FaultKind
    # In lower case; None means every method.
    method: str | None
    # None means every chat.
    chat_id: int | None
    times: int | None
    share: float | None
    retry_after_seconds: int
    delay_ms: float
    # What the kind ``error`` answers with.
    answer: ApiError | None
    # The call does its work all the same, and only the answer goes wrong.
    is_delivered: bool
    draws: random.Random = field(default_factory=random.Random)

    def hits(self, method: str, chat_id: int | None) -> bool:
        """Tell whether this call is hit, and count it."""
        if self.method not in (None, method) or self.chat_id not in (None, chat_id):
            return False
        if self.share is not None and self.draws.random() >= self.share:
            return False
        if self.times is not None:
            if self.times == 0:
                return False
            self.times -= 1
        return True

    def error(self) -> ApiError:
        """Return what the bot is told, for the kinds that tell it something."""
        if self.answer is not None:
            return self.answer
        errors = {
            FaultKind.STATUS_429: too_many_requests(self.retry_after_seconds),
            FaultKind.STATUS_500: ApiError(500, "Internal Server Error"),
            FaultKind.FORBIDDEN: forbidden("bot was blocked by the user"),
            FaultKind.DEACTIVATED: forbidden("user is deactivated"),
            FaultKind.CHAT_NOT_FOUND: bad_request("chat not found"),
            FaultKind.BAD_ENTITIES: bad_request(
                "can't parse entities: Can't find end of the entity starting at byte offset 0"
            ),
        }
        return errors[self.kind]


class Faults:
    """The faults in force; of several that hit one call the earliest counts."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    @property
    def count(self) -> int:
        """How many faults are in force."""
        return len(self._faults)

    def clear(self) -> None:
        """Let every call go well from now on."""
        self._faults.clear()

    def add(self, fault: Fault) -> None:
        """Put a fault in force."""
        self._faults.append(fault)

    def pick(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the fault that hits this call, or None."""
        if not self._faults:
            return None
        hit = next((fault for fault in self._faults if fault.hits(method, chat_id)), None)
        self._faults = [fault for fault in self._faults if fault.times != 0]
        return hit


_ERROR_EXAMPLE = (
    '{"kind": "error", "code": 400, "description": "Bad Request: TOPIC_CLOSED"}, and if wanted'
    ' "parameters": {"retry_after": 5}'
)
FAULT_FIELDS = (
    "method chat_id kind times share seed retry_after ms delivered code description parameters"
)


def parse_fault(given: dict[str, Any]) -> Fault:
    """Return the fault that door 2 asks for; DoorError says what is wrong with it."""
    try:
        kind = FaultKind(given.get("kind", ""))
    except ValueError:
        kinds = ", ".join(FaultKind)
        raise DoorError(f"kind {given.get('kind')!r} given; accepted are {kinds}") from None
    share = _number(given, "share", None, 0, 1)
    times = _number(given, "times", None if share is not None else 1, 1, 10**9)
    return Fault(
        kind=kind,
        method=_method(given.get("method")),
        chat_id=_chat_id(given.get("chat_id")),
        times=None if times is None else int(times),
        share=share,
        retry_after_seconds=int(_number(given, "retry_after", 1, 1, 10**6) or 1),
        delay_ms=_number(given, "ms", 0, 0, 10**7) or 0,
        answer=_answer(given, kind),
        is_delivered=given.get("delivered") is True,
        draws=_draws(given.get("seed")),
    )


def _answer(given: dict[str, Any], kind: FaultKind) -> ApiError | None:
    """Return the error of any code and words that the kind ``error`` asks for."""
    code, description = given.get("code"), given.get("description")
    parameters = given.get("parameters")
    if kind is not FaultKind.ERROR:
        if (code, description, parameters) != (None, None, None):
            raise DoorError('code, description and parameters belong to the kind "error"')
        return None
    is_code = isinstance(code, int) and not isinstance(code, bool) and 400 <= code <= 599
    is_text = isinstance(description, str) and description.strip()
    if not is_code or not is_text or not isinstance(parameters, dict | None):
        raise DoorError(
            f"code {code!r}, description {description!r}, parameters {parameters!r} given;"
            f" accepted is {_ERROR_EXAMPLE}"
        )
    return ApiError(int(code or 0), str(description), parameters)


def _draws(seed: Any) -> random.Random:
    if seed is not None and not isinstance(seed, int | str):
        raise DoorError(f"seed {seed!r} given; accepted is a whole number or a text")
    return random.Random(seed)  # noqa: S311 - a test wants the same draws again


def _method(given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str) or given.lower() not in load_api_schema().methods:
        raise DoorError(f'method {given!r} given; accepted is a Bot API method, as "sendMessage"')
    return given.lower()


def _chat_id(given: Any) -> int | None:
    if given is not None and (isinstance(given, bool) or not isinstance(given, int)):
        raise DoorError(f"chat_id {given!r} given; accepted is the number of a chat, as 1001")
    return given


def _number(
    given: dict[str, Any], name: str, default: float | None, least: float, most: float
) -> float | None:
    value = given.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise DoorError(f"{name} {value!r} given; accepted is a number from {least} to {most}")
    return value
