"""A web page becomes its article: the words, without what stands around them."""

import pytest

from bot.documents.document import Document
from bot.documents.html import read_html
from lessons.article.article import make_article
from lessons.article.blocks import BlockKind
from lessons.errors import InvalidInput
from tests.support.articles import article_of, left_out_of, written
from tests.support.document_files import ARTICLE, make_html_article
from tests.support.tables import table


def read(body: str) -> Document:
    return read_html(body.encode(), "page.html")


def text_of(body: str) -> str:
    return written(read(body))


def test_the_real_article_is_the_same_as_in_plain_text() -> None:
    document = read_html(make_html_article(), "article.html")
    assert make_article(document) == article_of(ARTICLE)
    assert left_out_of(document) == ()


def test_headings_paragraphs_lists_and_faces_are_kept() -> None:
    page = """
    <h1>Backs &amp; heads</h1><p>Keep <b>moving </b>and
      <em>rest</em>.</p>
    <ul><li>Walk</li><li>Swim<ul><li>slowly</li></ul></li></ul>
    <ol start="3"><li><p>Call.</p></li><li>Go.</li></ol>"""
    assert text_of(page) == (
        "# Backs & heads\n\nKeep **moving** and *rest*.\n\n"
        "- Walk\n- Swim\n  - slowly\n\n3. Call.\n4. Go."
    )


@table(
    ("page", "note"),
    [
        ("<p>Text.</p><script>steal()</script>", "scripts left out: 1"),
        ("<p>Text.<img src=a.png alt=Spine></p>", "images left out: 1"),
        (
            "<figure><img src=a><figcaption>A spine</figcaption></figure><p>Text.",
            "words about images left out: 1: “A spine”; images left out: 1",
        ),
        (
            "<header>Site</header><nav>Home</nav><p>Text.</p><footer>(c)</footer>",
            "menus, headers, footers and forms left out: 3: “Site”; “Home”; “(c)”",
        ),
        (
            "<div role=navigation>Home</div><form>Name <input></form><p>Text.",
            "menus, headers, footers and forms left out: 2: “Home”; “Name”",
        ),
        ("<p><a href='https://a.org'>Text</a>.</p>", "link addresses left out: 1"),
        (
            "<style>p {}</style><p>Text.<p hidden>No.</p><p style='display: none'>Not.",
            "hidden text left out: 2: “No.”; “Not.”",
        ),
        ("<p>Text.</p><!-- No. --><svg><text>No.</text></svg>", ""),
    ],
)
def test_what_no_reader_needs_is_left_out_and_noted(page: str, note: str) -> None:
    document = read(page)
    assert (written(document), "; ".join(left_out_of(document))) == ("Text.", note)


def test_the_main_part_is_taken_with_the_title_above_it() -> None:
    page = """<header><h1>Backs</h1></header><div>Buy this!</div>
    <main><article><p>They are long and strong.</p></article><p>Shop.</p></main>"""
    assert text_of(page) == "# Backs\n\nThey are long and strong."


def test_a_page_that_is_one_form_is_read() -> None:
    assert text_of("<form id=aspnetForm><h1>Backs</h1><p>Text.</p></form>") == "# Backs\n\nText."


def test_tables_become_lines_with_the_heads_of_their_columns() -> None:
    page = """<table><caption>When to call:</caption>
    <tr><th>Sign</th><th>Care</th></tr>
    <tr><td>Numb saddle</td><td><p>Now</p></td></tr><tr><td>Sore back</td><td></td></tr></table>"""
    document = read(page)
    assert written(document) == (
        "When to call:\n\n- Sign: Numb saddle; Care: Now\n- Sign: Sore back"
    )
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE]
    assert text_of("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == "- a; b\n- c; d"
    ticks = "<table><tr><th>Food<th>Allowed<tr><td>Rice<td>✓<tr><td>Nuts<td>✗</table>"
    assert text_of(ticks) == "- Food: Rice; Allowed: ✓\n- Food: Nuts; Allowed: ✗"


def test_a_table_that_only_places_things_is_no_table() -> None:
    page = "<table><tr><td><table><tr><td><h1>T</h1><p>Text.</table><td>Side.</table>"
    assert text_of(page) == "# T\n\nText.\n\nSide."


def test_footnotes_and_their_marks_are_left_out() -> None:
    page = """<h1>T<a href="#t" class="permalink">¶</a></h1>
    <p>Rest helps<sup id="r1"><a href="#n1">1</a></sup>, a little<a href="#n2">[n 2]</a>.</p>
    <ol><li id="n1"><sup><a href="#r1">a</a></sup> Doe.</li><li id="n2">Roe 2021.</li></ol>"""
    document = read(page)
    assert written(document) == "# T\n\nRest helps, a little."
    assert left_out_of(document) == ("footnotes left out: 2: “a Doe.”; “Roe 2021.”",)


def test_a_table_of_contents_makes_no_footnote_of_a_section() -> None:
    page = "<p>See <a href='#s'>[1]</a>.</p><div id=s><h2>One</h2><p>Text.</p></div>"
    assert text_of(page) == "See [1].\n\n# One\n\nText."


def test_raised_and_lowered_figures_stay_what_they_are() -> None:
    assert text_of("<p>25 kg/m<sup>2</sup>, CO<sub>2</sub>, the 5<sup>th</sup>.</p>") == (
        "25 kg/m², CO₂, the 5th."
    )


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    assert text_of("<p>One.<br> <br>Two,<br>three.</p>") == "One.\n\nTwo, three."


def test_lines_that_the_author_counted_in_letters_stay_lines() -> None:
    page = "<ul><li>Take it<br>a) at home<br>b) with food<br>and water</li></ul>"
    assert text_of(page) == "- Take it\n  a) at home\n  b) with food and water"
    assert text_of("<p>Exit<br>i) now<br>ii) later</p>") == "Exit\ni) now\nii) later"


def test_bold_paragraphs_are_headings_where_no_others_are() -> None:
    page = "<h1>T</h1><p>Lead.</p><p><strong>The low back</strong></p><p><b>Five bones.</b></p>"
    assert [section.heading for section in article_of(page, "a.html").sections] == [
        "T",
        "The low back",
    ]
    marked = page + "<h2>More</h2><p>Text."
    assert article_of(marked, "a.html").sections[0].paragraphs[1] == "**The low back**"


def test_nothing_in_a_page_is_taken_for_markdown() -> None:
    page = "<p># 1. *Not* [a](b) &lt;b&gt;</p><p>1. No list</p><p>***</p><p>+++</p>"
    assert text_of(page) == "\n\n".join([r"\# 1. \*Not\* [a\](b) \<b>", r"1\. No list"])


@table(
    "content",
    [
        "<p>Rückenschmerz “hier”</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Rückenschmerz “hier”</p>".encode(),
        "<p>Rückenschmerz “hier”</p>".encode("utf-16"),
        "<p>Rückenschmerz “hier”</p>".encode("windows-1252"),
        "<meta charset=iso-8859-1><p>Rückenschmerz “hier”</p>".encode("windows-1252"),
        "<meta charset=utf-8><p>Rückenschmerz “hier”</p>".encode("windows-1252"),
        "<meta charset=koi8-r><p>Rückenschmerz “hier”</p>".encode(),
    ],
)
def test_letters_are_right_whatever_the_page_says_of_them(content: bytes) -> None:
    assert written(read_html(content, "page.html")) == "Rückenschmerz “hier”"


def test_a_declared_alphabet_is_used() -> None:
    content = "<meta charset=shift_jis><p>頭痛</p>".encode("shift_jis")
    assert written(read_html(content, "page.html")) == "頭痛"


@table(
    ("page", "told"),
    [
        ("<script>document.write('Text.')</script>", "page.html has no text besides scripts"),
        ("<nav><p>Home</p></nav><img src=a>", "page.html has no text besides scripts"),
        ("Only words.", "page.html is no web page inside: it has no tags. Accepted: HTML"),
        ("<div>" * 2000 + "x", "page.html nests its elements too deeply"),
        ("<div>" * 300 + "x", "page.html nests its elements too deeply"),
    ],
)
def test_pages_without_an_article_are_refused(page: str, told: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(page)
    assert str(refused.value).startswith(told)
    assert "Accepted: " in str(refused.value)


def test_terms_and_what_only_says_that_it_is_a_heading_head_what_follows() -> None:
    page = "<h1>T</h1><dl><dt>Does it hurt?<dd>No. Lie still.<dt>Who must not?<dd>Tell us.</dl>"
    headings = [section.heading for section in article_of(page, "a.html").sections]
    assert headings == ["Does it hurt?", "Who must not?"]
    page = "<div role=heading aria-level=1>T</div><div role=heading aria-level=3>When</div><p>Now."
    assert [(block.plain, block.level) for block in read(page).blocks] == [
        ("T", 1),
        ("When", 3),
        ("Now.", 0),
    ]
