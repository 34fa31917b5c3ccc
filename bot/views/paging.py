"""Long lists, page by page."""

from collections.abc import Callable

from bot.views.language import _
from bot.views.screen import Button

PAGE = 10


def clamp_page(page: int, count: int) -> tuple[int, int]:
    """Return the page that there is, counted from 1, and how many there are."""
    pages = max(1, -(-count // PAGE))
    return min(max(1, page), pages), pages


def on_page(page: int) -> slice:
    """Return where the items of a page stand."""
    return slice((page - 1) * PAGE, page * PAGE)


def page_buttons(
    page: int, pages: int, data_of: Callable[[int], str]
) -> tuple[tuple[Button, ...], ...]:
    """Return a row that turns the pages, where there are several."""
    row = []
    if page > 1:
        row.append(Button(_("Back"), data_of(page - 1)))
    if page < pages:
        row.append(Button(_("More"), data_of(page + 1)))
    return (tuple(row),) if row else ()
