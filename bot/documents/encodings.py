"""The encoding of a page that states none, told by the language that its words then have."""

from itertools import pairwise

from lessons.language.detection import find_language

_CANDIDATES = {
    "gb18030": {"zh"},
    "big5": {"zh"},
    "shift_jis": {"ja"},
    "euc_jp": {"ja"},
    "euc_kr": {"ko"},
    "windows-1251": {"ru", "uk", "bg", "sr", "mk", "be", "kk"},
    "koi8-r": {"ru"},
    "windows-1253": {"el"},
    "windows-1255": {"he"},
    "windows-1256": {"ar", "fa", "ur"},
    "cp874": {"th"},
}
_READ = 100_000
# Western text has an accent in every tenth word at most.
_LEAST_FOREIGN = 0.3
# The commonest signs of Chinese and Japanese tell a right guess from a wrong one.
_COMMON = frozenset("的是不了在有我他这为之大来以个中上们到说国和地也子时道出のはをにでとがも")


def find_encoding(content: bytes, words: bytes) -> str | None:
    """Return the encoding in which ``words``, those of the content, are of a language that is
    written in it; ``None`` if there is no such."""
    best, best_score = None, 0.0
    for encoding, languages in _CANDIDATES.items():
        try:
            text = words[:_READ].decode(encoding, "ignore" if len(words) > _READ else "strict")
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = [sign for sign in text if sign.isalpha()]
        foreign = [sign for sign in letters if sign > "\u02ff"]
        if len(foreign) < max(4, len(letters) * _LEAST_FOREIGN):
            continue
        if find_language("".join(sign if sign > "\u02ff" else " " for sign in text)) in languages:
            mixed = sum(a.islower() and b.isupper() for a, b in pairwise(text))
            score = (sum(sign in _COMMON for sign in foreign) - mixed) / len(foreign)
            if best is None or score > best_score:
                best, best_score = encoding, score
    return best
