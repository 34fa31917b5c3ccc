"""Days as admins write and say them: ``5 Dec``, ``2026-12-05``, ``next friday``, ``the 15th``."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from lessons.send_times.parts import Day, Part, Shift, Week, Weekday, number
from lessons.times.dates import MONTHS, find_day, find_month

WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nes(?:day)?|nsday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:ur(?:day)?)?|sun(?:day)?"
    # As they are often misspelled.
    r"|m(?:unday|onady|oday)|t(?:usday|eusday|uesady|ueday|ursday|hrusday|hurdsay|hurday|hursady"
    r"|hersday)|w(?:ensday|edensday|endsday|ednsday|ednesay|ednesady|ednseday|enesday)"
    r"|f(?:ryday|irday|riady|rday)|s(?:atuday|aterday|atruday|atarday|undey|uday|undya))"
)
_BEGINNINGS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_MISSPELLED = {"mu": "mo", "te": "tu", "fi": "fr", "tur": "th"}
_A_WEEKDAY = rf"(?P<weekday>{WEEKDAY})\b(?:(?<!day)\.(?=\s|,))?"
_MONTH_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS if name != "september")
_MISSPELLED_MONTHS = (
    "dec(?:ember|mber|embr|emeber|emer)|nov(?:mber|embr|emeber|emer)|sep(?:tmber|tembr|tember)"
    "|feb(?:uary|urary|ruray)|jan(?:urary|uray|aury)"
)
_MONTH = rf"(?P<month>{_MONTH_NAMES}|sep(?:t(?:ember)?)?|{_MISSPELLED_MONTHS})\b\.?"
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINALS += [f"twenty-{name}" for name in _ORDINALS[:9]] + ["thirtieth", "thirty-first"]
_WORD = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_ORDINAL = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)|{_WORD})"
_IN_MONTH = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_WORD})\b\.?"
_YEAR = (
    r"(?:(?:,?\s|-)(?P<year>20\d\d)(?![:.]?\d)|(?:,?\s'?|-)(?P<short>2[5-9]|[3-9]\d)\b(?![:.]\d))?"
)
_JUST_PASSED = timedelta(days=60)
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of)"


def find_weekday(word: str) -> int:
    """Return the number of the day of the week whose name begins as the word does."""
    said = word.lower()
    beginning = _MISSPELLED.get(said[:3]) or _MISSPELLED.get(said[:2], said[:2])
    return _BEGINNINGS.index(beginning)


def _date(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _year_of(match: re.Match[str]) -> int | None:
    if match["year"]:
        return int(match["year"])
    return 2000 + int(match["short"]) if match["short"] else None


def _day_of(match: re.Match[str]) -> int:
    said = match["day"].lower()
    return _ORDINALS.index(said) + 1 if said in _ORDINALS else int(re.sub(r"\D", "", said))


def _next(today: date, year: int | None, month: int, day: int) -> list[date]:
    found = find_day(today, year, month, day)
    if found is None or year is not None:
        return [found] if found else []
    # Whoever names a day of last week is late rather than a year ahead.
    passed = _date(found.year - 1, month, day)
    return passed if passed and timedelta() < today - passed[0] <= _JUST_PASSED else [found]


def _iso(match: re.Match[str]) -> Day:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    return Day(lambda _today: _date(year, month, day))


def _named_month(match: re.Match[str]) -> Day:
    year, month, day = _year_of(match), find_month(match["month"].lower()[:3]), _day_of(match)
    return Day(lambda today: _next(today, year, month, day))


def _figures(match: re.Match[str]) -> Day:
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
    year = 2000 + year if year is not None and year < 100 else year
    # 03/04 is in April or in March, depending on who reads it; with full stops the day is first.
    orders = {(first, second)} if match["sign"] == "." else {(first, second), (second, first)}

    def find(today: date) -> Sequence[date]:
        found = (_next(today, year, month, day) for day, month in orders)
        return sorted({day for days in found for day in days})

    return Day(find)


def _of_month(match: re.Match[str]) -> Day:
    day = _day_of(match)
    months_ahead = 1 if match["next"] else 0

    def find(today: date) -> Sequence[date]:
        for ahead in range(months_ahead, months_ahead + (1 if match["named"] else 3)):
            year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
            found = _date(year, month + 1, day)
            if found and found[0] >= today:
                return found
        return []

    return Day(find)


def _nth_weekday(match: re.Match[str]) -> Day:
    weekday = find_weekday(match["weekday"])
    nth = match["nth"].lower()
    place = -1 if nth == "last" else _ORDINALS.index(nth) if nth in _ORDINALS else int(nth[0]) - 1

    def find(today: date) -> Sequence[date]:
        if match["month"]:
            # Of this year's or the next one's, the one that is still to come.
            month = find_month(match["month"].lower()[:3])
            tried = [(int(match["year"] or year), month) for year in (today.year, today.year + 1)]
        else:
            ahead = 1 if match["next"] else 0
            year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
            tried = [(year, month + 1)]
        for year, month in tried:
            weeks = calendar.Calendar().monthdatescalendar(year, month)
            days = [week[weekday] for week in weeks if week[weekday].month == month]
            if place < len(days) and days[place] >= today:
                return [days[place]]
        return []

    return Day(find)


def _last_day(match: re.Match[str]) -> Day:
    ahead = 1 if match["next"] else 0

    def find(today: date) -> Sequence[date]:
        year, month = divmod(today.year * 12 + today.month + ahead, 12)
        return [date(year, month + 1, 1) - timedelta(days=1)]

    return Day(find)


def _in_days(days: int) -> Callable[[re.Match[str]], Part]:
    return lambda _match: Day(lambda today: [today + timedelta(days=days)])


def _holiday(month: int, day: int) -> Callable[[re.Match[str]], Part]:
    return lambda match: Day(lambda today: _next(today, _year_of(match), month, day))


def _weekday(match: re.Match[str]) -> Weekday:
    which = (match["which"] or "").lower().split()
    return Weekday(find_weekday(match["weekday"]), which[0] if which else "")


def _shift(match: re.Match[str]) -> Shift:
    count = 2 if "couple" in match["count"].lower() else number(match["count"])
    return Shift(count * (7 if match["unit"].lower().startswith("w") else 1))


def _week(match: re.Match[str]) -> Week:
    return Week(0 if match["which"].lower() == "this" else 1)


_OF_A_MONTH = r" of (?:(?P<next>next)|(?:the|this)(?: current)?) month\b"
_THE = r"(?:the )?"

DAYS: tuple[tuple[str, Callable[[re.Match[str]], Part | None]], ...] = (
    (rf"{_THE}day after (?:tomorrow|tmrw)\b|overmorrow\b", _in_days(2)),
    (rf"{_THE}day before yesterday\b", _in_days(-2)),
    (r"today\b|2day\b", _in_days(0)),
    (r"(?:to+m+o*r+o+w|2m[ao]?rr?ow|2moro|tmrr?o?w?|tmo?w|tomoz|tomoro)\b", _in_days(1)),
    (r"yesterday\b", _in_days(-1)),
    (r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)", _iso),
    (r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)\b", _iso),
    (
        r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<year>20\d\d|\d\d)"
        r"(?![:.]?\d)",
        _figures,
    ),
    (r"(?P<first>\d{1,2})(?P<sign>\.)\s?(?P<second>\d{1,2})\.(?P<year>)(?!\d)", _figures),
    (
        r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P<year>)(?![-:./]?\d|\s?[ap]\.?m\b)",
        _figures,
    ),
    (rf"{_THE}{_IN_MONTH}(?:\sof\s|[\s-]?){_MONTH}{_YEAR}", _named_month),
    (rf"{_MONTH}[\s-]?{_THE}{_IN_MONTH}{_YEAR}", _named_month),
    (
        rf"{_THE}(?P<nth>last|\d(?:st|nd|rd|th)|first|second|third|fourth) {_A_WEEKDAY}"
        rf"(?:{_OF_A_MONTH}| (?:in|of) {_MONTH}(?:,? (?P<year>20\d\d))?)",
        _nth_weekday,
    ),
    (rf"{_THE}last day{_OF_A_MONTH}", _last_day),
    (rf"{_THE}{_ORDINAL}\b(?P<named>{_OF_A_MONTH})", _of_month),
    (rf"the {_ORDINAL}\b(?P<named>)(?P<next>)", _of_month),
    (r"(?P<day>\d{1,2}(?:st|nd|rd|th))\b(?P<named>)(?P<next>)", _of_month),
    (rf"(?:christmas|x-?mas) eve\b{_YEAR}", _holiday(12, 24)),
    (rf"(?:christmas|x-?mas)(?: day)?\b{_YEAR}", _holiday(12, 25)),
    (rf"boxing day\b{_YEAR}", _holiday(12, 26)),
    (rf"(?:new year'?s'? eve|nye)\b{_YEAR}", _holiday(12, 31)),
    (rf"(?:new year'?s'?(?: day)?)\b{_YEAR}", _holiday(1, 1)),
    (
        rf"(?:(?P<which>this coming|this|coming|next|following|last|past) )?{_A_WEEKDAY}",
        _weekday,
    ),
    (rf"{_COUNT} (?P<unit>days?|weeks?|wks?) (?:from|after) (?!now\b)", _shift),
    (rf"{_COUNT} (?P<unit>weeks?|wks?) (?:on )?(?={WEEKDAY}\b|today\b|tomorrow\b)", _shift),
    (r"week\b", lambda _match: Shift(7)),
    (r"fortnight\b", lambda _match: Shift(14)),
    (rf"{_THE}week after next\b", lambda _match: Week(2)),
    (r"(?:(?:in|during) )?(?:the )?(?P<which>this|next|following) week\b", _week),
)
"""What a day looks like, and how it is read; earlier ones are tried first."""
