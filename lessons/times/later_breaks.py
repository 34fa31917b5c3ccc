"""Breaks that begin on a later day: this weekend, from Monday for a week, away next week."""

import re
from contextlib import suppress
from datetime import date, timedelta

from lessons.text import simplify
from lessons.times.break_ahead import BreakAhead
from lessons.times.breaks import InvalidPause, parse_pause_end
from lessons.times.dates import MONTHS, find_day, find_month
from lessons.times.plain_time import strip_invisible

_WISH = (
    r"(?:please |can you |could you |i want (?:a |to )|i need (?:a |to )|i would like (?:a |to ))*"
    r"(?:pause|break|take a break|have a break|a break|no lessons?|no more lessons|stop"
    r"|skip(?: lessons)?|don't send(?: me)?(?: any| a)?(?: lessons?)?|pausiere|pause machen"
    r"|mach pause|keine lektion(?:en)?|pausar|pausa|sin lecciones|sem lições|pas de leçons?)"
)
_I_AM = (
    r"(?:i am|i'm|im|i will be|i'll be|i shall be|we are|we're|we will be|we'll be|ich bin|wir sind"
    r"|estoy|estaré|je suis|je serai|estou|estarei|sono|sarò)"
)
_AWAY = (
    r"(?:away|gone|(?:going )?on (?:a |my )?(?:holidays?|vacation|leave|trip|break)|holidays?"
    r"|vacation|travel(?:l)?ing|in (?:the )?hospital|out of town|not (?:here|at home|there)"
    r"|busy|off|im urlaub|in urlaub|verreist|weg|nicht da|im krankenhaus|de vacaciones|de viaje"
    r"|fuera|en vacances|en voyage|de férias|fora|in vacanza|in ferie|via)"
)
_WISHED = (
    re.compile(rf"{_WISH}(?: the)?(?: lessons?)?(?: for)?,? (?P<when>.+)"),
    re.compile(rf"(?:{_I_AM} )?(?:going to be )?{_AWAY},? (?P<when>.+)"),
    re.compile(rf"{_I_AM} (?P<when>.+?) {_AWAY}"),
    re.compile(rf"(?P<when>.+?),? {_I_AM} {_AWAY}"),
    re.compile(r"(?P<when>.+?),? (?:bin ich|sind wir) (?:im urlaub|verreist|weg|nicht da)"),
    re.compile(r"(?P<when>.+?),? (?:no lessons?|keine lektion(?:en)?)"),
    re.compile(r"(?:not|nothing|none) (?P<when>tomorrow)"),
    re.compile(
        r"(?P<when>tomorrow|morgen|demain|mañana|amanhã|domani) (?:no|not|nicht|pas|não|non)"
    ),
)
_SO_NONE = re.compile(
    r",? (?:so |and )?(?:please )?(?:send (?:me )?)?no lessons?(?: then| please)?$|,? so pause$"
)
_POLITE = re.compile(r"(?: (?:please|pls|thanks|thank you|bitte|danke))+$")
_TOMORROW = re.compile(r"\b(?:tmrw|tmr|tmrow|tomorow|tommorow|tommorrow|tomorrrow|2moro)\b")
_AT = r"(?:at|on|over|during|for|around|through|this|the|an|am|über|à|en|no|na|a|met|zu) "
_WEEKEND = re.compile(
    rf"(?:{_AT})*(?P<next>next |coming |nächstes )?"
    r"(?:weekend|week-end|wochenende|fin de semana|fim de semana|fine settimana)"
)
_DAYS = r"(?P<one>\d{1,2})(?:st|nd|rd|th|\.)?"
_OF_ONE_MONTH = (
    # "From 3 to 17 December" leaves the first month out, "December 3-17" the second.
    re.compile(
        rf"(?:from |between |von |vom |del? |du |dal? )?(?:the )?{_DAYS}"
        r"(?: (?:to|until|till|through|and|bis|bis zum|al|au|a) | ?[-–] ?)(?:the )?"
        r"(?P<two>\d{1,2})(?:st|nd|rd|th|\.)? ?(?:of )?"
        r"(?P<month>[^\W\d]+|(?<=\.)\d{1,2}(?=\.|$))\.?"
    ),
    re.compile(
        rf"(?:from |between )?(?P<month>[^\W\d]+) {_DAYS}"
        r"(?: (?:to|until|till|through|and) | ?[-–] ?)(?P<two>\d{1,2})(?:st|nd|rd|th)?"
    ),
)
_FROM = r"(?:from|starting|beginning|as of|after|ab|von|vom|desde|a partir del?|à partir de|dès|da)"
_FOR = r"(?:for|für|por|durante|pendant|pour|per)"
_WITH_LENGTH = (
    re.compile(rf"{_FROM} (?:on )?(?P<begin>.+?)(?: on)?,? {_FOR} (?P<length>.+)"),
    re.compile(rf"(?:{_FOR} )?(?P<length>.+?),? {_FROM} (?P<begin>.+)"),
)
_BEGIN_ALONE = re.compile(rf"{_FROM} (?:on )?(?P<begin>.+?)(?: on(?:wards?)?| an)?")
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
_COUNTED = re.compile(
    r"\b(?:days?|weeks?|months?|years?|fortnight|tage?n?|wochen?|monate?n?|días?|semanas?"
    r"|jours?|semaines?|dias?|giorn[oi]|settiman[ae]|mese|mesi)\b"
)
# Only that there is such a break is asked: of two days one is not the day that is named.
_ANY_DAYS = (date(2026, 12, 1), date(2026, 6, 15))
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


def is_later_break_wished(text: str) -> bool:
    """Whether the text asks for a break that begins later, as "pause this weekend" does."""
    plain = _plain(text)
    return any(
        _find_told_twice(plain, day)
        or any(
            _find(when, day, alone=True) or _find_begin(when, day) for when in _list_wished(plain)
        )
        for day in _ANY_DAYS
    )


def find_later_break(text: str, today: date) -> BreakAhead | None:
    """Return the break that the text names by its days, ``None`` if it names none, or only an end.

    It may begin on ``today``, as "this weekend" does on a Saturday. A lone day is a break only
    behind a wish: "no lessons tomorrow" is one, "tomorrow" is the end of one.
    """
    plain = _plain(text)
    found = (_find(when, today, alone=True) for when in _list_wished(plain))
    return next(filter(None, found), None) or _find(plain, today, alone=False)


def find_break_begin(text: str, today: date) -> date | None:
    """Return the later day from which on the text wishes a break, whose end it does not tell."""
    plain = _plain(text)
    found = (_find_begin(when, today) for when in (*_list_wished(plain), plain))
    return next(filter(None, found), None)


def _list_wished(plain: str) -> list[str]:
    """Return what may tell the days where the text wishes no lessons, or tells of an absence."""
    texts = dict.fromkeys((plain, _SO_NONE.sub("", plain)))
    return [match["when"] for text in texts for form in _WISHED if (match := form.fullmatch(text))]


def _find_begin(when: str, today: date) -> date | None:
    match = _BEGIN_ALONE.fullmatch(when)
    begin = _find_day(match["begin"], today) if match else None
    return begin if begin and begin > today else None


def _plain(text: str) -> str:
    plain = simplify(strip_invisible(text)).replace("’", "'").strip(" .!?,;/")
    return _TOMORROW.sub("tomorrow", _POLITE.sub("", plain))


def _find(when: str, today: date, *, alone: bool) -> BreakAhead | None:
    if match := _WEEKEND.fullmatch(when):
        return _find_weekend(today, is_next=match["next"] in ("next ", "nächstes "))
    if when in _NEXT_WEEK:
        monday = today + timedelta(days=7 - today.weekday())
        return BreakAhead(monday, monday + timedelta(weeks=1))
    if when in _NEXT_MONTH:
        first = _first_of_next_month(today)
        return BreakAhead(first, _first_of_next_month(first))
    named = re.sub(rf"^(?:{_AT})+", "", when)
    if named in _FEASTS and named != when:
        (month, day), (end_month, end_day) = _FEASTS[named]
        begin = find_day(today, None, month, day)
        end = find_day(begin, None, end_month, end_day) if begin else None
        return BreakAhead(begin, end) if begin and end else None
    if span := find_span(when, today):
        return span
    match = _ON.fullmatch(when)
    if alone and (match or when in ("tomorrow", "morgen", "demain", "mañana", "amanhã", "domani")):
        begin = _find_day(match["day"] if match else when, today)
        return BreakAhead(begin, begin + timedelta(days=1)) if begin else None
    return None


def _find_weekend(today: date, *, is_next: bool) -> BreakAhead:
    monday = today + timedelta(days=7 - today.weekday())
    monday += timedelta(weeks=1) if is_next else timedelta()
    return BreakAhead(max(today, monday - timedelta(days=2)), monday)


def _find_told_twice(when: str, today: date) -> BreakAhead | None:
    """Return the break whose days leave no doubt: in one month, or with its length."""
    for form in _OF_ONE_MONTH:
        match = form.fullmatch(when)
        number = find_month(match["month"]) if match else 0
        if match and 0 < number < 13:
            month = MONTHS[number - 1]
            return _find_span(f"{match['one']} {month}", f"{match['two']} {month}", today)
    for form in _WITH_LENGTH:
        if (match := form.fullmatch(when)) and (span := _find_length(match, today)):
            return span
    return None


def find_span(when: str, today: date) -> BreakAhead | None:
    """Return the days where the words name them from one to another, and say nothing else."""
    if span := _find_told_twice(when, today):
        return span
    matches = (form.fullmatch(when) for form in _SPANS)
    found = (_find_span(match["begin"], match["end"], today) for match in matches if match)
    return next((span for span in found if span), None)


def _find_span(first: str, last: str, today: date) -> BreakAhead | None:
    begin = _find_day(first, today)
    end = _find_day(last, begin) if begin else None
    return BreakAhead(begin, end) if begin and end and end > begin else None


def _find_length(match: re.Match[str], today: date) -> BreakAhead | None:
    begin = _find_day(match["begin"], today)
    if begin is None or not _COUNTED.search(match["length"]):
        return None
    with suppress(InvalidPause):
        end = parse_pause_end(match["length"], begin)
        return BreakAhead(begin, end) if end else None
    return None


def _find_day(said: str, today: date) -> date | None:
    """Return the day that is named, never one that is counted: "3 days" is a length."""
    if said in ("today", "now", "heute", "hoy", "hoje", "oggi", "aujourd'hui"):
        return today
    if said in _NEXT_WEEK:
        return today + timedelta(days=7 - today.weekday())
    if said.isdecimal() or _COUNTED.search(said):
        return None
    try:
        return parse_pause_end(said, today)
    except InvalidPause:
        return None


def _first_of_next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
