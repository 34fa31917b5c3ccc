"""A lesson from the chat may lack what files must have; it reads well all the same."""

from dataclasses import replace

from bot.views import lesson as views
from lessons.course.course import Course, CourseStatus, Lesson
from tests.support.tables import table

BARE = Lesson("rest", "Rest", "Rest", "Rest a little.", "", (), None, None)
COURSE = Course("backs", "Backs", "", "en", "A talk, 2026", CourseStatus.PUBLISHED, (BARE,))


def shown(course: Course) -> str:
    return views.lesson(course, course.lessons[0]).text.text


def test_a_bare_lesson_has_its_text_and_where_the_course_comes_from_and_nothing_empty() -> None:
    ending = "\n\n" + str(views.lesson(COURSE, BARE).text.text).split("\n\n", 3)[-1]
    assert shown(COURSE) == (
        "Lesson 1 of 1\nRest\n\nRest a little.\n\n"
        "That was the last lesson. Thank you for reading." + ending
    )
    assert ending.endswith(
        "Where this comes from\nA talk, 2026\n"
        "Not yet reviewed by a clinician. This is general information. It cannot say what you have."
    )
    assert "\n\n\n" not in shown(COURSE)


def test_without_any_source_nothing_is_said_of_sources() -> None:
    text = shown(replace(COURSE, source=""))
    assert "Where this comes from" not in text
    assert text.endswith(
        "\nNot yet reviewed by a clinician. This is general information. "
        "It cannot say what you have."
    )


@table(
    ("section", "heading"),
    [("", "Lesson 1 of 1"), ("Rest", "Lesson 1 of 1"), ("Nights", "Lesson 1 of 1 · Nights")],
)
def test_the_section_stands_there_if_it_says_more_than_the_title(
    section: str, heading: str
) -> None:
    text = shown(replace(COURSE, lessons=(replace(BARE, section=section),)))
    assert text.splitlines()[:2] == [heading, "Rest"]


def test_a_lesson_without_a_question_offers_none() -> None:
    [[button]] = views.lesson(COURSE, BARE).keyboard
    assert button.label == "Urgent signs"
