"""Two daily lessons keep their distance, whoever moves across the date line, and none is lost."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lessons.delivery.subscriber import LEAST_APART, ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, Slot, local_date, next_slot
from tests.support.schedules import LONG_AGO, ZONES

DAY = timedelta(days=1)


def lives_in(timezone: str, send_time: time) -> Subscriber:
    schedule = Schedule(timezone, send_time)
    return Subscriber(1, ChatKind.PRIVATE, SubscriberStatus.ACTIVE, schedule, "en", LONG_AGO)


@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 400),
    st.integers(0, 12 * 60),
)
def test_a_move_puts_no_lesson_within_hours_of_one_that_came_on_another_date(
    old: str, new: str, minute: int, days: int, minutes_later: int
) -> None:
    send_time = time(minute // 60, minute % 60)
    last = next_slot(Schedule(old, send_time), date(2026, 1, 1) + days * DAY, LONG_AGO)
    has_crossed = local_date(new, last.due_at) != last.local_date
    person = lives_in(new, send_time)
    if person.comes_again(last):
        assert has_crossed
        last = Slot(last.local_date - DAY, last.due_at)
    now = last.due_at + timedelta(minutes=minutes_later)
    following = person.find_next_slot(last, now, None)
    assert following
    assert following.local_date > last.local_date
    assert following.due_at > now - timedelta(minutes=1)
    if has_crossed:
        assert following.due_at - last.due_at >= LEAST_APART


def test_a_date_comes_again_only_where_nearly_a_day_has_passed_by_then() -> None:
    auckland = next_slot(Schedule("Pacific/Auckland", time(8)), date(2026, 11, 24), LONG_AGO)
    came_again = {
        zone: lives_in(zone, time(8)).comes_again(auckland)
        for zone in ("Pacific/Honolulu", "Europe/Berlin", "Australia/Sydney", "Pacific/Auckland")
    }
    assert came_again == {
        "Pacific/Honolulu": True,
        "Europe/Berlin": False,
        "Australia/Sydney": False,
        "Pacific/Auckland": False,
    }
