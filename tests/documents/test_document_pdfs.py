"""A PDF becomes its article: paragraphs out of lines, without what pages add."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from bot.documents.reading import read
from lessons.article.article import make_article
from lessons.errors import InvalidInput
from tests.support.articles import article_of, left_out_of, written
from tests.support.browser import open_browser
from tests.support.document_files import (
    ARTICLE,
    BLOCKS,
    BOLD,
    Words,
    make_html_article,
    make_pdf,
    make_pdf_article,
    set_lines,
)
from tests.support.tables import table


def read_lines(*lines: str, step: float = 14) -> str:
    """What is read of lines at equal distance."""
    words = [Words(line, 70, 780 - number * step) for number, line in enumerate(lines)]
    return written(read(make_pdf(words), "a.pdf"))


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read(content, "a.pdf")
    assert "Accepted: " in str(refused.value)
    return str(refused.value)


def test_the_real_article_is_the_same_as_in_plain_text() -> None:
    document = read(make_pdf_article(), "article.pdf")
    found, expected = make_article(document), article_of(ARTICLE)
    assert (found.title, found.sections) == (expected.title, expected.sections)
    assert found.left_out[:3] == expected.left_out
    (edges,) = left_out_of(document)
    assert edges.startswith("page headers, footers and numbers left out: 4: “")


def test_paragraphs_are_found_by_indents_as_well() -> None:
    pages = set_lines(BLOCKS, first_line_indent=15, space=0)
    article = article_of(make_pdf(*pages), "a.pdf")
    assert article.sections == article_of(ARTICLE).sections


def test_paragraphs_go_on_over_pages_of_any_length() -> None:
    for per_page in range(5, 40, 5):
        text = written(read(make_pdf(*set_lines(BLOCKS, per_page=per_page)), "a.pdf"))
        assert text.replace("# ", "").split() == ARTICLE.split()
        # Where a sentence and a page end together, nothing tells whether the paragraph does.
        assert len(text.split("\n\n")) - len(BLOCKS) in {0, 1, 2}


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = [Words("The low back has bones,", 70, 700), Words("five of them, and", 70, 686)]
    right = [Words("they are strong.", 320, 700), Words("They rest on pads.", 320, 660)]
    assert written(read(make_pdf(left + right), "a.pdf")) == (
        "The low back has bones, five of them, and they are strong.\n\nThey rest on pads."
    )


def test_words_cut_at_the_end_of_a_line_are_mended() -> None:
    text = read_lines(
        "The interverte-",
        "bral pads lie between L5-",
        "S1 and others; pain-related fear and pain-",
        "related rest are well known. Use a hot-",
        "water bottle - a hot one, and not only water -",
        "and walk.",
    )
    assert text == (
        "The intervertebral pads lie between L5-S1 and others; pain-related fear and pain-related"
        " rest are well known. Use a hot-water bottle - a hot one, and not only water - and walk."
    )


def test_a_range_that_a_line_cuts_is_whole() -> None:
    text = read_lines("Wait for 4–", "6 hours, and no longer than that before", "you call us.")
    assert text == "Wait for 4–6 hours, and no longer than that before you call us."


def test_points_in_large_letters_are_no_headings() -> None:
    said = [
        Words("Do not give it", 70, 760, 14, BOLD),
        Words("• to babies below two months", 70, 730, 14, BOLD),
        Words("• with other drops", 70, 700, 14, BOLD),
        *(Words(f"Line {number} of ordinary words.", 70, 660 - number * 40) for number in range(4)),
    ]
    text = written(read(make_pdf(said), "a.pdf"))
    assert "- to babies below two months\n- with other drops" in text, text


def test_ligatures_are_written_as_letters() -> None:
    # What is drawn as one sign is named in a list: ISO 32000-1, 9.6.6.
    content = make_pdf([Words("The ~rst \xad pad.", 70, 700)]).replace(
        b"/Encoding /WinAnsiEncoding",
        b"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [126 /fi] >>",
    )
    assert written(read(content, "a.pdf")) == "The first - pad."


def test_lists_are_found_by_their_marks() -> None:
    text = read_lines("Do this:", "• Walk, and", "do it daily", "• Swim", "1. Call.", "2. Go.")
    assert text == "Do this:\n\n- Walk, and do it daily\n- Swim\n\n1. Call.\n2. Go."


def test_bold_lines_are_headings() -> None:
    lines = [
        Words("Backs", 70, 780, font=BOLD),
        Words("They are strong.", 70, 766),
        Words("Why is that?", 70, 752, font=BOLD),
        Words("Bones carry you.", 70, 738),
        Words("Always.", 70, 724, font=BOLD),
    ]
    assert written(read(make_pdf(lines), "a.pdf")) == (
        "# Backs\n\nThey are strong.\n\n# Why is that?\n\nBones carry you.\n\nAlways."
    )


def test_with_a_title_alone_headings_are_found_as_in_plain_text() -> None:
    lines = [
        Words("Backs", 70, 780, 20),
        Words("They are strong.", 70, 740),
        Words("Why is that?", 70, 710),
        Words("Bones carry you.", 70, 680),
    ]
    article = article_of(make_pdf(lines), "a.pdf")
    assert [section.heading for section in article.sections] == ["Backs", "Why is that?"]


def test_headers_page_numbers_and_contents_are_left_out_and_noted() -> None:
    pages = [
        [
            Words(f"A study of backs, page {number}", 70, 810),
            Words(line, 70, 700),
            Words(f"{line} ............ 3", 70, 686),
            Words("Then rest.", 70, 640 + number),
            Words(f"- {number} -" if number < 3 else "iii", 290, 30),
        ]
        for number, line in enumerate(["Sit less.", "Walk more.", "Swim often."], start=1)
    ]
    document = read(make_pdf(*pages), "a.pdf")
    assert written(document) == (
        "Sit less.\n\nThen rest.\n\nWalk more.\n\nThen rest.\n\nSwim often.\n\nThen rest."
    )
    edges, contents = left_out_of(document)
    assert edges.startswith("page headers, footers and numbers left out: 6: “A study of backs")
    assert contents.startswith("lines of the contents left out: 3: “Sit less. ............ 3”")


def test_headings_that_count_are_no_headers() -> None:
    pages = [
        [Words(f"Exercise {number}", 70, 800, 16), Words(f"Do {line} daily.", 70, 760)]
        for number, line in enumerate(["this", "that"], start=1)
    ]
    assert written(read(make_pdf(*pages), "a.pdf")) == (
        "# Exercise 1\n\nDo this daily.\n\n# Exercise 2\n\nDo that daily."
    )


def test_a_title_stays_though_the_headers_repeat_it() -> None:
    first = [Words("On backs", 70, 800, 20), Words("They are strong.", 70, 760)]
    others = [
        [Words("On backs", 70, 810, 8), Words(line, 70, 700)]
        for line in ["They rest.", "They move."]
    ]
    text = written(read(make_pdf(first, *others), "a.pdf"))
    assert text == "On backs\n\nThey are strong.\n\nThey rest.\n\nThey move."


def test_footnotes_and_their_marks_are_left_out_and_squares_stay() -> None:
    words = [
        Words("At 25 kg/m", 70, 700),
        Words("2", 128, 704, 7),
        Words("rest helps a little.", 140, 700),
        Words("1", 240, 704, 7),
        Words("1", 70, 64, 6),
        Words("Doe 2020, a study.", 76, 60, 8),
        Words("2 Roe 2021.", 70, 48, 8),
    ]
    document = read(make_pdf(words), "a.pdf")
    assert written(document).replace(" ", "") == "At25kg/m²resthelpsalittle."
    (notes,) = left_out_of(document)
    assert notes.startswith("footnotes left out: 2: “")


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    content = make_pdf([Words("Backs are long,", 70, 700), Words("and strong.", 70, 686)])
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    page = writer.pages[0]
    page.rotate(90)
    page.transfer_rotation_to_content()
    page.rotate(270)
    turned = BytesIO()
    writer.write(turned)
    assert written(read(turned.getvalue(), "a.pdf")) == "Backs are long, and strong."


def test_pictures_are_noted_and_a_scan_is_refused() -> None:
    page = [Words("Backs are strong.", 70, 700)]
    other = [Words("They rest.", 70, 700)]
    document = read(make_pdf(page, other, has_picture=True), "a.pdf")
    assert written(document) == "Backs are strong.\n\nThey rest."
    assert left_out_of(document) == ("images left out: 1",)
    document = read(make_pdf(page, [], has_picture=True), "a.pdf")
    assert "pages without text, perhaps pictures of it left out: 1" in left_out_of(document)
    told = "a.pdf holds only pictures, as a scanner makes them. Accepted: a PDF whose words"
    assert refusal(make_pdf([], [], has_picture=True)).startswith(told)
    number = [Words("1", 290, 30)]
    assert refusal(make_pdf(number, has_picture=True)).startswith(told)
    assert refusal(make_pdf([])).startswith("a.pdf has no text. Accepted: a PDF whose words")


def test_letters_without_a_map_are_refused() -> None:
    content = make_pdf([Words("Backs are strong.", 70, 700)]).replace(
        b"/Encoding /WinAnsiEncoding", b"/ToUnicode 8 0 R"
    )
    table = (
        b"8 0 obj\n<< /Length 99 >>\nstream\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfrange <00> <FF> <E000> endbfrange\nendstream\nendobj\n"
    )
    content = content.replace(b"xref\n0", table + b"xref\n0", 1)
    assert refusal(content).startswith("a.pdf has letters that cannot be told apart")


@table("password", ["secret", ""])
def test_a_lock_is_refused(password: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf_article())))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue()).startswith("a.pdf is locked, with a password or against")


@table("share", [0.01, 0.2, 0.5])
def test_a_truncated_file_is_damaged(share: float) -> None:
    content = make_pdf_article()
    assert "a.pdf" in refusal(content[: int(len(content) * share)])


@pytest.mark.slow
async def test_what_a_browser_prints_is_the_same_as_in_plain_text() -> None:
    async with open_browser() as browser:
        page = await browser.new_page()
        await page.set_content(make_html_article().decode())
        content = await page.pdf(format="A4", margin={"top": "2cm", "bottom": "2cm"})
    assert article_of(content, "a.pdf") == article_of(ARTICLE)


def test_a_footnote_that_limits_a_rule_stands_at_its_mark_with_all_its_lines() -> None:
    words = [
        Words("Do not bend it beyond 90 degrees.", 70, 700),
        Words("1", 240, 704, 7),
        Words("Walk a little every day.", 250, 700),
        *(
            Words(f"On day {day} you walk {day} minutes more.", 70, 690 - 14 * day)
            for day in range(9)
        ),
        Words("1", 70, 544, 6),
        Words("This holds for the posterior", 76, 540, 8),
        Words("approach only.", 76, 530, 8),
    ]
    document = read(make_pdf(words), "a.pdf")
    assert "degrees. (This holds for the posterior approach only.)" in written(document)
    assert left_out_of(document) == ()
