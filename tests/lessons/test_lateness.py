"""What is late is sent or skipped, and what failed is tried again, each for so long."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lessons.delivery.delivery import (
    MAX_RESENDS,
    Delivery,
    DeliveryStatus,
    LessonContent,
    earns_resend,
    is_too_late,
    resend_delay,
    retry_delay,
)
from lessons.times.schedule import (
    CATCH_UP,
    Schedule,
    Slot,
    catch_up,
    next_slot,
)
from tests.support.schedules import LONG_AGO, dates, schedules, unhurried, utc
from tests.support.tables import table

SCHEDULE = Schedule("Europe/Berlin", time(7, 0))
MONDAY = Slot(date(2026, 11, 23), utc("2026-11-23 06:00"))


@table(
    ("now", "is_sent", "next_date"),
    [
        ("2026-11-23 06:00:00", True, "2026-11-24"),
        ("2026-11-23 12:00:00", True, "2026-11-24"),
        ("2026-11-23 12:00:01", False, "2026-11-24"),
        # Three days without power: today's lesson is the only one.
        ("2026-11-26 08:00:00", False, "2026-11-26"),
        ("2026-11-26 12:00:00", False, "2026-11-26"),
        ("2026-11-26 12:00:01", False, "2026-11-27"),
    ],
)
def test_a_lesson_is_sent_up_to_six_hours_late_and_then_skipped(
    now: str, is_sent: bool, next_date: str
) -> None:
    to_send, following = catch_up(MONDAY, SCHEDULE, utc(now))

    assert to_send == (MONDAY if is_sent else None)
    assert following.local_date == date.fromisoformat(next_date)


@unhurried
@given(schedules, dates, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_an_outage_of_any_length_leaves_at_most_one_lesson_to_send(
    schedule: Schedule, after_date: date, outage: timedelta
) -> None:
    slot = next_slot(schedule, after_date, LONG_AGO)
    now = slot.due_at + outage
    sent: list[Slot] = []
    dates_seen = [slot.local_date]

    while slot.due_at <= now:
        to_send, slot = catch_up(slot, schedule, now)
        sent += [to_send] if to_send else []
        dates_seen.append(slot.local_date)

    assert len(sent) <= 1
    assert all(now - CATCH_UP <= one.due_at <= now for one in sent)
    assert dates_seen == sorted(set(dates_seen))
    assert len(dates_seen) <= 3


def delivery(resends: int = 0) -> Delivery:
    content = LessonContent("headache", "water", MONDAY.local_date)
    return Delivery(1, 7, content, MONDAY.due_at, DeliveryStatus.UNKNOWN, resends=resends)


def test_each_unanswered_request_earns_one_resend_and_five_are_the_most() -> None:
    assert [earns_resend(delivery(resends)) for resends in range(7)] == [True] * 5 + [False] * 2
    assert MAX_RESENDS == 5


def test_a_resend_waits_for_minutes_in_the_end_and_the_first_one_not_at_all() -> None:
    """Minutes of an outage must not use up all of them, whatever it does to each request."""
    delays = [resend_delay(resends) for resends in range(MAX_RESENDS)]

    assert delays[0] == timedelta(0)
    assert delays == sorted(delays)
    assert timedelta(minutes=5) < sum(delays, timedelta(0)) < timedelta(minutes=10)


def test_a_retry_waits_longer_each_time_and_never_more_than_fifteen_minutes() -> None:
    delays = [retry_delay(attempts) for attempts in range(1, 200)]

    assert delays[:4] == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]
    assert delays == sorted(delays)
    assert delays[-1] == timedelta(minutes=15)


def test_a_delivery_is_too_late_once_the_catch_up_window_has_passed() -> None:
    assert not is_too_late(delivery(), MONDAY.due_at + CATCH_UP)
    assert is_too_late(delivery(), MONDAY.due_at + CATCH_UP + timedelta(seconds=1))
