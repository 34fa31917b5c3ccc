"""Small PDFs that showed how figures, letters and lines go wrong: each is read as it is seen."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from bot.documents.document import Document
from bot.documents.pdf import MOST_PAGES
from bot.documents.reading import read
from lessons.article.article import Section, make_article
from lessons.article.blocks import tell_left_out
from lessons.article.importer import import_document
from lessons.errors import InvalidInput
from tests.support.document_files import BOLD, Words, make_pdf
from tests.support.tables import table

INPUTS = Path(__file__).parent.parent / "data" / "import"


def open_input(name: str) -> Document:
    return read((INPUTS / name).read_bytes(), name)


def sections(document: Document) -> tuple[Section, ...]:
    return make_article(document).sections


def all_text(document: Document) -> str:
    return "\n".join(text for section in sections(document) for text in section.paragraphs)


@table(
    ("name", "headings", "said"),
    [
        ("arabic-figures.pdf", ["ما الذي يساعد", "الدواء"], "خذ 500 mg مرتين في اليوم، ولا"),
        ("chinese-lines.pdf", ["为什么会腰痛", "什么时候去医院"], "或下体麻木时，请立刻去急诊。"),
        ("bold-by-another-name.pdf", ["What helps", "Tablets", "When to call"], "Call at once"),
        ("bold-by-printing-twice.pdf", ["What helps", "Tablets"], "Take paracetamol first."),
        ("page-n-of-m.pdf", ["What helps", "When to call"], "Call at once if both legs grow weak"),
        ("printed-list.pdf", ["What helps", "Tablets", "When to call"], "- Heat, for"),
        (
            "small-print.pdf",
            ["How to take them", "In an emergency"],
            "sit up and call 112 at once.",
        ),
        ("split-figure.pdf", ["How much", "When to stop"], "At least 20 mg in the morning"),
        (
            "table.pdf",
            ["How much", "When to call"],
            "- Age: 3 to 5 months; Dose: 2.5 ml; Most in a",
        ),
        ("turned-text.pdf", ["Back pain at home"], "Keep moving as much as the pain allows. Short"),
    ],
)
def test_each_input_is_read_as_it_is_seen(name: str, headings: list[str], said: str) -> None:
    document = open_input(name)
    assert [section.heading for section in sections(document)] == headings
    assert said in all_text(document)


@table("name", ["page-n-of-m.pdf", "printed-list.pdf"])
def test_what_pages_and_browsers_add_is_left_out(name: str) -> None:
    document = open_input(name)
    assert "Hill Clinic" not in all_text(document)
    assert "page headers, footers and numbers" in tell_left_out(document.left_out)[0]


def test_a_line_in_a_font_without_a_map_is_named_by_its_page_and_never_guessed() -> None:
    document = open_input("names-of-glyphs.pdf")
    assert "g115" not in all_text(document)
    assert "!" not in all_text(document)
    assert document.notes == (
        "page 1 has 1 line that cannot be read, because a font has no map to letters: look what is"
        " missing",
    )


def test_a_table_says_row_and_column_whatever_its_language() -> None:
    rows = [
        [("Alter", 70), ("Menge", 220), ("Abstand", 370)],
        [("3 bis 5 Monate", 70), ("2,5 ml", 220), ("6 Stunden", 370)],
        [("ab 6 Monaten", 70), ("5 ml", 220), ("6 Stunden", 370)],
    ]
    words = [
        Words(text, x, 700 - 18 * at, font=BOLD if at == 0 else "F1")
        for at, row in enumerate(rows)
        for text, x in row
    ]
    below = Words("Rufen Sie an, wenn es schlimmer wird.", 70, 600)
    document = read(make_pdf([*words, below]), "a.pdf")
    assert all_text(document) == (
        "- Alter: 3 bis 5 Monate; Menge: 2,5 ml; Abstand: 6 Stunden\n"
        "- Alter: ab 6 Monaten; Menge: 5 ml; Abstand: 6 Stunden\n"
        "Rufen Sie an, wenn es schlimmer wird."
    )


def test_a_cell_that_goes_on_in_the_next_line_stays_one() -> None:
    words = [
        *(Words("Age", 70, 700), Words("What to give", 220, 700)),
        *(Words("3 to 5 months", 70, 680), Words("one spoon of the syrup,", 220, 680)),
        Words("at most four times a day", 220, 666),
        *(Words("6 months", 70, 646), Words("two spoons", 220, 646)),
        *(Words("2 years", 70, 626), Words("three spoons", 220, 626)),
    ]
    told = all_text(read(make_pdf(words), "a.pdf"))
    assert "3 to 5 months; one spoon of the syrup, at most four times a day" in told.replace(
        "Age: ", ""
    ).replace("What to give: ", "")


def test_figures_that_are_apart_stay_apart() -> None:
    words = [Words("Take 2", 70, 700), Words("500 mg tablets.", 112, 700)]
    assert "2 500 mg" in all_text(read(make_pdf(words), "a.pdf"))


@pytest.mark.parametrize("pages", [MOST_PAGES + 1, 478])
def test_a_long_one_is_refused_by_its_pages_at_once(pages: int) -> None:
    content = make_pdf(*[[Words("Backs are strong.", 70, 700)]] * pages)
    with pytest.raises(InvalidInput, match=f"has {pages} pages. Accepted: at most {MOST_PAGES}"):
        read(content, "long.pdf")


def test_the_title_that_the_file_states_names_the_course_unless_a_program_made_it_up() -> None:
    words = [Words("Rest", 70, 780, font=BOLD), Words("Lie down a little.", 70, 760)]
    words += [Words("Walk", 70, 730, font=BOLD), Words("Walk a little.", 70, 710)]
    for stated, title in [
        ("Looking after your back", "Looking after your back"),
        ("腰痛的日常护理", "腰痛的日常护理"),
        ("Microsoft Word - leaflet7.doc", "Rest"),
        ("untitled", "Rest"),
        ("leaflet_final2.indd", "Rest"),
    ]:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf(words))))
        writer.add_metadata({"/Title": stated})
        content = BytesIO()
        writer.write(content)
        document = read(content.getvalue(), "a.pdf")
        assert import_document(document, "x").course.title == title, stated


def test_a_stamp_across_the_page_is_no_text() -> None:
    content = make_pdf([Words("Backs are strong.", 70, 700), Words("DRAFT", 0, 0)])
    turned = content.replace(b"0 0 Td (DRAFT)", b".7 .7 -.7 .7 200 300 Tm (DRAFT)")
    assert pypdfium2.PdfDocument(turned)[0].get_textpage().count_chars() > 20
    document = read(turned, "a.pdf")
    assert all_text(document) == "Backs are strong."
    assert "hidden text" in tell_left_out(document.left_out)[0]
