"""Free text that names an emergency, told from everyday talk by a lexicon."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lessons.symptom_checks.urgent_lexicon import Lexicon, UrgencyKind, load_lexicon

_TOKEN = re.compile(r"[a-z0-9]+|[.,;:!?\n()]")
_APOSTROPHES = "'’`´ʼ"
_NOT = re.compile(r"\b(can|could|do|does|did|will|is|was|are|have|has|had) ?not\b")
_CONTRACTED = {"can": "cant", "will": "wont"}
_GAP_WORDS = 5
_FILLER_WORDS = 3
_DENIAL_REACH = 7
# A message of Telegram's largest size holds fewer words; the bound keeps any text cheap.
_MOST_WORDS = 1500


@dataclass(frozen=True, slots=True)
class Urgency:
    """``entry_id`` names the entry of the lexicon that matched, never the person's words."""

    kind: UrgencyKind
    entry_id: str


@dataclass(frozen=True, slots=True)
class _Text:
    """The words in order; ``clauses`` numbers the clause that each stands in, and ``places``
    holds what each fits of the lexicon."""

    words: list[str]
    clauses: list[int]
    places: list[int]


def find_urgency(text: str) -> Urgency | None:
    """Return what emergency an English text names, or ``None``.

    Where it names several, a crisis comes first. What is denied ("no chest pain") is not
    named. Language is wider than any list: ``None`` never means that all is well. The cost
    grows with the words of the text, whatever they are, not with the phrases looked for.
    """
    lexicon = load_lexicon()
    read = _read(text, lexicon)
    met = 0
    for lasts in _follow(read.words, read.places, _list_firsts(read, lexicon), lexicon):
        met |= lasts
    found = [
        entry for entry in lexicon.entries if met & entry.lasts and not met & entry.unless_lasts
    ]
    found.sort(key=lambda entry: entry.kind is not UrgencyKind.CRISIS)
    return Urgency(found[0].kind, found[0].entry_id) if found else None


def _follow(
    words: Sequence[str], places: Sequence[int], firsts: Sequence[int], lexicon: Lexicon
) -> list[int]:
    """Return for each word the last places of the phrases that end there.

    A phrase begins at a word that fits its first place, if ``firsts`` has that for the word.
    Its next one is among the next words: with nothing but fillers between, or behind a gap
    anything but a denial.
    """
    met_lasts = []
    # At index n, the places that wait for one of the next n + 1 words.
    waiting = [0] * (_GAP_WORDS + 1)
    expected = 0
    for word, fitting, beginning in zip(words, places, firsts, strict=True):
        met = fitting & (beginning | expected)
        met_lasts.append(met & lexicon.lasts)
        if not (met or expected):
            continue
        goes_on = lexicon.after_gap if word not in lexicon.denials else 0
        if word in lexicon.fillers:
            goes_on |= ~lexicon.after_gap
        following = (met & ~lexicon.lasts) << 1
        waiting = [bits & goes_on for bits in waiting[1:]]
        waiting.append(following & lexicon.after_gap)
        waiting[_FILLER_WORDS] |= following & ~lexicon.after_gap
        expected = 0
        for bits in waiting:
            expected |= bits
    return met_lasts


def _list_firsts(read: _Text, lexicon: Lexicon) -> list[int]:
    """Return for each word the first places that count there: what is denied names nothing,
    and no emergency is what was long ago."""
    is_long_ago = _find_long_ago(read, lexicon)
    listed = []
    for position, fitting in enumerate(read.places):
        firsts = lexicon.unless_firsts
        if fitting & lexicon.firsts and not _is_denied(read, position, lexicon):
            firsts |= lexicon.crisis_firsts
            if not is_long_ago[position]:
                firsts |= lexicon.emergency_firsts
        listed.append(firsts)
    return listed


def _is_denied(read: _Text, start: int, lexicon: Lexicon) -> bool:
    """Return whether a word of denial stands before, in the same clause."""
    for position in range(start - 1, max(start - _DENIAL_REACH, 0) - 1, -1):
        if read.clauses[position] != read.clauses[start]:
            return False
        if read.words[position] in lexicon.denials:
            following = read.words[position + 1 : position + 3]
            return not lexicon.doubts.intersection(following)
    return False


def _find_long_ago(read: _Text, lexicon: Lexicon) -> list[bool]:
    """Return for each word whether its clause goes on to say that it was long ago, and is over."""
    count = len(read.words)
    backwards = _follow(
        read.words[::-1], read.places[::-1], [lexicon.long_ago_firsts] * count, lexicon
    )
    is_long_ago = []
    is_said = False
    clause = -1
    for word, its_clause, begun in zip(
        read.words[::-1], read.clauses[::-1], backwards, strict=True
    ):
        is_said = (is_said and its_clause == clause) or begun & lexicon.long_ago_lasts != 0
        if word in lexicon.still:
            is_said = False
        clause = its_clause
        is_long_ago.append(is_said)
    return is_long_ago[::-1]


def _read(text: str, lexicon: Lexicon) -> _Text:
    plain = text.translate(_PLAIN)
    plain = _NOT.sub(lambda match: _CONTRACTED.get(match[1], match[1] + "nt"), plain)
    words: list[str] = []
    clauses: list[int] = []
    clause = 0
    for token in _TOKEN.findall(plain):
        if not token.isalnum():
            clause += 1
            continue
        clause += token in lexicon.breaks
        words.append(token)
        clauses.append(clause)
        if len(words) == _MOST_WORDS:
            break
    places = {word: lexicon.find_places(word) for word in set(words)}
    return _Text(words, clauses, [places[word] for word in words])


class _Plain(dict[int, str]):
    """What each character counts for: letters of English without case, form and marks.

    A character at a time, as normalising whole texts takes long where marks are heaped up. What
    is no ASCII only parts words, a letter of another script otherwise than a sign.
    """

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign.isascii():
            return self.setdefault(code, sign.lower())
        if not unicodedata.decomposition(sign):
            return _mark(sign)
        # Few thousand characters are made of others, so that these can be kept.
        plain = "".join(map(_mark, unicodedata.normalize("NFKD", sign).lower()))
        return self.setdefault(code, _REPEATED.sub(r"\1", plain))


def _mark(sign: str) -> str:
    if sign.isascii():
        return sign
    if unicodedata.combining(sign):
        return ""
    return _LETTER if sign.isalnum() else _SIGN


_LETTER, _SIGN = "_", "*"
_REPEATED = re.compile(r"([_*])\1+")
_PLAIN = _Plain(dict.fromkeys(map(ord, _APOSTROPHES), ""))
