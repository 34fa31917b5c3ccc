"""An import keeps every word, cuts between sentences and leaves no scraps."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessons.article.splitting import SCRAP, split_section
from lessons.course.course import Course, CourseStatus
from lessons.course.files import load_course, write_course
from lessons.course.markdown import find_unsupported, plain_blocks
from lessons.errors import InvalidInput
from lessons.text import utf16_length
from tests.support.articles import article_of, import_article
from tests.support.document_files import ARTICLE
from tests.support.tables import table

nasty_texts = st.lists(
    st.sampled_from(
        [
            *("pain", "Back.", "So?", "is", "x_y", "e.g.", "1.", "2)", "🦴" * 30, "w" * 120),
            *("*", "**", "_", "`", "~~", "||", "$x$", "\\", "<b>", "</b>", "&amp;", "&", "<"),
            *("[a](b)", "![a](b)", "[", "](", "#", ">", "-", "+", "---", "===", "|", "[ ]", ":"),
            *("\n", "\n\n", "\n- ", "\n1. ", "\n# ", "\n> ", "\n    ", "\t", "\u00a0", "```"),
        ]
    ),
    min_size=1,
    max_size=120,
).map(" ".join)


def read_aloud(texts: Sequence[str]) -> str:
    """What a reader sees of Markdown texts, without white space."""
    return "".join("".join(block.split()) for text in texts for block in plain_blocks(text))


@given(text=nasty_texts)
@example(text="**One. Two.** Three")
@example(text="a **b" + " c" * 500 + "** d")
def test_the_lessons_together_are_the_article_and_hold_nothing_refused(text: str) -> None:
    try:
        article = article_of(text, "a.md")
    except InvalidInput:
        return
    lessons = import_article(text, "x", "a.md").course.lessons
    bodies = [lesson.body for lesson in lessons]
    sections = [paragraph for section in article.sections for paragraph in section.paragraphs]
    assert read_aloud(bodies) == read_aloud(sections)
    assert [find_unsupported(body) for body in bodies] == [[] for body in bodies]
    assert max(map(utf16_length, bodies)) <= 700


sentences = st.integers(3, 250).map(lambda length: "S" + "o" * (length - 2) + ".")
plain_sections = st.lists(
    st.lists(sentences, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=8
)


@given(paragraphs=plain_sections)
def test_sentences_are_never_cut_and_no_scrap_remains(paragraphs: list[str]) -> None:
    texts = split_section(paragraphs).texts
    assert " ".join(texts).split() == " ".join(paragraphs).split()
    assert all(text.endswith(".") and len(text) <= 700 for text in texts)
    assert len(texts) == 1 or min(map(len, texts)) >= SCRAP


@given(paragraphs=plain_sections)
def test_splitting_is_the_same_every_time(paragraphs: list[str]) -> None:
    assert split_section(paragraphs) == split_section(paragraphs)


def test_a_section_that_fits_is_one_lesson() -> None:
    paragraphs = ["S" + "o" * 340 + ".", "S" + "o" * 354 + "."]
    assert split_section(paragraphs).texts == ("\n\n".join(paragraphs),)


def test_whole_paragraphs_are_worth_some_unevenness() -> None:
    paragraphs = [f"{letter * 199} {letter * 199}." for letter in "ABC"]
    assert split_section(paragraphs).texts == tuple(paragraphs)


def test_a_long_paragraph_falls_into_even_parts() -> None:
    assert [len(text) for text in split_section([("Five." * 20 + " ") * 9]).texts] == [504, 403]


def test_a_list_is_cut_between_items() -> None:
    items = [f"- {letter * 200}" for letter in "abcdef"]
    assert split_section(["\n".join(items)]).texts == ("\n".join(items[:3]), "\n".join(items[3:]))


def test_an_overlong_sentence_is_cut_after_a_clause_and_noted() -> None:
    clauses = [f"{letter * 300}," for letter in "abcd"]
    split = split_section([" ".join(clauses)])
    assert split.texts == (" ".join(clauses[:2]), " ".join(clauses[2:]))
    assert split.notes == (
        'the lesson that begins "..." continues a sentence that is too long for one lesson',
    )


def test_a_sentence_without_clauses_is_cut_between_words_and_noted() -> None:
    split = split_section(["word " * 200])
    assert [set(text.split()) for text in split.texts] == [{"word"}, {"word"}]
    assert len(split.notes) == 1


def test_a_scrap_that_whole_sentences_leave_is_noted() -> None:
    split = split_section(["A" + "a" * 690 + ".", "Short one."])
    assert [len(text) for text in split.texts] == [692, 10]
    assert split.notes == (
        'the lesson that begins "Short one." is short, because its neighbors are full',
    )


def test_sentences_that_share_emphasis_stay_together() -> None:
    filler = "So" * 100 + "."
    emphasized = "**" + ("Go" * 120 + ". ") * 2 + "Now.**"
    texts = split_section([f"{filler} {filler} {emphasized} {filler}"]).texts
    assert sum(emphasized in text for text in texts) == 1


def test_what_starts_a_lesson_reads_as_it_did_within_the_paragraph() -> None:
    filler = "So" * 200 + "."
    texts = split_section([f"{filler} {filler[:340]}. # Count: 1. Rest. {filler}"]).texts
    assert read_aloud(texts) == read_aloud([f"{filler}{filler[:340]}. # Count: 1. Rest.{filler}"])


# The draft


def test_the_real_article_becomes_a_draft_of_twelve_lessons() -> None:
    result = import_article(ARTICLE, "back-and-head")
    assert result.course.status is CourseStatus.DRAFT
    assert result.course.title == "Can L5-S1 Cause Headaches? The Connection Explained"
    assert [(lesson.lesson_id, lesson.title) for lesson in result.course.lessons] == [
        ("can-l5-s1-cause", "Can L5-S1 Cause Headaches? The Connection Explained"),
        ("understanding-l5-s1-1", "Understanding the L5-S1 Region (1 of 2)"),
        ("understanding-l5-s1-2", "Understanding the L5-S1 Region (2 of 2)"),
        ("exploring-potential-1", "Exploring the Potential Connection (1 of 4)"),
        ("exploring-potential-2", "Exploring the Potential Connection (2 of 4)"),
        ("exploring-potential-3", "Exploring the Potential Connection (3 of 4)"),
        ("exploring-potential-4", "Exploring the Potential Connection (4 of 4)"),
        ("accompanying-symptoms-1", "Accompanying Symptoms and Considerations (1 of 3)"),
        ("accompanying-symptoms-2", "Accompanying Symptoms and Considerations (2 of 3)"),
        ("accompanying-symptoms-3", "Accompanying Symptoms and Considerations (3 of 3)"),
        ("when-consult-1", "When to Consult a Healthcare Professional (1 of 2)"),
        ("when-consult-2", "When to Consult a Healthcare Professional (2 of 2)"),
    ]
    assert len(result.left_out) == 3
    assert result.notes == ()
    assert [lesson.characters for lesson in result.lessons] == [
        len(lesson.body) for lesson in result.course.lessons
    ]
    assert all(11 < lesson.grade < 18 for lesson in result.lessons)


def test_what_was_imported_is_written_and_loads(tmp_path: Path) -> None:
    course = import_article(ARTICLE, "back-and-head").course
    write_course(course, tmp_path / "back-and-head")
    assert load_course(tmp_path / "back-and-head") == course


def lesson_ids(course: Course) -> list[str]:
    return [lesson.lesson_id for lesson in course.lessons]


def test_ids_are_slugs_of_at_most_24_bytes_and_never_the_same() -> None:
    headings = [
        "Pain",
        "Pain",
        "PAIN!",
        "Schmerz im Rücken & Gefühl",
        "头痛",
        "痛",
        "x" * 80,
        "The",
    ]
    text = "# Pain\n\n" + "".join(f"## {heading}\n\nText.\n\n" for heading in headings)
    ids = lesson_ids(import_article(text, "x", "a.md").course)
    assert ids == [
        *("pain", "pain-2", "pain-3", "schmerz-im-rucken-gefuhl", "tou-tong", "tong"),
        *("x" * 24, "the"),
    ]


@given(
    heading=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    count=st.integers(1, 12),
)
def test_ids_are_always_valid(heading: str, count: int) -> None:
    section = f"\n\n# T {heading}\n\n" + "\n\n".join(["A" * 600 + "."] * count)
    ids = lesson_ids(import_article("# Title" + section * 2, "x", "a.md").course)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", lesson_id) for lesson_id in ids)
    assert all(len(lesson_id) <= 24 for lesson_id in ids)
    assert len(set(ids)) == len(ids)


def test_an_article_without_headings_is_named_after_its_id() -> None:
    course = import_article("One paragraph. It is short.", "back-care").course
    assert course.title == "Back care"
    assert [(lesson.lesson_id, lesson.title) for lesson in course.lessons] == [
        ("back-care", "Back care")
    ]


@table("course_id", ["", "Back", "back care", "../back", "b" * 29])
def test_an_id_that_is_no_slug_is_refused(course_id: str) -> None:
    with pytest.raises(InvalidInput, match=r"cannot be a course id\. Accepted: small letters"):
        import_article("Text.", course_id)


def test_a_heading_that_the_count_of_its_parts_cuts_short_is_said_whole_below_it() -> None:
    heading = f"{'Never take two ' * 6}2 3"
    text = f"# Pills\n\n## {heading}\n\n{'Take one in the morning, and drink some water. ' * 20}"
    first, *others = import_article(text, "x", "a.md").course.lessons
    assert first.title.endswith("… (1 of 2)")
    assert first.body.startswith(f"**{heading}**")
    assert len(others) == 1
