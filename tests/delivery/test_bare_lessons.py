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
    assert shown(COURSE) == (
        "Rest\n\nRest a little.\n\n"
        "Where this comes from\nA talk, 2026\n"
        "Not yet reviewed by a clinician. This is general information. It cannot say what you have."
        "\n\nLesson 1 of 1"
    )


def test_without_any_source_nothing_is_said_of_sources() -> None:
    text = shown(replace(COURSE, source=""))
    assert "Where this comes from" not in text
    assert text.endswith(
        "\nNot yet reviewed by a clinician. This is general information. "
        "It cannot say what you have.\n\nLesson 1 of 1"
    )


@table(("section", "is_told"), [("", False), ("Rest", False), ("Nights", True)])
def test_the_section_stands_below_if_it_says_more_than_the_title(
    section: str, *, is_told: bool
) -> None:
    text = shown(replace(COURSE, lessons=(replace(BARE, section=section),)))
    assert text.startswith("Rest\n\n"), "a locked phone shows the title"
    assert (f"\nSection: {section}\n" in text) is is_told


def test_what_is_to_be_said_of_the_source_stands_folded_and_a_kind_word_open() -> None:
    kind = replace(BARE, about_source="The talk says more.", encouragement="Well begun.")
    screen = views.lesson(replace(COURSE, lessons=(kind,)), kind)
    text, entities = screen.text.text, {item.type: item for item in screen.text.entities}
    folded = entities["expandable_blockquote"]
    quote = text[folded.offset : folded.offset + folded.length]
    assert "The talk says more." in quote
    assert "Well begun." in text.replace(quote, "")
    assert kind.revision != BARE.revision


def test_a_lesson_without_a_question_offers_none() -> None:
    [[button]] = views.lesson(COURSE, BARE).keyboard
    assert button.label == "Urgent signs"
