"""A lesson that was put off, as its chat seemed gone, is neither had nor forgotten."""

import pytest

from bot.use_cases.delivery import outbox
from bot.use_cases.delivery.settled import Settled
from bot.use_cases.subscribers import pace, reading
from bot.use_cases.subscribers.pace import ComeAlready
from bot.use_cases.subscribers.reading import HadToday, LessonOwed
from bot.use_cases.subscribers.waiting import OnItsWay
from lessons.delivery.delivery import DeliveryStatus, Outcome
from lessons.delivery.reasons import Reason
from tests.support.reader import ANN, LEASE, Reader, reading_course

ASKING = {"/lesson": reading.ask_lesson_now, "Another one now": pace.ask_another}


def put_off(ann: Reader, error: Reason) -> None:
    ann.plan()
    with ann.store.transaction():
        [lesson] = ann.store.claim_deliveries(ann.now, ann.now, 9, ann.now + LEASE)
        ann.store.mark_sending([lesson.delivery_id], ann.now + LEASE)
        outcome = Outcome(lesson.delivery_id, DeliveryStatus.FAILED, ann.now, error=error)
        is_gone = error is Reason.FORBIDDEN
        outbox.settle(ann.store, ann.library, [Settled(lesson, outcome, is_gone)], ann.now)


@pytest.mark.parametrize("way", ASKING)
def test_whoever_asks_for_it_gets_it_once(way: str) -> None:
    with reading_course("a", "b") as ann:
        put_off(ann, Reason.FORBIDDEN)

        with ann.store.transaction():
            first = ASKING[way](ann.store, ann.library, ANN, ann.now, ann.now)
            second = ASKING[way](ann.store, ann.library, ANN, ann.now, ann.now)
        assert isinstance(first, LessonOwed)
        assert second == OnItsWay(ann.course.lessons[0])

        ann.settle(first.delivery)
        with ann.store.transaction():
            had = reading.ask_lesson_now(ann.store, ann.library, ANN, ann.now, ann.now)
        assert isinstance(had, HadToday)
        assert had.lesson == ann.course.lessons[0]


@pytest.mark.parametrize("way", ASKING)
def test_asking_does_not_try_again_what_telegram_refused_itself(way: str) -> None:
    with reading_course("a", "b") as ann:
        put_off(ann, Reason.REFUSED)
        with ann.store.transaction():
            answer = ASKING[way](ann.store, ann.library, ANN, ann.now, ann.now)
        assert answer == OnItsWay(ann.course.lessons[0])


def test_a_lesson_that_came_has_come() -> None:
    with reading_course("a", "b") as ann:
        ann.lives_a_day()
        with ann.store.transaction():
            again = pace.jump(ann.store, ann.library, ANN, "backs", "a", ann.now, ann.now)
        assert again == ComeAlready(ann.course, ann.course.lessons[0])
