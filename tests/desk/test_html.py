"""The words of the chat as HTML: the same marks at the same places, and nothing but text."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.html import to_html
from bot.views.lesson import preview
from bot.views.rich_text import Entity, RichText, bold, concatenate, link
from lessons.course.files import load_published_courses

KINDS = ("bold", "italic", "code", "expandable_blockquote", "text_link", "spoiler", "date_time")


def test_marks_are_found_behind_letters_of_two_units() -> None:
    assert to_html(concatenate(("🦴 ", bold("bone"), "!"))) == "🦴 <strong>bone</strong>!"


def test_what_overlaps_is_closed_and_opened_anew() -> None:
    text = RichText("abcdef", (Entity("bold", 0, 4), Entity("italic", 2, 4)))
    assert to_html(text) == "<strong>ab<em>cd</em></strong><em>ef</em>"


def test_words_are_never_markup_and_links_lead_only_to_web_pages() -> None:
    assert "<script>" not in to_html(bold("<script>alert(1)</script>"))
    assert "javascript:" not in to_html(link("here", "javascript:alert(1)"))
    assert 'href="https://example.org/?a=&#34;&amp;b"' in to_html(
        link("here", 'https://example.org/?a="&b')
    )


@given(
    st.text(alphabet="ab<>&\"'ß\n", max_size=12),
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(0, 14), st.integers(-1, 14)), max_size=5
    ),
)
def test_whatever_is_marked_the_words_stay_and_the_tags_nest(
    text: str, marks: list[tuple[str, int, int]]
) -> None:
    entities = tuple(
        Entity(kind, offset, length, url="https://example.org", unix_time=0)
        for kind, offset, length in marks
    )
    written = str(to_html(RichText(text, entities)))
    assert unescape(re.sub(r"<[^>]+>", "", written)) == text
    opened: list[str] = []
    for closes, name in re.findall(r"<(/?)(\w+)", written):
        if closes:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


def test_every_built_in_lesson_reads_as_its_message() -> None:
    wrong = []
    for course in load_published_courses(None).values():
        for item in course.lessons:
            text = preview(course, item).text
            read = unescape(re.sub(r"<[^>]+>", "", str(to_html(text))))
            if read != text.text:
                wrong.append(item.lesson_id)
    assert wrong == []
