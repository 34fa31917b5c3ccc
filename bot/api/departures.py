"""When a request is written: what paces it says so here, and the transport tells it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_present: ContextVar[Callable[[], None] | None] = ContextVar("departure", default=None)


@contextmanager
def telling(leave: Callable[[], None]) -> Iterator[None]:
    """In this block ``leave`` is called when a request is written, and at the end at the latest."""
    token = _present.set(leave)
    try:
        yield
    finally:
        _present.reset(token)
        leave()


def note_written() -> None:
    """A request is written now."""
    if leave := _present.get():
        leave()
