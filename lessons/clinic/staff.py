"""Questions to people of the clinic: where they are answered, and how many and how long."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

KEPT_FOR = timedelta(days=30)
LONGEST = 1000
"""UTF-16 units, so that what stands around it fits the message as well."""
A_DAY = timedelta(days=1)
MOST_A_DAY = 3
MOST_OF_ALL_A_DAY = 200
"""Of all people: a group takes twenty messages a minute, and its people fewer."""

_CHAT = re.compile(r"(-[1-9][0-9]{0,15})(?:/([1-9][0-9]{0,9}))?")


@dataclass(frozen=True, slots=True)
class StaffChat:
    """The group in which people of the clinic answer, and its topic; General has no number."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class StaffQuestion:
    """What somebody asked in the message of that number, once they had said that it may be passed
    on. ``staff_message_id`` is the copy that people of the clinic answer, ``None`` until it is
    known; ``asked_at`` and ``answered_at`` are aware, UTC."""

    chat_id: int
    message_id: int
    text: str
    asked_at: datetime
    staff_chat_id: int
    staff_message_id: int | None = None
    answered_at: datetime | None = None

    @property
    def kept_until(self) -> datetime:
        """Return when it is deleted."""
        return self.asked_at + KEPT_FOR


class Hindrance(Enum):
    """Why a question is not passed on now."""

    ONE_IS_OPEN = auto()
    """One of theirs was asked within a day and has no answer yet."""
    MANY_OF_THEIRS = auto()
    MANY_OF_ALL = auto()


def parse_staff_chat(text: str) -> StaffChat:
    """Return the group that is written as ``-1001234567890`` or, with a topic,
    ``-1001234567890/7``; raises ``ValueError`` for anything else."""
    found = _CHAT.fullmatch(text.strip())
    if found is None or int(found[1]) <= -(2**52):
        raise ValueError("no group")
    return StaffChat(int(found[1]), int(found[2]) if found[2] else None)


def find_hindrance(theirs: list[StaffQuestion], of_all: int, now: datetime) -> Hindrance | None:
    """Return what is in the way of one more of ``theirs``, where so many ``of_all`` people's came
    within a day."""
    lately = [one for one in theirs if now - one.asked_at < A_DAY]
    if any(one.answered_at is None for one in lately):
        return Hindrance.ONE_IS_OPEN
    if len(lately) >= MOST_A_DAY:
        return Hindrance.MANY_OF_THEIRS
    return Hindrance.MANY_OF_ALL if of_all >= MOST_OF_ALL_A_DAY else None
