"""Documents for tests, made part by part."""

import html
import textwrap
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ARTICLE = (Path(__file__).parent.parent / "data" / "article.txt").read_text(encoding="utf-8")

# The blocks of the real article: a title, headings (in the file, those without a stop), paragraphs.
BLOCKS = ARTICLE.strip().split("\n\n")


def is_heading(block: str) -> bool:
    return not block.endswith(".")


# Web pages


def make_html_article() -> bytes:
    tags = ["h1", *("h2" if is_heading(block) else "p" for block in BLOCKS[1:])]
    body = "\n".join(
        f"<{tag}>{html.escape(block)}</{tag}>" for tag, block in zip(tags, BLOCKS, strict=True)
    )
    return f"<!doctype html><html><body>{body}</body></html>".encode()


# Word documents

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = f"""<w:styles xmlns:w="{_WORD}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""
_NUMBERING = f"""<w:numbering xmlns:w="{_WORD}">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def word_paragraph(text: str, style: str = "", face: str = "", numbering: str = "") -> str:
    """A paragraph; ``face`` is w:b or w:i, ``numbering`` the id of a list."""
    settings = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        settings += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
    run = f"<w:rPr><{face}/></w:rPr>" if face else ""
    return (
        f"<w:p><w:pPr>{settings}</w:pPr>"
        f"<w:r>{run}<w:t>{html.escape(text, quote=False)}</w:t></w:r></w:p>"
    )


def word_parts(body: str) -> dict[str, str]:
    """The parts of a document, by name, with that body."""
    relationships = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "numbering", "footnotes")
    )
    return {
        "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>""",
        "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>""",
        "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
{relationships}</Relationships>""",
        "word/document.xml": f"""<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body>
</w:document>""",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/footnotes.xml": f"""<w:footnotes xmlns:w="{_WORD}"><w:footnote w:id="1">
{word_paragraph("Doe 2020, a study.")}</w:footnote></w:footnotes>""",
    }


def zip_parts(parts: dict[str, str] | dict[str, str | bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


def zip_blanks(megabytes: int) -> bytes:
    """Return a Word document whose text is nothing but so many blanks."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in word_parts(word_paragraph("One.")).items():
            if name != "word/document.xml":
                package.writestr(name, content)
        with package.open("word/document.xml", "w") as part:
            part.write(b"<a>")
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
            part.write(b"</a>")
    return packed.getvalue()


def make_docx(*paragraphs: str) -> bytes:
    return zip_parts(word_parts("".join(paragraphs)))


def make_docx_article() -> bytes:
    title, *others = BLOCKS
    return make_docx(
        word_paragraph(title, style="Title"),
        *(
            word_paragraph(block, style="berschrift2" if is_heading(block) else "")
            for block in others
        ),
    )


# PDFs


@dataclass(frozen=True, slots=True)
class Words:
    """A line on a page, in points from its left and lower edges."""

    text: str
    x: float
    y: float
    size: float = 11
    font: str = "F1"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is drawn: a thin rectangle is a rule, a small one the mark of a point."""

    x: float
    y: float
    width: float
    height: float


BOLD = "F2"
ANY_SCRIPT = "F3"
"""A font of any letters, each as wide as it is high, without their shapes: nobody looks at them."""
_IMAGE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"


def make_pdf(*pages: Sequence[Words | Rule], has_picture: bool = False) -> bytes:
    """Pages of A4 in Helvetica, perhaps each with the same picture."""
    fonts = b"<< /F1 3 0 R /F2 4 0 R /F3 6 0 R >>"
    picture = b"/I1 5 0 R" if has_picture else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(pages))), len(pages)),
        *(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
            for name in (b"Helvetica", b"Helvetica-Bold")
        ),
        _IMAGE + b" /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x00\nendstream",
        *_make_any_font(6),
    ]
    for number, page in enumerate(pages):
        content = "\n".join(map(_draw, page)).encode("cp1252")
        content += b"\nq 9 0 0 9 9 9 cm /I1 Do Q" * has_picture
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font %s /XObject << %s >> >> >>" % (11 + 2 * number, fonts, picture),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _write_pdf(objects)


def _draw(it: Words | Rule) -> str:
    if isinstance(it, Rule):
        return f"{it.x} {it.y} {it.width} {it.height} re f"
    is_any = it.font == ANY_SCRIPT
    shown = f"<{it.text.encode('utf-16-be').hex()}>" if is_any else f"({_escape(it.text)})"
    return f"BT /{it.font} {it.size} Tf {it.x} {it.y} Td {shown} Tj ET"


def _make_any_font(first: int) -> list[bytes]:
    """ISO 32000-1, 9.7.4 and 9.10.3: its codes are the letters' own."""
    blocks = [
        "100 beginbfrange\n"
        + "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(start, end))
        + "\nendbfrange"
        for start, end in ((0, 100), (100, 200))
    ]
    text = "begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    content = (text + "\n".join(blocks) + "\nendcmap").encode()
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (first + 1, first + 3),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW 600 %s"
        b" /FontDescriptor %d 0 R >>" % (system, first + 2),
        b"<< /Type /FontDescriptor /FontName /Any /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _write_pdf(objects: Iterable[bytes]) -> bytes:
    """ISO 32000-1, 7.5: a header, numbered objects, the table of where they are, a trailer."""
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(places) + 1, table, len(places) + 1, len(written))
    )


def set_lines(
    blocks: Sequence[str], *, first_line_indent: float = 0, space: float = 8, per_page: int = 40
) -> list[list[Words]]:
    """Pages of blocks as a program sets them: wrapped, with page headers and numbers.

    A block without a stop at its end is a heading, larger and bold.
    """
    pages: list[list[Words]] = [[]]
    y = 780.0
    for block in blocks:
        size, font, width = (16, BOLD, 60) if is_heading(block) else (11, "F1", 90)
        y -= space
        for number, text in enumerate(textwrap.wrap(block, width)):
            if len(pages[-1]) == per_page:
                pages.append([])
                y = 780.0
            y -= size * 1.25
            indent = first_line_indent if number == 0 and font == "F1" else 0
            pages[-1].append(Words(text, 70 + indent, y, size, font))
    return [
        [Words("Backs and heads", 70, 810, 9), *page, Words(f"Page {number}", 280, 30, 9)]
        for number, page in enumerate(pages, start=1)
    ]


def make_pdf_article() -> bytes:
    return make_pdf(*set_lines(BLOCKS))
