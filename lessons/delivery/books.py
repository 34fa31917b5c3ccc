"""The books of the outbox: what cannot be so in them, and what a look through them found."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lessons.times.schedule import CATCH_UP

PAST_DUE = timedelta(hours=1)
"""So long after its hour nothing waits to be planned, or for a request to end."""
PASSED_OVER = CATCH_UP + PAST_DUE
"""So long after its hour nothing waits at all: what is too late is skipped as it is claimed."""
STANDSTILL = timedelta(minutes=15)
"""Where so long nothing has arrived, what waits is not only behind others."""


class Flaw(StrEnum):
    """What may be wrong."""

    OVERDUE = "overdue"
    """Planned, on no hold, and not sent long past its hour."""
    LEASED = "leased"
    """Claimed by a process that is long gone, or for ever."""
    UNPLANNED = "unplanned"
    """Somebody is long due, or an announcement is, and nothing was planned."""
    MISPLACED = "misplaced"
    """Somebody who is to get lessons has no next hour, or has one and is not to get any."""
    ENDED = "ended"
    """An announcement counts as done and has messages waiting, which therefore never leave."""
    ORPHANED = "orphaned"
    """A delivery whose chat or announcement is gone."""
    TIMELESS = "timeless"
    """It was sent, and nobody knows when."""
    PEOPLE_MISCOUNTED = "people_miscounted"
    """The kept counts of people are not what counting them gives."""
    MESSAGES_MISCOUNTED = "messages_miscounted"
    """The kept counts of an announcement's messages are not what counting them gives."""


MENDED_BY_ITSELF = frozenset(Flaw) - {Flaw.OVERDUE, Flaw.UNPLANNED}
"""Flaws whose mending sends nobody anything that was not owed, and loses nothing of anybody's."""


@dataclass(frozen=True, slots=True)
class CrowdMiscount:
    """By how many the people of one crowd are more than what is kept of them (fewer: below 0)."""

    status: str
    timezone: str
    is_paused: bool
    kind: str
    difference: int


@dataclass(frozen=True, slots=True)
class TallyMiscount:
    """By how many an announcement's messages in one state are more than what is kept of them."""

    announcement_id: int
    state: str
    difference: int


Subject = int | CrowdMiscount | TallyMiscount
"""What a flaw is about: the id of a delivery, a chat or an announcement, or a count."""


@dataclass(frozen=True, slots=True)
class Flawed:
    """What one step of a look through the books found: how many there are, and those of them that
    can be mended one by one."""

    flaw: Flaw
    count: int
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a whole look found of one flaw, and how many of these were mended."""

    flaw: Flaw
    count: int
    mended: int = 0
