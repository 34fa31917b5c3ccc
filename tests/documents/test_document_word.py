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
    assert left_out_of(document) == ("footnotes left out: 1: “Doe 2020, a study.”",)


def run(text: str, face: str = "") -> str:
    return f"<w:r><w:rPr>{face}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


@table(
    ("runs", "kept", "note"),
    [
        (
            run("Rest") + "<w:del><w:r><w:delText> never</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t> often.</w:t></w:r></w:ins>",
            "Rest often.",
            "text deleted under review left out: 1: “never”",
        ),
        (
            run("Take ") + run("fo", "<w:strike/>") + run("ur ", "<w:b/><w:strike/>") + run("two."),
            "Take two.",
            "struck-out text left out: 1: “four”",
        ),
        (
            run("Take two.") + run("Ask Bob.", "<w:vanish/>"),
            "Take two.",
            "hidden text left out: 1: “Ask Bob.”",
        ),
        (run("Take two.", '<w:strike w:val="0"/>'), "Take two.", ""),
        (
            run("Below 38") + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>' + run("C."),
            "Below 38°C.",
            "",
        ),
        (run("10") + run("3", '<w:vertAlign w:val="superscript"/>') + run(" IU."), "10³ IU.", ""),
        (run("One.") + "<w:r><w:br/></w:r>" + run("Two."), "One.\nTwo.", ""),
    ],
)
def test_struck_out_hidden_and_deleted_words_are_no_content_and_told(
    runs: str, kept: str, note: str
) -> None:
    document = read(make_docx(f"<w:p>{runs}</w:p>"), "a.docx")
    assert (written(document), "; ".join(left_out_of(document))) == (kept, note)


STYLES = """
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Clinic"/><w:basedOn w:val="H1"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/>
<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/>
</w:style>"""
NUMBERS = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>"""
NUMS = """
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def docx_with_styles(body: str) -> bytes:
    parts = word_parts(body)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        "</w:styles>", STYLES + "</w:styles>"
    )
    numbering = parts["word/numbering.xml"].replace("<w:num ", f"{NUMBERS}<w:num ", 1)
    parts["word/numbering.xml"] = numbering.replace("</w:numbering>", f"{NUMS}</w:numbering>")
    return zip_parts(parts)


def test_headings_are_known_by_their_style_what_it_is_based_on_and_their_own_level() -> None:
    own_level = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Second</w:t></w:r></w:p>'
    content = docx_with_styles(
        word_paragraph("All", style="Title")
        + word_paragraph("First", style="Own")
        + own_level
        + word_paragraph("Third", style="Deep")
        + word_paragraph("Text.", style="Round")
    )
    headings = [(block.plain, block.level) for block in read(content, "a.docx").blocks]
    # A title stands above all headings.
    assert headings == [("All", 1), ("First", 2), ("Second", 3), ("Third", 4), ("Text.", 0)]


def item(text: str, number: int = 7, depth: int = 0) -> str:
    settings = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbers_go_on_after_a_paragraph_and_begin_anew_where_word_says_so() -> None:
    content = docx_with_styles(
        item("Eat.")
        + item("Rest, but not:")
        + item("in bed", depth=1)
        + item("at noon", depth=1)
        + TEXT
        + item("Walk.")
        + item("Stop.", number=8)
    )
    assert written(read(content, "a.docx")) == (
        "1. Eat.\n2. Rest, but not:\n   - in bed\n   - at noon\n\nText.\n\n3. Walk.\n\n1. Stop."
    )


BOX = f"<w:txbxContent>{word_paragraph('Call 112 at once.')}</w:txbxContent>"
CHOICE = f'<mc:Choice Requires="wps"><w:drawing><a>{BOX}</a></w:drawing></mc:Choice>'
FALLBACK = f"<mc:Fallback><w:pict><v>{BOX}</v></w:pict></mc:Fallback>"


@table("forms", [CHOICE, FALLBACK, CHOICE + FALLBACK])
def test_a_text_box_is_read_once_where_it_stands(forms: str) -> None:
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:p><w:r><mc:AlternateContent {names}>{forms}</mc:AlternateContent></w:r></w:p>"
    content = make_docx(TEXT, box, word_paragraph("Then rest."))
    assert written(read(content, "a.docx")) == "Text.\n\nCall 112 at once.\n\nThen rest."


def test_merged_cells_count_for_each_row_and_column_that_they_cover() -> None:
    def cell(text: str, settings: str = "") -> str:
        return f"<w:tc><w:tcPr>{settings}</w:tcPr>{word_paragraph(text)}</w:tc>"

    head = "<w:trPr><w:tblHeader/></w:trPr>" + cell("Age") + cell("Weight") + cell("Dose")
    first = cell("1 to 3", '<w:vMerge w:val="restart"/>') + cell("under 12 kg") + cell("2.5 ml")
    second = cell("", "<w:vMerge/>") + cell("over 12 kg") + cell("5 ml")
    third = cell("Under 1", "") + cell("ask us first", '<w:gridSpan w:val="2"/>')
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (head, first, second, third))
    assert written(read(make_docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx")) == (
        "- Age: 1 to 3; Weight: under 12 kg; Dose: 2.5 ml\n"
        "- Age: 1 to 3; Weight: over 12 kg; Dose: 5 ml\n"
        "- Age: Under 1; Weight, Dose: ask us first"
    )


def test_headers_and_comments_are_left_out_and_named() -> None:
    parts = word_parts(TEXT)
    relation = '<Relationship Id="{0}" Type="http://a/{0}" Target="{0}.xml"/>'
    names = "".join(relation.format(name) for name in ("header", "comments"))
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        "</Relationships>", f"{names}</Relationships>"
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts["word/header.xml"] = f"<w:hdr {space}>{word_paragraph('Hill Clinic')}</w:hdr>"
    comment = f"<w:comment>{word_paragraph('Really?')}</w:comment>"
    parts["word/comments.xml"] = f"<w:comments {space}>{comment}</w:comments>"
    document = read(zip_parts(parts), "a.docx")
    assert written(document) == "Text."
    assert left_out_of(document) == (
        "page headers, footers and numbers left out: 1: “Hill Clinic”",
        "comments left out: 1: “Really?”",
    )


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


def test_a_footnote_that_limits_a_rule_stands_behind_its_paragraph() -> None:
    mark = (
        '<w:p><w:r><w:t>Do not bend it.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    parts = word_parts(mark)
    notes = parts["word/footnotes.xml"].replace("Doe 2020, a study.", "Posterior approach only.")
    document = read(zip_parts({**parts, "word/footnotes.xml": notes}), "a.docx")
    assert written(document) == "Do not bend it. (Posterior approach only.)"
    assert left_out_of(document) == ()
