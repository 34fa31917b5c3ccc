"""Reads JSON as strictly as Telegram does."""

import json
from typing import Any


def parse_json(given: str | bytes) -> Any:
    """Return the value; ValueError for broken JSON and for text that is no Unicode.

    JSON can name half of a surrogate pair, which no message may hold.
    """
    text = given if isinstance(given, str) else given.decode()
    value = json.loads(text)
    if "\\ud" in text.lower():
        # An escape from there up may be half a pair; encoding it is a ValueError too.
        json.dumps(value, ensure_ascii=False).encode()
    return value
