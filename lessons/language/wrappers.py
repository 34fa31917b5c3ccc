"""Politeness and fillers around the one thing that somebody means, in ten languages."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from lessons.text import LONGEST_SIMPLE

_MOST_LAYERS = 4


def unwrap(text: str) -> str:
    """Return the text without greetings, thanks, "please", "I mean" and "my clock says" around it,
    otherwise as it was written; all of it where nothing else is said."""
    bare = " ".join(unicodedata.normalize("NFKC", " ".join(text.split())[:LONGEST_SIMPLE]).split())
    bare = bare.replace("’", "'")
    before, after = _wrappers()
    for _ in range(_MOST_LAYERS):
        shorter = after.sub("", before.sub("", bare, count=1), count=1)
        if shorter == bare or not any(c.isalnum() for c in shorter):
            break
        bare = shorter
    return bare


@lru_cache(maxsize=1)
def _wrappers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

    def any_of(name: str) -> str:
        listed = {unicodedata.normalize("NFKC", line) for line in raw[name].strip().splitlines()}
        return "|".join(re.escape(line) for line in sorted(listed, key=lambda line: -len(line)))

    return (
        re.compile(rf"^[\s,.!…-]*(?:{any_of('before')})(?=[\s,.!:;…-])[\s,.!:;…-]*", re.IGNORECASE),
        re.compile(rf"[\s,.!;…-]+(?:{any_of('after')})[\s,.!?;…]*$", re.IGNORECASE),
    )
