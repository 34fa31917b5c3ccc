"""Counts for the admin; never a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.subscriber import SubscriberStatus


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts for the admin; never a name. ``paused`` people are among the active ones."""

    subscribers: Mapping[SubscriberStatus, int]
    paused: int
    deliveries: Mapping[DeliveryStatus, int]
    lessons_sent: Mapping[tuple[str, str], int]
    """Lessons sent, by course id and lesson id."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over everything, and the lag of what was sent lately.

    ``joined`` is by the Monday of each week. ``lessons`` counts the people who were sent each, by
    course and lesson id, in their course or as an announcement. The lags are from falling due to
    being sent; ``None`` if nothing was sent lately.
    """

    enrolled: int
    had_a_lesson: int
    finished: int
    blocked: int
    planned: int
    sent: int
    lessons: Sequence[tuple[str, str, int]]
    joined: Sequence[tuple[date, int]]
    median_lag: timedelta | None
    late_lag: timedelta | None


@dataclass(frozen=True, slots=True)
class Health:
    """What an operator looks at first; ``course_drafts`` are courses being worked on."""

    overdue: int
    waiting_for_retry: int
    unknown: int
    failed_lately: int
    course_drafts: int
