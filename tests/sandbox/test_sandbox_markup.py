"""HTML and both kinds of Markdown are read as Telegram reads them."""

from __future__ import annotations

from tests.support.formatting import formatted, parse, refusal, spans
from tests.support.tables import table

# HTML


@table(
    ("markup", "expected"),
    [
        ("<b>a</b><i>b</i><u>c</u><s>d</s>", "bold italic underline strikethrough"),
        ("<strong>a</strong><em>b</em><ins>c</ins>", "bold italic underline"),
        ("<strike>a</strike> <del>b</del>", "strikethrough strikethrough"),
        ("<tg-spoiler>a</tg-spoiler> <span class='tg-spoiler'>b</span>", "spoiler spoiler"),
        ("<code>a</code><pre>b</pre>", "code pre"),
        ("<blockquote>a</blockquote>", "blockquote"),
        ("<blockquote expandable>a</blockquote>", "expandable_blockquote"),
        ("<B>a</b >", "bold"),
        ("<i>a</>", "italic"),
        ("<b></b>a", ""),
    ],
)
def test_html_tags_become_entities(markup: str, expected: str) -> None:
    assert " ".join(type_ for type_, _ in formatted(markup)) == expected


def test_a_code_block_has_a_language_whichever_tag_is_outside() -> None:
    block = [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]
    assert parse('<pre><code class="language-python">x</code></pre>') == ("x", block)
    assert parse('<code class="language-python"><pre>x</pre></code>') == ("x", block)
    assert parse('<code class="language-python">x</code>')[1] == spans(("code", 0, 1))


def test_a_link_is_kept_as_telegram_spells_it() -> None:
    text, entities = parse('<a href="HTTPS://Example.com?a=1&amp;b=2">see</a>')
    assert text == "see"
    assert entities == [
        {"type": "text_link", "offset": 0, "length": 3, "url": "https://example.com/?a=1&b=2"}
    ]


@table(
    "url",
    [
        "nowhere",
        "ftp://a.bc",
        "javascript:alert",
        "http://a b.c",
        "http://a.bc:99999",
        "tg://a.b",
    ],
)
def test_a_link_in_markup_that_telegram_would_not_take_is_dropped_silently(url: str) -> None:
    assert parse(f'<a href="{url}">see</a>') == ("see", [])
    assert parse(f"[see]({url})", "MarkdownV2") == ("see", [])
    assert parse(f"[see]({url})", "Markdown") == ("see", [])


def test_a_link_to_a_user_becomes_a_mention() -> None:
    mention = [{"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 42}}]
    assert parse('<a href="tg://user?id=42">Ada</a>') == ("Ada", mention)
    assert parse("[Ada](tg://user?id=42)", "MarkdownV2") == ("Ada", mention)


def test_a_time_says_the_instant_and_how_to_show_it() -> None:
    entity = {"type": "date_time", "offset": 0, "length": 3}
    entity |= {"unix_time": 1700000000, "date_time_format": "wDt"}
    assert parse('<tg-time unix="1700000000" format="tDw">now</tg-time>') == ("now", [entity])
    assert parse("![now](tg://time?unix=1700000000&format=wDt)", "MarkdownV2") == ("now", [entity])
    assert refusal("<tg-time unix=5 format=x>now</tg-time>").endswith("Invalid date format used")


def test_a_custom_emoji_needs_a_number() -> None:
    entity = {
        "type": "custom_emoji",
        "offset": 0,
        "length": 2,
        "custom_emoji_id": "5368324170671202286",
    }
    assert parse('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>') == ("👍", [entity])
    assert parse("![👍](tg://emoji?id=5368324170671202286)", "MarkdownV2") == ("👍", [entity])
    message = "can't parse entities: Invalid custom emoji identifier specified"
    assert refusal('<tg-emoji emoji-id="x">👍</tg-emoji>') == message


def test_only_four_named_and_all_numeric_character_references_are_decoded() -> None:
    text, _ = parse("&lt;&gt;&amp;&quot; &#65;&#x1F600; &nbsp;&laquo; a & b")
    assert text == '<>&" A😀 &nbsp;&laquo; a & b'


@table(
    ("markup", "problem"),
    [
        ("ab <div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("🏃 <br/>", 'Unsupported start tag "br/" at byte offset 5'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>é</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        (
            "&#xD800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(markup: str, problem: str) -> None:
    assert refusal(markup) == f"can't parse entities: {problem}"


# MarkdownV2


@table(
    ("markup", "expected"),
    [
        ("*a*", [("bold", "a")]),
        ("_a_ __b__", [("italic", "a"), ("underline", "b")]),
        ("~a~ ||b||", [("strikethrough", "a"), ("spoiler", "b")]),
        ("`a*b`", [("code", "a*b")]),
        ("```python\na.b\n```", [("pre", "a.b")]),
        ("[a](http://b.cd)", [("text_link", "a")]),
        (">a\n>b\nc", [("blockquote", "a\nb\n")]),
        (">a||", [("expandable_blockquote", "a")]),
        (">a\n>b||\nc", [("expandable_blockquote", "a\nb\n")]),
        ("**a", []),
        (r"\*a\* 1\.", []),
    ],
)
def test_markdown_v2_becomes_entities(markup: str, expected: list[tuple[str, str]]) -> None:
    assert formatted(markup, "MarkdownV2") == expected


def test_an_escaped_bracket_belongs_to_the_link() -> None:
    _, entities = parse(r"[a](http://b.cd/e\)f)", "MarkdownV2")
    assert entities[0]["url"] == "http://b.cd/e)f"


@table("character", list("]()#+-={}.!|>"))
def test_a_reserved_character_must_be_escaped(character: str) -> None:
    assert refusal(f"a{character}b", "MarkdownV2") == (
        f"can't parse entities: Character '{character}' is reserved "
        "and must be escaped with the preceding '\\'"
    )
    assert parse(f"a\\{character}b", "MarkdownV2")[0] == f"a{character}b"


@table(
    ("markup", "problem"),
    [
        ("*a", "Can't find end of Bold entity at byte offset 0"),
        ("é _a", "Can't find end of Italic entity at byte offset 3"),
        ("__a_", "Can't find end of Italic entity at byte offset 3"),
        ("||a", "Can't find end of Spoiler entity at byte offset 0"),
        ("```x\ny", "Can't find end of PreCode entity at byte offset 0"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        (r"[a](b\)", "Can't find end of a URL at byte offset 4"),
        ("![a]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![a](http://b.cd)", "Invalid tg://emoji or tg://time URL specified"),
    ],
)
def test_wrong_markdown_v2_is_refused_in_telegrams_words(markup: str, problem: str) -> None:
    assert refusal(markup, "MarkdownV2") == f"can't parse entities: {problem}"


# The older Markdown


def test_older_markdown_does_not_nest_and_reserves_four_characters() -> None:
    markup = "*a _b_* _c_ `d` [e](http://f.gh) 1. (x) - \\*"
    assert parse(markup, "Markdown")[0] == "a _b_ c d e 1. (x) - *"
    types = [type_ for type_, _ in formatted(markup, "Markdown")]
    assert types == ["bold", "italic", "code", "text_link"]


def test_older_markdown_must_be_closed() -> None:
    message = "can't parse entities: Can't find end of the entity starting at byte offset 2"
    assert refusal("a snake_case", "Markdown") == message.replace("offset 2", "offset 7")
    assert refusal("é*b", "Markdown") == message
