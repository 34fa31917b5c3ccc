"""An ordinary complaint as somebody types it, and where the check begins for it."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.state import State
from lessons.symptom_checks.urgent_lexicon import list_spellings
from lessons.symptom_checks.urgent_reading import fold, read_words

_MOST_WORDS = 20
_AREA_WORDS = {"back": "back", "neck": "neck", "head": "head"}


def find_beginning(check: SymptomCheck, text: str, *, is_asked: bool = False) -> State | None:
    """Return a check begun with what "my back hurts" says already, or ``None`` if that is nothing;
    to whom it ``is_asked`` "my back" says as much.

    The answer stands for the choice of this check that names the area. Where none does, or where
    something else hurts too, the check begins as it always does.
    """
    known = _load()
    said = _read(text, known)
    if not said or len(said) > _MOST_WORDS or known.ask.fit(said[:1]) or known.other.fit(said):
        return None
    if known.is_joke(said):
        return None
    hurts = known.hurts.fit(said) or (is_asked and known.is_only_body(said))
    areas = [
        area
        for area in _AREA_WORDS
        if known.complaints[area].fit(said) or (hurts and known.places[area].fit(said))
    ]
    if not areas:
        return None
    options = [
        option
        for screen in check.screens
        for option in screen.options
        if all(_AREA_WORDS[area] in option.say.casefold() for area in areas)
    ]
    if not options or known.others.fit(said):
        return State()
    # The shortest says least besides.
    option = min(options, key=lambda option: len(option.say))
    return State(chosen=frozenset({option.option_id}))


def names_complaint(text: str) -> bool:
    """Whether a text has a word of a complaint or of a place that hurts, whatever else it says."""
    known = _load()
    said = _read(text, known)
    named = (known.hurts, known.others, *known.places.values(), *known.complaints.values())
    return any(names.fit(said) for names in named)


def is_complaint(check: SymptomCheck, text: str) -> bool:
    """Return whether a text tells of the body, and so neither a place nor a time: it opens the
    check, or has nothing but "chest", "numb", "so much pain" and the like."""
    known = _load()
    said = _read(text, known)
    return known.is_only_body(said) or find_beginning(check, text) is not None


@dataclass(frozen=True, slots=True)
class _Names:
    """Words, beginnings of words, and what is written without spaces between."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    unspaced: tuple[str, ...]

    def fit(self, said: Sequence[str]) -> bool:
        if not self.whole.isdisjoint(said) or any(word.startswith(self.stems) for word in said):
            return True
        joined = "".join(said) if self.unspaced else ""
        return any(written in joined for written in self.unspaced)


@dataclass(frozen=True, slots=True)
class _Known:
    places: dict[str, _Names]
    complaints: dict[str, _Names]
    hurts: _Names
    other: _Names
    others: _Names
    ask: _Names
    givers: _Names
    give: _Names
    body: _Names
    small: _Names
    at_a_loss: re.Pattern[str]
    say_it_hurts: re.Pattern[str]
    pain_in_the_neck: re.Pattern[str]

    def is_only_body(self, said: Sequence[str]) -> bool:
        """Whether nothing is said but "chest", "my lower back" and the like."""
        told = [word for word in said if word not in self.small.whole]
        return bool(told) and all(self.body.fit([word]) for word in told)

    def is_joke(self, said: Sequence[str]) -> bool:
        """Whether somebody is said to give a headache."""
        given = next((at for at, word in enumerate(said) if self.give.fit([word])), 0)
        return bool(given) and self.givers.fit(said[:given])


def _read(text: str, known: _Known) -> Sequence[str]:
    if len(text) > _MOST_WORDS * 15:
        return ()
    if known.pain_in_the_neck.search(fold(text)):
        return ()
    plain = known.say_it_hurts.sub(" hurts ", known.at_a_loss.sub(" ", fold(text)))
    return read_words(plain, frozenset()).words


@lru_cache(maxsize=1)
def _load() -> _Known:
    source = resources.files("lessons.symptom_checks") / "complaints.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    words = raw["words"]
    return _Known(
        places={area: _sort(listed) for area, listed in raw["places"].items()},
        complaints={area: _sort(listed) for area, listed in raw["complaints"].items()},
        hurts=_sort(words["hurts"]),
        other=_sort(words["other"]),
        others=_sort(words["others"]),
        ask=_sort(words["ask"]),
        givers=_sort(words["givers"]),
        give=_sort(words["give"]),
        body=_sort(words["body"]),
        small=_sort(words["small"]),
        say_it_hurts=_compile(words["say_it_hurts"]),
        pain_in_the_neck=_compile(words["pain_in_the_neck"]),
        at_a_loss=re.compile("|".join(rf"\b{fold(phrase)}\b" for phrase in words["at_a_loss"])),
    )


def _compile(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of the phrases, in which "*" stands for any ending and "|" for
    either."""
    return re.compile("|".join(map(_spell_pattern, phrases)))


def _spell_pattern(phrase: str) -> str:
    parts = ("|".join(map(re.escape, part.split("|"))) for part in map(fold, phrase.split()))
    return r"\b" + r"\s+".join(rf"(?:{part})" for part in parts).replace(r"\*", r"\w*") + r"\b"


def _sort(listed: Iterable[str]) -> _Names:
    spelled = [fold(each) for word in listed for each in list_spellings(word)]
    unspaced = {word for word in spelled if len(read_words(word, frozenset()).words) > 1}
    return _Names(
        frozenset(word for word in spelled if word not in unspaced and not word.endswith("*")),
        tuple(word[:-1] for word in spelled if word.endswith("*")),
        tuple(unspaced),
    )
