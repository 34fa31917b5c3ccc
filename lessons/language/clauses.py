"""The parts of what somebody says, each of which may be the one that matters."""

import re

from lessons.language.wrappers import unwrap

_ENDS = re.compile(
    r"[.!?;,:\n…]+|\s[-–—]\s|\b(?:and|but|because|since|so|und|aber|y|pero|e|mas|et)\b"
)
_MOST = 12
_LONGEST = 400


def list_clauses(text: str) -> list[str]:
    """Return the parts between signs and such words as "but", without the politeness around each;
    of a text that is longer than anybody asks in, nothing."""
    if len(text) > _LONGEST:
        return []
    parts = (unwrap(part).strip() for part in _ENDS.split(text.casefold()))
    return [part for part in parts if any(c.isalnum() for c in part)][:_MOST]
