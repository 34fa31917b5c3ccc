"""A web page is read in its own letters, whatever it says of them and where."""

from pathlib import Path

from bot.documents.document import Document
from bot.documents.reading import read
from lessons.article.importer import import_document
from tests.support.tables import table

INPUTS = Path(__file__).parent.parent / "data" / "import"


def open_input(name: str) -> Document:
    return read((INPUTS / name).read_bytes(), name)


def words(document: Document) -> str:
    return "\n".join(block.plain for block in document.blocks)


@table(
    ("encoding", "text"),
    [
        ("gb18030", "久坐会加重疼痛。请每小时站起来走一走。"),
        ("shift_jis", "長く座ると痛みが強くなります。一時間ごとに立って歩いてください。"),
        ("windows-1251", "Мойте руки перед едой и после улицы. Пейте больше воды."),
        ("windows-1256", "اغسل يديك قبل الأكل وبعد العودة إلى البيت. اشرب الماء."),
        ("windows-1252", "Größe und Übung: “gut” für den Rücken, sagt die Ärztin später."),
    ],
)
def test_the_letters_of_a_page_that_names_no_encoding_are_told_by_its_words(
    encoding: str, text: str
) -> None:
    page = f"<html><body><h1>A</h1><p>{text}</p></body></html>"
    assert text in words(read(page.encode(encoding), "page.html"))


def test_a_page_saved_in_an_older_chinese_encoding_is_read() -> None:
    course = import_document(open_input("gbk-without-charset.html"), "x").course
    assert (course.title, course.language) == ("腰痛的护理", "zh")


@table(
    "text", ["Größe und Übung: täglich ein wenig gehen. ", "Щоденна прогулянка. ", "每天走一走。"]
)
def test_one_broken_byte_makes_no_other_letters_of_a_page(text: str) -> None:
    page = f"<h1>A</h1><p>{text * 60}</p>".encode() + b"<p>B\xc3.</p>"
    assert text.strip() in words(read(page, "page.html"))


def test_an_encoding_that_is_stated_below_many_lines_is_used() -> None:
    page = (
        "<script>" + "x" * 3000 + "</script><meta charset=windows-1250><p>Ciężar się przenosi.</p>"
    )
    assert words(read(page.encode("windows-1250"), "page.html")) == "Ciężar się przenosi."
