"""Times, days and zones in words."""

import re
from collections.abc import Set
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.views.language import _
from bot.views.rich_text import RichText, compose, moment
from lessons.delivery.subscriber import Subscriber
from lessons.places.offsets import find_home
from lessons.times.schedule import EVERY_DAY, Schedule

_AT_SEA = re.compile(r"Etc/GMT(?P<sign>[+-])(?P<hours>[1-9]\d?)")
WORKDAYS = frozenset(range(5))


def day_names() -> tuple[str, ...]:
    """Return the short names of the days, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _month_names() -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


class HourCycle(StrEnum):
    """How somebody's phone writes the hours."""

    TO_24 = "00 to 23"
    TO_12 = "12 to 11, twice a day"
    # Apps in English hardly ever say from where.
    EITHER = "either"


# By Unicode CLDR, supplemental/timeData: countries that prefer twelve hours, and languages of one.
_TO_12_REGIONS = frozenset(
    {"US", "CA", "AU", "NZ", "IN", "PK", "BD", "PH", "MY", "SG", "EG", "SA", "AE", "QA", "KW", "OM"}
    | {"JO", "LB", "SD", "CO", "VE", "DO", "PA", "PR", "KR", "GR", "AL"}
)
_TO_12_LANGUAGES = frozenset({"hi", "ar", "ko", "bn", "ur", "ta", "te", "ml", "mr", "gu", "pa"})


def find_hour_cycle(language_code: str | None, timezone: str | None = None) -> HourCycle:
    """Return how people with that app language (IETF) read the clock. Where it is English from
    nowhere, the country of their ``timezone`` tells."""
    language, *subtags = (language_code or "").replace("_", "-").split("-")
    if subtags:
        return HourCycle.TO_12 if subtags[-1].upper() in _TO_12_REGIONS else HourCycle.TO_24
    if language.lower() == "en":
        home = find_home(timezone) if timezone else None
        if home is None:
            return HourCycle.EITHER
        return HourCycle.TO_12 if home.country_code in _TO_12_REGIONS else HourCycle.TO_24
    is_12 = language.lower() in _TO_12_LANGUAGES
    return HourCycle.TO_12 if is_12 else HourCycle.TO_24


def writes_month_first(language_code: str | None, timezone: str) -> bool | None:
    """Return whether 12/1 is the first of December to people with that app language (IETF) and
    time zone; ``None`` where nobody can tell."""
    language, *subtags = (language_code or "").replace("_", "-").split("-")
    if subtags:
        return subtags[-1].upper() == "US"
    if language.lower() != "en":
        return False
    home = find_home(timezone)
    return home.country_code == "US" if home else None


def clock_time(at: time, cycle: HourCycle = HourCycle.TO_24) -> str:
    """Return a wall-clock time, such as 07:30, 7:30 AM or 07:30 (7:30 AM)."""
    twelve = f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
    match cycle:
        case HourCycle.TO_12:
            return twelve
        case HourCycle.EITHER:
            return f"{at:%H:%M} ({twelve})"
    return f"{at:%H:%M}"


def read_clock(at: time, language_code: str | None, timezone: str | None = None) -> str:
    """Return a wall-clock time in running words: on twelve hours only where all read it so."""
    cycle = find_hour_cycle(language_code, timezone)
    return clock_time(at, HourCycle.TO_24 if cycle is HourCycle.EITHER else cycle)


def send_time_of(subscriber: Subscriber) -> str:
    """Return a subscriber's time of day as they read it."""
    schedule = subscriber.schedule
    return read_clock(schedule.send_time, subscriber.language_code, schedule.timezone)


def calendar_date(day: date) -> str:
    """Return a date in words, such as Tue 1 December."""
    return _("{weekday} {day} {month}").format(
        weekday=day_names()[day.weekday()], day=day.day, month=_month_names()[day.month - 1]
    )


def whole_date(day: date) -> str:
    """Return a date that may lie in another year, such as Tue 1 December 2026."""
    return _("{date} {year}").format(date=calendar_date(day), year=day.year)


def weekdays(days: Set[int]) -> str:
    """Return the days in words."""
    if days == EVERY_DAY:
        return _("every day")
    if days == WORKDAYS:
        return _("Monday to Friday")
    return ", ".join(day_names()[day] for day in sorted(days))


def schedule_in_words(schedule: Schedule, language_code: str | None = None) -> str:
    """Return when lessons come, such as: every day at 07:30, Berlin time."""
    return _("{days} at {time}, {zone} time").format(
        days=weekdays(schedule.weekdays),
        time=read_clock(schedule.send_time, language_code, schedule.timezone),
        zone=zone(schedule.timezone),
    )


def zone(timezone: str) -> str:
    """Return a time zone's city, such as Berlin, or Dumont d'Urville; at sea UTC+3."""
    if at_sea := _AT_SEA.fullmatch(timezone):
        # These zones are named with the sign turned round (IANA, the file etcetera).
        return f"UTC{'-' if at_sea['sign'] == '+' else '+'}{at_sea['hours']}"
    return timezone.rsplit("/", 1)[-1].replace("_", " ")


def whole_zone(timezone: str) -> str:
    """Return a time zone's whole name, such as Europe/Berlin; at sea UTC+3."""
    return zone(timezone) if _AT_SEA.fullmatch(timezone) else timezone


def as_of(counted_at: datetime | None, timezone: str) -> RichText | None:
    """Return as of when something was counted; ``None`` where it is so at this very moment."""
    if counted_at is None:
        return None
    return compose(_("Counted as of {moment}."), moment=instant(counted_at, timezone))


def instant(at: datetime, timezone: str, language_code: str | None = None) -> RichText:
    """Return an instant in words, on the clocks of ``timezone``; a tap tells the phone's own."""
    local = at.astimezone(ZoneInfo(timezone))
    shown = _("{date}, {time} ({zone})").format(
        date=calendar_date(local.date()),
        time=read_clock(local.time(), language_code, timezone),
        zone=zone(timezone),
    )
    return moment(at, shown)


def instant_for(subscriber: Subscriber, at: datetime) -> RichText:
    """Return an instant as the subscriber reads it."""
    return instant(at, subscriber.schedule.timezone, subscriber.language_code)
