"""What every store promises about courses that are offered, how they stand, and their links."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from lessons.course.standing import Standing
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.audience import AudienceFilter
from lessons.delivery.course_offer import Answer, CourseOffer, Meeting, Starter
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.progress import IdRange
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.schedule import Schedule, Slot
from storage.interface.offers import StartCrowd
from storage.interface.store import Store

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
SLOT = Slot(date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC))
ALL = IdRange(1, 9, frozenset({"UTC"}))
OFFER = CourseOffer("new", date(2026, 11, 23), time(9), Meeting.INSTEAD)


def join(store: Store, chat_id: int, course_id: str | None = None, hour: int = 8) -> None:
    schedule = Schedule("UTC", time(hour))
    with store.transaction():
        store.save_subscriber(
            Subscriber(chat_id, ChatKind.PRIVATE, SubscriberStatus.ACTIVE, schedule, "en", NOW)
        )
        if course_id:
            store.save_enrollment(
                Enrollment(chat_id, course_id, EnrollmentStatus.ACTIVE, NOW, "a", SLOT)
            )


def schedule(store: Store) -> int:
    with store.transaction():
        item = store.add_announcement(
            created_by=9, created_at=NOW, at=NOW, text="New begins.", offer=OFFER
        )
        store.save_announcement(replace(item, status=AnnouncementStatus.SCHEDULED))
    kept = store.find_announcement(item.announcement_id)
    assert kept is not None
    assert kept.offer == OFFER
    return item.announcement_id


def test_starters_are_counted_and_listed_by_what_they_are_in(store: Store) -> None:
    join(store, 1)
    join(store, 2, "old", hour=7)
    join(store, 3, "old", hour=21)
    join(store, 4, "new")
    number = schedule(store)
    assert sorted(store.count_starters(AudienceFilter(), "new", ALL)) == [
        StartCrowd("UTC", False, False, False, "08:00", "08:00", 1),
        StartCrowd("UTC", False, True, False, "07:00", "21:00", 2),
        StartCrowd("UTC", False, True, True, "08:00", "08:00", 1),
    ]
    wanted = AudienceFilter(except_course_id="new")
    found = store.list_starters(number, wanted, ALL, {"UTC": NOW})
    found.sort(key=lambda one: one.chat_id)
    assert [(one.chat_id, one.current_course_id, one.told_at) for one in found] == [
        (1, None, NOW),
        (2, "old", NOW),
        (3, "old", NOW),
    ]
    free = store.list_starters(number, replace(wanted, must_be_free=True), ALL, {"UTC": NOW})
    assert [one.chat_id for one in free] == [1]
    with store.transaction():
        store.plan_announcement(number, wanted, ALL, {"UTC": NOW})
    assert store.list_starters(number, wanted, ALL, {"UTC": NOW}) == []


def test_who_begins_keeps_the_place_before_and_what_is_called_off_is_known(store: Store) -> None:
    join(store, 1)
    join(store, 2, "old")
    number = schedule(store)
    eight = Schedule("UTC", time(8))
    starters = [Starter(1, eight, NOW), Starter(2, eight, NOW, "old")]
    with store.transaction():
        store.begin_course(number, "new", [(one, SLOT) for one in starters], NOW)
        store.queue_course(number, "newer", [1])
    for chat_id in (1, 2):
        place = store.find_current_enrollment(chat_id)
        assert place is not None
        assert (place.course_id, place.next_slot) == ("new", SLOT)
    assert store.find_former_course(2, "new") == "old"
    assert store.find_former_course(1, "new") is None
    left = store.find_enrollment(2, "old")
    assert left is not None
    assert (left.status, left.last_lesson_id) == (EnrollmentStatus.LEFT, "a")
    assert store.list_called_off(9) == []
    item = store.find_announcement(number)
    assert item is not None
    with store.transaction():
        store.save_announcement(replace(item, status=AnnouncementStatus.CANCELLED))
        found = store.list_called_off(9)
        assert {one[:3] for one in found} == {(1, "new", None), (2, "new", "old")}
        store.note_start(1, "new", None)
        assert [one.chat_id for one in store.list_called_off(9)] == [2]
        assert store.find_course_to_come(1) == "newer"
        assert store.drop_called_off(9) == 1
        assert store.find_course_to_come(1) is None


def test_answers_are_counted_without_anybody(store: Store) -> None:
    number = schedule(store)
    with store.transaction():
        for answer in (Answer.BEGUN, Answer.BEGUN, Answer.LATER):
            store.count_answer(number, answer)
    assert store.list_answers(number) == {Answer.BEGUN: 2, Answer.LATER: 1}


def test_a_course_ends_for_those_in_it(store: Store) -> None:
    join(store, 1, "old")
    join(store, 2, "new")
    with store.transaction():
        assert store.end_course("old", ALL) == 1
        assert store.end_course("old", ALL) == 0
    assert store.find_current_enrollment(1) is None
    assert store.find_current_enrollment(2) is not None


def test_one_course_at_most_is_that_of_newcomers(store: Store) -> None:
    with store.transaction():
        store.save_standing("old", Standing.DEFAULT)
        store.save_standing("new", Standing.DEFAULT)
        store.save_standing("gone", Standing.ARCHIVED)
    assert store.list_standings() == {"new": Standing.DEFAULT, "gone": Standing.ARCHIVED}
    with store.transaction():
        store.save_standing("gone", Standing.ON_OFFER)
    assert store.list_standings() == {"new": Standing.DEFAULT}


def test_links_lead_to_courses_and_count_who_came(store: Store) -> None:
    join(store, 1, "new")
    join(store, 2, "new")
    with store.transaction():
        assert store.add_course_link("poster", "new", NOW)
        assert not store.add_course_link("poster", "old", NOW)
        store.note_link(1, "new", "poster")
    assert store.find_linked_course("poster") == "new"
    assert store.find_linked_course("leaflet") is None
    assert store.list_link_words(9) == ["poster"]
    assert store.count_links("new") == store.count_links(None) == [("poster", "new", 1, 0)]
    assert store.count_links("old") == []
    found = store.count_audience(AudienceFilter(came_by="poster"), NOW)
    assert sum(crowd.count for crowd in found.crowds) == 1
