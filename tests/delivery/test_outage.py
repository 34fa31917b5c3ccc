"""Who is given up, and when it is not the people: pure decisions about what was tried last."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lessons.delivery.outage import (
    LATEST_TRIES,
    LOST_IN_A_ROW,
    PROBE_EVERY,
    PROBES_THAT_ARRIVE,
    SAME_TROUBLE,
    TELL_AFTER,
    WINDOW,
    Outage,
    Try,
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
    "~~~~~": True,
    "+" * 20 + "~" * LOST_IN_A_ROW: True,
    "-~x-~": True,
}


def try_each(tries: str, at: datetime = NOW, before: Outage | None = None) -> Outage:
    outage = before or Outage()
    for one in tries:
        outage = note_tries(outage, [Try(one)], at)
    return outage


def test_bulk_waits_where_most_of_the_latest_tries_are_lost() -> None:
    assert {tries: try_each(tries).is_on for tries in CASES} == CASES
    assert {tries: note_tries(Outage(), map(Try, tries), NOW).is_on for tries in CASES} == (
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
    assert not again.must_be_told(NOW)
    long_ago = replace(again, ended_at=NOW - SAME_TROUBLE - timedelta(seconds=1))
    assert long_ago.must_be_told(NOW)
    assert not replace(long_ago, told_at=NOW).must_be_told(NOW)


def test_what_telegrams_side_does_is_told_once_it_has_lasted() -> None:
    outage = try_each("~~~~~")
    assert outage.kind is Try.FAILED
    assert not outage.must_be_told(NOW + TELL_AFTER - timedelta(seconds=1))
    assert outage.must_be_told(NOW + TELL_AFTER)


def test_refusals_of_one_content_are_its_own_trouble_and_no_outage_of_everything() -> None:
    refused = [Try.REFUSED] * LATEST_TRIES
    assert not note_tries(Outage(), refused, NOW, refusals_differ=False).is_on
    assert note_tries(Outage(), refused, NOW).kind is Try.REFUSED


@given(st.timedeltas(timedelta(0), timedelta(hours=6)), st.sampled_from(["-", "x", "~"]))
def test_probes_become_rarer_and_an_outage_of_telegrams_side_is_over_within_a_minute(
    lasted: timedelta, kind: str
) -> None:
    outage = begin_probe(try_each(kind * 5), 1, NOW + lasted)
    assert outage.probe_at is not None
    wait = outage.probe_at - NOW - lasted
    longest = {"-": PROBE_EVERY, "x": timedelta(minutes=15), "~": timedelta(minutes=1)}[kind]
    assert timedelta(seconds=2) <= wait <= longest
    assert wait <= max(PROBE_EVERY, lasted / 4)
