"""What buttons and commands bring, read into values; ``None`` for what is none.

A value that is read has its form and no more: whether there is such a course, lesson or number,
and whether it is of this chat, the use case finds out.
"""

import re
from collections.abc import Callable, Container
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from bot.views.admin.seats import NO_ROLES
from bot.views.holds import ALL
from lessons.course import limits
from lessons.course.course import Evidence
from lessons.course.source import is_slug
from lessons.delivery.audience import Audience, InvalidAudience, parse_audience
from lessons.draft.parts import Part
from lessons.draft.quiz_steps import QuizStep
from lessons.draft.read_article import MARK_SIGNS
from lessons.roles import GIVEN_ROLES, Role
from lessons.times.schedule import is_timezone
from lessons.times.wall_time import InvalidTime, parse_time

A = TypeVar("A")
E = TypeVar("E", bound=StrEnum)

Read = Callable[[str], A | None]
"""How one argument is read."""


def number(text: str) -> int | None:
    """Return the number of a lesson, an announcement or an entry; 0 stands for none of them."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 16
    return int(text) if is_number else None


def version(text: str) -> int | None:
    """Return the version of what was shown above the button."""
    return number(text)


def page(text: str) -> int | None:
    """Return the page of a list, 1 for the first."""
    return number(text) or None


def chat_id(text: str) -> int | None:
    """Return the number of a person's chat, which has at most 52 bits (Bot API, Chat)."""
    found = number(text)
    return found if found and found < 2**52 else None


def fingerprint(text: str) -> str | None:
    """Return what tells one text to agree to from another."""
    return text if re.fullmatch("[0-9a-f]{8}", text) else None


def link_word(text: str) -> str | None:
    """Return what a link carried, empty where it carried nothing."""
    return text if re.fullmatch("[A-Za-z0-9_-]{0,40}", text) else None


def invitation_key(text: str) -> str | None:
    """Return the key of an invitation."""
    return text if re.fullmatch("[0-9a-f]{32}", text) else None


def seat(text: str) -> int | None:
    """Return the number of somebody with a seat, 0 for whoever is invited to one."""
    return 0 if text == "0" else chat_id(text)


def roles(text: str) -> frozenset[Role] | None:
    """Return roles that an owner can give, of their names with hyphens between; there may be
    none."""
    names = set(text.split("-")) - {NO_ROLES}
    return frozenset(map(Role, names)) if names <= GIVEN_ROLES else None


def article_mark(text: str) -> str | None:
    """Return the mark of an article that was read."""
    return text if re.fullmatch(f"[0-9a-f]{{{MARK_SIGNS}}}", text) else None


def yes_or_no(text: str) -> bool | None:
    """Return what 1 or 0 stands for."""
    return {"1": True, "0": False}.get(text)


def course_id(text: str) -> str | None:
    """Return a course's id."""
    return text if is_slug(text, limits.COURSE_ID_BYTES) else None


def held_course(text: str) -> str | None:
    """Return the id of the course whose lessons are on hold, empty for those of all."""
    return "" if text == ALL else course_id(text)


def lesson_id(text: str) -> str | None:
    """Return a lesson's id."""
    return text if is_slug(text, limits.LESSON_ID_BYTES) else None


def lesson_id_or_none(text: str) -> str | None:
    """Return a lesson's id, empty for the place before the first one."""
    return "" if text == "" else lesson_id(text)


def day(text: str) -> date | None:
    """Return a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def told_time(text: str) -> datetime | None:
    """Return a time for an announcement: an instant (aware, UTC), or what everybody's own clock
    shows then (naive)."""
    if not re.fullmatch(r"u\d{14}|w\d{12}", text, re.ASCII):
        return None
    try:
        at = datetime.strptime(text[1:].ljust(14, "0"), "%Y%m%d%H%M%S")  # noqa: DTZ007
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if text[0] == "u" else at


def send_time(text: str) -> time | None:
    """Return a time of day."""
    try:
        return parse_time(text)
    except InvalidTime:
        return None


def timezone(text: str) -> str | None:
    """Return the name of a time zone."""
    return text if is_timezone(text) else None


def weekdays(text: str) -> frozenset[int] | None:
    """Return days of the week from seven digits 0 or 1, Monday first; there may be none."""
    if len(text) != 7 or not set(text) <= {"0", "1"}:
        return None
    return frozenset(day for day, digit in enumerate(text) if digit == "1")


def break_days(text: str) -> int | None:
    """Return the length of a break, at most a year; 0 for one without an end."""
    found = number(text)
    return found if found is not None and found <= 366 else None


def break_end(text: str) -> date | None:
    """Return the first day after a break."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months(text: str) -> int | None:
    """Return in how many months something is due, at most ten years."""
    found = number(text)
    return found if found and found <= 120 else None


def audience(text: str) -> Audience | None:
    """Return whom an announcement is for."""
    try:
        return parse_audience(text)
    except InvalidAudience:
        return None


def answers(text: str) -> str | None:
    """Return the answers of a check, still packed: only the check itself knows wrong ones."""
    return text


def screen_id(text: str) -> str | None:
    """Return the id of a screen of a check."""
    return text if text.isidentifier() else None


def one_of(names: Container[str]) -> Read[str]:
    """Return how to read one of those names."""
    return lambda text: text if text in names else None


def _member(kind: type[E]) -> Read[E]:
    return lambda text: kind(text) if text in set(kind) else None


part = _member(Part)
quiz_step = _member(QuizStep)
evidence = _member(Evidence)
