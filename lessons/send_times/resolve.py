"""The instants that the parts of a time mean together, or why they mean none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lessons.send_times.outcomes import (
    FURTHEST,
    Moment,
    Outcome,
    When,
    WhenProblem,
    choose,
    list_options,
    merge,
)
from lessons.send_times.parts import (
    Clock,
    Clocks,
    Day,
    Length,
    Part,
    PartOfDay,
    Shift,
    Week,
    Weekday,
    Word,
    Zone,
)

_DAY = timedelta(days=1)
# A day of the week decides between two dates, unless the nearer one is hardly nearer.
_FAR_APART = timedelta(days=90)
NOW_IS_IN = timedelta(minutes=5)
"""How far off "now" is, so that it is still to come when it is confirmed."""
_OFFERED = (8, 9, 12, 18)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The parts of one way of reading, by what they are."""

    days: tuple[Day, ...]
    weekdays: tuple[Weekday, ...]
    weeks: tuple[Week, ...]
    shift: int
    clocks: tuple[Clock, ...]
    parts_of_day: tuple[PartOfDay, ...]
    lengths: tuple[Length, ...]
    zones: tuple[Zone, ...]
    whose: frozenset[Clocks]
    words: frozenset[Word]

    @property
    def names_day(self) -> bool:
        """Whether the parts say on which day."""
        return bool(self.days or self.weekdays or self.lengths)


def resolve(parts: Sequence[Part], moment: Moment) -> Outcome:
    """Return what the parts mean together."""
    said = _sort(parts)
    if Word.REPEATS in said.words:
        return Outcome(problem=WhenProblem.REPEATS)
    if Word.BOUND in said.words or _are_too_many(said):
        return Outcome(problem=WhenProblem.SEVERAL)
    if any(not zone.zones for zone in said.zones):
        return Outcome(problem=WhenProblem.NO_SUCH_ZONE)
    if Word.NOW in said.words:
        return _now(said, moment)
    if said.lengths and said.lengths[0].is_over:
        return Outcome(problem=WhenProblem.PAST)
    if said.lengths and said.lengths[0].minutes + said.lengths[0].days * 1440 > 366 * 1440:
        return Outcome(problem=WhenProblem.TOO_FAR)
    if said.lengths and not (said.lengths[0].days or said.lengths[0].months):
        return _in_minutes(said, moment)
    if Word.VAGUE_DAY in said.words and not said.names_day:
        return Outcome(problem=WhenProblem.NO_DAY)
    if said.weeks and not (said.weekdays or said.days):
        return Outcome(problem=WhenProblem.NO_DAY)
    return _on_day(said, moment)


def _sort(parts: Sequence[Part]) -> _Sorted:
    return _Sorted(
        tuple(part for part in parts if isinstance(part, Day)),
        tuple(part for part in parts if isinstance(part, Weekday)),
        tuple(part for part in parts if isinstance(part, Week)),
        sum(part.days for part in parts if isinstance(part, Shift)),
        tuple(part for part in parts if isinstance(part, Clock)),
        tuple(part for part in parts if isinstance(part, PartOfDay)),
        tuple(part for part in parts if isinstance(part, Length)),
        tuple(part for part in parts if isinstance(part, Zone)),
        frozenset(part for part in parts if isinstance(part, Clocks)),
        frozenset(part for part in parts if isinstance(part, Word)),
    )


def _are_too_many(said: _Sorted) -> bool:
    named = (said.weekdays, said.weeks, said.lengths)
    whose = len(said.whose) + len(said.zones)
    if any(len(kind) > 1 for kind in named) or len(said.parts_of_day) > 2 or whose > 1:
        return True
    if said.lengths and (said.days or said.weekdays or said.shift):
        return True
    if said.lengths and said.lengths[0].minutes and (said.clocks or said.parts_of_day):
        return True
    if said.shift and not (said.days or said.weekdays):
        return True
    return bool(said.clocks) and not _times(said)[0] and all(clock.times for clock in said.clocks)


def _now(said: _Sorted, moment: Moment) -> Outcome:
    if said.names_day or said.clocks or said.parts_of_day or said.whose:
        return Outcome(problem=WhenProblem.SEVERAL)
    at = moment.now + NOW_IS_IN
    return Outcome(When(at, at))


def _in_minutes(said: _Sorted, moment: Moment) -> Outcome:
    if said.whose & {Clocks.THEIRS}:
        return Outcome(problem=WhenProblem.SEVERAL)
    at = moment.now + timedelta(minutes=said.lengths[0].minutes)
    return Outcome(When(at, at)) if at > moment.now else Outcome(problem=WhenProblem.PAST)


def _times(said: _Sorted) -> tuple[list[tuple[time, bool]], bool]:
    """Return the times of day that all clocks and parts of the day agree on, each with whether it
    is midnight; and whether words left open which half of the day is meant."""
    found: list[tuple[time, bool]] | None = None
    for clock in said.clocks:
        times = list(clock.times)
        if said.parts_of_day:
            times = [
                at
                for at in dict.fromkeys([*clock.times, *clock.by_part])
                if all(at.hour in part.hours for part in said.parts_of_day) or clock.is_midnight
            ]
        marked = [(at, clock.is_midnight) for at in times]
        found = marked if found is None else [item for item in found if item[0] in times]
    return found or [], any(clock.is_bare for clock in said.clocks)


def _on_day(said: _Sorted, moment: Moment) -> Outcome:
    has_time = bool(said.clocks) or (bool(said.lengths) and not said.parts_of_day)
    has_time = has_time or Word.SAME_TIME in said.words
    if said.clocks and not all(clock.times for clock in said.clocks):
        return Outcome(problem=WhenProblem.NO_SUCH_TIME)
    if not has_time and not (said.names_day or said.parts_of_day or said.words - {Word.FILLER}):
        return Outcome(problem=WhenProblem.UNREADABLE)
    outcomes = []
    for zone in _zones_of(said, moment):
        outcomes.append(_in_zone(said, moment, zone, has_time=has_time))
    return merge(outcomes)


def _zones_of(said: _Sorted, moment: Moment) -> list[str | timedelta | None]:
    """Return the zones that may be meant; ``None`` is everybody's own."""
    if said.zones:
        return list(said.zones[0].zones)
    if Clocks.THEIRS in said.whose:
        return [None]
    if Clocks.EITHER in said.whose:
        return [None, moment.timezone]
    return [moment.timezone]


def _in_zone(
    said: _Sorted, moment: Moment, zone: str | timedelta | None, *, has_time: bool
) -> Outcome:
    local_now = moment.local(moment.timezone if zone is None else zone)
    days = _days(said, local_now)
    if isinstance(days, WhenProblem):
        return Outcome(problem=days)
    if not has_time:
        return _offer_times(said, days, local_now, moment, zone)
    if said.clocks:
        times, _is_bare = _times(said)
    else:
        times = [(local_now.time(), False)]
    if days is None:
        return _time_alone(said, [at for at, _ in times], local_now, moment, zone)
    walls: list[datetime] = []
    for day in days:
        for at, is_midnight in times:
            walls += _walls(said, day, at, local_now, is_midnight=is_midnight)
    # What has passed is not meant where only the half of the day was left open; a date that has
    # two readings is asked.
    ahead = [wall for wall in walls if wall > local_now]
    if len(days) > 1 and ahead and len(ahead) < len(walls):
        return Outcome(None, WhenProblem.AMBIGUOUS, list_options(ahead, moment, zone))
    outcome = choose(ahead or walls, moment, zone)
    if outcome.problem is WhenProblem.PAST and days == [local_now.date()]:
        later = [wall + timedelta(hours=12) for wall in walls if wall.hour < 12]
        offered = [*later, *(wall + _DAY for wall in walls)]
        return Outcome(None, WhenProblem.PAST, list_options(offered, moment, zone))
    return outcome


def _walls(
    said: _Sorted, day: date, at: time, local_now: datetime, *, is_midnight: bool
) -> list[datetime]:
    wall = datetime.combine(day, at)
    if is_midnight:
        if said.parts_of_day:
            return [wall + _DAY]
        # Midnight begins a day and ends it.
        return [wall, wall + _DAY] if said.names_day else [wall]
    rolls = said.weekdays and not (said.days or said.weeks or said.shift)
    if rolls and said.weekdays[0].which in ("", "this", "coming") and wall <= local_now:
        return [wall + timedelta(weeks=1)]
    return [wall]


def _days(said: _Sorted, local_now: datetime) -> list[date] | WhenProblem | None:
    """Return the days that may be meant, ``None`` where none was named."""
    today = local_now.date()
    weekday = said.weekdays[0] if said.weekdays else None
    if said.lengths:
        return _later(today, said.lengths[0])
    if said.days:
        found: set[date] | None = None
        for day in said.days:
            days = set(day.find(today))
            if not days:
                return WhenProblem.NO_SUCH_DATE
            found = days if found is None else found & days
        if not found:
            return WhenProblem.SEVERAL
        if weekday:
            found = {day for day in found if day.weekday() == weekday.number}
            if not found:
                return WhenProblem.OTHER_WEEKDAY
            nearest = min(found)
            found = {day for day in found if day - nearest < _FAR_APART}
        if said.weeks and any(_week_of(day, today) != said.weeks[0].ahead for day in found):
            return WhenProblem.SEVERAL
        return [day + timedelta(days=said.shift) for day in sorted(found)]
    if weekday:
        return [day + timedelta(days=said.shift) for day in _on_weekday(weekday, said, today)]
    return None


def _week_of(day: date, today: date) -> int:
    monday = today - timedelta(days=today.weekday())
    return (day - monday).days // 7


def _on_weekday(weekday: Weekday, said: _Sorted, today: date) -> list[date]:
    ahead = (weekday.number - today.weekday()) % 7
    if said.weeks:
        monday = today - timedelta(days=today.weekday())
        return [monday + timedelta(days=7 * said.weeks[0].ahead + weekday.number)]
    if said.shift and not ahead:
        ahead = 7
    match weekday.which:
        case "next" | "following":
            ahead = ahead or 7
            coming = today + timedelta(days=ahead)
            is_near = ahead <= 2 or _week_of(coming, today) == 0
            return [coming, coming + timedelta(weeks=1)] if is_near else [coming]
        case "last" | "past":
            return [today + timedelta(days=ahead - 7)]
    return [today + timedelta(days=ahead)]


def _later(today: date, length: Length) -> list[date] | WhenProblem:
    if length.months > 12 or length.days > FURTHEST.days:
        return WhenProblem.TOO_FAR
    year, month = divmod(today.year * 12 + today.month - 1 + length.months, 12)
    for day in range(today.day, today.day - 4, -1):
        try:
            return [date(year, month + 1, day) + timedelta(days=length.days)]
        except ValueError:
            continue
    return WhenProblem.NO_SUCH_DATE


def _time_alone(
    said: _Sorted,
    times: Iterable[time],
    local_now: datetime,
    moment: Moment,
    zone: str | timedelta | None,
) -> Outcome:
    """Return that time today if it is still to come; what has passed, or has two halves of the day,
    is asked."""
    today = [datetime.combine(local_now.date(), at) for at in times]
    ahead = [wall for wall in today if wall > local_now]
    following = [wall if wall > local_now else wall + _DAY for wall in today]
    if said.clocks and said.clocks[0].is_midnight:
        return choose(following, moment, zone)
    if len(today) > 1 and len(ahead) < len(today):
        options = list_options(sorted(following), moment, zone)
        return Outcome(None, WhenProblem.AMBIGUOUS, options)
    if not ahead:
        offered = [*following, *(wall + timedelta(hours=12) for wall in today if wall.hour < 12)]
        return Outcome(None, WhenProblem.PAST, list_options(sorted(offered), moment, zone))
    return choose(ahead, moment, zone)


def _offer_times(
    said: _Sorted,
    days: list[date] | None,
    local_now: datetime,
    moment: Moment,
    zone: str | timedelta | None,
) -> Outcome:
    """Return that no time of day was named, with some of that day to choose from."""
    hours = said.parts_of_day[-1].offered if said.parts_of_day else _OFFERED
    if days is None:
        problem = WhenProblem.NO_TIME_OF_DAY if said.parts_of_day else WhenProblem.NO_DAY
        return Outcome(problem=problem)
    if all(day < local_now.date() for day in days):
        return Outcome(problem=WhenProblem.PAST)
    if len(days) > 1:
        return Outcome(problem=WhenProblem.AMBIGUOUS)
    walls = [datetime.combine(days[0], time(hour)) for hour in hours]
    named = " their time" if zone is None else f" {zone}" if isinstance(zone, str) else ""
    return Outcome(
        None,
        WhenProblem.NO_TIME_OF_DAY,
        list_options([wall for wall in walls if wall > local_now], moment, zone),
        f"{days[0]:%Y-%m-%d}{named}",
    )
