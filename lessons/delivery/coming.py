"""What comes on which day: crowds of readers, and the dates of their next lessons."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lessons.course.course import Course
from lessons.times.break_ahead import BreakAhead


@dataclass(frozen=True, slots=True)
class ReaderCrowd:
    """So many who stand at the same place of a course, with the same days and the same next one.

    ``weekdays`` (Monday is 0) and ``next_date`` are on the clocks of ``timezone``; nobody of them
    is on a break.
    """

    course_id: str
    last_lesson_id: str | None
    timezone: str
    weekdays: frozenset[int]
    next_date: date
    break_ahead: BreakAhead | None
    count: int


def count_by_day(
    crowds: Iterable[ReaderCrowd], courses: Mapping[str, Course], first: date, days: int
) -> dict[date, Counter[str]]:
    """Return how many are due a lesson of each course, by id, on each of so many dates.

    The dates are the readers' own. Counted is what is planned as things stand: one lesson on each
    of a reader's days until the course ends; a course that is not here sends nothing.
    """
    end = first + timedelta(days)
    counts: dict[date, Counter[str]] = {first + timedelta(day): Counter() for day in range(days)}
    for crowd in crowds:
        if course := courses.get(crowd.course_id):
            left = len(course.lessons) - (course.find_position(crowd.last_lesson_id) or 0)
            for day in _list_dates(crowd, left, end):
                if day >= first:
                    counts[day][crowd.course_id] += crowd.count
    return counts


def _list_dates(crowd: ReaderCrowd, lessons: int, end: date) -> Iterator[date]:
    """Yield the dates before ``end`` on which that many lessons come."""
    day, away = crowd.next_date, crowd.break_ahead
    while lessons > 0 and day < end:
        is_away = away is not None and away.begin <= day < away.end
        if not is_away and (day.weekday() in crowd.weekdays or day == crowd.next_date):
            lessons -= 1
            yield day
        day += timedelta(1)
