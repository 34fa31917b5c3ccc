"""Breaks that begin on a later day: this weekend, from Friday to Monday, at Christmas."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lessons.text import simplify
from lessons.times.breaks import InvalidPause, parse_pause_end
from lessons.times.dates import find_day
from lessons.times.said_time import strip_invisible

_WISH = (
    r"(?:please |can you |could you |i want (?:a |to )|i need (?:a |to )|i would like (?:a |to ))*"
    r"(?:pause|break|take a break|have a break|a break|no lessons?|no more lessons|stop"
    r"|skip(?: lessons)?|don't send(?: me)?(?: any| a)?(?: lessons?)?|pausiere|pause machen"
    r"|mach pause|keine lektion(?:en)?|pausar|pausa|sin lecciones|sem lições|pas de leçons?)"
)
_WISHED = re.compile(rf"{_WISH}(?: lessons?)?(?: for)? (?P<when>.+)")
_POLITE = re.compile(r"(?: (?:please|pls|thanks|thank you|bitte|danke))+$")
_AT = r"(?:at|on|over|during|for|around|through|this|the|an|am|über|à|en|no|na|a|met|zu) "
_WEEKEND = re.compile(
    rf"(?:{_AT})*(?P<next>next |coming |nächstes )?"
    r"(?:weekend|week-end|wochenende|fin de semana|fim de semana|fine settimana)"
)
_SPANS = (
    re.compile(
        r"(?:from |starting |between )?(?P<begin>.+?) (?:to|until|till|til|through|and|–|-) "
        r"(?P<end>.+)"
    ),
    re.compile(r"(?:von|vom|ab) (?P<begin>.+?) bis(?: zum)? (?P<end>.+)"),
    re.compile(
        r"(?:de|du|del|desde|do|da|dal|van) (?:el )?(?P<begin>.+?) "
        r"(?:à|au|al?|até|hasta|ao|tot) (?:el )?(?P<end>.+)"
    ),
)
_ON = re.compile(r"(?:only )?(?:on|am|on the|el|le) (?P<day>.+)")
_NEXT_WEEK = frozenset(
    ("next week", "all next week", "the next week", "nächste woche", "la semaine prochaine")
) | {"la próxima semana", "próxima semana", "semana que vem", "la settimana prossima"}
_NEXT_MONTH = frozenset(("next month", "nächsten monat", "le mois prochain", "el próximo mes"))
# From the first day to the one on which lessons go on, as (month, day).
_FEASTS = {
    name: days
    for names, days in (
        ("christmas, xmas, weihnachten, noël, navidad, natal, natale, kerst", ((12, 24), (12, 27))),
        (
            "new year, new years, new year's, neujahr, silvester, año nuevo, ano novo, capodanno",
            ((12, 31), (1, 2)),
        ),
        (
            "christmas holidays, holidays, christmas and new year, christmas break, festive season",
            ((12, 24), (1, 2)),
        ),
    )
    for name in names.split(", ")
}


@dataclass(frozen=True, slots=True)
class LaterBreak:
    """From ``begin`` on; lessons go on at ``end``."""

    begin: date
    end: date


def is_later_break_wished(text: str) -> bool:
    """Whether the text asks for a break that begins later, as "pause this weekend" does."""
    match = _WISHED.fullmatch(_plain(text))
    # Any day serves: only that there is such a break is asked.
    return match is not None and _find(match["when"], date(2026, 12, 1), alone=True) is not None


def find_later_break(text: str, today: date) -> LaterBreak | None:
    """Return the break that the text names by its days, ``None`` if it names none, or only an end.

    It may begin on ``today``, as "this weekend" does on a Saturday. A lone day is a break only
    behind a wish: "no lessons tomorrow" is one, "tomorrow" is the end of one.
    """
    plain = _plain(text)
    match = _WISHED.fullmatch(plain)
    return _find(match["when"], today, alone=True) if match else _find(plain, today, alone=False)


def _plain(text: str) -> str:
    plain = simplify(strip_invisible(text)).replace("’", "'").strip(" .!?,;/")
    return _POLITE.sub("", plain)


def _find(when: str, today: date, *, alone: bool) -> LaterBreak | None:
    if match := _WEEKEND.fullmatch(when):
        return _find_weekend(today, is_next=match["next"] in ("next ", "nächstes "))
    if when in _NEXT_WEEK:
        monday = today + timedelta(days=7 - today.weekday())
        return LaterBreak(monday, monday + timedelta(weeks=1))
    if when in _NEXT_MONTH:
        first = _first_of_next_month(today)
        return LaterBreak(first, _first_of_next_month(first))
    named = re.sub(rf"^(?:{_AT})+", "", when)
    if named in _FEASTS and named != when:
        (month, day), (end_month, end_day) = _FEASTS[named]
        begin = find_day(today, None, month, day)
        end = find_day(begin, None, end_month, end_day) if begin else None
        return LaterBreak(begin, end) if begin and end else None
    for form in _SPANS:
        if (match := form.fullmatch(when)) and (span := _find_span(match, today)):
            return span
    match = _ON.fullmatch(when)
    if alone and (match or when in ("tomorrow", "morgen", "demain", "mañana", "amanhã", "domani")):
        begin = _find_day(match["day"] if match else when, today)
        return LaterBreak(begin, begin + timedelta(days=1)) if begin else None
    return None


def _find_weekend(today: date, *, is_next: bool) -> LaterBreak:
    monday = today + timedelta(days=7 - today.weekday())
    monday += timedelta(weeks=1) if is_next else timedelta()
    return LaterBreak(max(today, monday - timedelta(days=2)), monday)


def _find_span(match: re.Match[str], today: date) -> LaterBreak | None:
    begin = _find_day(match["begin"], today)
    if begin is None:
        return None
    end = _find_day(match["end"], begin)
    return LaterBreak(begin, end) if end and end > begin else None


def _find_day(said: str, today: date) -> date | None:
    """Return the day that is named, never one that is counted: "3 days" is a length."""
    if said in ("today", "now", "heute", "hoy", "hoje", "oggi", "aujourd'hui"):
        return today
    if said.isdecimal() or re.search(r"\b(?:days?|weeks?|months?|years?)\b", said):
        return None
    try:
        return parse_pause_end(said, today)
    except InvalidPause:
        return None


def _first_of_next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
