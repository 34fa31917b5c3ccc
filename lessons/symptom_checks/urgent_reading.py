"""A text as words, whatever its script: what the urgent words and the texts are both read by."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A sign of Chinese is a word of its own, as nothing stands between words there.
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+|[.,;:!?\n()]")
_SENTENCE_ENDS = frozenset(".!?\n")
_APOSTROPHES = "'’`´ʼ"
_NOT = re.compile(r"\b(can|could|do|does|did|will|is|was|are|have|has|had) ?not\b")
_CONTRACTED = {"can": "cant", "will": "wont"}
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
# A message of Telegram's largest size holds fewer words of any language; the bound keeps what is no
# language cheap too.
_MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """The words in order; ``clauses`` and ``sentences`` number those that each stands in."""

    words: Sequence[str]
    clauses: Sequence[int]
    sentences: Sequence[int]


def read_words(text: str, breaks: frozenset[str]) -> Words:
    """Return the words as ``fold`` leaves them; a clause ends at a sign or before a break."""
    words: list[str] = []
    clauses: list[int] = []
    sentences: list[int] = []
    clause = sentence = 0
    for token in _TOKEN.findall(fold(text)):
        if not token.isalnum():
            clause += 1
            sentence += token in _SENTENCE_ENDS
            continue
        clause += token in breaks
        words.append(token)
        clauses.append(clause)
        sentences.append(sentence)
        if len(words) == _MOST_WORDS:
            break
    return Words(words, clauses, sentences)


def fold(text: str) -> str:
    """Return the text without case, accents, vowel signs and apostrophes, "do not" as "dont",
    "heeelp" as "help", and every digit as one of ours."""
    plain = text.translate(_PLAIN)
    plain = _NOT.sub(lambda match: _CONTRACTED.get(match[1], match[1] + "nt"), plain)
    return _DRAWN_OUT.sub(r"\1", plain)


class _Plain(dict[int, str]):
    """What each character counts for.

    A character at a time, as normalising whole texts takes long where marks are heaped up.
    """

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = "".join(map(_plain, unicodedata.normalize("NFKD", sign).lower()))
        # Nobody can fill the memory with signs: few alphabets stand here, and few thousand signs
        # are made of others.
        if code < _END_OF_ALPHABETS or unicodedata.decomposition(sign):
            return self.setdefault(code, _REPEATED.sub(r"\1", plain))
        return plain


def _plain(sign: str) -> str:
    """Marks fall away: accents, and the vowel signs of Arabic and Devanagari, which are spelled
    in many ways."""
    if sign.isascii():
        return sign
    if unicodedata.category(sign)[0] == "M":
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return _ONE_LETTER.get(sign, sign) if sign.isalnum() else _SIGN


_END_OF_ALPHABETS = 0x2000
_SIGN = "*"
_REPEATED = re.compile(r"(\*)\1+")
_ONE_LETTER = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ة": "ه", "ى": "ي",
}  # fmt: skip
_SAME = {"،": ",", "؛": ";", "؟": "?", "。": ".", "、": ",", "।": ".", "ـ": ""}
_PLAIN = _Plain({ord(sign): plain for sign, plain in _SAME.items()})
_PLAIN.update(dict.fromkeys(map(ord, _APOSTROPHES), ""))
