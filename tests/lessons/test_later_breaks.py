"""Breaks that begin on a later day are known by their days, and no other text is one."""

from datetime import date

from lessons.times.break_ahead import BreakAhead
from lessons.times.later_breaks import find_break_begin, find_later_break, is_later_break_wished

TUESDAY = date(2026, 12, 1)
_LATER = {
    "pause this weekend": (date(2026, 12, 5), date(2026, 12, 7)),
    "this weekend": (date(2026, 12, 5), date(2026, 12, 7)),
    "pause next weekend": (date(2026, 12, 12), date(2026, 12, 14)),
    "pause next week": (date(2026, 12, 7), date(2026, 12, 14)),
    "nächste woche": (date(2026, 12, 7), date(2026, 12, 14)),
    "pause from Friday to Monday": (date(2026, 12, 4), date(2026, 12, 7)),
    "friday to monday": (date(2026, 12, 4), date(2026, 12, 7)),
    "pause from tomorrow until monday please": (date(2026, 12, 2), date(2026, 12, 7)),
    "from 24 dec to 2 jan": (date(2026, 12, 24), date(2027, 1, 2)),
    "vom 20.12. bis 3.1.": (date(2026, 12, 20), date(2027, 1, 3)),
    "del 24 dec al 2 jan": (date(2026, 12, 24), date(2027, 1, 2)),
    "No lessons at Christmas!": (date(2026, 12, 24), date(2026, 12, 27)),
    "keine Lektionen an Weihnachten": (date(2026, 12, 24), date(2026, 12, 27)),
    "pause over the holidays": (date(2026, 12, 24), date(2027, 1, 2)),
    "no lessons over new year": (date(2026, 12, 31), date(2027, 1, 2)),
    "pause next month": (date(2027, 1, 1), date(2027, 2, 1)),
    "no lesson on Friday": (date(2026, 12, 4), date(2026, 12, 5)),
    "pause tomorrow": (date(2026, 12, 2), date(2026, 12, 3)),
    "I'm away from 3 to 17 December": (date(2026, 12, 3), date(2026, 12, 17)),
    "away 3-17 december": (date(2026, 12, 3), date(2026, 12, 17)),
    "ich bin vom 3. bis 17.12. im Urlaub": (date(2026, 12, 3), date(2026, 12, 17)),
    "from Monday for a week": (date(2026, 12, 7), date(2026, 12, 14)),
    "pause for ten days from 20 december": (date(2026, 12, 20), date(2026, 12, 30)),
    "I am in hospital from tomorrow for 2 weeks": (date(2026, 12, 2), date(2026, 12, 16)),
    "next week I'm on holiday": (date(2026, 12, 7), date(2026, 12, 14)),
    "next week, no lessons": (date(2026, 12, 7), date(2026, 12, 14)),
    "we are travelling from 5 dec until 12 dec, so please send no lessons": (
        date(2026, 12, 5),
        date(2026, 12, 12),
    ),
}
_NO_LATER_BREAK = (
    *("tomorrow", "until friday", "pause until friday", "2 weeks", "pause for 3 days", "christmas"),
    *("until christmas", "in a week", "nothing", "stop the pain on friday", "from friday", "pause"),
    *("I am busy at 8", "from 8 to 9", "3-17", "from 40 to 50 december", "I am on holiday"),
    *("from monday to friday last", "from 3 days to 5 days", "my back hurts this weekend", ""),
)


def test_a_later_break_has_the_days_that_were_said() -> None:
    read = {text: find_later_break(text, TUESDAY) for text in _LATER}
    assert read == {text: BreakAhead(*days) for text, days in _LATER.items()}


def test_what_names_an_end_only_or_no_break_is_none() -> None:
    assert [text for text in _NO_LATER_BREAK if find_later_break(text, TUESDAY)] == []
    assert [text for text in _NO_LATER_BREAK if is_later_break_wished(text)] == []


def test_a_first_day_without_an_end_is_known_too() -> None:
    begins = {
        "pause from Monday": date(2026, 12, 7),
        "I'm in hospital from friday": date(2026, 12, 4),
        "from tomorrow on": date(2026, 12, 2),
        "away until friday": None,
        "from 8": None,
        "pain from tomorrow": None,
    }
    assert {text: find_break_begin(text, TUESDAY) for text in begins} == begins
    wished = [text for text in begins if is_later_break_wished(text)]
    assert wished == ["pause from Monday", "I'm in hospital from friday"]


def test_a_weekend_that_has_begun_begins_today() -> None:
    saturday = date(2026, 12, 5)
    assert find_later_break("this weekend", saturday) == BreakAhead(saturday, date(2026, 12, 7))
