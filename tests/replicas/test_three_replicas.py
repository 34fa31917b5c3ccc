"""Three processes on one PostgreSQL: one of them sends, and nobody is lost, whatever is killed."""

import pytest

from tests.support.replica_storm import Storm, weather

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def test_kills_in_turn_a_stop_and_a_restarted_database_lose_nobody() -> None:
    storm = Storm(people=600, per_second=40, kills=6, restarts=1, stopped_seconds=10)

    result = await weather(storm)

    print(
        f"{result.seconds:.0f} s, {len(result.senders)} senders, {result.copies} copies, "
        f"{result.found_sending} found in sending, {result.unanswered} unanswered, most in a "
        f"second {result.most_in_a_second}, taps {result.percentile(0.5):.2f} and "
        f"{result.percentile(0.99):.2f} s, {dict(result.by_status)}"
    )
    # Whatever was sent was sent by one who proved that it may.
    assert None not in result.epochs
    assert result.lost == 0
    assert result.copies <= result.found_sending + result.unanswered
    # What left a busy machine in time may arrive a little closer together.
    assert result.most_in_a_second <= storm.per_second + 2
    # The epochs follow each other: never two who send.
    assert result.senders == sorted(result.senders)
    assert len(result.senders) > 1
    assert sum(result.by_status.values()) == storm.people
    assert set(result.by_status) <= {"sent", "unknown"}
