"""A button as the table of buttons has it: what it does, and what it brings."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from telegram import Update

from bot.handlers.arguments import Read
from bot.handlers.context import Context

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class CallbackHandler:
    """What a button does, and what it brings."""

    action: Callable[..., Awaitable[None]]
    arguments: tuple[Read[Any], ...]

    def read(self, given: tuple[str, ...]) -> list[Any] | None:
        """Return the values to act with; ``None`` if there are too few, too many or wrong ones."""
        if len(given) != len(self.arguments):
            return None
        values = [read(text) for read, text in zip(self.arguments, given, strict=True)]
        return None if None in values else values


@overload
def to(action: Callable[[Update, Context], Awaitable[None]], /) -> CallbackHandler: ...
@overload
def to(
    action: Callable[[Update, Context, A], Awaitable[None]], a: Read[A], /
) -> CallbackHandler: ...
@overload
def to(
    action: Callable[[Update, Context, A, B], Awaitable[None]], a: Read[A], b: Read[B], /
) -> CallbackHandler: ...
@overload
def to(
    action: Callable[[Update, Context, A, B, C], Awaitable[None]],
    a: Read[A],
    b: Read[B],
    c: Read[C],
    /,
) -> CallbackHandler: ...
@overload
def to(
    action: Callable[[Update, Context, A, B, C, D], Awaitable[None]],
    a: Read[A],
    b: Read[B],
    c: Read[C],
    d: Read[D],
    /,
) -> CallbackHandler: ...
def to(action: Callable[..., Awaitable[None]], /, *arguments: Read[Any]) -> CallbackHandler:
    """Return a row of the table of buttons; the action takes what is read, by type."""
    return CallbackHandler(action, arguments)
