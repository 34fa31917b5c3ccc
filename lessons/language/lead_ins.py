"""Which lines leave a sentence open that the list below them ends: "Call us at once if"."""

import re
from collections.abc import Sequence
from typing import Final

from lessons.language.headings import pauses

_OPENER: Final = re.compile(
    r"if|when|whenever|unless|wenn|falls|sobald|si|cuando|quand|lorsque|se|quando|caso|als|wanneer"
    r"|indien|jeśli|jeżeli|gdy|kiedy|если|когда|якщо|коли|pokud|když|jestliže|dacă|când|om|när|når"
    r"|hvis|jos|kun|αν|όταν|ha|eğer|यदि|अगर|जब|jika|bila|apabila|nếu|khi|إذا|عند|اگر"
)
# After these, the word asks: "Whom to call and when".
_LINK: Final = re.compile(r"and|or|e|et|ou|y|o|i|und|oder|och|og|en|&|и|ve")
_CHARACTERS: Final = re.compile(r"(?:時|时|とき|場合|场合)は?、?$")
_WORD: Final = re.compile(r"[^\s,;:!?.…،؛*]+")
_FEWEST_WORDS: Final = 3
_LAST_WORDS: Final = 4


def is_left_open(line: str) -> bool:
    """Tell whether a line ends with a word that a sentence goes on after: "if", "wenn", "si"."""
    if _CHARACTERS.search(line.strip()):
        return True
    words = _WORD.findall(line.casefold())
    if len(words) < _FEWEST_WORDS:
        return False
    return _is_opener(words[-1]) and not _LINK.fullmatch(words[-2])


def is_ended_by(line: str, points: Sequence[str]) -> bool:
    """Tell whether the points of a list end the sentence that the line above them begins."""
    if is_left_open(line):
        return True
    if len(points) > 1 and all(map(pauses, points[:-1])):
        return True
    # "Call us at once if you have", and no point begins a sentence of its own.
    later = _WORD.findall(line.casefold())[_FEWEST_WORDS - 1 :][-_LAST_WORDS:]
    is_open = any(map(_is_opener, later))
    return is_open and bool(points) and all(point[:1].islower() for point in points)


def _is_opener(word: str) -> bool:
    return _OPENER.fullmatch(word) is not None
