"""Times of day as people say them: what has one meaning is taken, what has two is asked."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from lessons.text import LONGEST_SIMPLE, simplify
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
_TWO_WORDS = {
    "mid day": "midday",
    "mid night": "midnight",
    "meio dia": "meio-dia",
    "meia noite": "meia-noite",
    "après midi": "après-midi",
    "week days": "weekdays",
    "work days": "workdays",
    "working days": "workdays",
    "three quarters": "dreiviertel",
    "forty five": "forty-five",
    "twenty five": "twenty-five",
}
# Before an "of the day" or a "the" an "in" says nothing; alone it is the one of "in 2 hours".
_IN_THE = re.compile(r"\b(?:in|at|during) (?=the\b|morning|evening|der\b|night)|\bin der\b")
_AND_A_HALF = re.compile(r"(?<=\d)\s?[点點時时]半|(?<=\d)\s?시\s?반")
_HOUR_SIGN = re.compile(r"(\d{1,2})\s?(?:h|uhr|heures?|[点點時时시])\s?(\d\d)(?!\d)(?:分|min)?")
_AFTER_FIGURES = re.compile(
    r"(?<=\d)\s?(?:h|hrs|uhr|uur)\b|(?<=\d\d\d)\s?hours?\b|(?<=\d)\s?[点點時时]"
)
_CLOCK = re.compile(r"(?<![\d:.,-])(\d{1,2})\s?[:.,-]\s?(\d\d)(?![\d:])")
_HALF_OF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?(?:\s?m\b)?(?!\w)\.?|\b([ap])\.\s?m\b\.?")
_ROUGHLY = re.compile(r"(?<=\d)\s?-?ish\b")
_DAY_RANGE = re.compile(r"(\w+)\s?(?:-|–|to|through|thru|bis|à|a)\s?(\w+)")
_TOKEN = re.compile(r"\d{1,2}:\d\d|\d+|[^\s\d:,.;!?…()\"“”„]+")
_EXPLICIT_END = re.compile(
    r"(?:at|@|um|à|a las|às|alle|om) (\d{1,2}:\d\d(?: [ap]m)?|\d{1,2} [ap]m)$"
)
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
    ``is_now`` says that they want it at once.
    """

    times: tuple[time, ...]
    is_asked: bool = False
    weekdays: frozenset[int] | None = None
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class _Figures:
    """A number as it was written or said; ``minute`` where it is a whole time."""

    hour: int
    minute: int | None = None
    is_spoken: bool = False
    has_leading_zero: bool = False


def find_said_time(text: str, language_code: str | None = None) -> SaidTime | None:
    """Return the time of day that the text tells, ``None`` if it tells none, or several.

    Digits of any script, in figures or words, with politeness around them. In Dutch "half acht"
    is 7:30, as ``language_code`` tells.
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return None
    read = _read(plain, language_code or "")
    if read is None and (match := _EXPLICIT_END.search(plain)):
        # The end of an unknown sentence is no wish before somebody says so.
        read = _read(match[1], "")
        return SaidTime(read.times, is_asked=True) if read else None
    return read


def strip_invisible(text: str) -> str:
    """Return the text without marks that are drawn as nothing, and its digits in ASCII."""
    kept = (
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in " ".join(text.split())[:LONGEST_SIMPLE]
        if unicodedata.category(character) not in ("Cf", "Cc", "Mn")
        or character.isspace()
        or "\u0900" <= character <= "\u0eff"
    )
    return "".join(kept)


def _plain(text: str) -> str:
    """Return the text with its clocks as ``7:30`` and its halves of the day as ``am``, ``pm``."""
    composed = unicodedata.normalize("NFC", " ".join(text.split())[:LONGEST_SIMPLE])
    plain = simplify(strip_invisible(composed)).replace("’", "'").replace("@", " at ")
    plain = "".join(" " if unicodedata.category(c) in ("So", "Sk") else c for c in plain)
    for two, one in _TWO_WORDS.items():
        plain = plain.replace(two, one)
    plain = re.sub(r"\b24[:.]00\b", "0:00", plain)
    plain = _HOUR_SIGN.sub(r"\1:\2", _AND_A_HALF.sub(":30", plain))
    plain = _CLOCK.sub(r"\1:\2", _AFTER_FIGURES.sub(" ", plain))
    plain = _HALF_OF_DAY.sub(lambda half: f" {half[1] or half[2]}m ", _ROUGHLY.sub(" ", plain))
    return " ".join(_IN_THE.sub(" ", plain).split()).strip(" .!?,;")


def _read(plain: str, language_code: str) -> SaidTime | None:
    days, rest = _take_days(plain)
    tokens = _TOKEN.findall(rest)
    if len(tokens) > _MOST_TOKENS:
        return None
    said: list[_Figures | Mark] = []
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
            said.append(_Figures(NUMBERS[word], is_spoken=True))
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
        else:
            yield from filter(None, re.split("[-–—]", token))


def _figures(word: str) -> _Figures | None:
    if ":" in word:
        hour, minute = word.split(":")
        return _Figures(int(hour), int(minute), has_leading_zero=hour.startswith("0"))
    if len(word) in (3, 4):
        zero = word.startswith("0")
        return _Figures(int(word[:-2]), int(word[-2:]), has_leading_zero=zero or len(word) == 4)
    return _Figures(int(word), has_leading_zero=word.startswith("0")) if len(word) < 3 else None


def _take_days(plain: str) -> tuple[frozenset[int] | None, str]:
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
    said: Sequence[_Figures | Mark], part: str, days: frozenset[int] | None, language_code: str
) -> SaidTime | None:
    halves = [mark for mark in said if mark in (Mark.AM, Mark.PM, Mark.NIGHT)]
    core = [item for item in said if item not in halves]
    if Mark.NOW in core:
        return SaidTime((), weekdays=days, is_now=True) if len(core) == 1 else None
    half = halves[-1] if halves else None
    if not core:
        if half is None and not part:
            return None
        return SaidTime(_PARTS_OF_DAY[part or str(half)], is_asked=True, weekdays=days)
    if len(core) == 2 and core[-1] in (Mark.NOON, Mark.MIDNIGHT) and isinstance(core[0], _Figures):
        # "12 noon" says it twice.
        core = core[1:] if core[0].hour == 12 and not core[0].minute else core
    readings = _clock_readings(core, language_code)
    is_figure = len(core) == 1 and isinstance(core[0], _Figures)
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


def _is_hour_and_minute(core: Sequence[_Figures | Mark]) -> bool:
    return len(core) == 2 and all(isinstance(item, _Figures) for item in core)


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


def _clock_readings(
    core: Sequence[_Figures | Mark], language_code: str
) -> list[tuple[int, int, bool]]:
    """Return hour, minute and whether they are certain, for each way to read the words."""
    match list(core):
        case [Mark.NOON]:
            return [(12, 0, True)]
        case [Mark.MIDNIGHT]:
            return [(0, 0, True)]
        case [_Figures(hour, minute) as figures]:
            return [(hour, minute or 0, figures.has_leading_zero)]
        case [_Figures(hour, None), _Figures(minute, None)] if minute >= 10:
            return [(hour, minute, False)]
        case [minutes, Mark.PAST | Mark.TO as side, hour] if minutes is not Mark.HALF:
            return _counted_from(minutes, hour, is_before=side is Mark.TO)
    return _quarter_readings(core, language_code)


def _quarter_readings(
    core: Sequence[_Figures | Mark], language_code: str
) -> list[tuple[int, int, bool]]:
    """Return the same of what is told in halves and quarters of an hour up to twelve."""
    hours = [item.hour for item in core if isinstance(item, _Figures) and item.minute is None]
    marks = [item for item in core if isinstance(item, Mark)]
    if not hours or not 1 <= hours[0] <= 12 or len(hours) + len(marks) != len(core):
        return []
    hour, is_first = hours[0], isinstance(core[0], _Figures)
    match marks:
        case [Mark.MINUS] if len(hours) == 2 and is_first:
            return [_before(hour, hours[1])]
        case _ if len(hours) != 1:
            return []
        case [Mark.MINUS, Mark.QUARTER] if is_first:
            return [_before(hour, 15)]
        case [Mark.AND_HALF]:
            return [(hour, 30, False)]
        case [Mark.HALF, Mark.PAST]:
            return [(hour, 30, False)]
        case [Mark.HALF]:
            both = [(hour, 30, False), _before(hour, 30)]
            return both[1:] if language_code.startswith("nl") else both
        case [Mark.HALF_TO]:
            return [_before(hour, 30)]
        case [Mark.THREE_QUARTERS]:
            return [_before(hour, 15)]
        case [Mark.QUARTER]:
            return [(hour, 15, False)] if is_first else [_before(hour, 45)]
    return []


def _counted_from(
    minutes: _Figures | Mark, hour: _Figures | Mark, *, is_before: bool
) -> list[tuple[int, int, bool]]:
    count = 15 if minutes is Mark.QUARTER else None
    if isinstance(minutes, _Figures) and minutes.minute is None and 1 <= minutes.hour <= 29:
        count = minutes.hour
    whole = {Mark.NOON: 12, Mark.MIDNIGHT: 0}
    if count is None:
        return []
    if isinstance(hour, Mark):
        if hour not in whole:
            return []
        at = whole[hour]
        return [((at - 1) % 24, 60 - count, True) if is_before else (at, count, True)]
    if hour.minute is not None or not 0 <= hour.hour <= 23 or (hour.hour == 0 and is_before):
        return []
    return [_before(hour.hour, count) if is_before else (hour.hour, count, False)]


def _before(hour: int, minutes: int) -> tuple[int, int, bool]:
    """Return the time so many minutes before the hour; before one it is the hour of twelve."""
    return ((hour - 1) or 12, 60 - minutes, False)
