"""Announcements, and whom they reach."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import AudienceFilter
from lessons.delivery.delivery import (
    AnnouncementContent,
)
from lessons.delivery.planning import Cohort
from lessons.delivery.progress import AudienceCount, AudienceCounts
from lessons.delivery.reasons import HoldReason
from lessons.delivery.subscriber import ChatKind, SubscriberStatus
from lessons.delivery.wording import Mark, MarkKind, Wording
from lessons.times.schedule import Schedule, Slot
from storage.interface.store import Store
from tests.support.stored import (
    ALICE,
    BOB,
    CHARLIE,
    DAY,
    MINUTE,
    MONDAY,
    NOW,
    SECOND,
    announce,
    claim,
    cohort,
    join,
    move,
    person,
    place,
)


def plan(
    store: Store,
    announcement: Announcement,
    zone: str = "Europe/Berlin",
    **wanted: object,
) -> int:
    audience = AudienceFilter(**wanted)  # type: ignore[arg-type]
    id_range = store.find_id_range(None, 1000)
    if id_range is None:
        return 0
    return store.plan_announcement(announcement.announcement_id, audience, id_range, {zone: NOW})


def test_an_announcement_begins_as_a_draft_of_a_text_or_a_lesson(store: Store) -> None:
    text = announce(store)
    with store.transaction():
        of_lesson = store.add_announcement(
            created_by=BOB, created_at=NOW, at=NOW, course_id="flu", lesson_id="shots"
        )

    assert text.status is of_lesson.status is AnnouncementStatus.DRAFT
    assert (text.text, text.created_by, text.created_at) == ("We move on Friday.", BOB, NOW - DAY)
    assert (of_lesson.course_id, of_lesson.lesson_id, of_lesson.text) == ("flu", "shots", None)
    for kept in (text, of_lesson):
        assert store.find_announcement(kept.announcement_id) == kept
    assert store.find_announcement(99) is None


def test_how_an_announcement_is_formatted_is_kept_with_it(store: Store) -> None:
    link = Mark(MarkKind.LINK, 3, 4, "https://example.org")
    block = Mark(MarkKind.PRE, 0, 2, language="python")
    with store.transaction():
        kept = store.add_announcement(
            created_by=BOB, created_at=NOW, at=NOW, text="We move.", marks=(block, link)
        )
        assert kept.wording == Wording("We move.", (block, link))
        store.save_announcement(replace(kept, marks=(link,)))
    found = store.find_announcement(kept.announcement_id)
    assert found
    assert found.marks == (link,)


def test_announcements_are_listed_by_status_earliest_first(store: Store) -> None:
    later, sooner, other = announce(store, NOW + DAY), announce(store, NOW), announce(store)
    assert move(store, other, AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED)

    assert store.list_announcements(AnnouncementStatus.DRAFT) == [sooner, later]
    assert store.list_announcements(AnnouncementStatus.PLANNED) == []


def test_an_announcement_is_confirmed_once(store: Store) -> None:
    draft = announce(store)

    assert move(store, draft, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)
    assert not move(store, draft, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)
    assert not move(store, draft, AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED)


def test_an_announcement_reaches_the_active_who_are_not_paused(store: Store) -> None:
    with store.transaction():
        store.save_subscriber(person(ALICE))
        store.save_subscriber(person(BOB, is_paused=True))
        store.save_subscriber(person(CHARLIE, status=SubscriberStatus.STOPPED))
        store.save_subscriber(person(1_004, kind=ChatKind.CHANNEL))
        store.save_subscriber(person(1_005, status=SubscriberStatus.JOINING))
    announcement = announce(store)
    move(store, announcement, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)

    assert store.count_audience(AudienceFilter(), NOW) == AudienceCounts(
        [
            AudienceCount("Europe/Berlin", is_paused=False, count=2),
            AudienceCount("Europe/Berlin", is_paused=True, count=1),
        ]
    )
    with store.transaction():
        assert plan(store, announcement) == 2
        assert plan(store, announcement) == 0

    claimed = claim(store)
    assert {delivery.chat_id for delivery in claimed} == {ALICE, 1_004}
    assert {delivery.content for delivery in claimed} == {
        AnnouncementContent(announcement.announcement_id)
    }


@pytest.mark.parametrize("status", [AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED])
def test_only_a_scheduled_announcement_is_planned(store: Store, status: AnnouncementStatus) -> None:
    join(store, ALICE)
    announcement = announce(store)
    move(store, announcement, AnnouncementStatus.DRAFT, status)

    with store.transaction():
        assert plan(store, announcement) == 0

    assert claim(store) == []


def test_whether_an_announcement_replaces_the_lesson_is_kept(store: Store) -> None:
    draft = announce(store)
    assert not draft.replaces_lesson
    for told in (True, False):
        with store.transaction():
            store.save_announcement(replace(draft, replaces_lesson=told))
        assert store.find_announcement(draft.announcement_id) == replace(
            draft, replaces_lesson=told
        )


def list_replaced(store: Store, announcement: Announcement, at: datetime = NOW) -> list[Cohort]:
    id_range = store.find_id_range(None, 1000)
    assert id_range is not None
    due = {"Europe/Berlin": at}
    return store.list_replaced_cohorts(announcement.announcement_id, id_range, due)


@pytest.mark.parametrize("is_held", [False, True])
def test_the_lessons_replaced_are_those_of_its_day_for_whom_it_is_planned(
    store: Store, *, is_held: bool
) -> None:
    tomorrow = Slot(MONDAY + DAY, NOW + DAY)
    with store.transaction():
        for chat_id in (ALICE, BOB, CHARLIE, 1_004):
            store.save_subscriber(person(chat_id))
            next_slot = tomorrow if chat_id == CHARLIE else Slot(MONDAY, NOW + MINUTE)
            store.save_enrollment(place(chat_id, next_slot=next_slot))
        store.save_subscriber(person(1_005))
    announcement = announce(store)
    with store.transaction():
        store.save_announcement(
            replace(
                announcement,
                status=AnnouncementStatus.SCHEDULED,
                on_hold_because=HoldReason.BY_ADMIN if is_held else None,
            )
        )
        reached = frozenset({ALICE, BOB, CHARLIE, 1_005})
        assert plan(store, announcement, chat_ids=reached) == 4

    expected = [cohort(ALICE, BOB, slot=Slot(MONDAY, NOW + MINUTE))]
    assert list_replaced(store, announcement) == expected
    # Of another instant, another zone or another announcement it is owed to nobody.
    assert list_replaced(store, announcement, NOW + DAY) == []
    assert list_replaced(store, announce(store)) == []
    with store.transaction():
        store.save_subscriber(person(ALICE, is_paused=True))
        store.save_subscriber(person(BOB, schedule=Schedule("Europe/Paris", time(9, 0))))
    assert list_replaced(store, announcement) == []


def test_old_drafts_are_deleted_and_nothing_else(store: Store) -> None:
    old, confirmed = announce(store), announce(store)
    move(store, confirmed, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)

    with store.transaction():
        assert store.delete_drafts(old.created_at) == 0
        assert store.delete_drafts(old.created_at + SECOND) == 1

    assert store.find_announcement(old.announcement_id) is None
    assert store.find_announcement(confirmed.announcement_id) is not None
