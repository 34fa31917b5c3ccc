"""What announces a list stays with it, and is said again where the list must be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.article.splitting import split_section
from lessons.text import utf16_length
from tests.support.tables import table

FILLER = f"{'Word ' * 100}here."


def a_list(count: int, length: int = 60) -> str:
    return "\n".join(f"- {number}{'x' * length}" for number in range(count))


@table(
    "lead_in",
    [
        "What not to do:",
        "Go to the emergency room at once if",
        "**Call us if you have**",
        "**Call us if:**",
        "不要做的事：",
        "避けること：",
        "इनसे बचें:",
        "لا تفعل ما يلي:",
    ],
)
def test_a_lead_in_begins_the_text_of_its_list(lead_in: str) -> None:
    first, second = split_section([FILLER, lead_in, a_list(8)]).texts
    assert first == FILLER
    assert second.startswith(f"{lead_in}\n\n- 0")


@table("lead_in", ["What not to do:", "不要做的事：", "इनसे बचें:"])
def test_where_a_list_must_be_cut_its_lead_in_is_said_again(lead_in: str) -> None:
    split = split_section([f"You may be tired. {lead_in}", a_list(20)])
    assert split.lead_ins == ("", *[lead_in] * (len(split.texts) - 1))
    assert len(split.texts) > 1
    assert all(f"{lead_in}\n\n- " in text for text in split.texts)


def test_only_the_sentence_that_announces_goes_with_the_list() -> None:
    texts = split_section([f"{FILLER} Call us if you have any of these:", a_list(8)]).texts
    assert texts == (FILLER, f"Call us if you have any of these:\n\n{a_list(8)}")


def test_a_list_that_fits_is_rather_left_whole() -> None:
    texts = split_section([FILLER, a_list(6)]).texts
    assert texts == (FILLER, a_list(6))


def test_points_within_a_point_are_cut_with_the_point_said_again() -> None:
    inner = [f"   - {number}{'x' * 60}" for number in range(20)]
    split = split_section(["\n".join(["1. Eat.", "2. Take your tablets, but not:", *inner])])
    assert len(split.texts) > 1
    for text in split.texts[1:]:
        assert text.startswith("2. Take your tablets, but not:\n   - ")


def test_a_lead_in_too_long_to_be_said_again_is_told() -> None:
    lead_in = f"{'So long ' * 45}that it is said once:"
    split = split_section([lead_in, a_list(20)])
    assert split.lead_ins[1] == ""
    assert any("goes on with a list that is announced" in note for note in split.notes)


@pytest.mark.parametrize("depth", [0, 1, 2])
@given(
    lead_in=st.sampled_from(["", "Never take:", "Do not take with it, whatever you feel:"]),
    lengths=st.lists(st.integers(1, 690), min_size=1, max_size=30),
)
def test_no_item_is_lost_and_no_lead_in_ends_a_text(
    depth: int, lead_in: str, lengths: list[int]
) -> None:
    parents = [f"{'  ' * level}- Parent {level}:" for level in range(depth)]
    items = [f"{'  ' * depth}- {'x' * length}" for length in lengths]
    paragraphs = [lead_in] * bool(lead_in) + ["\n".join(parents + items)]
    split = split_section(paragraphs)
    lines = [line.strip() for text in split.texts for line in text.split("\n")]
    assert [line for line in lines if line.startswith("- x")] == [it.strip() for it in items]
    assert all(utf16_length(text) <= 700 for text in split.texts)
    for text in split.texts:
        assert not text.endswith(":") or utf16_length(f"{text}\n\n{items[0]}") > 700


def test_a_lead_in_stays_with_a_paragraph_too() -> None:
    texts = split_section([FILLER, "In an emergency:", f"{'Word ' * 60}there."]).texts
    assert texts == (FILLER, f"In an emergency:\n\n{'Word ' * 60}there.")


@table(
    ("sentence", "question", "language"),
    [
        ("Wash your hands for a while with soap and with warm water.", "Why?", "en"),
        ("اغسل يديك بالماء الدافئ والصابون مدة كافية كل مرة قبل الأكل.", "لماذا؟", "ar"),
        (
            "每次吃饭之前都要用温水和肥皂把双手仔细清洗干净，然后擦干，再开始吃饭。",
            "为什么？",
            "zh",
        ),
    ],
)
def test_a_question_is_not_cut_from_its_answer(sentence: str, question: str, language: str) -> None:
    joint = "" if language == "zh" else " "
    around = [sentence] * (10 if language == "zh" else 6)
    paragraph = joint.join([*around, question, *around])
    texts = split_section([paragraph], language=language).texts
    assert len(texts) > 1
    assert not any(text.endswith(question) for text in texts)


def test_a_point_of_a_list_that_goes_on_in_a_second_line_is_not_cut() -> None:
    said = "Wash your hands for a while with soap and with warm water."
    lines = [f"- {said}\n  {' '.join([said] * more)}" for more in (1, 1, 2, 4, 1, 4)]
    texts = split_section(["\n".join(lines)]).texts
    assert len(texts) > 1
    assert all(text.startswith("- ") for text in texts)
