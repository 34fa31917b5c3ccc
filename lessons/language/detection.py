"""Which language an article is in, told by its words."""

from functools import lru_cache

import gcld3

# Enough to tell a language by; more takes longer and tells nothing new.
_READ = 20_000
_LEAST_SIGNS = 12
_SURE_ENOUGH = 0.7
# The names of CLD3 that have another code in ISO 639-1.
_TODAYS_CODES = {"iw": "he", "fil": "tl"}


def find_language(text: str) -> str | None:
    """Return the ISO 639 code of the language that most of a plain text is in; ``None`` where
    that cannot be told."""
    if sum(map(str.isalpha, text[:_READ])) < _LEAST_SIGNS:
        return None
    found = _identifier().FindLanguage(text[:_READ])
    if found.language == "und" or found.probability < _SURE_ENOUGH:
        return None
    # "zh-Latn" and the like are written in letters that are not the language's own.
    code = str(found.language).partition("-")[0]
    return _TODAYS_CODES.get(code, code)


@lru_cache(maxsize=1)
def _identifier() -> gcld3.NNetLanguageIdentifier:
    return gcld3.NNetLanguageIdentifier(0, 4 * _READ)
