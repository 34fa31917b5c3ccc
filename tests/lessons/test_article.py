"""An article's title, sections and text are found in plain text and in Markdown alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.article.article import Section
from lessons.article.blocks import LeftOut, Why
from lessons.course.markdown import plain_blocks
from lessons.errors import InvalidInput
from tests.support.articles import article_of
from tests.support.document_files import ARTICLE
from tests.support.tables import table

PLAIN = """\
Can backs hurt heads?

The short answer is no.

The low back

Five bones carry you.

They rest on pads.

When to call

Call if your foot is weak.

Other pages
"""
EXPECTED = (
    Section("Can backs hurt heads?", ("The short answer is no.",)),
    Section("The low back", ("Five bones carry you.", "They rest on pads.")),
    Section("When to call", ("Call if your foot is weak.",)),
)


MARKUP = r"[*_`~<>&\\\[\]!]"


def paragraphs(text: str) -> tuple[str, ...]:
    (section,) = article_of(text).sections
    return section.paragraphs


def test_the_real_article_has_five_sections_and_three_headings_to_drop() -> None:
    article = article_of(ARTICLE)
    assert article.title == "Can L5-S1 Cause Headaches? The Connection Explained"
    assert [(section.heading, len(section.paragraphs)) for section in article.sections] == [
        ("Can L5-S1 Cause Headaches? The Connection Explained", 1),
        ("Understanding the L5-S1 Region", 2),
        ("Exploring the Potential Connection", 4),
        ("Accompanying Symptoms and Considerations", 3),
        ("When to Consult a Healthcare Professional", 2),
    ]
    assert article.left_out == (
        LeftOut(Why.ORPHAN, "Maltodextrin in Baby Formula: What Parents Need to Know"),
        LeftOut(Why.ORPHAN, "What Is Insulin Signaling and Why Is It Important?"),
        LeftOut(Why.ORPHAN, "Human Stripes: The Invisible Patterns on Your Skin"),
    )
    assert article.notes == ()
    kept = [paragraph for section in article.sections for paragraph in section.paragraphs]
    assert "\n\n".join(kept) == "\n\n".join(
        line for line in ARTICLE.split("\n\n") if line.endswith(".")
    )


@table(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n\n", "\n \n\t\n\u00a0\n\n"),
        PLAIN.replace("Five bones carry", "  \tFive\u00a0bones\t carry "),
        PLAIN.replace("The short answer", "The\nshort answer"),
        PLAIN.replace("\n\n", "\f"),
    ],
)
def test_the_same_article_is_found_however_it_was_saved(text: str) -> None:
    if "\f" in text:
        text = text.replace("\f", "\f\f")
    article = article_of(text)
    assert (article.title, article.sections) == ("Can backs hurt heads?", EXPECTED)
    assert article.left_out == (LeftOut(Why.ORPHAN, "Other pages"),)


def test_a_file_with_a_paragraph_on_each_line_needs_no_blank_lines() -> None:
    long = "This line is long, because nobody wrapped it. " * 5
    text = PLAIN.replace("\n\n", "\n").replace("They rest on pads.", long)
    (_, section, _) = article_of(text).sections
    assert section == Section("The low back", ("Five bones carry you.", long.strip()))


def test_very_long_lines_are_kept_whole() -> None:
    line = "word " * 200_000
    assert paragraphs(line) == (line.strip(),)


def test_text_before_the_first_heading_is_a_section_under_the_title() -> None:
    assert article_of("Before all.\n\nTitle\n\nBelow it.\n").sections == (
        Section("Title", ("Before all.",)),
        Section("Title", ("Below it.",)),
    )


def test_a_text_without_headings_is_one_section_without_a_name() -> None:
    article = article_of("One paragraph.\n\nAnother one.")
    assert (article.title, article.sections) == (
        "",
        (Section("", ("One paragraph.", "Another one.")),),
    )


@table(
    "line",
    [
        "it starts with a small letter",
        "It ends with a stop.",
        "It ends with a stop in “quotes.”",
        "It is much too long to be a heading, " + "since it goes on and on " * 3 + "without an end",
        "- It is an item",
    ],
)
def test_a_line_that_does_not_look_like_a_heading_is_a_paragraph(line: str) -> None:
    article = article_of(f"Title\n\n{line}\n\nMore text.")
    assert [section.heading for section in article.sections] == ["Title"]
    assert article.sections[0].paragraphs == (line, "More text.")


@table("text", ["Title\n\nOther title\n\nThird", "One\n\n***\n\nTwo"])
def test_headings_alone_are_no_article(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"only headings\. Accepted: paragraphs of text"):
        article_of(text)


def test_no_text_is_no_article() -> None:
    with pytest.raises(InvalidInput, match="The article has no text"):
        article_of("***\n\n---\n")


@given(words=st.lists(st.text("abcXYZ019.,;:?!()'’“”–%éß", min_size=1), min_size=1))
def test_no_word_of_a_plain_text_is_lost(words: list[str]) -> None:
    text = f"So {' '.join(words)}."
    assert paragraphs(f"Title\n\n{text}") == (text,)


# Two letters that print joins are told apart again.
JOINED = "".join(map(chr, range(0xFB00, 0xFB07)))


@given(
    text=st.text(
        st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters=JOINED), min_size=1
    )
)
def test_no_sign_that_is_no_markup_is_changed_for_the_reader(text: str) -> None:
    text = f"So {re.sub(MARKUP, '', text)}."
    (read,) = plain_blocks(paragraphs(f"Title\n\n{text}")[0])
    assert read.split() == text.split()


def test_a_line_in_capitals_with_a_colon_heads_even_a_list() -> None:
    article = article_of("Shock\n\nIt kills.\n\nWHAT NOT TO DO:\n\n- Give fluids\n- Leave alone")
    assert article.sections[1] == Section("WHAT NOT TO DO", ("- Give fluids\n- Leave alone",))


def test_of_two_short_lines_in_a_row_the_first_is_the_context_of_the_second() -> None:
    article = article_of(
        "T\n\nOne.\n\nLow means\n\nNo blankets\n\nUse coats.\n\nNo bed\n\nLie down."
    )
    assert [(*section.path, section.heading) for section in article.sections] == [
        ("T",),
        ("Low means", "No blankets"),
        ("No bed",),
    ]


@table(
    "lines",
    ["Chest pain\n\nBlue lips\n\nFits", "胸痛\n\n嘴唇发紫\n\n抽搐", "सीने में दर्द\n\nनीले होंठ\n\nदौरे"],
)
def test_short_lines_in_a_row_are_no_headings_and_never_dropped(lines: str) -> None:
    for before in ("", "Call if:\n\n"):
        article = article_of(f"Title\n\nSome text here.\n\n{before}{lines}\n\nThen call us now.")
        text = "\n".join(
            part for section in article.sections for part in (section.heading, *section.paragraphs)
        )
        assert all(line in text for line in lines.split("\n\n"))
        assert not article.left_out


@table(
    ("text", "lines"),
    [
        (
            "Age\tDose\n3 years\t5 ml\n4 years\t6 ml",
            "- Age: 3 years; Dose: 5 ml\n- Age: 4 years; Dose: 6 ml",
        ),
        (
            "\t250 mg\t500 mg\nAdults\t2\t1\nUnder 12\task us",
            "- Adults, 250 mg: 2\n- Adults, 500 mg: 1\n- Under 12, 250 mg: ask us",
        ),
        ("| Age | Dose |\n|-----|------|\n| All | 5 ml |", "- Age: All; Dose: 5 ml"),
        (
            "年龄\t剂量\n3岁\t5毫升\n4岁\t6毫升",
            "- 年龄: 3岁; 剂量: 5毫升\n- 年龄: 4岁; 剂量: 6毫升",
        ),
        ("आयु\tमात्रा\n3\t5\n4\t6", "- आयु: 3; मात्रा: 5\n- आयु: 4; मात्रा: 6"),
    ],
)
def test_cells_between_tabs_or_strokes_are_a_table(text: str, lines: str) -> None:
    article = article_of(f"Title\n\nLook here.\n\n{text}\n\nThen call us.")
    (section,) = article.sections
    assert section.paragraphs == ("Look here.", lines, "Then call us.")
    assert section.tables == {1}


def test_tabs_after_marks_make_a_list_and_before_a_line_nothing() -> None:
    assert paragraphs("Title\n\nText here.\n\n1.\tGo.\n2.\tStop.\n\n\tThen rest.\n\tThen eat.") == (
        "Text here.",
        "1. Go.\n2. Stop.",
        "Then rest. Then eat.",
    )


@table(
    "lead_in",
    [
        "Go to the emergency room at once if",
        "Call us the same day if you have",
        "Sofort in die Notaufnahme gehört man, wenn",
        "Vaya a urgencias de inmediato si",
        "Appelez le 15 tout de suite si vous avez",
        "Vá à urgência quando",
        "Jedź od razu na pogotowie, gdy",
        "**Go to the emergency room at once if**",
        "すぐに受診が必要な場合",
    ],
)
def test_what_a_list_ends_as_a_sentence_is_no_heading_of_anything_else(lead_in: str) -> None:
    points = "* legs that go weak\n* numbness between the legs"
    before, after = "Most back pain is harmless and gets better.", "Paracetamol: at most 4 g a day."
    found = article_of(f"{before}\n\n{lead_in}\n{points}\n\n{after}\n", "a.md")
    assert found.title == ""
    (section,) = found.sections
    assert section.heading == ""
    assert section.paragraphs == (before, lead_in, points.replace("*", "-"), after)


def test_below_a_title_what_follows_the_list_is_not_below_its_lead_in() -> None:
    text = (
        "Back pain\n\nIt is mostly harmless.\n\nGo to the emergency room if there is\n"
        "* weakness in the legs,\n* fever.\n\nParacetamol: at most 4 g a day.\n"
    )
    assert [section.heading for section in article_of(text).sections] == ["Back pain"]


@table("heading", ["What helps", "Whom to call and when", "What to do if stung by a bee"])
def test_a_line_that_asks_or_names_still_heads_its_list(heading: str) -> None:
    text = f"It is harmless.\n\n{heading}\n* Cold water\n* Rest\n\nMost people get well.\n"
    assert [section.heading for section in article_of(text).sections][-1] == heading


def test_the_one_line_that_looks_like_a_heading_is_no_title_of_what_stands_before_it() -> None:
    found = article_of("It is mostly harmless.\n\nWalk a little.\n\nLG Anke\n\nStay well.\n")
    assert found.title == ""
    assert [section.heading for section in found.sections] == ["", "LG Anke"]
