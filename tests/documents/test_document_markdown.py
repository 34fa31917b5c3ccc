"""Markdown is read as the page that it stands for, and the HTML in it as HTML."""

from lessons.article.article import Article, Section
from lessons.article.blocks import LeftOut, Why, tell_left_out
from tests.support.articles import article_of
from tests.support.tables import table

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


def article(text: str) -> Article:
    return article_of(text, "a.md")


def paragraphs(text: str) -> tuple[str, ...]:
    (section,) = article(text).sections
    return section.paragraphs


def test_headings_of_both_kinds_are_found_with_what_stands_below_them() -> None:
    found = article(MARKDOWN)
    assert [(section.heading, section.paragraphs) for section in found.sections] == [
        ("Can backs hurt heads?", ("The short answer is no.",)),
        ("The low back", ("Five bones carry you.", "They rest on pads.")),
        ("When to call", ("Call if your foot is weak.",)),
    ]
    assert found.left_out == (LeftOut(Why.ORPHAN, "Other pages"),)


def test_empty_headings_in_the_middle_are_dropped_and_named() -> None:
    found = article("# T\n\nText.\n\n## Empty\n\n## Full\n\nText.\n\n## Last\n")
    assert [item.words for item in found.left_out] == ["Empty", "Last"]
    assert [section.heading for section in found.sections] == ["T", "Full"]


def test_lists_keep_one_line_for_each_item() -> None:
    text = "# T\n\n* Rest\n* Walk\n  daily\n\nThen:\n\n3. Call\n4. Go\n\n•\tLie\n•\tSit"
    assert paragraphs(text) == ("- Rest\n- Walk daily", "Then:", "3. Call\n4. Go", "- Lie\n- Sit")


def test_a_list_within_a_list_stands_below_its_item_and_numbers_go_on() -> None:
    text = "# T\n\n1. Rest\n   - a bit\n2. - Walk\n3. Call"
    assert paragraphs(text) == ("1. Rest\n   - a bit\n2. Walk\n3. Call",)


def test_boxes_say_whether_they_are_ticked() -> None:
    text = "# T\n\nBefore you leave:\n\n- [ ] your keys\n- [x] your tablets\n\nSee [x] there."
    assert paragraphs(text) == (
        "Before you leave:",
        "- ☐ your keys\n- ☑ your tablets",
        "See [x] there.",
    )


def test_the_number_of_a_chapter_belongs_to_its_heading() -> None:
    text = "# T\n\nText.\n\n## Chapter 4\n\n## Sleep\n\nText.\n\n## 第二章\n\n## 睡眠\n\n好。"
    headings = [section.heading for section in article(text).sections]
    assert headings == ["T", "Chapter 4: Sleep", "第二章: 睡眠"]


def test_emphasis_is_kept() -> None:
    assert paragraphs("# T\n\n__Bold__ and _slanted_ and ***both***.") == (
        "**Bold** and *slanted* and ***both***.",
    )


def test_a_heading_loses_its_emphasis() -> None:
    assert article("# The *low* **back**\n\nText.").title == "The low back"


@table(
    ("markdown", "kept", "note"),
    [
        ("See [the study](https://example.org).", "See the study.", "link addresses left out: 1"),
        ("See [it][1].\n\n[1]: https://a.org", "See it.", "link addresses left out: 1"),
        ("A spine ![a spine](spine.png) here.", "A spine here.", "images left out: 1"),
        ("A <b>bold</b> move.<br>New line.", "A **bold** move.\nNew line.", ""),
        ("<div>\nA &amp; B\n</div>", "A & B", ""),
        ("<script>\nrun()\n</script>\n\nText.", "Text.", "scripts left out: 1"),
        ("Take ~~four~~ two.", "Take two.", "struck-out text left out: 1: “four”"),
        ("H<sub>2</sub>O, 10<sup>3</sup>.", "H₂O, 10³.", ""),
    ],
)
def test_what_a_lesson_cannot_hold_is_reduced_to_its_text_and_noted(
    markdown: str, kept: str, note: str
) -> None:
    found = article(f"# T\n\n{markdown}")
    assert found.sections == (Section("T", (kept,)),)
    assert "; ".join(tell_left_out(found.left_out)) == note


def test_front_matter_is_left_out_and_noted() -> None:
    for fence, sign in [("---", ":"), ("+++", " =")]:
        found = article(f"{fence}\ntitle{sign} X\n\ntags{sign} []\n{fence}\n\n# T\n\nText.")
        assert (found.title, found.sections) == ("T", (Section("T", ("Text.",)),))
        assert [item.why for item in found.left_out] == [Why.FRONT_MATTER]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert paragraphs("---\n\n# T\n\nText.\n\n---\n") == ("Text.",)


def test_tables_become_lines_and_quotations_and_code_paragraphs() -> None:
    text = "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> Said so.\n\n```\nrun it\nnow\n```"
    assert paragraphs(text) == ("- a: 1; b: 2", "Said so.", "run it now")


def test_a_footnote_that_limits_a_rule_stands_at_it_and_one_that_tells_a_source_is_left_out() -> (
    None
):
    found = article(
        "# Hip\n\nDo not bend it beyond 90 degrees.[^1] Rest helps.[^2]\n\n"
        "- At most 4 g a day[^3]\n\n"
        "[^1]: This holds for the posterior approach only.\n[^2]: Doe 2020, a study.\n"
        "[^3]: 2 g, not 4, with a weak liver.\n"
    )
    (section,) = found.sections
    assert section.paragraphs == (
        "Do not bend it beyond 90 degrees. (This holds for the posterior approach only.) Rest"
        " helps.",
        "- At most 4 g a day (2 g, not 4, with a weak liver.)",
    )
    assert [item.words for item in found.left_out] == ["2 Doe 2020, a study."]


def test_a_box_that_warns_says_so_in_words() -> None:
    text = "# T\n\n> [!WARNING]\n> Never the arm with the shunt.\n\n> [!tip]\n> - Sit.\n> - Rest."
    assert paragraphs(text) == (
        "**Warning:** Never the arm with the shunt.",
        "**Tip:**",
        "- Sit.\n- Rest.",
    )
