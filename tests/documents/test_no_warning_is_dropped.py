"""What ends like a sentence is in a lesson, or named among what was left out for a good reason."""

import html
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.reading import read
from lessons.article.blocks import Why
from lessons.article.importer import import_document
from lessons.errors import InvalidInput
from tests.support.document_files import make_docx, make_pdf, word_paragraph
from tests.support.pdf_parts import PDF_KINDS, Page

ALLOWED = {Why.STRUCK_OUT, Why.HIDDEN, Why.DELETED, Why.PAGE_EDGE, Why.AROUND}
"""Reasons to leave a sentence out. An orphan or a footnote is none: nothing here is a note."""

SCRIPTS = {
    "Latin": ("Never take two", ".!…"),
    "Devanagari": ("कभी दो न लें", "।॥"),
    "Chinese": ("不要吃两片", "。！"),
    "Arabic": ("لا تأخذ حبتين", ".۔!"),
    "Japanese": ("二錠飲まないこと", "。！"),
}


@dataclass(frozen=True)
class Part:
    """One block of a document: what it is, and its words, each of them a sentence or a label."""

    kind: str
    texts: tuple[str, ...]


@st.composite
def sentences(draw: st.DrawFn, script: str) -> str:
    words, stops = SCRIPTS[script]
    number = draw(st.integers(0, 10**6))
    length = draw(st.integers(1, 25))
    between = "" if script in {"Chinese", "Japanese"} else " "
    # No line is like the one before, which would be drawn but once.
    told = between.join(f"{at}{between}{words}" if at else words for at in range(length))
    return f"{told}{between}{number}{draw(st.sampled_from(stops))}"


@st.composite
def documents(
    draw: st.DrawFn, *, kinds: str, scripts: tuple[str, ...], most: int = 12
) -> list[Part]:
    script = draw(st.sampled_from(scripts))
    words, _ = SCRIPTS[script]
    text = st.one_of(sentences(script), st.just(words), st.just(f"{words}:"))
    part = st.builds(
        lambda kind, texts: Part(kind, tuple(texts)),
        st.sampled_from(kinds.split()),
        st.lists(text, min_size=1, max_size=5),
    )
    return draw(st.lists(part, min_size=1, max_size=most))


def bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def check(parts: list[Part], content: bytes, name: str, never_content: str = "") -> None:
    told = [
        text
        for part in parts
        for text in part.texts
        if text.endswith(tuple(".!…।॥。！۔")) and part.kind not in never_content.split()
    ]
    try:
        result = import_document(read(content, name), "x")
    except InvalidInput:
        assert not told
        return
    lessons = result.course.lessons
    # A sentence too long for a lesson goes on in the next one.
    told_there = [*(it.body for it in lessons), "|", *(f"{it.title} " for it in lessons)]
    kept = bare("".join(told_there) + result.course.title)
    left = [bare(it.words.rstrip("…")) for it in result.left_out if it.why in ALLOWED]
    lost = [
        text
        for text in told
        if bare(text) not in kept and not any(it and bare(text).startswith(it[:40]) for it in left)
    ]
    assert not lost


LABELS = ("Latin", "Devanagari", "Chinese", "Arabic", "Japanese")

MARKDOWN: dict[str, Callable[[tuple[str, ...]], str]] = {
    "heading": lambda texts: f"## {texts[0]}",
    "small": lambda texts: f"#### {texts[0]}",
    "underlined": lambda texts: f"{texts[0]}\n-----",
    "paragraph": " ".join,
    "lines": "  \n".join,
    "list": lambda texts: "\n".join(f"- {text}" for text in texts),
    "nested": lambda texts: "\n".join(f"{'  ' * at}- {text}" for at, text in enumerate(texts)),
    "numbered": lambda texts: "\n".join(f"{at}. {text}" for at, text in enumerate(texts, 3)),
    "quotation": lambda texts: "\n".join(f"> {text}" for text in texts),
    "table": lambda texts: "\n".join(
        ["| a | b |", "|---|---|", *(f"| {it} | 1 |" for it in texts)]
    ),
    "bold": lambda texts: f"**{texts[0]}**",
    "struck": lambda texts: f"~~{texts[0]}~~",
}
PLAIN: dict[str, Callable[[tuple[str, ...]], str]] = {
    "line": lambda texts: texts[0],
    "paragraph": " ".join,
    "lines": "\n".join,
    "list": lambda texts: "\n".join(f"- {text}" for text in texts),
    "bullets": lambda texts: "\n".join(f"• {text}" for text in texts),
    "numbered": lambda texts: "\n".join(f"{at}. {text}" for at, text in enumerate(texts, 1)),
    "underlined": lambda texts: f"{texts[0]}\n--------",
    "hashed": lambda texts: f"# {texts[0]}",
    "tabs": lambda texts: "\n".join(f"{text}\t{at}" for at, text in enumerate(texts)),
    "columns": lambda texts: "\n".join(f"{at:<6}{text}" for at, text in enumerate(texts)),
    "strokes": lambda texts: "\n".join(f"| {text} | {at} |" for at, text in enumerate(texts)),
    "dots": lambda texts: "\n".join(f"{text} ....... {at} mg" for at, text in enumerate(texts)),
    "form": lambda texts: "\n".join(f"{text}      ______" for text in texts),
    "stairs": lambda texts: "\n".join(f"  {'  ' * at}{text}" for at, text in enumerate(texts)),
}


def in_tags(before: str, after: str) -> Callable[[tuple[str, ...]], str]:
    return lambda texts: before + "".join(f"<p>{html.escape(text)}</p>" for text in texts) + after


def one_each(tag: str, around: str) -> Callable[[tuple[str, ...]], str]:
    return lambda texts: (
        f"<{around}>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + f"</{around}>"
    )


HTML: dict[str, Callable[[tuple[str, ...]], str]] = {
    "heading": lambda texts: f"<h2>{texts[0]}</h2>",
    "small": lambda texts: f"<h4>{texts[0]}</h4>",
    "paragraph": lambda texts: f"<p>{' '.join(texts)}</p>",
    "loose": " ".join,
    "lines": lambda texts: f"<p>{'<br>'.join(texts)}</p>",
    "list": one_each("li", "ul"),
    "cards": lambda texts: f"<ul><li><h3>{texts[0]}</h3>{' '.join(texts[1:])}</li></ul>",
    "nested": lambda texts: "<ol><li>" + "<ul><li>".join(texts) + "</li></ul>" * len(texts),
    "details": lambda texts: f"<details><summary>{texts[0]}</summary>{' '.join(texts)}</details>",
    "aside": in_tags("<aside class=warning>", "</aside>"),
    "box": in_tags("<div role=alert>", "</div>"),
    "folded": in_tags("<h3><button aria-controls=f>A</button></h3><div id=f hidden>", "</div>"),
    "tab": in_tags("<div role=tabpanel aria-hidden=true>", "</div>"),
    "quotation": in_tags("<blockquote>", "</blockquote>"),
    "layout": in_tags("<table><tr><td>", "</td></tr></table>"),
    "row": lambda texts: f"<table><tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr></table>",
    "merged": lambda texts: (
        "<table><tr><th>a<th>b</tr>"
        + "".join(f"<tr><td colspan=2 rowspan=3>{text}</tr>" for text in texts)
        + "</table>"
    ),
    "terms": lambda texts: f"<dl><dt>{texts[0]}</dt>{''.join(f'<dd>{it}' for it in texts)}</dl>",
    "caption": lambda texts: (
        f"<figure><img src=a><figcaption>{' '.join(texts)}</figcaption></figure>"
    ),
    "bold": lambda texts: f"<p><b>{texts[0]}</b></p>",
    "struck": lambda texts: f"<p><s>{texts[0]}</s></p>",
    "hidden": in_tags("<div hidden>", "</div>"),
}


def word_list(texts: tuple[str, ...]) -> str:
    return "".join(word_paragraph(text, numbering="1") for text in texts)


def word_table(texts: tuple[str, ...]) -> str:
    cells = "".join(f"<w:tc>{word_paragraph(text)}</w:tc>" for text in texts)
    return f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"


def word_box(texts: tuple[str, ...]) -> str:
    inside = "".join(map(word_paragraph, texts))
    return f"<w:p><w:r><w:pict><a><w:txbxContent>{inside}</w:txbxContent></a></w:pict></w:r></w:p>"


WORD: dict[str, Callable[[tuple[str, ...]], str]] = {
    "heading": lambda texts: word_paragraph(texts[0], style="berschrift2"),
    "title": lambda texts: word_paragraph(texts[0], style="Title"),
    "paragraph": lambda texts: word_paragraph(" ".join(texts)),
    "bold": lambda texts: word_paragraph(texts[0], face="w:b"),
    "list": word_list,
    "table": word_table,
    "box": word_box,
    "struck": lambda texts: word_paragraph(texts[0], face="w:strike"),
    "hidden": lambda texts: word_paragraph(texts[0], face="w:vanish"),
    "lines": lambda texts: word_paragraph("BREAK".join(texts)).replace(
        "BREAK", "</w:t><w:br/><w:t>"
    ),
}
FIRST_ONLY = {
    "heading",
    "small",
    "underlined",
    "bold",
    "struck",
    "line",
    "hashed",
    "title",
    "hidden",
}


def trimmed(parts: list[Part]) -> list[Part]:
    """Only what the document will hold: of many kinds the first text alone."""
    return [
        Part(part.kind, part.texts[:1] if part.kind in FIRST_ONLY else part.texts) for part in parts
    ]


@settings(max_examples=60)
@given(parts=documents(kinds=" ".join(MARKDOWN), scripts=LABELS).map(trimmed))
def test_no_sentence_of_a_markdown_text_is_dropped(parts: list[Part]) -> None:
    content = "\n\n".join(MARKDOWN[part.kind](part.texts) for part in parts)
    check(parts, content.encode(), "a.md", "struck")


@settings(max_examples=60)
@given(parts=documents(kinds=" ".join(PLAIN), scripts=LABELS).map(trimmed))
def test_no_sentence_of_a_plain_text_is_dropped(parts: list[Part]) -> None:
    for between in ("\n\n", "\n"):
        content = between.join(PLAIN[part.kind](part.texts) for part in parts)
        check(parts, content.encode(), "a.txt")


@settings(max_examples=60)
@given(parts=documents(kinds=" ".join(HTML), scripts=LABELS))
def test_no_sentence_of_a_web_page_is_dropped(parts: list[Part]) -> None:
    parts = [
        Part(part.kind, part.texts[:1] if part.kind in FIRST_ONLY - {"hidden"} else part.texts)
        for part in parts
    ]
    body = "\n".join(HTML[part.kind](part.texts) for part in parts)
    page = f"<html><body><main><article>{body}</article></main></body></html>"
    check(parts, page.encode(), "a.html", "struck hidden")


@settings(max_examples=60)
@given(parts=documents(kinds=" ".join(WORD), scripts=LABELS).map(trimmed))
def test_no_sentence_of_a_word_document_is_dropped(parts: list[Part]) -> None:
    content = make_docx(*(WORD[part.kind](part.texts) for part in parts))
    check(parts, content, "a.docx", "struck hidden")


@settings(max_examples=15)
@given(parts=documents(kinds=" ".join(PDF_KINDS), scripts=LABELS, most=3).map(trimmed))
def test_no_sentence_of_a_pdf_is_dropped(parts: list[Part]) -> None:
    script = next(
        label for label, (words, _) in SCRIPTS.items() if parts[0].texts[0].startswith(words[:2])
    )
    pages = []
    for at, part in enumerate(parts):
        # What stands at one height on several pages is a header.
        page = Page(script, 760.0 - 3 * at)
        PDF_KINDS[part.kind](page, part.texts)
        pages.append(page.drawn)
    check(parts, make_pdf(*pages), "a.pdf")
