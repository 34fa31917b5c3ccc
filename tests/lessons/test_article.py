"""An article's title, sections and text are found in plain text and in Markdown alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.article.article import Article, Section, parse_article
from lessons.course.markdown import plain_blocks
from lessons.errors import InvalidInput
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
EXPECTED = Article(
    title="Can backs hurt heads?",
    sections=(
        Section("Can backs hurt heads?", ("The short answer is no.",)),
        Section("The low back", ("Five bones carry you.", "They rest on pads.")),
        Section("When to call", ("Call if your foot is weak.",)),
    ),
    dropped_headings=("Other pages",),
    notes=(),
)
MARKDOWN = """\
# Can backs hurt heads?
The short answer is no.

## The low back
Five bones carry you.

They rest on pads.

When to call
------------
Call if your foot
is weak.
### Other pages
"""


MARKUP = r"[*_`~<>&\\\[\]!]"


def paragraphs(text: str) -> tuple[str, ...]:
    (section,) = parse_article(text).sections
    return section.paragraphs


def test_the_real_article_has_five_sections_and_three_headings_to_drop() -> None:
    article = parse_article(ARTICLE)
    assert article.title == "Can L5-S1 Cause Headaches? The Connection Explained"
    assert [(section.heading, len(section.paragraphs)) for section in article.sections] == [
        ("Can L5-S1 Cause Headaches? The Connection Explained", 1),
        ("Understanding the L5-S1 Region", 2),
        ("Exploring the Potential Connection", 4),
        ("Accompanying Symptoms and Considerations", 3),
        ("When to Consult a Healthcare Professional", 2),
    ]
    assert article.dropped_headings == (
        "Maltodextrin in Baby Formula: What Parents Need to Know",
        "What Is Insulin Signaling and Why Is It Important?",
        "Human Stripes: The Invisible Patterns on Your Skin",
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
        MARKDOWN,
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
    assert parse_article(text) == EXPECTED


def test_a_file_with_a_paragraph_on_each_line_needs_no_blank_lines() -> None:
    long = "This line is long, because nobody wrapped it. " * 5
    text = PLAIN.replace("\n\n", "\n").replace("They rest on pads.", long)
    (_, section, _) = parse_article(text).sections
    assert section == Section("The low back", ("Five bones carry you.", long.strip()))


def test_very_long_lines_are_kept_whole() -> None:
    line = "word " * 200_000
    assert paragraphs(line) == (line.strip(),)


def test_text_before_the_first_heading_is_a_section_under_the_title() -> None:
    assert parse_article("Before all.\n\n# Title\n\nBelow it.\n").sections == (
        Section("Title", ("Before all.",)),
        Section("Title", ("Below it.",)),
    )


def test_a_text_without_headings_is_one_section_without_a_name() -> None:
    article = parse_article("One paragraph.\n\nAnother one.")
    assert article == Article("", (Section("", ("One paragraph.", "Another one.")),), (), ())


@table(
    "line",
    [
        "it starts with a small letter",
        "It ends with a stop.",
        "It ends with a stop in “quotes.”",
        "It announces more:",
        "It is much too long to be a heading, " + "since it goes on and on " * 3 + "without an end",
        "- It is an item",
        "•••",
    ],
)
def test_a_line_that_does_not_look_like_a_heading_is_a_paragraph(line: str) -> None:
    article = parse_article(f"Title\n\n{line}\n\nMore text.")
    assert [section.heading for section in article.sections] == ["Title"]
    assert article.sections[0].paragraphs == (line, "More text.")


@table("text", ["Title\n\nOther title\n\nThird", "# One\n## Two"])
def test_headings_alone_are_no_article(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"only headings\. Accepted: paragraphs of text"):
        parse_article(text)


def test_no_text_is_no_article() -> None:
    with pytest.raises(InvalidInput, match="The article has no text"):
        parse_article(" \n\ufeff\n")


def test_empty_headings_in_the_middle_are_dropped_and_named() -> None:
    article = parse_article("# T\n\nText.\n\n## Empty\n\n## Full\n\nText.\n\n## Last\n")
    assert article.dropped_headings == ("Empty", "Last")
    assert [section.heading for section in article.sections] == ["T", "Full"]


def test_lists_keep_one_line_for_each_item() -> None:
    text = "# T\n\n* Rest\n* Walk\n  daily\n\nThen:\n\n3. Call\n4. Go\n\n•\tLie\n•\tSit"
    assert paragraphs(text) == ("- Rest\n- Walk daily", "Then:", "3. Call\n4. Go", "- Lie\n- Sit")


def test_a_list_within_a_list_stands_beside_it() -> None:
    text = "# T\n\n1. Rest\n   - a bit\n2. - Walk\n3. Call"
    assert paragraphs(text) == ("1. Rest", "- a bit", "2. Walk\n3. Call")


def test_emphasis_is_kept() -> None:
    assert paragraphs("# T\n\n__Bold__ and _slanted_ and ***both***.") == (
        "**Bold** and *slanted* and ***both***.",
    )


def test_a_heading_loses_its_emphasis() -> None:
    assert parse_article("# The *low* **back**\n\nText.").title == "The low back"


@table(
    ("markdown", "kept", "note"),
    [
        ("See [the study](https://example.org).", "See the study.", "link addresses left out: 1"),
        ("See [it][1].\n\n[1]: https://a.org", "See it.", "link addresses left out: 1"),
        ("A spine ![a spine](spine.png) here.", "A spine here.", "images left out: 1"),
        ("A <b>bold</b> move.<br>New line.", "A bold move. New line.", "HTML tags left out: 3"),
        ("<div>\nA &amp; B\n</div>", "A & B", "HTML tags left out: 2"),
        ("<script>\nrun()\n</script>\n\nText.", "Text.", "HTML tags left out: 1"),
    ],
)
def test_what_a_lesson_cannot_hold_is_reduced_to_its_text_and_noted(
    markdown: str, kept: str, note: str
) -> None:
    article = parse_article(f"# T\n\n{markdown}")
    assert article.sections == (Section("T", (kept,)),)
    assert article.notes == (note,)


def test_front_matter_is_left_out_and_noted() -> None:
    for fence, sign in [("---", ":"), ("+++", " =")]:
        article = parse_article(f"{fence}\ntitle{sign} X\n\ntags{sign} []\n{fence}\n\n# T\n\nText.")
        assert (article.title, article.sections) == ("T", (Section("T", ("Text.",)),))
        assert article.notes == ("front matter left out: 1",)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert paragraphs("---\n\n# T\n\nText.\n\n---\n") == ("Text.",)


def test_tables_quotations_and_code_become_paragraphs() -> None:
    text = "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> Said so.\n\n```\nrun it\nnow\n```"
    assert paragraphs(text) == ("a; b", "1; 2", "Said so.", "run it now")


@given(words=st.lists(st.text("abcXYZ019.,;:?!()'’“”–%éß", min_size=1), min_size=1))
def test_no_word_of_a_plain_text_is_lost(words: list[str]) -> None:
    text = f"So {' '.join(words)}."
    assert paragraphs(f"Title\n\n{text}") == (text,)


@given(text=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_no_sign_that_is_no_markup_is_changed_for_the_reader(text: str) -> None:
    text = f"So {re.sub(MARKUP, '', text)}."
    (read,) = plain_blocks(paragraphs(f"Title\n\n{text}")[0])
    assert read.split() == text.split()
