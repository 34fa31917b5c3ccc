"""Logs: ids, states, kinds, counts and durations; never a text, a button's data or the token.

What libraries say may hold anything, a whole update or the address of a call, in a message, in an
argument or in the text of an error. So of a record of theirs only its place, its level and the
kinds of its errors are kept, and of every error only its kind and the way to it in the code.
"""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

OURS = ("bot", "lessons", "storage")

_PINNED = {
    "telegram": logging.INFO,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp.access": logging.CRITICAL,
    # It tells of every tick, and warns when one waits for the one before.
    "apscheduler": logging.ERROR,
    "asyncio": logging.INFO,
}
_ROOT = Path(__file__).parent.parent.parent

logger = logging.getLogger(__name__)


def describe(error: BaseException) -> str:
    """Return the kinds of an error and of those that led to it, and the way to each in the code.

    No word of any error is among them.
    """
    return "\n".join(_describe_one(one) for one in _chain(error))


class SafeFormatter(logging.Formatter):
    """Writes what may be known of a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one record as text."""
        safe = logging.makeLogRecord(record.__dict__)
        if record.name.partition(".")[0] not in OURS:
            safe.msg, safe.args = f"said something in {record.funcName}, line {record.lineno}", ()
        safe.exc_text = safe.stack_info = None
        return super().format(safe)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        """Return an error without its words."""
        return describe(ei[1]) if ei[1] is not None else ""


def set_up_logs(level: str) -> None:
    """Log to standard error at that level; warnings and errors that nobody catches go there too."""
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
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
