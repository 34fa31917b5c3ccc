"""When a chat that refuses what it is sent is given up: no single answer decides."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lessons.delivery.doubt import ALONE, APART, TRY_AGAIN_AFTER, is_given_up

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
waits = st.timedeltas(timedelta(0), 2 * ALONE)


@given(waits, st.none() | waits)
def test_a_chat_is_given_up_only_when_it_refuses_well_apart_while_others_arrive_or_after_a_week(
    apart: timedelta, arrived_after: timedelta | None
) -> None:
    arrived_at = None if arrived_after is None else NOW + arrived_after - SECOND
    others_arrive = arrived_at is not None and arrived_at > NOW

    expected = apart >= ALONE or (others_arrive and apart >= APART)

    assert is_given_up(NOW, arrived_at, NOW + apart) == expected


def test_the_next_days_lesson_is_another_occasion_and_the_second_try_of_todays_is_none() -> None:
    arrived_at = NOW + SECOND
    assert is_given_up(NOW, arrived_at, NOW + timedelta(hours=23))
    assert not is_given_up(NOW, arrived_at, NOW + TRY_AGAIN_AFTER)
