"""Figures and the words beside them, read as hours and minutes: halves, quarters, minutes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.times.time_words import Mark


@dataclass(frozen=True, slots=True)
class Figures:
    """A number as it was written or said; ``minute`` where it is a whole time."""

    hour: int
    minute: int | None = None
    is_spoken: bool = False
    has_leading_zero: bool = False


def list_readings(
    core: Sequence[Figures | Mark], language_code: str
) -> list[tuple[int, int, bool]]:
    """Return hour, minute and whether they are certain, for each way to read the words."""
    match list(core):
        case [Mark.NOON]:
            return [(12, 0, True)]
        case [Mark.MIDNIGHT]:
            return [(0, 0, True)]
        case [Mark.NOON | Mark.MIDNIGHT as whole, Mark.AND_HALF]:
            return [(12 if whole is Mark.NOON else 0, 30, True)]
        case [Figures(hour, minute) as figures]:
            return [(hour, minute or 0, figures.has_leading_zero)]
        case [Figures(hour, None), Figures(minute, None)] if minute >= 10:
            return [(hour, minute, False)]
        case [minutes, Mark.PAST | Mark.TO as side, hour] if minutes is not Mark.HALF:
            return _counted_from(minutes, hour, is_before=side is Mark.TO)
    return _quarter_readings(core, language_code)


def _quarter_readings(
    core: Sequence[Figures | Mark], language_code: str
) -> list[tuple[int, int, bool]]:
    """Return the same of what is told in halves and quarters of an hour up to twelve."""
    hours = [item.hour for item in core if isinstance(item, Figures) and item.minute is None]
    marks = [item for item in core if isinstance(item, Mark)]
    if not hours or not 1 <= hours[0] <= 12 or len(hours) + len(marks) != len(core):
        return []
    hour, is_first = hours[0], isinstance(core[0], Figures)
    match marks:
        case [Mark.MINUS] if len(hours) == 2 and is_first:
            return [_before(hour, hours[1])]
        case _ if len(hours) != 1:
            return []
        case [Mark.MINUS, Mark.QUARTER] if is_first:
            return [_before(hour, 15)]
        case [Mark.QUARTER, Mark.PAST | Mark.TO as side] if is_first:
            return [_before(hour, 15) if side is Mark.TO else (hour, 15, False)]
        case [Mark.AND_HALF] | [Mark.QUARTER_PAST] | [Mark.HALF, Mark.PAST]:
            return [(hour, 15 if marks == [Mark.QUARTER_PAST] else 30, False)]
        case [Mark.HALF_TO] | [Mark.THREE_QUARTERS]:
            return [_before(hour, 30 if marks == [Mark.HALF_TO] else 15)]
        case [Mark.HALF]:
            both = [(hour, 30, False), _before(hour, 30)]
            return both[1:] if language_code.startswith("nl") else both
        case [Mark.QUARTER]:
            return [(hour, 15, False)] if is_first else [_before(hour, 45)]
    return []


def _counted_from(
    minutes: Figures | Mark, hour: Figures | Mark, *, is_before: bool
) -> list[tuple[int, int, bool]]:
    count = 15 if minutes is Mark.QUARTER else None
    if isinstance(minutes, Figures) and minutes.minute is None and 1 <= minutes.hour <= 29:
        count = minutes.hour
    whole = {Mark.NOON: 12, Mark.MIDNIGHT: 0}
    if count is None:
        return []
    if isinstance(hour, Mark):
        if hour not in whole:
            return []
        at = whole[hour]
        return [((at - 1) % 24, 60 - count, True) if is_before else (at, count, True)]
    if hour.minute is not None or not 0 <= hour.hour <= 23 or (hour.hour == 0 and is_before):
        return []
    return [_before(hour.hour, count) if is_before else (hour.hour, count, False)]


def _before(hour: int, minutes: int) -> tuple[int, int, bool]:
    """Return the time so many minutes before the hour; before one it is the hour of twelve."""
    return ((hour - 1) or 12, 60 - minutes, False)
