"""Calendar dates as people type them in English: ``2026-12-24``, ``24 Dec``, ``tomorrow``."""

import re
from datetime import date, timedelta

# Not from the calendar module, whose names follow the machine's language.
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>[a-z]{3,9})\.?(?:,?\s+(?P<year>\d{4}))?"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?"
)


def find_date(text: str, today: date) -> date | None:
    """Return the date that the text names, ``None`` if it names none.

    Without a year it is the next such date, today included. The text is in lower case.
    """
    if text == "today":
        return today
    if text == "yesterday":
        return today - timedelta(days=1)
    if text == "tomorrow":
        return today + timedelta(days=1)
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        if match := form.fullmatch(text):
            year = int(match["year"]) if match["year"] else None
            return find_day(today, year, find_month(match["month"]), int(match["day"]))
    return None


def find_weekday(word: str) -> int | None:
    """Return the number of the day of the week, 0 for ``monday`` or ``mon``; ``None`` if it names
    none. The word is in lower case."""
    if len(word) < 3:
        return None
    if word == "weds":
        return 2
    return next((day for day, name in enumerate(_WEEKDAYS) if name.startswith(word)), None)


def find_day(today: date, year: int | None, month: int, day: int) -> date | None:
    """Return that date, ``None`` if there is none; without a year, the next one from today on."""
    for candidate in (today.year, today.year + 1) if year is None else (year,):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    return None


def find_month(word: str) -> int:
    """Return the month's number, 0 for a word that is no month. The word is in lower case."""
    if word.isdecimal():
        return int(word)
    numbers = (number for number, name in enumerate(MONTHS, start=1) if name.startswith(word))
    return next(numbers, 0)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)
