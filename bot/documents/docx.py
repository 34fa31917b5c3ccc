"""An article out of a Word document, after a look at the parts that it is zipped from.

Its XML is read here, not through mammoth 1.13, which loses text boxes that have no older copy
beside them, numbers that go on after a paragraph, outline levels, and that words are hidden.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from bot.documents.document import Document, DocumentWriter, Why
from bot.documents.docx_blocks import BodyReader
from bot.documents.docx_runs import words_of
from bot.documents.docx_styles import Lists, Styles, find, local, value
from bot.documents.kinds import ACCEPTED
from lessons.errors import InvalidInput

_MOST_PARTS = 2_000
_LARGEST_INFLATED = 100_000_000
# Word's own XML shrinks to a twentieth, long tables of equal rows to a hundredth.
_HIGHEST_RATIO = 200
_SMALL_PART = 1_000_000
_IS_LOCKED = 0x1

_MAIN = "word/document.xml"
# What Word writes where nobody gave a title.
_NO_TITLE = re.compile(
    r"(document|dokument|documento)\s?\d*|microsoft word.*|.*\.docx?", re.IGNORECASE
)


def read_docx(content: bytes, name: str) -> Document:
    """Return the article: headings by style, level or form, lists, tables, text boxes.

    Comments, tracked deletions, struck-out and hidden words, headers, footers, pictures and
    footnotes that limit nothing are left out.

    Raises:
        InvalidInput: if it would inflate beyond measure, holds macros, is locked with a
            password, is no Word document or has no text.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        _check_parts(package, name)
        _check_xml(package, name)
        draft = _read_package(_Package(package))
    if draft.is_empty:
        raise InvalidInput(f"{name} has no text, perhaps only pictures. {ACCEPTED}")
    return draft.finish()


class _Package:
    """The parts of a document, found by their relations to its main one."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {part.filename.lower(): part.filename for part in package.infolist()}
        related = dict(self._relations(""))
        self.main = related.get("officeDocument", _MAIN)
        self._related = list(self._relations(self.main))

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield what a part is related to within the package: what it is, and its name."""
        folder, file_name = posixpath.split(part)
        root = self.read(posixpath.join(folder, "_rels", f"{file_name}.rels"))
        for relation in root if root is not None else ():
            target = value(relation, "Target") or ""
            if value(relation, "TargetMode") != "External":
                kind = (value(relation, "Type") or "").rpartition("/")[2]
                yield kind, posixpath.normpath(posixpath.join(folder, target)).lstrip("/")

    def read(self, part: str) -> Element | None:
        """Return the part's XML, if it is there."""
        name = self._names.get(part.lower())
        # No part defines entities: those that do were refused.
        return ElementTree.fromstring(self._package.read(name)) if name else None  # noqa: S314

    def find(self, kind: str) -> Element | None:
        """Return the related part of that kind."""
        return next(self.find_all(kind), None)

    def find_all(self, kind: str) -> Iterator[Element]:
        """Yield the related parts of that kind."""
        for found, part in self._related:
            if found == kind and (root := self.read(part)) is not None:
                yield root


def _read_package(package: _Package) -> DocumentWriter:
    notes = {
        kind: {value(note, "id"): words_of(note) for note in root}
        for kind in ("footnote", "endnote")
        if (root := package.find(f"{kind}s")) is not None
    }
    reader = BodyReader(
        Styles(package.find("styles")),
        Lists(package.find("numbering")),
        lambda kind, note_id: notes.get(kind, {}).get(note_id, ""),
    )
    main = package.read(package.main)
    body = find(main, "body")
    if body is None:
        return reader.draft
    reader.read(body)
    edges = [root for kind in ("header", "footer") for root in package.find_all(kind)]
    for words in dict.fromkeys(words_of(root).strip() for root in edges):
        if any(map(str.isalpha, words)):
            reader.draft.leave_out(Why.PAGE_EDGE, words)
    for comment in package.find("comments") or ():
        reader.draft.leave_out(Why.COMMENT, words_of(comment))
    reader.draft.title = _find_title(package.read("docProps/core.xml"))
    return reader.draft


def _find_title(properties: Element | None) -> str:
    """Return the title that the document's properties give it."""
    parts = properties if properties is not None else ()
    title = next((part.text or "" for part in parts if local(part) == "title"), "").strip()
    return "" if _NO_TITLE.fullmatch(title) else title


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    """Refuse by what the archive says of itself, before anything is inflated."""
    parts = package.infolist()
    names = {part.filename.lower() for part in parts}
    inflated = sum(part.file_size for part in parts)
    is_bomb = (
        len(parts) > _MOST_PARTS
        or inflated > _LARGEST_INFLATED
        or any(
            part.file_size > max(_SMALL_PART, part.compress_size * _HIGHEST_RATIO) for part in parts
        )
    )
    if is_bomb:
        raise InvalidInput(
            f"{name} would unpack to {inflated / 1_000_000:,.0f} MB in {len(parts)} parts, far more"
            f" than an article needs. Accepted: at most {_LARGEST_INFLATED // 1_000_000} MB and no"
            f" part larger than {_HIGHEST_RATIO} times its packed size; copy the text into a new"
            " document, such as article.docx"
        )
    if any(part.flag_bits & _IS_LOCKED for part in parts):
        raise InvalidInput(f"{name} is locked with a password. Remove it first. {ACCEPTED}")
    if any(part.endswith("vbaproject.bin") for part in names):
        raise InvalidInput(
            f'{name} holds macros, which are programs. Save it in Word as "Word document (.docx)",'
            f" which leaves them behind. {ACCEPTED}"
        )
    if "[content_types].xml" not in names or not any(part.startswith("word/") for part in names):
        raise InvalidInput(f"{name} is a zip archive, but no Word document inside. {ACCEPTED}")


def _check_xml(package: zipfile.ZipFile, name: str) -> None:
    """Refuse parts that define entities, which can grow without end; Word never does.

    ECMA-376 Part 2, 8.1.4 forbids document type definitions in every part.
    """

    def refuse(*_: object) -> None:
        raise InvalidInput(
            f"{name} defines XML entities, which no Word document may. Open it in Word and save it"
            f" anew. {ACCEPTED}"
        )

    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            parser = expat.ParserCreate()
            parser.StartDoctypeDeclHandler = refuse
            with package.open(part) as file:
                parser.ParseFile(file)
