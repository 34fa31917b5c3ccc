"""A crowd of subscribers written straight into a database, whose first lesson is due now."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path

from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, Slot
from storage import open_store

COURSE = "l5-s1-and-headaches"


def enroll(database: Path | str, chat_ids: Iterable[int], now: datetime | None = None) -> None:
    """Everybody's first lesson is due now (aware, UTC; the machine's time if omitted). The database
    is a file, or a URL."""
    now = now or datetime.now(UTC)
    store = open_store(database if isinstance(database, str) else f"sqlite:///{database}")
    with store.transaction():
        for chat_id in chat_ids:
            store.save_subscriber(
                Subscriber(
                    chat_id=chat_id,
                    kind=ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP,
                    status=SubscriberStatus.ACTIVE,
                    schedule=Schedule("UTC", time(now.hour, now.minute)),
                    language_code=None,
                    joined_at=now,
                )
            )
            store.save_enrollment(
                Enrollment(
                    chat_id=chat_id,
                    course_id=COURSE,
                    status=EnrollmentStatus.ACTIVE,
                    enrolled_at=now,
                    next_slot=Slot(now.date(), now),
                )
            )
    store.close()


def count_by_status(database: Path) -> Counter[str]:
    """Return how many deliveries there are of each status."""
    return Counter(
        {str(status): int(count) for status, count in query(database, _BY_STATUS)},
    )


_BY_STATUS = "SELECT status, count(*) FROM deliveries GROUP BY status"


def query(database: Path, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    """Return rows of the database as another program would see them."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()
