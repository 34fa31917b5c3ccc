"""Announcements are plain text: what is lost of what an admin sent, and what to do."""

from collections.abc import Sequence

from bot.views.language import _
from bot.views.rich_text import compose, lines, paragraphs, rich
from bot.views.screen import Screen

_MOST_LINKS = 5
_LONGEST_WORDS = 40


def lost(links: Sequence[tuple[str, str]], *, is_formatted: bool) -> Screen:
    """Return what of a text reaches nobody; ``links`` are the words and the address behind them."""
    shown = [
        compose("“{words}”: {url}", words=words[:_LONGEST_WORDS], url=url)
        for words, url in links[:_MOST_LINKS]
    ]
    return Screen(
        paragraphs(
            _("I send plain text. What follows shows what people will get."),
            _("Bold and the like are lost.") if is_formatted else None,
            lines(
                _("These links are lost. Write the address out, so that people can tap it:"), *shown
            )
            if shown
            else None,
        )
    )


def text_only() -> Screen:
    """Return the answer to a picture, a sticker or a voice that was to be sent to many."""
    return Screen(
        rich(
            _(
                "I send text only, no pictures and no files. Please type the text, such as: "
                "/schedule We are closed tomorrow. in 2h. Nothing was scheduled."
            )
        )
    )
