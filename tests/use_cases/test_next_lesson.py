"""What comes next is defined once: everything that plans, asks, skips or counts agrees with it."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import reading
from bot.use_cases.subscribers.enrolling import find_owed_lesson
from lessons.course.course import Course
from lessons.delivery.delivery import (
    Delivery,
    DeliveryStatus,
    LessonContent,
    NewDelivery,
    Outcome,
)
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.delivery.next_lesson import find_next_lesson, list_to_come
from storage import open_store
from storage.interface.store import Store
from tests.support.edited_courses import EDITS, edit
from tests.support.reader import ANN, DAY, LEASE, MONDAY, Reader, course

FATES = ("sent", "read ahead", "given up", "not answered", "skipped", "failed")
LESSONS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Person:
    """Where somebody stands, and what became of which lessons before, perhaps all of it before the
    course was begun again."""

    last_lesson_id: str | None
    past: dict[str, str]
    has_begun_again: bool

    @property
    def fates(self) -> dict[str, str]:
        return {} if self.has_begun_again else self.past

    @property
    def had(self) -> frozenset[str]:
        came = ("sent", "read ahead", "given up")
        return frozenset(item for item, fate in self.fates.items() if fate in came)


PEOPLE = st.builds(
    Person,
    st.sampled_from([None, *LESSONS]),
    st.dictionaries(st.sampled_from(LESSONS), st.sampled_from(FATES), max_size=5),
    st.booleans(),
)


def join(store: Store, chat_id: int, person: Person) -> None:
    """Let somebody of that past stand beside Ann; every lesson before used up a day of its own."""
    subscriber = store.find_subscriber(ANN)
    place = store.find_enrollment(ANN, "backs")
    assert subscriber
    assert place
    with store.transaction():
        store.save_subscriber(replace(subscriber, chat_id=chat_id))
        store.save_enrollment(replace(place, chat_id=chat_id))
    for days, (lesson_id, fate) in enumerate(person.past.items(), start=1):
        at = MONDAY - days * DAY
        content = LessonContent("backs", lesson_id, at.date())
        with store.transaction():
            delivery_id = store.add_delivery(
                NewDelivery(chat_id, content, at, fate == "read ahead")
            )
            assert delivery_id
            store.claim_delivery(delivery_id, at + LEASE)
            if fate == "skipped":
                store.skip_deliveries([delivery_id], "too_late")
                continue
            store.mark_sending([delivery_id], at + LEASE)
            status = {
                "sent": DeliveryStatus.SENT,
                "read ahead": DeliveryStatus.SENT,
                "failed": DeliveryStatus.FAILED,
            }
            became = status.get(fate, DeliveryStatus.UNKNOWN)
            store.record_outcomes([Outcome(delivery_id, became, at)])
            if fate == "given up":
                store.settle_unknown([delivery_id])
    with store.transaction():
        if person.has_begun_again:
            store.begin_round(chat_id, "backs")
        place = replace(place, chat_id=chat_id, last_lesson_id=person.last_lesson_id)
        store.save_enrollment(place)


@settings(max_examples=60, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=6), st.lists(EDITS, max_size=8))
def test_the_store_plans_and_every_use_case_tells_the_lesson_that_comes_next(
    people: list[Person], edits: list[tuple[str, int]]
) -> None:
    store = open_store("sqlite://")
    reader = Reader(store, *LESSONS)
    edited: Course = course(*LESSONS)
    for what, number in edits:
        edited = edit(edited, what, number)
    reader.library.swap(edited)
    crowd = {ANN + number: person for number, person in enumerate(people, start=1)}
    for chat_id, person in crowd.items():
        join(store, chat_id, person)

    for chat_id, person in crowd.items():
        expected = find_next_lesson(edited, person.last_lesson_id, person.had)
        place = store.find_enrollment(chat_id, "backs")
        assert place
        assert find_owed_lesson(store, edited, place) == expected
        assert count_left(store, reader.library, chat_id) == len(
            [
                lesson
                for lesson in list_to_come(edited, person.last_lesson_id, person.had)
                if person.fates.get(lesson.lesson_id) != "not answered"
            ]
        )
    reader.plan()

    planned = {
        delivery.chat_id: delivery.content.lesson_id
        for delivery in claim_all(store)
        if isinstance(delivery.content, LessonContent)
    }
    for chat_id, person in crowd.items():
        following = find_next_lesson(edited, person.last_lesson_id, person.had)
        if following is None:
            place = store.find_enrollment(chat_id, "backs")
            assert place
            assert place.status is EnrollmentStatus.FINISHED
            assert chat_id not in planned
        elif person.fates.get(following.lesson_id) == "not answered":
            # It is out already; whether it came is being found out.
            assert chat_id not in planned
        else:
            assert planned[chat_id] == following.lesson_id
    store.close()


def claim_all(store: Store) -> list[Delivery]:
    with store.transaction():
        return store.claim_deliveries(MONDAY, MONDAY, 99, MONDAY + LEASE)


def count_left(store: Store, library: LiveLibrary, chat_id: int) -> int:
    had = reading.find_had_lessons(store, library, chat_id)
    assert had
    return had.left
