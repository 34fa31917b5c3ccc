"""A course is edited so that whoever is in it finds the way: ids stay, and none comes back."""

from dataclasses import replace

import pytest

from lessons.course import limits
from lessons.course.course import Course, CourseStatus, Lesson
from lessons.course.edits import (
    add_lesson,
    describe,
    new_lesson_id,
    remove_lesson,
    rename,
    replace_lesson,
)
from lessons.delivery.next_lesson import find_next_lesson
from lessons.errors import InvalidInput
from tests.support.tables import table


def lesson(lesson_id: str, body: str = "Text.") -> Lesson:
    return Lesson(lesson_id, lesson_id.title(), "", body, "", (), None, None)


COURSE = Course(
    "backs",
    "Backs",
    "",
    "en",
    "",
    CourseStatus.DRAFT,
    (lesson("one"), lesson("two"), lesson("three")),
)


def ids(course: Course) -> list[str]:
    return [item.lesson_id for item in course.lessons]


def test_the_order_of_a_new_course_is_that_of_its_lessons() -> None:
    assert COURSE.order == ("one", "two", "three")
    assert COURSE.removed == ()


@table("order", ["one", "two one three", "one two three one"])
def test_an_order_without_its_lessons_is_none(order: str) -> None:
    with pytest.raises(ValueError, match="the order of a course"):
        replace(COURSE, order=tuple(order.split()))


def test_a_changed_lesson_takes_the_place_of_the_old_one_and_has_a_revision_of_its_own() -> None:
    changed = replace_lesson(COURSE, replace(COURSE.lessons[1], body="Other words."))
    assert ids(changed) == ids(COURSE)
    assert changed.lessons[1].body == "Other words."
    assert changed.lessons[1].revision != COURSE.lessons[1].revision


def test_a_removed_lesson_keeps_its_place() -> None:
    without = remove_lesson(COURSE, "two")
    assert (ids(without), without.order) == (["one", "three"], ("one", "two", "three"))
    assert without.removed == ("two",)
    assert [without.find_position(item) for item in without.order] == [1, 1, 2]
    assert find_next_lesson(without, "two") == find_next_lesson(without, "one") == COURSE.lessons[2]
    assert find_next_lesson(remove_lesson(without, "three"), "two") is None


def test_before_the_first_lesson_stands_what_the_course_never_knew() -> None:
    without = remove_lesson(COURSE, "one")
    assert without.find_position("one") == 0
    assert without.find_position("four") is None
    for place in (None, "one", "four"):
        assert find_next_lesson(without, place) == COURSE.lessons[1]
    assert find_next_lesson(replace(COURSE, lessons=()), None) is None


@table(
    ("after", "expected", "order"),
    [
        (None, ["new", "one", "three"], ("new", "one", "two", "three")),
        ("one", ["one", "new", "three"], ("one", "new", "two", "three")),
        ("three", ["one", "three", "new"], ("one", "two", "three", "new")),
    ],
)
def test_a_new_lesson_comes_right_after_the_one_named(
    after: str | None, expected: list[str], order: tuple[str, ...]
) -> None:
    longer = add_lesson(remove_lesson(COURSE, "two"), lesson("new"), after)
    assert (ids(longer), longer.order) == (expected, order)


@table("taken", ["one", "two"])
def test_an_id_is_never_used_twice_even_after_its_lesson_was_removed(taken: str) -> None:
    without = remove_lesson(COURSE, "two")
    with pytest.raises(InvalidInput, match=f"such as {taken}-2"):
        add_lesson(without, lesson(taken), None)
    assert new_lesson_id(without, taken.title()) == f"{taken}-2"


def test_an_id_is_made_of_the_title() -> None:
    assert new_lesson_id(COURSE, "Moving with a Sore Back") == "moving-sore-back"


def test_what_is_no_id_is_refused_with_the_rule() -> None:
    with pytest.raises(InvalidInput, match="as in back-and-head"):
        add_lesson(COURSE, lesson("Not An Id"), None)


def test_a_lesson_that_is_not_there_is_told_with_those_that_are() -> None:
    for change in (
        lambda: remove_lesson(COURSE, "four"),
        lambda: replace_lesson(COURSE, lesson("four")),
        lambda: add_lesson(COURSE, lesson("new"), after="four"),
    ):
        with pytest.raises(InvalidInput, match=r"Accepted: one, two, three\."):
            change()


def test_title_and_description_are_changed() -> None:
    changed = describe(rename(COURSE, " Your back "), "What helps. ")
    assert (changed.title, changed.description) == ("Your back", "What helps.")
    assert changed.lessons == COURSE.lessons


@table("title", [" ", "x" * (limits.TITLE + 1)])
def test_a_title_that_does_not_fit_is_refused(title: str) -> None:
    with pytest.raises(InvalidInput, match="Accepted: 1 to 100"):
        rename(COURSE, title)


def test_an_empty_description_is_refused() -> None:
    with pytest.raises(InvalidInput, match="a sentence for readers"):
        describe(COURSE, "")
