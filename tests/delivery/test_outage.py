"""Who is given up, and when it is not the people: pure decisions about what was tried last."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lessons.delivery.outage import (
    LATEST_TRIES,
    LOST_IN_A_ROW,
    PROBE_EVERY,
    PROBES_THAT_ARRIVE,
    SAME_TROUBLE,
    WINDOW,
    Outage,
    begin_probe,
    note_arrived_probe,
    note_lost_probe,
    note_tries,
)

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)

# What came of the tries in their order, "-" where the chat seemed gone; and whether bulk waits.
CASES = {
    "-": False,
    "----": False,
    "-----": True,
    "+-----": False,
    "+" * 9 + "-" * 10: False,
    "+" * 9 + "-" * 11: True,
    "+" * 1000 + "-" * (LOST_IN_A_ROW - 1): False,
    "+" * 1000 + "-" * LOST_IN_A_ROW: True,
    "+" * 1000 + "-+--" * (LATEST_TRIES // 4): True,
    "+" * 1000 + "-+" * LATEST_TRIES: False,
    "--+" * 7: True,
    "-++" * 40: False,
}


def try_each(tries: str, at: datetime = NOW, before: Outage | None = None) -> Outage:
    outage = before or Outage()
    for one in tries:
        outage = note_tries(outage, [one == "-"], at)
    return outage


def test_bulk_waits_where_most_of_the_latest_tries_are_lost() -> None:
    assert {tries: try_each(tries).is_on for tries in CASES} == CASES
    assert {tries: note_tries(Outage(), map("-".__eq__, tries), NOW).is_on for tries in CASES} == (
        CASES
    ), "in one batch as one by one"


def test_what_was_lost_longer_ago_says_nothing_about_now() -> None:
    later = NOW + WINDOW + timedelta(seconds=1)
    assert not try_each("---", later, try_each("----")).is_on
    assert try_each("---", NOW + WINDOW, try_each("----")).is_on


def test_it_is_over_when_some_probes_in_a_row_have_arrived() -> None:
    outage = begin_probe(try_each("-----"), 1, NOW)
    assert (outage.lost, outage.tried) == (5, 5)
    assert not outage.may_probe(NOW)
    assert outage.may_probe(NOW + PROBE_EVERY)
    for arrived in range(1, PROBES_THAT_ARRIVE):
        outage = note_arrived_probe(outage, NOW)
        assert outage.is_on, arrived
        assert outage.may_probe(NOW)
    outage = note_lost_probe(outage)
    assert outage.arrived == 0
    for _ in range(PROBES_THAT_ARRIVE):
        outage = note_arrived_probe(outage, NOW)
    assert outage == Outage(ended_at=NOW)


def test_what_begins_again_within_the_hour_is_told_once() -> None:
    again = try_each("-----", NOW, Outage(ended_at=NOW - timedelta(minutes=1)))
    assert again.is_on
    assert not again.is_worth_telling
    assert replace(again, ended_at=NOW - SAME_TROUBLE - timedelta(seconds=1)).is_worth_telling
