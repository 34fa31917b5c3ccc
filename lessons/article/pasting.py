"""A text that was pasted in several messages, which a program may have cut anywhere."""

import re
from collections.abc import Sequence

_ENDS = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]」』]*$")
# Scripts that put no space between words: Thai, Lao, Khmer, Burmese, Chinese and Japanese.
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def join_parts(parts: Sequence[str]) -> str:
    """Return one text: a part that ends like a sentence ends a paragraph, one that goes on in a
    small letter or in a script without spaces goes on in its line, any other in a new one."""
    text = ""
    for part in filter(None, map(str.strip, parts)):
        text += (_between(text, part) if text else "") + part
    return text


def _between(text: str, part: str) -> str:
    if _ENDS.search(text):
        return "\n\n"
    if part[0].islower():
        return " "
    return "" if _SPACELESS.match(text[-1]) and _SPACELESS.match(part[0]) else "\n"
