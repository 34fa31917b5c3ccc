"""Ends of a break, as subscribers type them."""

import re
from datetime import date, timedelta
from enum import StrEnum

from lessons.errors import InvalidInput
from lessons.language.wrappers import unwrap
from lessons.text import simplify
from lessons.times.dates import find_date, find_day, find_month
from lessons.times.plain_time import strip_invisible
from lessons.times.time_words import COUNTS, FORTNIGHT, UNITS, WEEKDAYS, WITHOUT_END

LONGEST = timedelta(days=366)

_FEASTS = {
    name: (month, day)
    for names, month, day in (
        (
            "christmas, xmas, x-mas, christmas day, weihnachten, noël, navidad, natal, natale, "
            "kerst",
            12,
            25,
        ),
        ("christmas eve, xmas eve, heiligabend, nochebuena", 12, 24),
        ("boxing day", 12, 26),
        ("new year, new years, new year's, new year's day, new years day, neujahr", 1, 1),
        ("new year's eve, new years eve, silvester", 12, 31),
        ("halloween", 10, 31),
        ("valentine's day, valentines day", 2, 14),
    )
    for name in names.split(", ")
}
_AFTER_FEAST = {"christmas": (12, 27), "xmas": (12, 27), "new year": (1, 2), "new year's": (1, 2)}
_SAID_BEFORE = re.compile(
    r"(?:(?:please|pause|break|take a break|a break|stop|make it|for|about|ok|bitte|für|pour|por"
    r"|per|voor) )+"
)
_WISHED = re.compile(
    r"(?:please |quiero |quisiera |necesito |me gustaría |por favor |quero |queria |gostaria de )*"
    r"(?:pause|take a break|i need a break|a break|pausiere|mach pause|pausar|pausa|una pausa"
    r"|uma pausa|une pause|eine pause|un descanso)(?: de| von)? "
    r"((?:for |until |till |für |bis |hasta |por |até )?\S+(?: \S+){0,4})"
)
_WANTS_NONE = re.compile(
    r"\b(?:no (?:more )?(?:lessons?|messages?)|nothing|(?:do not|don't|dont) (?:send|write)|stop"
    r"|skip|hold|pause|break|holidays?|vacation|away|travel\w*|trip|going to|off|busy"
    r"|not (?:to )?(?:write|send|message|disturb)|taking me|take me|taking us|hospital"
    r"|keine (?:lektion|lektionen|nachrichten)|nichts|urlaub|ferien|verreis\w*|vacaciones"
    r"|de viaje|vacances|voyage|vacanza|ferie|viaggio|férias|viagem|vakantie|urlop\w*"
    r"|отпуск\w*|tatil\w*)\b"
)
# From one day to another, which may name both better than the word for a feast beside them.
_SLASHED_DAYS = re.compile(r"\d/\d{1,2}\b.*\b\d{1,2}/\d")
_TOLD_END = re.compile(
    r"\b(?:until|till|til|for|bis|hasta|jusqu'à|jusqu'au|até|fino a|tot|do) [^,.;]+"
)
_HURTS = re.compile(r"\b(?:pain|hurt|ache|sore|schmerz|dolor|duele|douleur|dolore|dor\b|боль)")
_MOST_WORDS = 16
_LONGEST_END = 5
_BEGINS_LATER = re.compile(
    r"\b(?:from|at|over|after|starting|as of|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|von|ab"
    r"|desde|dal?)\b"
)
_ANY_DAY = date(2000, 1, 3)
_SAID_AFTER = re.compile(
    r"(?: (?:please|pls|thanks|thank you|from now|from today|from|bitte|danke|por favor|gracias"
    r"|obrigad[oa]|s'il vous plaît|per favore))+$"
)
_UNTIL = re.compile(
    r"(?:until|untill|till|til|’til|'til|up to|bis|jusqu'à|jusqu'au|hasta|até|fino a|tot)"
    r"(?: zum| el| la| le| ao| a)? (.+)"
)
_IN = re.compile(r"(?:in|within|en|em|dans|fra) (.+)")
_LENGTH = re.compile(
    r"(?:(?P<count>\d{1,4})|(?P<word>[^\W\d]+(?:-[a-z]+)?)) ?(?:of )?(?P<unit>[^\W\d]\S*)?"
)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\.? ?(?P<year>\d{4})?")
_SLASHED = re.compile(r"(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>\d{4}))?")
_TH = re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)(?: of (?:the|this) month)?")
_MONTH_FIRST_REGIONS = ("en-us", "en_us")


class PauseProblem(StrEnum):
    """Why the end of a pause was refused."""

    UNREADABLE = "unreadable"
    PAST = "past"
    TOO_FAR = "too far"
    AMBIGUOUS = "ambiguous"


class InvalidPause(InvalidInput):
    """``given`` is not the end of a pause that starts today and lasts a year at most."""

    def __init__(self, given: str, reason: PauseProblem, readings: tuple[date, ...] = ()) -> None:
        super().__init__(
            f"“{given}” is not the end of a pause: a later day, within a year. "
            "Write it like 3 days, 2 weeks or 24 Dec."
        )
        self.given = given
        self.reason = reason
        # What an ambiguous one may mean, the earlier first.
        self.readings = readings


def find_break(text: str) -> str | None:
    """Return the length or the end of the break that the text wishes, such as ``3 days`` of "pause
    for 3 days"; ``None`` if it wishes none, or says no end."""
    plain = simplify(unwrap(text)).replace("’", "'").strip(" .!?/")
    match = _WISHED.fullmatch(plain)
    return match[1] if match else _find_absence(plain)


def tells_absence(plain: str) -> bool:
    """Whether the text, in lower case, wishes no lessons or tells of an absence, and of no pain."""
    return _WANTS_NONE.search(plain) is not None and _HURTS.search(plain) is None


def _find_absence(plain: str) -> str | None:
    """Return the end that "until Thursday, please send no lessons" tells."""
    is_long = len(plain.split()) > _MOST_WORDS
    if is_long or not tells_absence(plain) or _SLASHED_DAYS.search(plain):
        return None
    for match in _TOLD_END.finditer(plain):
        if _BEGINS_LATER.search(plain[: match.start()]):
            return None
        words = match[0].split()[:_LONGEST_END]
        for count in range(len(words), 1, -1):
            if _names_end(end := " ".join(words[:count])):
                return _SAID_AFTER.sub("", end)
    return None


def _names_end(text: str) -> bool:
    try:
        return parse_pause_end(text, _ANY_DAY) is not None
    except InvalidPause as error:
        return error.reason is not PauseProblem.UNREADABLE


def parse_pause_end(text: str, today: date, language_code: str | None = None) -> date | None:
    """Return the first local date after a pause that begins on ``today``; ``None`` for one that
    lasts until it is ended by hand.

    That is ``3 days`` (or ``3``), ``two weeks`` or ``a month`` from today, or the date given:
    ``2026-12-24``, ``24 Dec``, ``24.12.``, ``24/12``, ``tomorrow``, ``next Monday``, ``until
    Christmas``. A date with a slash that has two readings is read with the month first for
    ``en-US``. Raises ``InvalidPause``.
    """
    plain = simplify(strip_invisible(unwrap(text))).replace("’", "'").strip(" .!?,;")
    plain = _SAID_AFTER.sub("", _SAID_BEFORE.sub("", f"{plain} ", count=1).strip())
    plain = re.sub("^over ", "after ", plain)
    if plain in WITHOUT_END:
        return None
    if match := _SLASHED.fullmatch(_after_until(plain)):
        ends = _read_slashed(match, today, language_code)
        if len(ends) > 1:
            raise InvalidPause(text, PauseProblem.AMBIGUOUS, tuple(sorted(ends)))
        end = ends[0] if ends else None
    else:
        end = _find_end(plain, today)
    if end is None:
        raise InvalidPause(text, PauseProblem.UNREADABLE)
    if end <= today:
        raise InvalidPause(text, PauseProblem.PAST)
    if end - today > LONGEST:
        raise InvalidPause(text, PauseProblem.TOO_FAR)
    return end


def _after_until(plain: str) -> str:
    match = _UNTIL.fullmatch(plain)
    return match[1] if match else plain


def _read_slashed(match: re.Match[str], today: date, language_code: str | None) -> list[date]:
    one, two = int(match["one"]), int(match["two"])
    year = int(match["year"]) if match["year"] else None
    day_first, month_first = (two, one), (one, two)
    ways = (month_first,) if (language_code or "").lower() in _MONTH_FIRST_REGIONS else ()
    found = [find_day(today, year, month, day) for month, day in ways or (day_first, month_first)]
    if not any(found) and ways:
        found = [find_day(today, year, *day_first)]
    return list(dict.fromkeys(day for day in found if day))


def _find_end(plain: str, today: date) -> date | None:
    if (length := _read_length(plain, today)) is not None:
        return length
    if match := _IN.fullmatch(plain):
        return _read_length(match[1], today)
    if plain in ("next week", "the week", "this week", "nächste woche"):
        # Over it, up to the Monday after.
        weeks = 2 if plain in ("next week", "nächste woche") else 1
        return _next_weekday(today, 0) + timedelta(weeks=weeks - 1)
    if plain in ("the weekend", "weekend", "this weekend", "wochenende"):
        return _next_weekday(today, 0)
    plain = _after_until(plain)
    if plain in ("next week", "nächste woche"):
        return _next_weekday(today, 0)
    if plain in ("next month", "nächsten monat"):
        return _first_of(today, today.month % 12 + 1)
    if plain in ("the weekend", "weekend", "this weekend"):
        return today + timedelta(days=(5 - today.weekday() - 1) % 7 + 1)
    return _read_day(
        plain.removeprefix("after ").removeprefix("the ")
        if plain.startswith("after ")
        else plain.removeprefix("the "),
        today,
        is_after=plain.startswith("after "),
    )


def _read_day(plain: str, today: date, *, is_after: bool) -> date | None:
    if plain in _FEASTS:
        month, day = _AFTER_FEAST.get(plain, _FEASTS[plain]) if is_after else _FEASTS[plain]
        return find_day(today + timedelta(days=1), None, month, day)
    weekday = WEEKDAYS.get(re.sub(r"^(?:next|this|coming|on|nächsten|kommenden) ", "", plain))
    if weekday is not None:
        return _next_weekday(today, weekday)
    if plain in (
        "morgen",
        "demain",
        "mañana",
        "amanhã",
        "domani",
        "jutro",
        "завтра",
        "yarın",
        "明天",
    ):
        return today + timedelta(days=1)
    if plain in ("day after tomorrow", "übermorgen", "après-demain", "pasado mañana"):
        return today + timedelta(days=2)
    if match := _TH.fullmatch(plain):
        day = int(match["day"])
        months = (
            find_day(today, None, (today.month - 1 + ahead) % 12 + 1, day) for ahead in (0, 1)
        )
        return next((found for found in months if found and (found - today).days < 62), None)
    if match := _DOTTED.fullmatch(plain):
        year = int(match["year"]) if match["year"] else None
        return find_day(today, year, int(match["month"]), int(match["day"]))
    month = find_month(plain.removeprefix("next ")) if len(plain) > 2 else 0
    if month and not plain[0].isdigit():
        return _first_of(today, month)
    end = find_date(plain, today)
    return end + timedelta(days=1) if end and is_after else end


def _read_length(plain: str, today: date) -> date | None:
    if plain.removeprefix("a ").removeprefix("one ") in FORTNIGHT:
        return today + timedelta(weeks=2)
    match = _LENGTH.fullmatch(re.sub(r"^(?:a|une|un|ein) (?=couple|few|paar)", "", plain))
    if not match:
        return None
    unit = UNITS.get(match["unit"] or "")
    if match["unit"] and unit is None:
        return None
    if match["word"] and (match["word"] not in COUNTS or unit is None):
        return None
    count = int(match["count"]) if match["count"] else COUNTS[match["word"]]
    if unit == "month":
        return _months_later(today, count)
    return today + timedelta(days=count * (7 if unit == "week" else 1))


def _months_later(today: date, count: int) -> date:
    """Return the same day so many months on; the last of its month where there is none such."""
    months = today.month - 1 + min(count, 24)
    year, month = today.year + months // 12, months % 12 + 1
    for day in range(today.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return today


def _first_of(today: date, month: int) -> date | None:
    return find_day(today + timedelta(days=1), None, month, 1)


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
