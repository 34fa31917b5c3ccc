"""What is kept of counts, as things change or by a census, is what counting all of it gives."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.use_cases.admin import census, statistics
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.audience import GROUP_KINDS, AudienceFilter
from lessons.delivery.correction import Correction, CorrectionKind, CorrectionStatus
from lessons.delivery.progress import AudienceCounts
from lessons.delivery.statistics import CensusCursor
from storage import open_store
from storage.sqlite.migrations import migrations
from storage.sqlite.store import SQLiteStore
from tests.support.changes import COURSES, do, steps
from tests.support.stored import DAY, MONDAY, NOW, SECOND, person, place

T = TypeVar("T")
FIRST_WEEK = MONDAY - 9 * DAY


@pytest.fixture(autouse=True)
def _a_few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a census of six people takes many steps."""
    monkeypatch.setattr("storage.sql.census._PEOPLE_AT_ONCE", 2)
    monkeypatch.setattr("storage.sql.census._DELIVERIES_AT_ONCE", 3)


def count_crowds(store: SQLiteStore) -> Counter[tuple[object, ...]]:
    rows = store._database.execute(
        "SELECT status, timezone, is_paused, kind, count(*) FROM subscribers GROUP BY 1, 2, 3, 4"
    )
    return Counter({tuple(row)[:4]: row[4] for row in rows})


def read_crowds(store: SQLiteStore) -> Counter[tuple[object, ...]]:
    return Counter(
        {tuple(row)[:4]: row[4] for row in store._database.execute("SELECT * FROM crowds")}
    )


def in_order(found: AudienceCounts) -> list[tuple[str, bool, int]]:
    return sorted((one.timezone, one.is_paused, one.count) for one in found.crowds)


AUDIENCES = (
    AudienceFilter(),
    AudienceFilter(kinds=GROUP_KINDS),
    AudienceFilter(chat_ids={1, 2, 99}),
    *(AudienceFilter(course_id=course_id) for course_id in COURSES),
    *(AudienceFilter(course_id=course_id, must_have_finished=True) for course_id in COURSES),
    AudienceFilter(must_have_finished=True),
    AudienceFilter(course_id="headache", last_lesson_ids={"rest"}),
    AudienceFilter(course_id="headache", last_lesson_ids=frozenset()),
    *(AudienceFilter(no_lesson_since_at=NOW - days * DAY) for days in (1, 5, 20, 300)),
)


@given(taken=st.lists(steps, min_size=5, max_size=40))
def test_kept_counts_and_a_census_are_what_counting_everything_gives(
    taken: list[tuple[str, ...]],
) -> None:
    store = open_store("sqlite://")
    assert isinstance(store, SQLiteStore)
    for step in taken:
        do(store, step)
        assert read_crowds(store) == count_crowds(store)
    plainly = [in_order(count_plainly(store, wanted)) for wanted in AUDIENCES]
    # Who had a lesson at the very instant of the limit had one, so a moment earlier.
    take(store)
    assert [in_order(count_by_census(store, wanted)) for wanted in AUDIENCES] == plainly
    found = store.find_statistics(FIRST_WEEK)
    assert found is not None
    assert found.blocked == Counter(row[0] for row in count_crowds(store).elements())["blocked"]
    [enrolled, finished, had] = store._database.execute(
        """
        SELECT (SELECT count(DISTINCT chat_id) FROM enrollments),
            (SELECT count(DISTINCT chat_id) FROM enrollments WHERE status = 'finished'),
            (SELECT count(DISTINCT chat_id) FROM deliveries
                WHERE status = 'sent' AND course_id IS NOT NULL)
        """
    ).fetchone()
    assert (found.enrolled, found.finished, found.had_a_lesson) == (enrolled, finished, had)
    statuses = store._database.execute("SELECT status, count(*) FROM deliveries GROUP BY 1")
    assert found.deliveries == dict(tuple(row) for row in statuses)
    who_had = store._database.execute(
        """
        SELECT course_id, lesson_id, count(DISTINCT chat_id) FROM (
            SELECT ifnull(deliveries.course_id, announcements.course_id) AS course_id,
                ifnull(deliveries.lesson_id, announcements.lesson_id) AS lesson_id, chat_id
            FROM deliveries LEFT JOIN announcements USING (announcement_id)
            WHERE deliveries.status = 'sent'
        ) GROUP BY 1, 2 ORDER BY 1, 2
        """
    )
    assert found.lessons == [tuple(row) for row in who_had]
    copies = correction(course_id="headache", lesson_id="rest")
    by_census = as_if_large(lambda: store.count_copies(copies))
    people = {lesson_id: count for _course_id, lesson_id, count in found.lessons}
    assert by_census.count == people.get("rest", 0)
    for item in store.list_announcements(AnnouncementStatus.PLANNED):
        sent = store._database.execute(
            "SELECT count(*) FROM deliveries WHERE status = 'sent' AND announcement_id = ?",
            [item.announcement_id],
        )
        copies = correction(announcement_id=item.announcement_id)
        assert (store.count_copies(copies).count,) == tuple(sent.fetchone())
    lags = sorted(list_lags(store))
    assert (found.median_lag is None) == (not lags)
    if lags and found.median_lag is not None and found.late_lag is not None:
        # A census keeps tenths of seconds, and seconds above a minute.
        for lag, share in ((found.median_lag, 0.5), (found.late_lag, 0.95)):
            rank = -int(-share * len(lags) // 1) - 1
            assert lag.total_seconds() == pytest.approx(lags[rank], abs=0.06)
    store.close()


def list_lags(store: SQLiteStore) -> Iterator[float]:
    rows = store._database.execute(
        """
        SELECT (julianday(sent_at) - julianday(due_at)) * 86400 FROM deliveries
        WHERE status = 'sent' AND sent_at >= '2026-11-16T07:59:59.000Z'
        """
    )
    return (max(0.0, lag) for (lag,) in rows)


def take(store: SQLiteStore) -> None:
    with store.transaction():
        census.take(store, NOW - SECOND)


def count_plainly(store: SQLiteStore, wanted: AudienceFilter) -> AudienceCounts:
    found = store.count_audience(wanted, NOW)
    assert found.counted_at is None
    return found


def count_by_census(store: SQLiteStore, wanted: AudienceFilter) -> AudienceCounts:
    """Count as where there are too many to be counted at once."""
    return as_if_large(lambda: store.count_audience(wanted, NOW))


def as_if_large(ask: Callable[[], T]) -> T:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteStore, "is_small", lambda _store: False)
        return ask()


def correction(**target: Any) -> Correction:
    return Correction(0, CorrectionKind.EDIT, CorrectionStatus.DRAFT, 9, NOW, **target)


def test_a_census_is_replaced_once_the_next_one_is_complete() -> None:
    store = open_store("sqlite://")
    assert isinstance(store, SQLiteStore)
    everybody = AudienceFilter(course_id="headache")
    for chat_id in range(1, 6):
        with store.transaction():
            store.save_subscriber(person(chat_id))
            store.save_enrollment(place(chat_id))
    take(store)
    with store.transaction():
        store.save_subscriber(person(6))
        store.save_enrollment(place(6))
        cursor: CensusCursor | None = store.begin_census(NOW + DAY)
    while cursor:
        found = count_by_census(store, everybody)
        assert sum(one.count for one in found.crowds) == 5
        assert found.counted_at == NOW - SECOND
        with store.transaction():
            cursor = store.go_on_with_census(cursor)
    found = count_by_census(store, everybody)
    assert sum(one.count for one in found.crowds) == 6
    assert found.counted_at == NOW + DAY
    store.close()


def test_the_next_census_begins_after_a_while_and_none_where_little_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = open_store("sqlite://")
    with store.transaction():
        store.save_subscriber(person())
        assert census.go_on(store, None, NOW) is None
        monkeypatch.setattr(SQLiteStore, "is_small", lambda _store: False)
        assert statistics.compute(store, NOW) is None
        cursor = census.go_on(store, None, NOW)
        assert cursor is not None
        while cursor:
            cursor = census.go_on(store, cursor, NOW)
        assert census.go_on(store, None, NOW + census.EVERY - SECOND) is None
        assert census.go_on(store, None, NOW + census.EVERY) is not None
        # The clock was set back meanwhile.
        assert census.go_on(store, None, NOW - DAY) is not None
    store.close()


def test_nothing_of_a_census_stays_where_little_is_kept() -> None:
    store = open_store("sqlite://")
    assert isinstance(store, SQLiteStore)
    with store.transaction():
        store.save_subscriber(person())
        assert statistics.compute(store, NOW) is not None
    [kept] = store._database.execute("SELECT count(*) FROM census_counts").fetchone()
    assert kept == 0
    store.close()


def test_the_people_of_an_earlier_release_are_counted_by_the_update(tmp_path: Path) -> None:
    database = Database(tmp_path / "l.db")
    migrations.apply(database, stop_before="m013_crowds_counted_as_they_change")
    database.executescript("""
        PRAGMA application_id = 1281450308;
        INSERT INTO subscribers (chat_id, kind, status, timezone, send_time, weekdays, joined_at,
            is_paused)
        SELECT value, iif(value < 3, 'private', 'group'), iif(value = 4, 'stopped', 'active'),
            iif(value = 1, 'UTC', 'Asia/Tokyo'), '20:00', 'mon', '2026-11-01T08:00:00.000Z',
            value = 2
        FROM json_each('[1, 2, 3, 4]');
    """)
    database.close()
    store = open_store(f"sqlite:///{tmp_path / 'l.db'}")
    assert isinstance(store, SQLiteStore)
    assert read_crowds(store) == count_crowds(store)
    assert store.count_subscribers().paused == 1
    assert store.list_zones() == ["Asia/Tokyo", "UTC"]
    store.delete_subscriber(1, NOW)
    assert store.list_zones() == ["Asia/Tokyo"]
    assert read_crowds(store) == count_crowds(store)
    store.close()
