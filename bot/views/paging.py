"""Long lists, a page at a time; two buttons turn the page in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.screen import Button, Keyboard

T = TypeVar("T")

COURSES_PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list's items: page ``number``, counted from 1, of ``count``."""

    items: Sequence[T]
    number: int
    count: int


def cut(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Return that page of the list, or the nearest one that there is."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 1), count)
    return Page(items[(number - 1) * size : number * size], number, count)


def which(page: Page[T]) -> str | None:
    """Return which page it is, ``None`` where there is but one."""
    if page.count == 1:
        return None
    return _("Page {number} of {count}").format(number=page.number, count=page.count)


def turning(page: Page[T], verb: Verb, *arguments: str | int) -> Keyboard:
    """Return the buttons to the pages before and after; the page is the verb's last argument."""
    back, following = page.number - 1, page.number + 1
    row = (
        *((Button(_("Previous page"), pack(verb, *arguments, back)),) if back else ()),
        *(
            (Button(_("Next page"), pack(verb, *arguments, following)),)
            if following <= page.count
            else ()
        ),
    )
    return (row,) if row else ()
