"""Subscribers: the chats that may receive lessons, and how each wants them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot, local_date, next_slot

LEAST_APART = timedelta(hours=12)
"""How far apart two daily lessons are, at least, where a move across the date line has put the next
date an hour after the last lesson."""

NEARLY_A_DAY = timedelta(hours=20)
"""How old a lesson must be for the date that comes again, after a move westward, to bring one."""


class ChatKind(StrEnum):
    """What sort of chat a subscriber is, in Telegram's own words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class SubscriberStatus(StrEnum):
    """Where a subscriber stands; only an ``ACTIVE`` one is sent anything unasked."""

    JOINING = "joining"
    ACTIVE = "active"
    STOPPED = "stopped"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One chat. ``resume_date`` is the first local date after a pause; a pause without one
    lasts until it is ended by hand. ``break_ahead`` becomes the pause once its first day comes.
    ``joined_at`` is aware, UTC."""

    chat_id: int
    kind: ChatKind
    status: SubscriberStatus
    schedule: Schedule
    language_code: str | None
    joined_at: datetime
    is_paused: bool = False
    resume_date: date | None = None
    break_ahead: BreakAhead | None = None

    def going_on(self) -> "Subscriber":
        """Return the subscriber with no stop, no pause and no break before it."""
        return replace(
            self,
            status=SubscriberStatus.ACTIVE,
            is_paused=False,
            resume_date=None,
            break_ahead=None,
        )

    def find_next_slot(
        self, last_lesson: Slot | None, now: datetime, waited_for: Slot | None
    ) -> Slot | None:
        """Return the slot of the next lesson, or ``None`` while none is to come.

        It is never on or before the last lesson's local date, nor ``LEAST_APART`` after it where
        that came on a later date by the clocks here, nor before the end of a pause, nor in a
        break ahead, nor in the past, except that a slot ``waited_for`` that has come stays until
        it is planned: what its reader changes afterwards does not cost the lesson. ``now`` is
        aware, UTC.
        """
        if self.status is not SubscriberStatus.ACTIVE:
            return None
        after_date, not_before = last_lesson.local_date if last_lesson else None, now
        if self.is_paused:
            if self.resume_date is None:
                return None
            eve = self.resume_date - timedelta(days=1)
            after_date = max(eve, after_date) if after_date else eve
        used_up = after_date or date.min
        if waited_for and waited_for.due_at <= now and waited_for.local_date > used_up:
            return waited_for
        if last_lesson and self._date_here(last_lesson) > last_lesson.local_date:
            not_before = max(now, last_lesson.due_at + LEAST_APART)
        slot, ahead = next_slot(self.schedule, after_date, not_before), self.break_ahead
        return ahead.move_past(slot, self.schedule, not_before) if ahead else slot

    def comes_again(self, lesson: Slot) -> bool:
        """Whether the date that a lesson has used up comes again on the clocks here, nearly a day
        after it: then it may bring the next one."""
        date_here = self._date_here(lesson)
        if date_here >= lesson.local_date:
            return False
        again = next_slot(self.schedule, date_here, lesson.due_at)
        return again.due_at - lesson.due_at >= NEARLY_A_DAY

    def _date_here(self, lesson: Slot) -> date:
        return local_date(self.schedule.timezone, lesson.due_at)
