"""Text as Telegram counts it and as people mean it: length, blanks, letters without their marks."""

import unicodedata

# What is drawn as nothing though Unicode calls it a letter or a mark.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

LONGEST_SIMPLE = 256
"""How many characters of a text can say a time, a date, an audience or the name of a place."""


def is_blank(text: str) -> bool:
    """Whether nothing of the text would be seen: spaces, line feeds, zero-width characters."""
    return all(
        unicodedata.category(character)[0] in "ZC"
        or character in _INVISIBLE
        or any(ord(character) in selectors for selectors in _VARIATION_SELECTORS)
        for character in text
    )


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units: most emoji count two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def simplify(text: str) -> str:
    """Return the text in lower case, full-width forms narrowed and each run of space made one.

    Of a text longer than any time, date or name only the first ``LONGEST_SIMPLE`` characters:
    normalising takes a time that grows with the square of the marks on one letter.
    """
    spaced = " ".join(text.split())[:LONGEST_SIMPLE]
    return " ".join(unicodedata.normalize("NFKC", spaced).casefold().split())
