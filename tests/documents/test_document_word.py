"""A Word document becomes its article, and nothing in it runs, unpacks or reaches out."""

import zipfile
from io import BytesIO

import pytest

from bot.documents.reading import read
from lessons.article.article import make_article
from lessons.errors import InvalidInput
from tests.support.articles import article_of, left_out_of, written
from tests.support.document_files import (
    ARTICLE,
    make_docx,
    make_docx_article,
    word_paragraph,
    word_parts,
    zip_parts,
)
from tests.support.tables import table

TEXT = word_paragraph("Text.")
CELL = f"<w:tc>{TEXT}</w:tc>"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
    'main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/'
    'picture"><pic:blipFill><a:blip r:link="rId9" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def docx_with_picture(body: str) -> bytes:
    """The body and a picture that is not in the file."""
    parts = word_parts(body + DRAWING)
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId9" TargetMode="External" Target="file:///etc/passwd"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        "</Relationships>",
    )
    return zip_parts(parts)


def refusal(content: bytes, name: str = "a.docx") -> str:
    with pytest.raises(InvalidInput) as refused:
        read(content, name)
    assert "Accepted: " in str(refused.value)
    return str(refused.value)


def test_the_real_article_is_the_same_as_in_plain_text() -> None:
    document = read(make_docx_article(), "article.docx")
    assert make_article(document) == article_of(ARTICLE)
    assert left_out_of(document) == ()


def test_styles_lists_and_faces_are_kept_and_the_table_of_contents_is_not() -> None:
    content = make_docx(
        word_paragraph("Backs", style="Title"),
        word_paragraph("The low back 2", style="TOC1"),
        word_paragraph("The low back", style="berschrift2"),
        word_paragraph("Rest & wait.", face="w:i"),
        word_paragraph("Walk", numbering="1"),
        word_paragraph("Swim", numbering="1"),
    )
    assert written(read(content, "a.docx")) == (
        "# Backs\n\n# The low back\n\n*Rest & wait.*\n\n- Walk\n- Swim"
    )


def test_without_styles_short_bold_lines_are_headings() -> None:
    content = make_docx(
        word_paragraph("Backs", face="w:b"), TEXT, word_paragraph("Why", face="w:b"), TEXT
    )
    article = article_of(content, "a.docx")
    assert [section.heading for section in article.sections] == ["Backs", "Why"]


def test_tables_and_footnotes_are_written_and_left_out_as_in_a_page() -> None:
    mark = '<w:p><w:r><w:t>Rest.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    table = f"<w:tbl><w:tr>{CELL}{CELL}</w:tr></w:tbl>"
    document = read(make_docx(mark, table), "a.docx")
    assert written(document) == "Rest.\n\n- Text.; Text."
    assert left_out_of(document) == ("footnotes left out: 1: “Doe 2020, a study. ↑”",)


def test_what_was_deleted_under_review_is_gone() -> None:
    body = (
        "<w:p><w:r><w:t>Rest</w:t></w:r><w:del><w:r><w:delText> never</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> often.</w:t></w:r></w:ins></w:p>"
    )
    assert written(read(make_docx(body), "a.docx")) == "Rest often."


def test_a_picture_outside_the_file_is_not_fetched() -> None:
    document = read(docx_with_picture(TEXT), "a.docx")
    assert (written(document), left_out_of(document)) == ("Text.", ("images left out: 1",))


def test_macros_are_refused_by_name_and_by_what_is_inside() -> None:
    content = zip_parts({**word_parts(TEXT), "word/vbaProject.bin": b"\xd0\xcf"})
    assert refusal(content).startswith("a.docx holds macros, which are programs.")
    assert refusal(content, "a.docm").startswith("a.docm is a Word document with macros.")


def test_a_password_and_an_old_document_are_told_apart() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    locked = container + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked).startswith("a.docx is locked with a password.")
    assert refusal(container).startswith("a.docx is an old Word document inside.")
    assert refusal(container, "a.doc").startswith("a.doc is an old Word document. Open it and")


def test_a_part_with_a_password_is_refused() -> None:
    content = bytearray(make_docx(TEXT))
    # The flag in the directory entry of the first part: APPNOTE.TXT, 4.3.12.
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)).startswith("a.docx is locked with a password.")


def test_what_unpacks_beyond_measure_is_refused_before_it_does() -> None:
    one = zip_parts({**word_parts(TEXT), "word/media/a.bmp": bytes(50_000_000)})
    assert refusal(one).startswith("a.docx would unpack to 50 MB in 8 parts")
    many = zip_parts({**word_parts(TEXT), **{f"word/{n}.xml": "" for n in range(2_000)}})
    assert refusal(many).startswith("a.docx would unpack to 0 MB in 2007 parts")


def test_a_part_that_is_larger_than_it_says_does_not_unpack() -> None:
    parts = word_parts(TEXT.replace("Text", "x" * 3_000_000))
    content = bytearray(zip_parts(parts))
    (info,) = (
        part
        for part in zipfile.ZipFile(BytesIO(content)).infolist()
        if part.filename == "word/document.xml"
    )
    place = content.rindex(b"word/document.xml") - 46 + 24
    assert content[place : place + 4] == info.file_size.to_bytes(4, "little")
    content[place : place + 4] = (1000).to_bytes(4, "little")
    assert refusal(bytes(content)).startswith("a.docx is damaged or incomplete")


@table("encoding", ["utf-8", "utf-16"])
@table("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_entities_are_refused_in_every_part(part: str, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    parts: dict[str, str | bytes] = {**word_parts(TEXT)}
    parts[part] = bomb.encode(encoding)
    assert refusal(zip_parts(parts)).startswith("a.docx defines XML entities")


def test_deeply_nested_parts_are_refused() -> None:
    body = "<w:ins>" * 50_000 + "</w:ins>" * 50_000
    assert refusal(make_docx(body)).startswith("a.docx takes too much time or memory")


def test_other_archives_are_no_documents() -> None:
    assert refusal(zip_parts({"a.txt": "Text."})).startswith("a.docx is a zip archive, but no Word")


def test_a_document_without_text_is_refused() -> None:
    assert refusal(docx_with_picture("")).startswith("a.docx has no text, perhaps only pictures.")


@table("share", [0.01, 0.3, 0.9, 0.999])
def test_a_truncated_document_is_damaged(share: float) -> None:
    content = make_docx_article()
    assert refusal(content[: int(len(content) * share)]).startswith("a.docx is damaged")
