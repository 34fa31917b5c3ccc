"""A wish for another time, day or place, or to begin or go on, said with no question open."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from lessons.language.answers import bare_words, without_politeness
from lessons.language.clauses import list_clauses
from lessons.language.wrappers import unwrap
from lessons.questions.quoting import find_quotable
from lessons.symptom_checks.complaints import names_complaint
from lessons.text import simplify
from lessons.times.said_time import find_said_time, take_days
from lessons.times.schedule import EVERY_DAY

_MOST_WORDS = 16
_MOST_WORDS_OF_A_TIME = 8
_BEGIN = re.compile(
    r"(?:(?:yes|how|do|can|could|would|i|i'd|to|want|wish|like|let's|lets|let|me|us|we) )*"
    r"(?:(?:begin|start|join|subscribe|get started)"
    r"(?: (?:the|my|a|with|first|lessons?|course|now))*"
    r"|(?:read|have|get|see)(?: (?:the|my|a|first))* lessons?)"
)
_SIGN_UP = re.compile(
    r"(?:(?:hello|hi|i|i'd|we|want|wish|would|like|love|please|how|can|could|do|does|one|to|me|let"
    r"|my|mother|father|wife|husband) )*"
    r"(?:sign (?:me |us )?up|(?:subscribe|add|include|enrol|enroll) me|put me down"
    r"|enrol|enroll|register|take part|participate|try it|try this|start this"
    r"|begin this|see|read|get|have|receive|read the first lesson)"
    r"(?: (?:the|a|my|first|for|in|with|this|these|daily|lessons?|course|it|now|first))*"
)
_WELL_THEN = re.compile(r"^(?:(?:yes|ok|okay|sure|yeah|oh|well|then|sí|si|ja|oui|sim|да) )+")
_OTHERWISE = re.compile(
    r"\b(?:actually|change|move|set|switch|shift|send|instead|rather|make it|later|earlier"
    r"|ändere|ändern|verschieb\w*|stell\w*|schick\w*|lieber|cambia\w*|pon|mejor|mets|change[rz]?|plutôt|sposta"
    r"|metti|muda\w*|zmień|ustaw|измени\w*|поставь|перенеси|değiştir|बदलो|बदलें|غير)\b"
)
# "Change it back to 7" tells of no back.
_BACK = re.compile(
    r"\b((?:change|set|put|move|switch|turn|go)(?: it| that| the time| my time| them)?) back\b"
)
_BEFORE_A_TIME = re.compile(
    r"\b(?:to|at|for|by|maybe|around|about|um|auf|a las|à|alle|às|om|na|o|на|в)\b "
)
_ONCE = re.compile(
    r"\b(?:tonight|today|this (?:morning|afternoon|evening)|(?:just|only|for|this) once|heute|hoy"
    r"|esta noche|hoje|oggi|stasera|aujourd'hui|ce soir)\b"
)
_ONLY = re.compile(
    r"\b(?:only|just|nur|sólo|solo|solamente|seulement|soltanto|só|alleen|tylko|только)\b"
)
_OFF = re.compile(r"\b(?:off|not on|except|no lessons? on|nothing on)\b")
_BESIDE_DAYS = re.compile(
    r"(?:(?:please|send|me|them|it|the|lessons?|on|and|i|want|would|like|to|at|an|am|den|los|las|le"
    r"|les|el|la|il|in|no|na|w|by|off|not|nothing|except|get|have|my|from|now)\b ?)*"
)
_HERE = re.compile(
    r"(?:(?:no|wait|and|but|so|actually|now|set|change|my|city|zone|time zone|place|location) )*"
    r"(?:i'm now|im now|i am now|i'm|im|i am|i will be|i'll be|we will be"
    r"|we'll be|we're|we are|i live|i now live|i moved|i have moved"
    r"|(?:i've|i have|we've|we have|i|we) (?:just |recently |now )?moved|moved|move me|move|moving"
    r"|travelling|traveling|(?:set|change|correct|update|fix)(?: it| my \w+)?"
    r"|city|zone|place|ich bin jetzt|ich bin|ich wohne jetzt|ich wohne|bin jetzt|umgezogen"
    r"|ich bin umgezogen|estoy|ahora estoy|vivo|me mudé|je suis|j'habite|je suis maintenant"
    r"|j'ai déménagé|sono|abito|mi sono trasferit[oa]|estou|moro|mudei|ik ben nu|ik ben|ik woon"
    r"|jestem|mieszkam|я|я теперь|живу|я живу|я переехала?)"
    r" (?:now |jetzt |ahora |maintenant |adesso |agora |nu |teraz |сейчас )?"
    r"(?:to|in|into|at|nach|en|a|à|au|em|para|naar|do|w|в)(?: visit)? (?P<place>.+?)"
    r"(?: (?:now|today|jetzt|ahora|maintenant|adesso|agora|nu|teraz|сейчас))?"
)

_AFTER_A_PLACE = re.compile(
    r" (?:for|until|till|since|with|and|from|because|so|next|this|on|at|where|right|visiting) "
)


class ChangeKind(StrEnum):
    """What somebody wants otherwise."""

    BEGIN = "begin"
    RESUME = "resume"
    SETTINGS = "settings"
    ZONE = "zone"
    PLACE = "place"
    TIME = "time"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Change:
    """``told`` is the place or the time that was said, ``days`` the days of the week; ``is_once``
    says that a time may be meant for today only."""

    kind: ChangeKind
    told: str = ""
    days: frozenset[int] = frozenset()
    is_once: bool = False


def find_change(text: str, language_code: str | None = None) -> Change | None:
    """Return what the text wants otherwise; ``None`` if it says anything else, or more."""
    plain = simplify(unwrap(text)).replace("’", "'").strip(" .!?…")
    words = without_politeness(bare_words(plain))
    if not 0 < len(words.split(" ")) <= _MOST_WORDS:
        return None
    whole = _whole()
    said = (words, without_politeness(bare_words(text)), _WELL_THEN.sub("", words))
    if kind := next((whole[each] for each in said if each in whole), None):
        return Change(kind)
    if _BEGIN.fullmatch(words):
        return Change(ChangeKind.BEGIN)
    plain, words = (_BACK.sub(r"\1", said) for said in (plain, words))
    if names_complaint(plain):
        return None
    if days := _find_days(words):
        return Change(ChangeKind.DAYS, days=days)
    if _OTHERWISE.search(simplify(text)) and (told := _find_time(plain, language_code)):
        return Change(ChangeKind.TIME, told, is_once=_ONCE.search(simplify(text)) is not None)
    match = _HERE.fullmatch(plain.replace(",", ""))
    if match and (place := find_quotable(_AFTER_A_PLACE.split(match["place"])[0])):
        return Change(ChangeKind.PLACE, place)
    return None


def wishes_to_begin(text: str) -> bool:
    """Whether the text asks for the first lesson, or to be let in, in one of its parts; a mere yes
    may be the answer to anything."""
    if names_complaint(text):
        return False
    for part in (text, *list_clauses(text)):
        words = without_politeness(bare_words(unwrap(part)))
        if _BEGIN.fullmatch(words) or _SIGN_UP.fullmatch(words):
            return True
    return False


def _find_time(plain: str, language_code: str | None) -> str | None:
    """Return the part of the text that tells a time, as much of its end as does."""
    for begin in (0, *(match.end() for match in _BEFORE_A_TIME.finditer(plain))):
        told = plain[begin:]
        if len(told.split()) > _MOST_WORDS_OF_A_TIME:
            continue
        said = find_said_time(told, language_code)
        if said and said.times:
            return told
    return None


def _find_days(words: str) -> frozenset[int] | None:
    """Return the days that are to be the only ones, or that are left where others are off."""
    is_off = _OFF.search(words) is not None
    if not (is_off or _ONLY.search(words)):
        return None
    days, rest = take_days(words)
    beside = " ".join(_ONLY.sub(" ", rest).split())
    if not days or not _BESIDE_DAYS.fullmatch(beside):
        return None
    return (EVERY_DAY - days or None) if is_off else days


@lru_cache(maxsize=1)
def _whole() -> dict[str, ChangeKind]:
    source = resources.files("lessons.questions") / "changes.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        bare_words(line): ChangeKind(name)
        for name, listed in raw.items()
        for line in listed.strip().splitlines()
    }
