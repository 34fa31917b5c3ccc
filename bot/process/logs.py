"""Logs: ids, states, kinds, counts and durations; never a text, a button's data or the token.

What libraries say may hold anything, a whole update or the address of a call, in a message, in an
argument or in the text of an error. So of a record of theirs only its place, its level and the
kinds of its errors are kept, and of every error only its kind and the way to it in the code.

Each line carries the number of the update or the delivery that it is part of, from the handler
through the use case to the call of the Bot API, on whatever thread.
"""

import logging
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from traceback import extract_tb
from types import MappingProxyType, TracebackType
from typing import Any

from structlog.processors import JSONRenderer
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict

OURS = ("bot", "lessons", "storage")

_PINNED = {
    "telegram": logging.INFO,
    # That it starts and stops we say ourselves.
    "telegram.ext.Application": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp.access": logging.CRITICAL,
    # It tells of every tick, and warns when one waits for the one before.
    "apscheduler": logging.ERROR,
    "asyncio": logging.INFO,
}
_PLACE = "a library's message, its words left out ({}, line {})"
_ROOT = Path(__file__).parent.parent.parent

logger = logging.getLogger(__name__)


def describe(error: BaseException) -> str:
    """Return the kinds of an error and of those that led to it, and the way to each in the code.

    No word of any error is among them.
    """
    return "\n".join(_describe_one(one) for one in _chain(error))


UPDATE_ID: ContextVar[int | None] = ContextVar("update", default=None)
DELIVERY_ID: ContextVar[int | None] = ContextVar("delivery", default=None)
"""Set in a task of its own: what is logged in it, and in what it begins, is part of these."""

# By its name in a line, the widest first.
_NUMBERS = {"update": UPDATE_ID, "delivery": DELIVERY_ID}


def is_part_of_something() -> bool:
    """Whether lines carry a number here."""
    return UPDATE_ID.get() is not None or DELIVERY_ID.get() is not None


class LogFormat(StrEnum):
    """For people, or for machines: a JSON object a line."""

    TEXT = "text"
    JSON = "json"


class SafeFormatter(ProcessorFormatter):
    """Writes what may be known of a record."""

    def __init__(self, log_format: LogFormat, *, has_colors: bool = False) -> None:
        """``has_colors`` is for text on a terminal."""
        render = _TextRenderer(has_colors=has_colors)
        as_json = JSONRenderer(sort_keys=False, ensure_ascii=False)
        super().__init__(
            processors=[_lay_out, as_json if log_format is LogFormat.JSON else render],
        )

    def format(self, record: logging.LogRecord) -> str:
        """Return one record as a line; an error adds some below, in JSON it stays one."""
        safe = logging.makeLogRecord(record.__dict__)
        if record.name.partition(".")[0] not in OURS:
            # Before anything else is done with it: what it says may not even fit its arguments.
            safe.msg, safe.args = _PLACE.format(record.funcName, record.lineno), ()
        safe.exc_text = safe.stack_info = None
        return super().format(safe)


def _lay_out(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Name what a line has, in the order in which it is read."""
    record: logging.LogRecord = event["_record"]
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    line: dict[str, Any] = {
        "at": at.replace("+00:00", "Z"),
        "level": record.levelname,
        "logger": record.name,
        "event": event["event"],
    }
    numbers = ((name, number.get()) for name, number in _NUMBERS.items())
    line |= {name: number for name, number in numbers if number is not None}
    info = event.get("exc_info")
    if info and info[1] is not None:
        line["error"] = describe(info[1])
    return line


class _TextRenderer:
    """One line for people, and an error below it."""

    _COLORS = MappingProxyType({"WARNING": 33, "ERROR": 31, "CRITICAL": 31})

    def __init__(self, *, has_colors: bool) -> None:
        self._has_colors = has_colors

    def __call__(self, _logger: Any, _name: str, line: EventDict) -> str:
        """Return the line."""
        level = line["level"]
        color = self._COLORS.get(level) if self._has_colors else None
        shown = f"\x1b[{color}m{level}\x1b[0m" if color else level
        at = line["at"].replace("T", " ").removesuffix("Z")
        numbers = ", ".join(f"{name} {line[name]}" for name in _NUMBERS if name in line)
        about = f" [{numbers}]" if numbers else ""
        error = f"\n{line['error']}" if "error" in line else ""
        return f"{at} {shown} {line['logger']}:{about} {line['event']}{error}"


def set_up_logs(level: str, log_format: LogFormat = LogFormat.TEXT) -> None:
    """Log to standard error at that level; warnings and errors that nobody catches go there too."""
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter(log_format, has_colors=handler.stream.isatty()))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, pinned in _PINNED.items():
        logging.getLogger(name).setLevel(max(pinned, logging.getLevelNamesMapping()[level]))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    sys.unraisablehook = lambda item: _log_lost(item.exc_value)
    threading.excepthook = lambda item: _log_lost(item.exc_value)


def _log_uncaught(
    kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logger.critical("this ends the process:\n%s", describe(error))


def _log_lost(error: BaseException | None) -> None:
    if error is not None:
        logger.error("nobody waited for this:\n%s", describe(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def _describe_one(error: BaseException) -> str:
    way = " > ".join(
        f"{_shorten(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__)
    )
    inner = (
        f" ({', '.join(type(one).__name__ for one in error.exceptions)})"
        if isinstance(error, BaseExceptionGroup)
        else ""
    )
    return f"  {type(error).__name__}{inner} at {way or 'no place'}"


def _shorten(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_ROOT):
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[-2:])
