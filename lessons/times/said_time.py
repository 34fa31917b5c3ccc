"""Times of day as people say them: what has one meaning is taken, what has two is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from lessons.language.clauses import list_clauses
from lessons.language.wrappers import unwrap
from lessons.times.clock_readings import Figures, list_readings
from lessons.times.plain_time import plain_time
from lessons.times.time_words import (
    AFTERNOONS,
    FILLERS,
    LUNCH,
    MARKS,
    NUMBERS,
    WEEKDAYS,
    WEEKENDS,
    WORKDAYS,
    Mark,
)

_MOST_TOKENS = 24
_LONGEST = 120
_DAY_RANGE = re.compile(r"(\w+)\s?(?:-|–|to|through|thru|bis|à|a)\s?(\w+)")
_TOKEN = re.compile(r"\d{1,2}:\d\d|\d+|[^\s\d:,.;!?…()\"“”„]+")
_EXPLICIT_END = re.compile(
    r"(?:at|around|about|@|um|gegen|à|vers|a las|às|alle|verso|om|rond) "
    r"(\d{1,2}:\d\d(?: [ap]m)?|\d{1,2}(?: [ap]m)?)$"
)
_CORRECTED = re.compile(
    r"\b(?:i mean|i meant|no wait|wait no|or rather|make that|make it|ich meine|ich meinte|nein"
    r"|vielmehr|quiero decir|mejor|je veux dire|plutôt|voglio dire|anzi|quero dizer|я имею в виду"
    r"|вернее)\b"
)
_ONLY_CLOCK = re.compile(r"(?<![^\s,])(?:\d{1,2}:\d\d(?: [ap]m)?|\d{1,2} [ap]m)(?![^\s,.!?])")
_OF_A_ZONE = re.compile(r"\b(?:utc|gmt)\b|[+-]\d")
_SIGNS = " .!?,;:"
_MOST_WORDS_AROUND = 16
_LENGTHS = frozenset(
    [
        "hours",
        "minutes",
        "mins",
        "weeks",
        "months",
        "years",
        "times",
        "stunden",
        "minuten",
        "wochen",
    ]
)
_WHOLE = frozenset(word for word, mark in MARKS.items() if mark in (Mark.NOON, Mark.MIDNIGHT))
# With one of these a number is an hour; "two to three" alone may be anything.
_SURE = frozenset(
    word for word, mark in MARKS.items() if mark not in (Mark.TO, Mark.MINUS, Mark.NOW)
) | {"o'clock", "oclock", "uhr", "am", "pm"}
_PARTS_OF_DAY = {
    "am": (time(7), time(8), time(9)),
    "pm": (time(18), time(19), time(20)),
    "afternoon": (time(14), time(15), time(16)),
    "night": (time(20), time(21), time(22)),
    "noon": (time(12), time(12, 30), time(13)),
}


@dataclass(frozen=True, slots=True)
class SaidTime:
    """What somebody said: the times that it may mean, the likeliest first.

    If it ``is_asked``, nobody can tell which; else the first is meant, and the second is the other
    half of the day, if the words do not say which. ``weekdays`` are those that were named too;
    ``is_now`` says that they want it at once, ``is_part_of_day`` that no hour was named.
    """

    times: tuple[time, ...]
    is_asked: bool = False
    weekdays: frozenset[int] | None = None
    is_now: bool = False
    is_part_of_day: bool = False


def find_whole_time(text: str, language_code: str | None = None) -> SaidTime | None:
    """Return the time of day where the text says it, and nothing besides."""
    plain = plain_time(unwrap(text))
    return _read(plain, language_code or "") if len(plain) <= _LONGEST else None


def find_said_time(text: str, language_code: str | None = None) -> SaidTime | None:
    """Return the time of day that the text tells, ``None`` if it tells none, or several.

    Digits of any script, in figures or words, with politeness around them; of "8, I mean 9" the
    9. In Dutch "half acht" is 7:30, as ``language_code`` tells. The one time in a sentence that
    says more is to be asked.
    """
    plain = plain_time(unwrap(text))
    if len(plain) > _LONGEST:
        return _find_in_a_part(text, language_code)
    read = _read(plain, language_code or "")
    if read is None and len(told := _CORRECTED.split(plain)) > 1:
        read = _read(told[-1].strip(" .!?,;"), language_code or "")
    if read is None and (only := _find_only_clock(plain)):
        read = _read(only, "")
        return SaidTime(read.times, is_asked=True) if read else None
    if read is None and (match := _EXPLICIT_END.search(plain)) and not _names_count(plain, match):
        # The end of an unknown sentence is no wish before somebody says so.
        read = _read(match[1], "")
        return SaidTime(read.times, is_asked=True) if read else None
    if read is None and len(plain.split()) > _MOST_WORDS_AROUND:
        return _find_in_a_part(text, language_code)
    return read or _find_within(plain, language_code or "")


def _find_in_a_part(text: str, language_code: str | None) -> SaidTime | None:
    """Return the time that one part of a long text tells, to be asked; ``None`` where two do."""
    parts = [part for part in list_clauses(text) if len(part.split()) <= _MOST_WORDS_AROUND]
    found = [said for part in parts if (said := find_said_time(part, language_code)) is not None]
    if len(found) != 1 or found[0].is_now or found[0].is_part_of_day:
        return None
    return SaidTime(found[0].times, is_asked=True, weekdays=found[0].weekdays)


def _names_count(plain: str, match: re.Match[str]) -> bool:
    """Whether a bare hour at the end stands behind another number: "I took 2 tablets at 8"."""
    before = plain[: match.start()]
    has_number = any(word in NUMBERS or word[0].isdigit() for word in before.split())
    return has_number and match[1].isdigit()


def _find_within(plain: str, language_code: str) -> SaidTime | None:
    """Return the time in words that stands in a sentence which says more, such as "a quarter past
    nine in the morning would suit me"; ``None`` where other numbers stand beside it."""
    words = plain.split()
    if not 1 < len(words) <= _MOST_WORDS_AROUND or not _LENGTHS.isdisjoint(words):
        return None
    marks = [at for at, word in enumerate(words) if word.strip(_SIGNS) in _SURE]
    if not marks:
        return None
    spans = (
        (begin, begin + length)
        for length in range(len(words) - 1, 1, -1)
        for begin in range(len(words) - length + 1)
        if any(begin <= mark < begin + length for mark in marks)
    )
    for begin, end in spans:
        said = _read(" ".join(words[begin:end]).strip(_SIGNS), language_code)
        if said is None or said.is_now:
            continue
        around = [word.strip(_SIGNS) for word in (*words[:begin], *words[end:])]
        if any(word in NUMBERS or any(c.isdigit() for c in word) for word in around):
            return None
        names_hour = any(_is_hour(word.strip(_SIGNS)) for word in words[begin:end])
        return SaidTime(said.times, is_asked=True, weekdays=said.weekdays) if names_hour else None
    return None


def _is_hour(word: str) -> bool:
    return word in NUMBERS or any(c.isdigit() for c in word) or word in _WHOLE


def _find_only_clock(plain: str) -> str | None:
    """Return the one clock in a sentence that says more; ``None`` where other figures stand, which
    may be the time as well."""
    found = _ONLY_CLOCK.findall(plain)
    is_alone = len(found) == 1 and not re.search(r"\d", plain.replace(found[0], ""))
    return found[0] if is_alone and not _OF_A_ZONE.search(plain) else None


def _read(plain: str, language_code: str) -> SaidTime | None:
    days, rest = take_days(plain)
    tokens = _TOKEN.findall(rest)
    if len(tokens) > _MOST_TOKENS:
        return None
    said: list[Figures | Mark] = []
    part = ""
    for word in _split_hyphens(tokens):
        if word[0].isdigit():
            figures = _figures(word)
            if figures is None:
                return None
            said.append(figures)
        elif word in LUNCH:
            part = "noon"
        elif word in MARKS:
            part = "afternoon" if word in AFTERNOONS else part
            said.append(MARKS[word])
        elif word in NUMBERS:
            said.append(Figures(NUMBERS[word], is_spoken=True))
        elif word not in FILLERS:
            return None
    # "to" is a bridge as well: "set my time to 9:11", "change it to noon".
    while said and said[0] in (Mark.TO, Mark.PAST):
        said.pop(0)
    return _tell(said, part, days, language_code)


def _split_hyphens(tokens: Sequence[str]) -> Iterator[str]:
    for token in tokens:
        if token in MARKS or token in NUMBERS or token in FILLERS or token[0].isdigit():
            yield token
        elif token.startswith("пол") and token[3:] in NUMBERS:
            yield from ("пол", token[3:])
        else:
            yield from filter(None, re.split("[-–—]", token))


def _figures(word: str) -> Figures | None:
    if ":" in word:
        hour, minute = word.split(":")
        return Figures(int(hour), int(minute), has_leading_zero=hour.startswith("0"))
    if len(word) in (3, 4):
        zero = word.startswith("0")
        return Figures(int(word[:-2]), int(word[-2:]), has_leading_zero=zero or len(word) == 4)
    return Figures(int(word), has_leading_zero=word.startswith("0")) if len(word) < 3 else None


def take_days(plain: str) -> tuple[frozenset[int] | None, str]:
    """Return the days of the week that are named, and the text without them."""
    days: set[int] = set()

    def spread(match: re.Match[str]) -> str:
        first, last = WEEKDAYS.get(match[1]), WEEKDAYS.get(match[2])
        if first is None or last is None:
            return match[0]
        days.update(day % 7 for day in range(first, first + (last - first) % 7 + 1))
        return " "

    rest = []
    for word in _DAY_RANGE.sub(spread, plain).split():
        bare = word.strip(",.&")
        if bare in WEEKDAYS:
            days.add(WEEKDAYS[bare])
        elif bare in WORKDAYS:
            days.update(range(5))
        elif bare in WEEKENDS:
            days.update((5, 6))
        else:
            rest.append(word)
    return frozenset(days) or None, " ".join(rest)


def _tell(
    said: Sequence[Figures | Mark], part: str, days: frozenset[int] | None, language_code: str
) -> SaidTime | None:
    halves = [mark for mark in said if mark in (Mark.AM, Mark.PM, Mark.NIGHT)]
    core = [item for item in said if item not in halves]
    if Mark.NOW in core:
        return SaidTime((), weekdays=days, is_now=True) if len(core) == 1 else None
    half = halves[-1] if halves else None
    if not core:
        if half is None and not part:
            return None
        times = _PARTS_OF_DAY[part or str(half)]
        return SaidTime(times, is_asked=True, weekdays=days, is_part_of_day=True)
    if len(core) == 2 and core[-1] in (Mark.NOON, Mark.MIDNIGHT) and isinstance(core[0], Figures):
        # "12 noon" says it twice.
        core = core[1:] if core[0].hour == 12 and not core[0].minute else core
    readings = list_readings(core, language_code)
    is_figure = len(core) == 1 and isinstance(core[0], Figures)
    found: list[time] = []
    for hour, minute, is_certain in readings:
        if not (0 <= hour <= 23 and 0 <= minute <= 59):
            return None
        moved = _in_half(hour, half)
        if moved is None:
            return None
        found.append(time(moved, minute))
        if half is None and not is_certain and 1 <= hour <= 11:
            found.append(time(hour + 12, minute))
    if not found:
        return None
    is_asked = len(found) > 1 and not is_figure and not _is_hour_and_minute(core)
    return SaidTime(tuple(dict.fromkeys(found)), is_asked=is_asked, weekdays=days)


def _is_hour_and_minute(core: Sequence[Figures | Mark]) -> bool:
    return len(core) == 2 and all(isinstance(item, Figures) for item in core)


def _in_half(hour: int, half: Mark | None) -> int | None:
    """Return the hour in that half of the day, ``None`` where there is none such."""
    if half is None:
        return hour
    if hour > 12:
        return None if half is Mark.AM else hour
    if hour == 0:
        return None if half is Mark.PM else 0
    if half is Mark.NIGHT:
        half = Mark.PM if 6 <= hour < 12 else Mark.AM
    return hour % 12 + (12 if half is Mark.PM else 0)
