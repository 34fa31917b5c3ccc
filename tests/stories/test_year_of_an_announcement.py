"""A date that has passed this year is one of the next, and whoever confirms it sees that."""

from datetime import UTC, datetime

from bot.views.announcements.preview import when
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from tests.support.tables import table

CREATED = datetime(2026, 12, 1, 10, tzinfo=UTC)


@table(
    ("at", "wall_time", "shown"),
    [
        (datetime(2027, 11, 30, 9, tzinfo=UTC), None, "(UTC) in 2027"),
        (datetime(2026, 12, 5, 9, tzinfo=UTC), None, "(UTC)"),
        (
            datetime(2027, 1, 4, 9, tzinfo=UTC),
            datetime.fromisoformat("2027-01-04T09:00"),
            "January 2027, 09:00",
        ),
        (
            datetime(2026, 12, 5, 9, tzinfo=UTC),
            datetime.fromisoformat("2026-12-05T09:00"),
            "5 December, 09:00",
        ),
    ],
)
def test_another_year_is_named(at: datetime, wall_time: datetime | None, shown: str) -> None:
    item = Announcement(
        1,
        AnnouncementStatus.DRAFT,
        9,
        CREATED,
        at,
        text="Closed.",
        first_at=at,
        wall_time=wall_time,
    )
    text = when(item, None, "UTC").text
    assert shown in text
    assert ("2027" in text) == ("2027" in shown)
