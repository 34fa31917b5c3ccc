"""A question about a lesson finds the lesson, and so does a line of it."""

from lessons.course.about import find_lesson_about
from tests.support.built_in_course import COURSE
from tests.support.tables import table


@table(
    ("asked", "in_title"),
    [
        ("What does cauda equina mean?", "cauda equina"),
        ("What is sciatica?", "sciatica"),
        ("which lesson tells about painkillers", "painkiller"),
        ("What does saddle numbness mean?", "numb"),
    ],
)
def test_a_question_finds_the_lesson_that_tells_about_it(asked: str, in_title: str) -> None:
    lesson = find_lesson_about(COURSE, asked)
    assert lesson is not None
    assert in_title in f"{lesson.title} {lesson.body}".casefold()


def test_a_line_of_a_lesson_finds_its_lesson() -> None:
    for lesson in COURSE.lessons:
        line = " ".join(lesson.body.replace("*", "").split()[:9])
        assert find_lesson_about(COURSE, line) == lesson, line


NOT_OF_A_LESSON = [
    "is the app free",
    "had a head injury as a kid, can i do the neck one?",
    "do you sell pillows?",
    "can i drive?",
]


@table(
    "said",
    ["hello", "Berlin", "my knee hurts", "what is the capital of Peru", "", "?", *NOT_OF_A_LESSON],
)
def test_other_texts_find_none(said: str) -> None:
    assert find_lesson_about(COURSE, said) is None


@table(
    "said",
    [
        "what is the difference between migraine and cluster headache",
        "what is a cluster headache",
        "how many paracetamol would it take",
        "what dose of painkillers is deadly",
    ],
)
def test_no_lesson_is_named_that_does_not_tell_it(said: str) -> None:
    assert find_lesson_about(COURSE, said) is None


def test_a_word_for_any_illness_hides_no_lesson() -> None:
    assert find_lesson_about(COURSE, "what is cauda equina syndrome") is not None
