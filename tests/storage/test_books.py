"""The books on every store: what is asked of them, and what puts them right."""

from dataclasses import replace

from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.books import CrowdMiscount, TallyMiscount
from lessons.delivery.delivery import AnnouncementContent, DeliveryStatus, NewDelivery
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.store import Store
from tests.support.stored import (
    ALICE,
    BOB,
    DAY,
    MINUTE,
    NOW,
    SECOND,
    announce,
    claim,
    get,
    join,
    lesson,
    move,
    owe,
    person,
    settle,
)


def test_what_is_open_is_counted_by_its_status(store: Store) -> None:
    join(store, ALICE, BOB)
    first = owe(store, lesson())
    settle(store, owe(store, lesson(BOB)), DeliveryStatus.RETRY)
    settle(store, owe(store, lesson(BOB, "rest", NOW.date() - DAY)), DeliveryStatus.SENT)
    with store.transaction():
        store.claim_delivery(first, NOW + MINUTE)
    with store.snapshot():
        assert store.count_open() == {
            DeliveryStatus.PLANNED: 0,
            DeliveryStatus.CLAIMED: 1,
            DeliveryStatus.SENDING: 0,
            DeliveryStatus.RETRY: 1,
            DeliveryStatus.UNKNOWN: 0,
        }


def test_what_waits_too_long_is_counted(store: Store) -> None:
    join(store, ALICE, BOB)
    owe(store, lesson())
    settle(store, owe(store, lesson(BOB)), DeliveryStatus.RETRY)
    with store.snapshot():
        assert store.count_overdue(NOW, NOW) == 0
        assert store.count_overdue(NOW + SECOND, NOW) == 1
        assert store.count_overdue(NOW + SECOND, NOW + SECOND) == 2
        assert store.count_unplanned(NOW) == 0
        assert store.count_unplanned(NOW + SECOND) == 2


def test_leases_of_long_ago_and_for_ever_are_counted_and_ended(store: Store) -> None:
    join(store, ALICE)
    number = owe(store, lesson())
    claim(store)
    with store.snapshot():
        assert store.count_odd_leases(NOW, NOW + DAY) == 0
        assert store.count_odd_leases(NOW + DAY, NOW + 2 * DAY) == 1
        assert store.count_odd_leases(NOW, NOW + SECOND) == 1
    with store.transaction():
        store.end_odd_leases(NOW + SECOND, NOW)
        assert store.release_expired(NOW) == 1
    assert get(store, number).status is DeliveryStatus.PLANNED


def test_whoever_has_no_slot_and_should_or_has_one_and_should_not_is_listed(store: Store) -> None:
    join(store, ALICE, BOB)
    with store.transaction():
        assert store.list_misplaced(10) == []
        store.save_subscriber(person(BOB, status=SubscriberStatus.STOPPED))
    with store.snapshot():
        assert store.list_misplaced(10) == [BOB]
    with store.transaction():
        # A break without an end has no slot, one with an end has.
        store.save_subscriber(person(ALICE, is_paused=True))
        store.save_subscriber(person(BOB, is_paused=True, resume_date=NOW.date() + DAY))
    with store.snapshot():
        assert store.list_misplaced(10) == [ALICE]


def test_an_announcement_that_counts_as_done_too_early_is_opened_again(store: Store) -> None:
    join(store, ALICE)
    item = announce(store)
    number = item.announcement_id
    move(store, item, AnnouncementStatus.DRAFT, AnnouncementStatus.PLANNED)
    owe(store, NewDelivery(ALICE, AnnouncementContent(number), NOW))
    with store.snapshot():
        assert store.list_tallied(NOW) == [number]
        assert store.list_ended_early() == []
        assert store.list_tally_miscounts(number) == [TallyMiscount(number, "open", 1)]
    with store.transaction():
        store.correct_tallies([TallyMiscount(number, "open", 1)])
        assert store.count_progress([number])[number].waiting == 1
        found = store.find_announcement(number)
        assert found is not None
        store.save_announcement(replace(found, done_at=NOW))
    with store.snapshot():
        assert store.list_tally_miscounts(number) == []
        assert store.list_ended_early() == [number]
    with store.transaction():
        assert store.reopen([number]) == 1
        assert store.reopen([number]) == 0
        assert store.list_ended_early() == []


def test_counts_of_people_are_corrected_by_their_difference(store: Store) -> None:
    join(store, ALICE, BOB)
    with store.snapshot():
        assert store.list_crowd_miscounts() == []
    more = CrowdMiscount("active", "Europe/Berlin", False, "private", 3)
    other = CrowdMiscount("stopped", "UTC", False, "group", 1)
    with store.transaction():
        store.correct_crowds([more, other])
        assert store.count_subscribers().by_status[SubscriberStatus.ACTIVE] == 5
    with store.snapshot():
        found = store.list_crowd_miscounts()
    assert sorted(one.difference for one in found) == [-3, -1]
    with store.transaction():
        store.correct_crowds(found)
    with store.snapshot():
        assert store.list_crowd_miscounts() == []


def test_what_is_well_is_left_alone(store: Store) -> None:
    join(store, ALICE)
    number = owe(store, lesson())
    settle(store, number, DeliveryStatus.SENT)
    with store.snapshot():
        last = store.find_last_delivery_id()
        assert last == number
        assert store.list_orphans(0, last) == []
        assert store.list_timeless(0, last) == []
    with store.transaction():
        assert store.delete_orphans([number]) == 0
        assert store.fill_in_times([number]) == 0
