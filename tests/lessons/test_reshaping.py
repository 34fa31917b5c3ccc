"""Lessons of a draft are joined, parted and moved; no word is lost, and no id used twice."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lessons.course.course import Course, Evidence, Lesson
from lessons.course.edits import remove_lesson
from lessons.course.markdown import plain_blocks
from lessons.draft.reshaping import find_parts, join_with_next, move, part_before
from tests.support.drafts import QUIZ, SOUND, draft_of
from tests.support.tables import table

BODIES = st.sampled_from(
    [
        "Rest may help.\n\nThen walk.",
        "- Walk\n- Swim\n- Rest",
        "One goes. Two goes. Three goes.",
        "**Go now. Do not wait.** Call.",
        "走路。休息。",
        "Walk",
    ]
)


TITLE = re.compile(r"Title \d")


def course_of(*bodies: str, language: str = "en") -> Course:
    lessons = (
        replace(SOUND, lesson_id=f"l{at}", title=f"Title {at}", body=body)
        for at, body in enumerate(bodies, start=1)
    )
    return draft_of(*lessons, language=language).course


def blocks(course: Course) -> list[str]:
    return [block for lesson in course.lessons for block in plain_blocks(lesson.body)]


def signs(course: Course) -> list[str]:
    """The signs of what is told, but for titles that stand in a text since lessons were joined."""
    told = (block for block in blocks(course) if not TITLE.fullmatch(block))
    return sorted("".join("".join(told).split()))


def titles(course: Course) -> set[str]:
    shown = (TITLE.match(it) for it in (*blocks(course), *(at.title for at in course.lessons)))
    return {found[0] for found in shown if found}


def test_a_lesson_takes_the_words_of_the_next_and_keeps_what_it_has_once() -> None:
    course = course_of("Rest.", "Walk.", "Swim.")
    first = replace(course.lessons[0], title="Backs (1 of 2)", takeaway="", sources=("NICE",))
    second = replace(
        course.lessons[1], sources=("NICE", "Cochrane"), evidence=Evidence.WEAK, quiz=None
    )
    course = replace(course, lessons=(first, second, course.lessons[2]))
    joined = join_with_next(course, first)
    assert joined is not None
    lesson = joined.lessons[0]
    assert (lesson.title, lesson.body) == ("Backs", "Rest.\n\n**Title 2**\n\nWalk.")
    assert (lesson.takeaway, lesson.sources) == (second.takeaway, ("NICE", "Cochrane"))
    # Two degrees of how sure science is say nothing of both together.
    assert (lesson.evidence, lesson.quiz) == (None, QUIZ)
    assert [it.lesson_id for it in joined.lessons] == ["l1", "l3"]
    assert joined.order == ("l1", "l2", "l3")
    assert join_with_next(joined, joined.lessons[-1]) is None


@table(
    ("body", "language", "parts"),
    [
        ("Rest.\n\nWalk. Swim.", "en", ("Rest.", "Walk. Swim.")),
        ("- Walk\n- Swim", "en", ("- Walk", "- Swim")),
        ("Rest at first. Ask Dr. Hall. Walk.", "en", ("Rest at first.", "Ask Dr. Hall.", "Walk.")),
        ("Fragen Sie z. B. Anna. Gehen Sie.", "de", ("Fragen Sie z. B. Anna.", "Gehen Sie.")),
        ("चलते रहें। न लेटें।", "hi", ("चलते रहें।", "न लेटें।")),
        ("走路。休息。", "zh", ("走路。", "休息。")),
        ("**Go now. Do not wait.**", "en", ("**Go now. Do not wait.**",)),
        ("Walk", "en", ("Walk",)),
    ],
)
def test_a_lesson_can_be_parted_where_its_words_pause(
    body: str, language: str, parts: tuple[str, ...]
) -> None:
    assert find_parts(replace(SOUND, body=body), language) == parts


def test_a_new_lesson_begins_at_the_part_that_is_meant() -> None:
    course = course_of("Rest.\n\nWalk.\n\nSwim.", "Call.")
    parted = part_before(course, course.lessons[0], 3)
    assert parted is not None
    first, second, _ = parted.lessons
    assert (first.title, first.body) == ("Title 1 (1 of 2)", "Rest.\n\nWalk.")
    assert (second.title, second.body) == ("Title 1 (2 of 2)", "Swim.")
    assert (second.sources, second.quiz, second.takeaway) == (first.sources, None, "")
    assert parted.order == tuple(it.lesson_id for it in parted.lessons)
    assert [part_before(course, course.lessons[0], at) for at in (0, 1, 4)] == [None] * 3


def test_a_lesson_moves_past_its_neighbor_and_not_past_the_end() -> None:
    course = remove_lesson(course_of("One.", "Two.", "Three."), "l2")
    moved = move(course, course.lessons[0], is_earlier=False)
    assert moved is not None
    assert [it.lesson_id for it in moved.lessons] == ["l3", "l1"]
    assert moved.order == ("l3", "l2", "l1")
    assert move(moved, moved.lessons[0], is_earlier=True) is None
    assert move(moved, moved.lessons[-1], is_earlier=False) is None


@given(
    bodies=st.lists(BODIES, min_size=1, max_size=4),
    steps=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(0, 4)), max_size=8),
)
def test_no_word_is_lost_or_told_twice_and_no_id_is_used_again(
    bodies: list[str], steps: list[tuple[int, int, int]]
) -> None:
    course = course_of(*bodies)
    before, titles_before = signs(course), titles(course)
    for which, at, way in steps:
        lesson: Lesson = course.lessons[which % len(course.lessons)]
        changed = (
            join_with_next(course, lesson),
            part_before(course, lesson, at),
            move(course, lesson, is_earlier=True),
            move(course, lesson, is_earlier=False),
            None,
        )[way]
        if changed is not None:
            assert set(course.order) <= set(changed.order)
            course = changed
    assert signs(course) == before
    assert titles(course) == titles_before


def test_a_title_that_a_joined_lesson_had_names_it_again_when_it_is_parted() -> None:
    course = course_of("Asthma.", "Use it at once.", "Use it every day.")
    named = [
        replace(lesson, title=title)
        for lesson, title in zip(
            course.lessons, ("Inhalers", "The *blue* inhaler", "The brown one"), strict=True
        )
    ]
    course = replace(course, lessons=tuple(named))
    joined = join_with_next(course, course.lessons[0])
    assert joined is not None
    assert joined.lessons[0].body == "Asthma.\n\n**The \\*blue\\* inhaler**\n\nUse it at once."
    parted = part_before(joined, joined.lessons[0], 2)
    assert parted is not None
    assert [it.title for it in parted.lessons] == [it.title for it in named]
    assert [it.body for it in parted.lessons] == [it.body for it in named]


def test_parts_of_one_section_are_joined_without_a_title_between_them() -> None:
    course = course_of("Rest.", "Walk.")
    parts = [replace(it, title=f"Backs ({at} of 2)") for at, it in enumerate(course.lessons, 1)]
    course = replace(course, lessons=tuple(parts))
    joined = join_with_next(course, course.lessons[0])
    assert joined is not None
    assert (joined.lessons[0].title, joined.lessons[0].body) == ("Backs", "Rest.\n\nWalk.")


def test_a_bold_sentence_stays_in_the_text_where_a_lesson_is_parted() -> None:
    course = course_of("Rest.\n\n**Call at once.**\n\nWalk.")
    parted = part_before(course, course.lessons[0], 2)
    assert parted is not None
    assert parted.lessons[1].body == "**Call at once.**\n\nWalk."


def test_a_table_that_nobody_compared_stays_unchecked_wherever_it_goes() -> None:
    course = course_of("One.\n\nTwo.", "- Age: 3; Dose: 5 ml")
    course = replace(
        course, lessons=(course.lessons[0], replace(course.lessons[1], unchecked="table"))
    )
    joined = join_with_next(course, course.lessons[0])
    assert joined is not None
    assert joined.lessons[0].unchecked == "table"
    parted = part_before(joined, joined.lessons[0], 2)
    assert parted is not None
    assert [lesson.unchecked for lesson in parted.lessons] == ["table", "table"]
