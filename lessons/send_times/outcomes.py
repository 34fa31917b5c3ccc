"""What a text means as a time: one instant, or a problem and what may be meant instead."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from lessons.times.schedule import find_instants, find_wall_instant, to_local

FURTHEST = timedelta(days=366)
_MOST_OPTIONS = 6


class WhenProblem(StrEnum):
    """Why an instant was refused."""

    UNREADABLE = "unreadable"
    PAST = "past"
    IN_GAP = "in a gap"
    AMBIGUOUS = "ambiguous"
    TOO_FAR = "too far"
    NO_SUCH_TIME = "no such time"
    NO_SUCH_DATE = "no such date"
    NO_SUCH_ZONE = "no such zone"
    OTHER_WEEKDAY = "another day of the week"
    REPEATS = "repeats"
    NO_TIME_OF_DAY = "no time of day"
    NO_DAY = "no day"
    SEVERAL = "several times"
    PARTLY = "understood in part"
    AT_BEGINNING = "at the beginning"
    IN_THE_TEXT = "perhaps part of the text"


@dataclass(frozen=True, slots=True)
class When:
    """One instant for all; or, with a ``wall_time`` (naive), that time on everybody's own clocks.

    ``first_at`` and ``last_at`` (aware, UTC) are the first and the last instant anywhere; with a
    ``wall_time`` the first may have passed.
    """

    first_at: datetime
    last_at: datetime
    wall_time: datetime | None = None

    def __str__(self) -> str:
        """Return it as it would be typed, to be read in one way only."""
        if self.wall_time is not None:
            return f"{self.wall_time:%Y-%m-%d %H:%M} their time"
        return f"{self.first_at:%Y-%m-%d %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The one instant that is meant; or the ``problem``, with instants to choose from.

    ``day`` is the day that was named where only the time of day is wanting, as it would be typed.
    """

    when: When | None = None
    problem: WhenProblem | None = None
    options: tuple[When, ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text is read against: now (aware, UTC), the admin's zone, and where people are."""

    now: datetime
    timezone: str
    zones: Collection[str] = ()

    def local(self, zone: str | timedelta) -> datetime:
        """Return what the clocks of that zone show now, naive."""
        if isinstance(zone, timedelta):
            return (self.now + zone).replace(tzinfo=None)
        return to_local(zone, self.now).replace(tzinfo=None)


def merge(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the one instant on which all agree, else all of them to choose from."""
    whens = list(dict.fromkeys(item.when for item in outcomes if item.when))
    options = list(dict.fromkeys(option for item in outcomes for option in item.options))
    if len(whens) == 1 and not options:
        return Outcome(whens[0])
    if whens:
        return Outcome(problem=WhenProblem.AMBIGUOUS, options=(*whens, *options)[:_MOST_OPTIONS])
    first = next((item for item in outcomes if item.options), outcomes[0])
    return Outcome(None, first.problem, tuple(options)[:_MOST_OPTIONS], first.day)


def choose(walls: Iterable[datetime], moment: Moment, zone: str | timedelta | None) -> Outcome:
    return merge([_find(wall, moment, zone) for wall in dict.fromkeys(walls)])


def list_options(
    walls: Iterable[datetime], moment: Moment, zone: str | timedelta | None
) -> tuple[When, ...]:
    found = [_find(wall, moment, zone).when for wall in dict.fromkeys(walls)]
    return tuple(when for when in found if when)[:_MOST_OPTIONS]


def _find(wall: datetime, moment: Moment, zone: str | timedelta | None) -> Outcome:
    """Return the instant at which the clocks of the zone show that time."""
    if zone is None:
        return _find_theirs(wall, moment)
    # Far dates first: near the ends of the calendar they have no instant in UTC.
    local_now = moment.local(zone)
    if wall.date() < local_now.date():
        return Outcome(problem=WhenProblem.PAST)
    if wall > local_now + FURTHEST:
        return Outcome(problem=WhenProblem.TOO_FAR)
    if isinstance(zone, timedelta):
        instants: tuple[datetime, ...] = ((wall - zone).replace(tzinfo=UTC),)
    else:
        instants = find_instants(zone, wall)
    if not instants:
        return Outcome(problem=WhenProblem.IN_GAP)
    if instants[-1] <= moment.now:
        return Outcome(problem=WhenProblem.PAST)
    whens = tuple(When(at, at) for at in instants if at > moment.now)
    if len(instants) == 1:
        return Outcome(whens[0])
    return Outcome(None, WhenProblem.AMBIGUOUS, whens)


def on_their_clocks(wall: datetime, zones: Collection[str]) -> When:
    """Return that time on everybody's own clocks, also where it has passed for some or for all."""
    found = [at for zone in zones if (at := find_wall_instant(zone, wall))]
    found = found or [wall.replace(tzinfo=UTC)]
    return When(min(found), max(found), wall)


def _find_theirs(wall: datetime, moment: Moment) -> Outcome:
    local_now = moment.local(moment.timezone)
    if wall > local_now + FURTHEST:
        return Outcome(problem=WhenProblem.TOO_FAR)
    # Near the start of the calendar a wall time has no instant in UTC.
    if wall < local_now - timedelta(days=2):
        return Outcome(problem=WhenProblem.PAST)
    when = on_their_clocks(wall, moment.zones or (moment.timezone,))
    # Where it has passed for some, what becomes of them is another question.
    return Outcome(when) if when.last_at > moment.now else Outcome(problem=WhenProblem.PAST)
