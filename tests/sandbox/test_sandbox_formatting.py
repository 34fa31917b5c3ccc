"""The sandbox reads markup and entities as strictly as Telegram does."""

from __future__ import annotations

import html
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.helpers import escape_markdown

from bot.sandbox.formatting import (
    FormattingError,
    detect_entities,
    parse_formatted,
    utf16_length,
)
from tests.support.formatting import formatted, parse, refusal, spans
from tests.support.tables import table

STYLES = ["bold", "italic", "underline", "strikethrough", "spoiler"]
BLOCKS = ["code", "pre", "blockquote", "expandable_blockquote"]
OTHERS = ["text_link", "date_time", "custom_emoji", "mention"]


# Entities as JSON


def test_given_entities_come_back() -> None:
    given = spans(("bold", 0, 5), ("code", 6, 3))
    assert parse("Hello 👋y", None, given) == ("Hello 👋y", given)


def test_a_parse_mode_makes_given_entities_count_for_nothing() -> None:
    assert parse("abc", "HTML", spans(("bold", 0, 3))) == ("abc", [])


@table(
    ("given", "problem"),
    [
        ({"type": "loud", "offset": 0, "length": 1}, "Unsupported type specified"),
        ({"type": "", "offset": 0, "length": 1}, "Type is not specified"),
        ({"type": "bold", "length": 1}, 'Can\'t find field "offset"'),
        ({"type": "bold", "offset": None, "length": 1}, 'Field "offset" must be a Number'),
        ({"type": "bold", "offset": 0.5, "length": 1}, 'Field "offset" must be a valid Number'),
        ({"offset": 0, "length": 1}, 'Can\'t find field "type"'),
        ({"type": "text_link", "offset": 0, "length": 1}, 'Can\'t find field "url"'),
        ({"type": "text_mention", "offset": 0, "length": 1}, 'Can\'t find field "user"'),
        (
            {"type": "text_mention", "offset": 0, "length": 1, "user": 5},
            'Field "user" must be of type Object',
        ),
        ({"type": "date_time", "offset": 0, "length": 1}, 'Can\'t find field "unix_time"'),
        (
            {
                "type": "date_time",
                "offset": 0,
                "length": 1,
                "unix_time": 5,
                "date_time_format": "?",
            },
            "Invalid date-time format specified",
        ),
        ("bold", "expected an Object"),
    ],
)
def test_an_unreadable_entity_is_refused_in_telegrams_words(given: object, problem: str) -> None:
    assert refusal("abc", None, [given]) == f"can't parse MessageEntity: {problem}"


@table(
    ("given", "problem"),
    [
        (("bold", -1, 2), "receive an entity with incorrect offset -1"),
        (("bold", 0, -2), "receive an entity with incorrect length -2"),
        (("bold", 9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
        (
            ("bold", 1, 9),
            "entity beginning at UTF-16 offset 1 ends after the end of the text "
            "at UTF-16 offset 10",
        ),
        (("bold", 2, 1), "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        (
            ("bold", 0, 2),
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol "
            "at byte offset 5",
        ),
    ],
)
def test_an_entity_must_lie_on_whole_characters(given: tuple[str, int, int], problem: str) -> None:
    assert refusal("a😀b", None, spans(given)) == problem


def test_a_given_link_that_telegram_would_not_take_is_refused() -> None:
    given = [{"type": "text_link", "offset": 0, "length": 1, "url": "nope"}]
    assert refusal("abc", None, given) == "entity URL 'nope' is invalid: Wrong HTTP URL"


def test_types_that_telegram_finds_itself_and_empty_entities_are_ignored() -> None:
    assert parse("abc", None, spans(("url", 0, 3), ("hashtag", 0, 1), ("bold", 1, 0)))[1] == []


@table(
    ("given", "expected"),
    [
        # Styles that cross are cut where the later one begins.
        (
            [("bold", 0, 6), ("italic", 3, 6)],
            [("bold", 0, 3), ("italic", 3, 6), ("bold", 3, 3)],
        ),
        # Styles of one type that touch become one.
        ([("bold", 0, 3), ("bold", 3, 3)], [("bold", 0, 6)]),
        # Nothing lies in code or in a date.
        ([("bold", 0, 9), ("code", 3, 3)], [("bold", 0, 3), ("code", 3, 3), ("bold", 6, 3)]),
        ([("code", 0, 9), ("italic", 3, 3)], [("code", 0, 9)]),
        ([("pre", 2, 3), ("code", 0, 4)], [("code", 0, 4)]),
        # Quotes do not nest, but hold code.
        ([("blockquote", 0, 9), ("expandable_blockquote", 2, 3)], [("blockquote", 0, 9)]),
        ([("blockquote", 0, 9), ("code", 2, 3)], [("blockquote", 0, 9), ("code", 2, 3)]),
        ([("blockquote", 3, 3), ("code", 2, 3)], [("blockquote", 3, 3)]),
        # Of several over the same characters the outer comes first.
        (
            [("spoiler", 0, 4), ("bold", 0, 4), ("blockquote", 0, 4), ("italic", 0, 4)],
            [("blockquote", 0, 4), ("bold", 0, 4), ("italic", 0, 4), ("spoiler", 0, 4)],
        ),
    ],
)
def test_crossing_entities_are_settled_as_telegram_does(
    given: list[tuple[str, int, int]], expected: list[tuple[str, int, int]]
) -> None:
    assert parse("abcdefghi", None, spans(*given))[1] == spans(*expected)


def test_only_the_first_hundred_entities_are_kept() -> None:
    text = "ab " * 150
    _, entities = parse(text, None, spans(*(("bold", at, 1) for at in range(0, 450, 3))))
    assert [e["offset"] for e in entities] == list(range(0, 300, 3))


# Blanks, emptiness and length


def test_blanks_at_both_ends_go_and_entities_follow() -> None:
    assert parse(" \n a<b>b </b> \n") == ("ab", spans(("bold", 1, 1)))


def test_leading_blanks_stay_under_formatting() -> None:
    assert parse("  <b>  a</b>") == ("  a", spans(("bold", 0, 3)))


def test_control_characters_become_spaces_or_go() -> None:
    text, entities = parse("a\tb\r\nc\u2028<i>d</i>\0e")
    assert text == "a b\ncd e"
    assert entities == spans(("italic", 5, 1))


@table("blank", ["   ", "\n", "\u200b", "<b> </b>", "\u3000\u00a0", "<i></i>"])
def test_a_text_that_shows_nothing_is_refused(blank: str) -> None:
    assert refusal(blank) == "text must be non-empty"
    assert parse_formatted(blank, "HTML", None, limit=9, empty=None) == ("", [])


def test_a_missing_text_is_refused_with_the_words_of_its_method() -> None:
    assert refusal("") == "message text is empty"
    with pytest.raises(FormattingError, match="question is empty"):
        parse_formatted("", None, None, limit=9, empty="question is empty")
    assert parse_formatted("", None, None, limit=9, empty=None) == ("", [])


def test_the_length_counts_utf16_units_after_the_markup_is_gone() -> None:
    assert parse("<b>" + "😀" * 2048 + "</b>")[0] == "😀" * 2048
    assert refusal("😀" * 2048 + "a") == "message is too long"
    with pytest.raises(FormattingError, match="message caption is too long"):
        parse_formatted("abc", None, None, limit=2, too_long="message caption is too long")
    assert refusal("a" * 32769) == "text is too long"


def test_a_mode_is_known_in_any_case_and_otherwise_refused() -> None:
    assert parse("<b>a</b>", "hTmL")[0] == "a"
    assert parse("<b>a</b>", None)[0] == parse("<b>a</b>", "None")[0] == "<b>a</b>"
    assert refusal("a", "BBCode") == "unsupported parse_mode"


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert refusal("\ud83d", None) == "strings must be encoded in UTF-8"


# What Telegram finds by itself


@table(
    ("text", "expected"),
    [
        ("/start", [("bot_command", "/start")]),
        ("send /time@LessonBot now", [("bot_command", "/time@LessonBot")]),
        ("and/or 1/2 </b>", []),
        ("see https://who.int/news?a=1.", [("url", "https://who.int/news?a=1")]),
        ("(www.example.com/a_(b))", [("url", "www.example.com/a_(b)")]),
        ("Rest well.Then walk. e.g. 1.5 l", []),
        ("tg://resolve?domain=a", [("url", "tg://resolve?domain=a")]),
        ("write to ada.l@example.org!", [("email", "ada.l@example.org")]),
        ("@ada and @adalove", [("mention", "@adalove")]),
        ("#sleep #1 a#b #größe", [("hashtag", "#sleep"), ("hashtag", "#größe")]),
        ("😀 /next", [("bot_command", "/next")]),
    ],
)
def test_commands_links_addresses_and_names_are_found(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert formatted(html.escape(text)) == expected
    assert detect_entities(text) == parse(text, None)[1]


def test_nothing_is_found_inside_code_and_links() -> None:
    markup = "<code>/a b.com</code> <a href='http://c.de'>f.com</a> <b>/d</b>"
    assert [type_ for type_, _ in formatted(markup)] == ["code", "text_link", "bot_command", "bold"]


# Whatever the text


def assert_proper(text: str, entities: list[dict[str, Any]]) -> None:
    length = utf16_length(text)
    ends = [(e["offset"], e["offset"] + e["length"]) for e in entities]
    assert all(0 <= offset < end <= length for offset, end in ends)
    assert ends == sorted(ends, key=lambda span: (span[0], -span[1]))
    for (begin, end), (later, later_end) in combinations(ends, 2):
        assert end <= later or (begin <= later and later_end <= end)


HTML = ["<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "<code>", "</code>", "<a>", "</>", "&lt;"]
HTML += ["<blockquote>", "</blockquote>", "<a href='http://a.bc'>", "</a>", "<", ">", "&", "=", "'"]
MARKDOWN = ["*", "_", "__", "~", "|", "||", "`", "```", "[", "]", "(", ")", "![", ">", "\n>", "\\"]
MARKDOWN += ["](http://a.bc)", "](tg://time?unix=5)", "](tg://user?id=5)", "\n", "\r", " "]
markup_pieces = st.sampled_from(HTML + MARKDOWN)
anything = st.lists(markup_pieces | st.text(max_size=3), max_size=12).map("".join)


@given(anything, st.sampled_from([None, "HTML", "Markdown", "MarkdownV2"]))
def test_any_text_is_read_properly_or_refused(text: str, parse_mode: str | None) -> None:
    try:
        plain, entities = parse(text, parse_mode)
    except FormattingError:
        return
    assert_proper(plain, entities)


@given(
    st.text("ab😀 \n\r", min_size=1, max_size=20),
    st.lists(
        st.tuples(
            st.sampled_from(STYLES + BLOCKS + OTHERS), st.integers(0, 20), st.integers(0, 20)
        ),
        max_size=6,
    ),
)
def test_any_given_entities_are_settled_properly_or_refused(
    text: str, asked: list[tuple[str, int, int]]
) -> None:
    fields = {"url": "http://a.bc", "unix_time": 5, "custom_emoji_id": "5"}
    try:
        plain, entities = parse(text, None, [entity | fields for entity in spans(*asked)])
    except FormattingError:
        return
    assert_proper(plain, entities)
    again = parse(plain, None, entities)
    assert again == (plain, entities)


readable = st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1).filter(
    lambda text: len(text) <= 500 and not text.isspace() and "\u2800" not in text
)


@given(readable)
def test_plain_and_escaped_text_comes_back_unchanged(text: str) -> None:
    assert parse(text, None)[0] == text
    assert parse(html.escape(text, quote=False))[0] == text
    assert parse(escape_markdown(text, version=2), "MarkdownV2")[0] == text
