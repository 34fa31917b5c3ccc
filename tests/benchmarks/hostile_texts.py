"""What somebody sends who wants everybody else to wait: texts of Telegram's largest size."""

import random
import unicodedata
from collections.abc import Mapping
from typing import Any

from tests.support.plain_urgent_words import LEXICON

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def fill(piece: str, length: int = LONGEST_TEXT) -> str:
    """Return the piece again and again, as long a message as there may be (UTF-16 units)."""
    units = (piece * (length // len(piece) + 1)).encode("utf-16-le")[: 2 * length]
    return units.decode("utf-16-le", "ignore")


def _lexicon_words(entries: list[dict[str, Any]]) -> str:
    phrases = [phrase for entry in entries for phrase in entry["phrases"]]
    return " ".join(phrases).replace("|", " ").replace("*", "").replace("... ", "")


def _composed() -> str:
    """Return characters that are made of others, each another one."""
    codes = range(0xA0, 0xFFFF)
    return "".join(chr(code) for code in codes if unicodedata.decomposition(chr(code)))


def _random_signs() -> str:
    choose = random.Random(7)
    return "".join(
        choose.choices("ab 019:.,-/*_[](){}<>|`~#+='\"\n\\é🙂\u0301\u200b\u202e", k=LONGEST_TEXT)
    )


_WORDS = _lexicon_words(LEXICON["urgent"])

TEXTS: Mapping[str, str] = {
    name: fill(piece)
    for name, piece in {
        "one long word": "a",
        "short words": "a b ",
        "digits": "1234567890",
        "digits and colons": "1:",
        "numbers": "12 ",
        "spaces between two words": "a" + " " * (LONGEST_TEXT - 2),
        "lines": "a\n",
        "commas": "a,",
        "dots": "1.",
        "slashes": "a/",
        "brackets": "([{",
        "stars": "**a",
        "underscores and ticks": "_`",
        "links": "[a](b) ",
        "list items": "- a\n",
        "quiz options": "* a\n- b\n> c\n",
        "headings": "# a\n\n",
        "quotes within quotes": "> " * 500 + "a\n",
        "marks heaped up": "\u0301\u0327\u0315\u0328",
        "letters with marks": "e\u0301\u0327\u0323",
        "one sign that stands for eighteen": "\ufdfa",
        "signs made of others": _composed(),
        "syllables of Korean": "\uac01",
        "emoji": "🙂",
        "families of emoji": "👨‍👩‍👧‍👦",
        "right to left": "\u202eשלום ",
        "zero width": "a\u200b\u200d\ufeff",
        "blank letters": "\u3164\u2800",
        "random signs": _random_signs(),
        "to everybody": " to everyone",
        "to whom": "a to b ",
        "at nine": "at 9 ",
        "in an hour": "in 1 h ",
        "their time": "1 dec 9am their time ",
        "a quarter past": "quarter past 1 ",
        "in the morning": "7 in the morning ",
        "hyphens of a date": "2026-12-",
        "places": "San José, Paris, Santa ",
        "in a place": "in Paris from Rome near ",
        "a place of many": "Saint ",
        "beginnings of places": "s",
        "nearly a place": "Sann Fransisko ",
        "can not": "can not ",
        "I can't": "i cant ",
        "urgent words": _WORDS,
        "later urgent words": _WORDS[len(_WORDS) // 2 :],
        "urgent words misspelled": " ".join(f"{word[:-1]}q" for word in _WORDS.split()),
        "hedged sentences": "It may perhaps help some people. ",
        "sentences": "A. B! C? ",
    }.items()
}
