"""What somebody typed, said back to them in quotes; or only "that"."""

from bot.views.language import _
from lessons.questions.quoting import find_quotable


def said_back(given: str, *, is_first: bool = False) -> str:
    """Return a short slip in quotes, and "that" for whatever else was typed; ``is_first`` where it
    begins a sentence."""
    if quoted := find_quotable(given):
        return _("“{given}”").format(given=quoted)
    return _("That") if is_first else _("that")
