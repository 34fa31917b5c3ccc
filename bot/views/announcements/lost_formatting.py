"""What of an admin's message cannot be sent to many, and what to do."""

from collections.abc import Sequence

from bot.views.language import _
from bot.views.rich_text import compose, lines, paragraphs, rich
from bot.views.screen import Screen

_MOST_LISTED = 5
_LONGEST_WORDS = 40


def lost(links: Sequence[tuple[str, str]], mentions: Sequence[str], *, has_emoji: bool) -> Screen:
    """Return what of a text's formatting reaches nobody; ``links`` are the words and the address
    behind them, ``mentions`` the names behind which a person was."""
    shown = [
        compose("“{words}”: {url}", words=words[:_LONGEST_WORDS], url=url)
        for words, url in links[:_MOST_LISTED]
    ]
    names = ", ".join(f"“{name[:_LONGEST_WORDS]}”" for name in mentions[:_MOST_LISTED])
    return Screen(
        paragraphs(
            _("Not all of the formatting can be sent. What follows shows what people will get."),
            _("Custom emoji become plain ones.") if has_emoji else None,
            _("The names stay without a person behind them: {names}.").format(names=names)
            if names
            else None,
            lines(_("These links are lost, as they lead to no web page:"), *shown)
            if shown
            else None,
        )
    )


def not_like_this() -> Screen:
    """Return the answer to what was to be sent to many and cannot, or not where it came."""
    return Screen(
        rich(
            _(
                "That cannot be sent to many like this. /schedule asks what shall be sent: then "
                "send a text, or one picture, voice, video or file. Nothing was scheduled."
            )
        )
    )
