"""The days from one to another that stand in a longer text: "off for Christmas, 12/20 to 1/3"."""

import re
from datetime import date

from lessons.text import simplify
from lessons.times.break_ahead import BreakAhead
from lessons.times.breaks import LONGEST, tells_absence
from lessons.times.dates import find_day
from lessons.times.later_breaks import find_span
from lessons.times.plain_time import strip_invisible

_MOST_WORDS = 45
_MOST_WORDS_OF_A_SPAN = 9
_SLASHED = re.compile(
    r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/\d{2,4})? ?(?:to|until|untill|till|til|through|thru|and|-|–"
    r"|bis|al?|até|au|hasta) ?(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])"
)
_FROM = re.compile(r"\b(?:from|between|vom|von|del?|desde|du|dal?) ")
_ANY_DAYS = (date(2000, 1, 3), date(2000, 7, 3))


def wishes_absence(text: str) -> bool:
    """Whether the text wishes no lessons, or tells of an absence, and names its days."""
    plain = _plain(text)
    if len(plain.split()) > _MOST_WORDS or not tells_absence(plain):
        return False
    return any(list_spans_within(text, day) for day in _ANY_DAYS)


def list_spans_within(
    text: str, today: date, *, is_month_first: bool | None = None
) -> list[BreakAhead]:
    """Return the days that the text names from one to another, both readings where figures with
    a slash leave open which is the month and ``is_month_first`` is not known."""
    plain = _plain(text)
    if len(plain.split()) > _MOST_WORDS:
        return []
    if match := _SLASHED.search(plain):
        return _read_slashed(match, today, is_month_first)
    for found in _FROM.finditer(plain):
        words = plain[found.start() :].split()[:_MOST_WORDS_OF_A_SPAN]
        for count in range(len(words), 2, -1):
            if span := find_span(" ".join(words[:count]).rstrip(" .!?,;"), today):
                return [span]
    return []


def _plain(text: str) -> str:
    return simplify(strip_invisible(text)).replace("’", "'")


def _read_slashed(
    match: re.Match[str], today: date, is_month_first: bool | None
) -> list[BreakAhead]:
    one, two, three, four = (int(figures) for figures in match.groups())
    month_first = _find_days(today, one, two, three, four)
    day_first = _find_days(today, two, one, four, three)
    if is_month_first is not None:
        first, other = (month_first, day_first) if is_month_first else (day_first, month_first)
        return [span for span in (first or other,) if span]
    return list(dict.fromkeys(span for span in (month_first, day_first) if span))


def _find_days(
    today: date, month: int, day: int, end_month: int, end_day: int
) -> BreakAhead | None:
    begin = find_day(today, None, month, day)
    end = find_day(begin, None, end_month, end_day) if begin else None
    if begin is None or end is None or end <= begin or end - today > LONGEST:
        return None
    return BreakAhead(begin, end)
