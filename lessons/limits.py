"""How long each part of a course may be, in the unit that Telegram counts in."""

import unicodedata

# Callback data holds both ids, and Telegram allows it 64 bytes.
COURSE_ID_BYTES = 28
LESSON_ID_BYTES = 24

# Telegram's own, in UTF-16 units: https://core.telegram.org/bots/api#sendmessage, #sendpoll
MESSAGE = 4096
QUESTION = 300
OPTION = 100
EXPLANATION = 200
EXPLANATION_LINE_FEEDS = 2

# Ours: what fits a screen and a minute.
TITLE = 100
SECTION = 100
TAKEAWAY = 200
DESCRIPTION = 500
BODY = 700
SOURCES = 6
WORDS = range(80, 121)
GRADE = 8.0
COMFORTABLE_GRADE = 7.0


# What is drawn as nothing though Unicode calls it a letter or a mark.
_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0")


def is_blank(text: str) -> bool:
    """Whether nothing of the text would be seen: spaces, line feeds, zero-width characters."""
    return all(
        unicodedata.category(character)[0] in "ZC" or character in _INVISIBLE_LETTERS
        for character in text
    )


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units: most emoji count two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
