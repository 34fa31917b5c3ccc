"""Free text that names an emergency, told from everyday talk by a lexicon."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lessons.symptom_checks.urgent_lexicon import (
    MAIN_LANGUAGE,
    Lexicon,
    UrgencyKind,
    list_bits,
    load_lexicon,
)
from lessons.symptom_checks.urgent_reading import Words, read_words

BARE_CALL = "bare_call"
"""The entry of a text that only calls for help, or is only a number to call."""

SELF_HARM = "self_harm"
"""The entry, in every language, for the wish to die or to hurt oneself."""

_GAP_WORDS = 7
_FILLER_WORDS = 3
_DENIAL_REACH = 7
_BARE_CALL_WORDS = 6
_WHOLE_WORDS = 12
_LONGEST_ASKING = 4


@dataclass(frozen=True, slots=True)
class Urgency:
    """``entry_id`` names the entry of the lexicon that matched, never the person's words, and
    ``language`` its language."""

    kind: UrgencyKind
    entry_id: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the places of the lexicon that each of its words fits."""

    words: Sequence[str]
    clauses: Sequence[int]
    sentences: Sequence[int]
    places: Sequence[int]


def find_urgency(text: str) -> Urgency | None:
    """Return what emergency a text names, or ``None``.

    Where it names several, a crisis comes first, and what others do to somebody next. What is
    denied ("no chest pain") is not named, nor what is only asked about ("what is a thunderclap
    headache?"), nor what an animal has or a film tells. Language is wider than any
    list: ``None`` never means that all is well. The cost grows with the words of the text,
    whatever they are, not with the phrases looked for.
    """
    lexicon = load_lexicon()
    read = read_words(text, lexicon.breaks)
    if language := _find_bare_call(read, lexicon):
        return Urgency(UrgencyKind.EMERGENCY, BARE_CALL, language)
    # "Ich will nicht mehr" says it all; "ich will nicht mehr so viele Lektionen" does not.
    if len(read.words) <= _WHOLE_WORDS and (language := lexicon.whole.get(" ".join(read.words))):
        return Urgency(UrgencyKind.CRISIS, SELF_HARM, language)
    known = {word: lexicon.find_places(word) for word in set(read.words)}
    found = _Text(read.words, read.clauses, read.sentences, [known[word] for word in read.words])
    met = _find_named(found, lexicon)
    named = [entry for entry in lexicon.entries if met & entry.lasts] if met else []
    if not named:
        return None
    known_words = {
        language: _count_words(found, language, lexicon)
        for language in {MAIN_LANGUAGE, *(entry.language for entry in named)}
    }
    # "Suicid..." is the same in many languages: what an English text denies in its own words, it
    # does not name in another's.
    most = known_words[MAIN_LANGUAGE]
    named = [
        entry
        for entry in named
        if entry.language == MAIN_LANGUAGE
        or known_words[entry.language] > most
        or (known_words[entry.language] == most and most < len(read.words))
    ]
    if not named:
        return None
    first = [entry for entry in named if entry.kind is named[0].kind]
    entry = max(first, key=lambda entry: known_words[entry.language])
    return Urgency(entry.kind, entry.entry_id, entry.language)


def _find_bare_call(read: Words, lexicon: Lexicon) -> str | None:
    """Return in which language the text is a call for help and nothing else."""
    if not 0 < len(read.words) <= _BARE_CALL_WORDS:
        return None
    for language, places in lexicon.places_of.items():
        calls = [word for word in read.words if lexicon.calls.get(word, 0) & places]
        rest = [word for word in read.words if word not in calls]
        if calls and all(lexicon.call_fillers.get(word, 0) & places for word in rest):
            return language
    return None


def _count_words(read: _Text, language: str, lexicon: Lexicon) -> int:
    """Return how many of the words are known in that language."""
    places = lexicon.places_of[language]
    return sum(
        ((fitting | lexicon.fillers.get(word, 0) | lexicon.denials.get(word, 0)) & places) != 0
        for word, fitting in zip(read.words, read.places, strict=True)
    )


def _find_named(read: _Text, lexicon: Lexicon) -> int:
    """Return the last places of all phrases that are met, and not excused within their clause."""
    met_in: dict[int, int] = {}
    lasts = _follow(read, _list_firsts(read, lexicon), lexicon)
    for clause, met in zip(read.clauses, lasts, strict=True):
        if met:
            met_in[clause] = met_in.get(clause, 0) | met
    named = 0
    for met in met_in.values():
        excused = 0
        for last in list_bits(met):
            excused |= lexicon.excuses.get(last, 0)
        named |= met & ~excused
    return named


def _follow(read: _Text, firsts: Sequence[int], lexicon: Lexicon) -> list[int]:
    """Return for each word the last places of the phrases that end there.

    A phrase begins at a word that fits its first place, if ``firsts`` has that for the word.
    Its next one is among the next words: with nothing but fillers between, or behind a gap
    anything but a denial. What excuses stands within a clause.
    """
    met_lasts = []
    # At index n, the places that wait for one of the next n + 1 words.
    waiting = [0] * (_GAP_WORDS + 1)
    expected = 0
    clause = 0
    for word, its_clause, fitting, beginning in zip(
        read.words, read.clauses, read.places, firsts, strict=True
    ):
        if its_clause != clause and expected & lexicon.unless_places:
            waiting = [bits & ~lexicon.unless_places for bits in waiting]
            expected &= ~lexicon.unless_places
        clause = its_clause
        met = fitting & (beginning | expected)
        met_lasts.append(met & lexicon.lasts)
        if not (met or expected):
            continue
        goes_on = lexicon.after_gap & ~lexicon.denials.get(word, 0)
        goes_on |= lexicon.fillers.get(word, 0) & ~lexicon.after_gap
        following = (met & ~lexicon.lasts) << 1
        waiting = [bits & goes_on for bits in waiting[1:]]
        waiting.append(following & lexicon.after_gap)
        waiting[_FILLER_WORDS] |= following & ~lexicon.after_gap
        expected = 0
        for bits in waiting:
            expected |= bits
    return met_lasts


def _list_firsts(read: _Text, lexicon: Lexicon) -> list[int]:
    """Return for each word the first places that count there: what is denied names nothing, and
    no emergency is what was long ago or is only asked about."""
    is_long_ago = _find_long_ago(read, lexicon)
    is_asked = _find_asked(read, lexicon)
    others = _find_others(read, lexicon)
    listed = []
    all_firsts = lexicon.firsts
    for position, fitting in enumerate(read.places):
        firsts = lexicon.unless_firsts
        if fitting & all_firsts:
            named = lexicon.crisis_firsts
            if not is_long_ago[position] and read.sentences[position] not in is_asked:
                named |= lexicon.emergency_firsts | lexicon.violence_firsts
            firsts |= named & ~(others.get(position, 0) | _find_denied(read, position, lexicon))
        listed.append(firsts)
    return listed


def _find_denied(read: _Text, start: int, lexicon: Lexicon) -> int:
    """Return the places of the languages in which a denial in the same clause reaches the word.

    "I never had such chest pain", "no I cannot breathe" and "she is not well she has chest pain"
    deny nothing.
    """
    first = read.words[start]
    reached = ~(lexicon.denials.get(first, 0) | lexicon.cannots.get(first, 0))
    denied = 0
    for position in range(start - 1, max(start - _DENIAL_REACH, 0) - 1, -1):
        if read.clauses[position] != read.clauses[start]:
            break
        word = read.words[position]
        if denial := lexicon.denials.get(word, 0) & reached:
            for following in read.words[position + 1 : position + 3]:
                denial &= ~lexicon.doubts.get(following, 0)
            denied |= denial
        reached &= ~lexicon.subjects.get(word, 0)
    if denied:
        for position in range(start, min(start + _DENIAL_REACH, len(read.words))):
            if read.clauses[position] != read.clauses[start]:
                break
            pair = " ".join(read.words[position : position + 2])
            denied &= ~lexicon.comparisons.get(pair, 0)
    return denied


def _find_long_ago(read: _Text, lexicon: Lexicon) -> list[bool]:
    """Return for each word whether its clause goes on to say that it was long ago, and its
    sentence does not say that it is back."""
    backwards = _Text(read.words[::-1], read.clauses[::-1], read.sentences[::-1], read.places[::-1])
    lasts = _follow(backwards, [lexicon.long_ago_firsts] * len(read.words), lexicon)
    is_long_ago = []
    is_said = is_back = False
    clause = sentence = -1
    for word, its_clause, its_sentence, begun in zip(
        backwards.words, backwards.clauses, backwards.sentences, lasts, strict=True
    ):
        is_said = (is_said and its_clause == clause) or begun & lexicon.long_ago_lasts != 0
        is_back = (is_back and its_sentence == sentence) or word in lexicon.again
        if word in lexicon.still:
            is_said = False
        clause, sentence = its_clause, its_sentence
        is_long_ago.append(is_said and not is_back)
    return is_long_ago[::-1]


def _find_others(read: _Text, lexicon: Lexicon) -> Mapping[int, int]:
    """Return for the words of a clause that tells of an animal, or of a film or a book, and of
    nobody else, in which languages' places they name nothing."""
    told_of: dict[int, int] = {}
    beyond = 0
    for position, word in enumerate(read.words):
        if position < beyond or not (word in lexicon.animals or word in lexicon.tale_words):
            continue
        clause = read.clauses[position]
        begin = bisect_left(read.clauses, clause)
        beyond = bisect_right(read.clauses, clause)
        start, places = _find_other(read.words[begin:beyond], lexicon)
        if places and lexicon.selves.isdisjoint(read.words[begin + start + 1 : beyond]):
            told_of |= dict.fromkeys(range(begin + start, beyond), places)
    return told_of


def _find_other(words: Sequence[str], lexicon: Lexicon) -> tuple[int, int]:
    """Return since which word of a clause it tells of another than people, and in which languages'
    places: the clause begins with an animal, or says "film about"."""
    owners = 0
    while owners < len(words) and words[owners] in lexicon.whose:
        owners += 1
    if owners < len(words) and words[owners] in lexicon.animals:
        return owners, lexicon.animals[words[owners]]
    for position, pair in enumerate(pairwise(words)):
        if pair[0] in lexicon.tale_words and " ".join(pair) in lexicon.tales:
            return position + 1, lexicon.all_places
    return 0, 0


def _find_asked(read: _Text, lexicon: Lexicon) -> set[int]:
    """Return the sentences that ask about something; none where somebody is spoken of."""
    asked = set()
    told = 0
    sentence = -1
    for position, its_sentence in enumerate(read.sentences):
        if position < told:
            continue
        word = read.words[position]
        if its_sentence != sentence:
            sentence = its_sentence
            for count in range(_LONGEST_ASKING, 0, -1):
                if " ".join(read.words[position : position + count]) in lexicon.asking:
                    asked.add(sentence)
                    told = position + count
                    break
            if position < told:
                continue
        if word in lexicon.persons:
            return set()
    return asked
