"""What is nothing but a cry for help, and what only looks like one."""

from lessons.symptom_checks.calls_for_help import is_call_for_help
from lessons.symptom_checks.emergency_numbers import list_emergency_numbers

KNOWN = ("911", "112", "999", "SOS", "000", "110", "108", "119", "120", "111")
CRIES = (
    "help me",
    "Help me!!",
    "heart attack",
    "Heart attack.",
    "call 911",
    "Call 911 now!",
    "please call 112",
    "dial 9-1-1",
    "9 1 1",
    "９１１",
    "911 please help",
    "call an ambulance",
    "sos!!!",
)
NONE = (
    "9:11",
    "9.11",
    "11:20",
    "1120",
    "0911",
    "9115",
    "11",
    "7:45",
    "8pm",
    "Berlin",
    "help",
    "stop",
    "108 days",
    "2026-11-12",
    "call me",
    "911 " * 30,
    "",
)


def test_every_ambulance_number_and_every_cry_is_one() -> None:
    numbers = [*KNOWN, *sorted(list_emergency_numbers())]
    called = [f"call {number}" for number in numbers if number.isdecimal()]
    missed = [text for text in (*numbers, *called, *CRIES) if not is_call_for_help(text)]
    assert missed == []


def test_times_dates_and_places_are_none() -> None:
    assert [text for text in NONE if is_call_for_help(text)] == []


def test_the_operators_own_number_is_one() -> None:
    assert is_call_for_help("1414", "1414")
    assert not is_call_for_help("1414", "112")
