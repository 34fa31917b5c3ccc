"""A course that an announcement offers: people begin it with a tap, or it begins by itself, or it
is over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot, find_wall_instant, next_slot

TOLD_AT = time(18)
"""When people are told on the eve, so that whoever does not want it can say so before it begins."""

_ONE_DAY = timedelta(days=1)


class Meeting(StrEnum):
    """What becomes of whoever is in another course when one begins by itself."""

    AFTER = "after"
    INSTEAD = "instead"
    WITHOUT = "without"


MEETINGS = frozenset(meeting.value for meeting in Meeting)


class Answer(StrEnum):
    """What people do with an offer; counted, and never kept beside a chat."""

    BEGUN = "begun"
    DECLINED = "declined"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class CourseOffer:
    """The course, and if it begins by itself the local date on which it does, ``at`` that time of
    day on everybody's own clock or, with none, at the hour of each.

    ``meeting`` is ``None`` until an admin has said it. One that ``ends`` is not offered: it is over
    for all who are in it.
    """

    course_id: str
    begins_on: date | None = None
    at: time | None = None
    meeting: Meeting | None = None
    ends: bool = False

    @property
    def told_at(self) -> datetime | None:
        """Return the wall-clock time (naive) at which people are told, ``None`` for an offer."""
        return datetime.combine(self.begins_on - _ONE_DAY, TOLD_AT) if self.begins_on else None

    def begins_at(self, timezone: str, send_time: time) -> datetime | None:
        """Return the instant (UTC) at which it begins for whoever has their lessons at that time;
        ``None`` for an offer, or a date that the zone leaves out."""
        if self.begins_on is None:
            return None
        return find_wall_instant(timezone, datetime.combine(self.begins_on, self.at or send_time))


@dataclass(frozen=True, slots=True)
class Starter:
    """Somebody for whom a course begins by itself, told at that instant (aware, UTC).

    ``current_course_id`` is the course they are in now, ``last_date`` the latest local date that
    has had its lesson.
    """

    chat_id: int
    schedule: Schedule
    told_at: datetime
    current_course_id: str | None = None
    last_date: date | None = None
    break_ahead: BreakAhead | None = None


def find_first_slot(offer: CourseOffer, starter: Starter) -> Slot:
    """Return the slot of the first lesson: on the day of the start or the first one after it that
    is not before they are told, has had no lesson and is in no break; for those with an hour of
    their own also one of their days."""
    assert offer.begins_on is not None
    schedule, told_at = starter.schedule, starter.told_at
    eve = offer.begins_on - _ONE_DAY
    after = max(eve, starter.last_date) if starter.last_date else eve
    if offer.at is None:
        slot = next_slot(schedule, after, told_at)
    else:
        slot = next_slot(Schedule(schedule.timezone, offer.at), after, told_at)
    return starter.break_ahead.move_past(slot, schedule, told_at) if starter.break_ahead else slot
