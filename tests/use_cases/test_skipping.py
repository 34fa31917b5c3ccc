"""A skip beside what else may be under way: a lesson being sent, an edited course."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.use_cases.subscribers import reading, skipping
from bot.use_cases.subscribers.skipping import BroughtBack, OnItsWay, Skipped, StaysSkipped
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.enrollment import EnrollmentStatus
from tests.support.reader import ANN, LEASE, Reader, course, reading_course


@contextmanager
def ann() -> Iterator[Reader]:
    with reading_course("a", "b", "c", "d") as reader:
        assert reader.lives_a_day() == ["a"]
        yield reader


def skip(reader: Reader) -> object:
    with reader.store.transaction():
        return skipping.skip_next(reader.store, reader.library, ANN, reader.now)


def bring_back(reader: Reader, lesson_id: str) -> object:
    with reader.store.transaction():
        return skipping.bring_back(
            reader.store, reader.library, ANN, "backs", lesson_id, reader.now
        )


def skipped(reader: Reader) -> list[str]:
    found = reading.find_progress(reader.store, reader.library, ANN)
    assert found is not None
    return [lesson.lesson_id for lesson in found.skipped]


def under_way(reader: Reader, status: DeliveryStatus) -> None:
    """The next lesson is due, and has come as far as that."""
    reader.plan()
    if status is DeliveryStatus.PLANNED:
        return
    with reader.store.transaction():
        [owed] = reader.store.claim_deliveries(reader.now, reader.now, 9, reader.now + LEASE)
        if status is not DeliveryStatus.CLAIMED:
            reader.store.mark_sending([owed.delivery_id], reader.now + LEASE)
    if status is DeliveryStatus.UNKNOWN:
        with reader.store.transaction():
            reader.store.release_expired(reader.now + 2 * LEASE)


UNDER_WAY = [
    DeliveryStatus.PLANNED,
    DeliveryStatus.CLAIMED,
    DeliveryStatus.SENDING,
    DeliveryStatus.UNKNOWN,
]


def test_a_lesson_that_is_being_sent_is_not_skipped() -> None:
    wrong = []
    for status in UNDER_WAY:
        with ann() as reader:
            under_way(reader, status)
            answer = skip(reader)
            if (
                not isinstance(answer, OnItsWay)
                or answer.lesson.lesson_id != "b"
                or skipped(reader)
            ):
                wrong.append((status, answer))
    assert not wrong


def test_a_skip_is_not_undone_while_the_lesson_after_it_is_being_sent() -> None:
    wrong = []
    for status in UNDER_WAY:
        with ann() as reader:
            assert isinstance(skip(reader), Skipped)
            under_way(reader, status)
            answer = bring_back(reader, "b")
            if not isinstance(answer, StaysSkipped) or skipped(reader) != ["b"]:
                wrong.append((status, answer))
    assert not wrong


def test_a_lesson_asked_for_comes_instead_and_ends_the_undoing() -> None:
    with ann() as reader:
        skip(reader)
        reader.asks_for_one()
        assert reader.got == ["a", "c"]
        assert isinstance(bring_back(reader, "b"), StaysSkipped)
        assert reader.lives_a_day() == [], "one a day"
        assert reader.lives_a_day() == ["d"]


def test_whatever_is_skipped_and_brought_back_each_lesson_comes_at_most_once() -> None:
    with ann() as reader:
        for _ in range(2):
            skip(reader)
            assert isinstance(bring_back(reader, "b"), BroughtBack)
        assert reader.lives_a_day() == ["b"]
        assert skipped(reader) == [], "it came after all"
        skip(reader)
        assert reader.lives_a_day() == ["d"]
        assert reader.enrollment.status is EnrollmentStatus.FINISHED
        assert skipped(reader) == ["c"]


def test_the_first_lesson_can_be_skipped_and_brought_back() -> None:
    with reading_course("a", "b") as reader:
        skip(reader)
        assert reader.enrollment.last_lesson_id == "a"
        bring_back(reader, "a")
        assert reader.enrollment.last_lesson_id is None
        assert reader.lives_a_day() == ["a"]


def test_in_an_edited_course_the_place_says_what_is_skipped() -> None:
    with ann() as reader:
        skip(reader)
        reader.library.swap(course("a", "new", "b", "c", "d"))
        assert skipped(reader) == ["b"]
        assert isinstance(bring_back(reader, "b"), BroughtBack)
        assert reader.lives_a_day() == ["b"]

        skip(reader)
        reader.library.swap(course("a", "b", "d"))
        assert skipped(reader) == []
        assert bring_back(reader, "c") is None, "it is gone"

    with ann() as reader:
        skip(reader)
        assert reader.lives_a_day() == ["c"]
        reader.library.swap(course("c", "b", "a", "d"))
        assert skipped(reader) == [], "it stands before the place no more, so it is to come"
        assert reader.lives_a_day() == ["b"]
