"""The clocks that are offered first, by the language of somebody's app."""

from datetime import UTC, datetime

from bot.views.moments import clock_time, find_hour_cycle
from lessons.places.likely import list_likely_zones
from lessons.times.schedule import to_local
from tests.support.tables import table

NOW = datetime(2026, 11, 22, 12, 3, tzinfo=UTC)


@table(
    ("language", "likely"),
    [
        ("de", {"Europe/Berlin"}),
        ("en", {"America/New_York", "America/Los_Angeles", "Europe/London", "Asia/Kolkata"}),
        ("es", {"Europe/Madrid", "America/Mexico_City", "America/Bogota"}),
        ("pt-BR", {"America/Sao_Paulo"}),
        ("hi", {"Asia/Kolkata"}),
        ("en-US", {"America/New_York", "America/Chicago", "America/Denver"}),
        (None, {"Europe/London", "Asia/Kolkata"}),
    ],
)
def test_four_to_six_clocks_that_differ_hold_the_likeliest(
    language: str | None, likely: set[str]
) -> None:
    zones = list_likely_zones(language, (), NOW)
    assert likely <= set(zones)
    assert 4 <= len(zones) <= 6
    assert len({to_local(zone, NOW).utcoffset() for zone in zones}) == len(zones)


@table(
    ("language", "shown"),
    [
        ("de", "16:05"),
        ("en-GB", "16:05"),
        ("en-US", "4:05 PM"),
        ("hi", "4:05 PM"),
        ("en", "16:05 (4:05 PM)"),
        (None, "16:05"),
    ],
)
def test_a_clock_is_shown_as_the_phone_shows_it(language: str | None, shown: str) -> None:
    at = to_local("UTC", NOW.replace(hour=16, minute=5)).time()
    assert clock_time(at, find_hour_cycle(language)) == shown
