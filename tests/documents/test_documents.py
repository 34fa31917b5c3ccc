"""Whoever sends a file gets its article or a clear word, soon, and nobody else notices."""

import asyncio
import codecs
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents import isolation
from bot.documents.isolation import EXTENSIONS, Document, check_size, import_document, read_document
from bot.documents.reading import read
from lessons.article.blocks import LeftOut, Why
from lessons.errors import InvalidInput
from tests.support.articles import article_of, import_article, written
from tests.support.document_files import (
    ARTICLE,
    make_docx,
    make_docx_article,
    make_html_article,
    make_pdf_article,
    word_paragraph,
)
from tests.support.tables import table

FILES = {
    "article.txt": ARTICLE.encode(),
    "article.md": ARTICLE.encode(),
    "article.markdown": ARTICLE.encode(),
    "article.html": make_html_article(),
    "article.HTM": make_html_article(),
    "article.docx": make_docx_article(),
    "article.pdf": make_pdf_article(),
}


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        read(content, name)
    return str(refused.value)


# What is accepted


def test_there_is_a_file_here_of_every_accepted_kind() -> None:
    assert {Path(name).suffix.lower() for name in FILES} == set(EXTENSIONS)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_five_sections_and_three_headings_to_drop(
    name: str,
) -> None:
    check_size(name, len(FILES[name]))
    article = article_of(FILES[name], name)
    assert article.sections == article_of(ARTICLE).sections
    orphans = [item for item in article.left_out if item.why is Why.ORPHAN]
    assert (len(article.sections), len(orphans)) == (5, 3)


@table(
    "content",
    [
        codecs.BOM_UTF8 + "Rücken".encode(),
        "Rücken".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Rücken".encode("utf-16-be"),
    ],
)
def test_unicode_is_read_by_its_mark(content: bytes) -> None:
    assert written(read(content, "a.txt")) == "Rücken"


# What is refused by its name, its size and its first bytes


@table(
    ("name", "size", "told"),
    [
        ("a.odt", 10, "a.odt is an OpenDocument text. Open it and save it as"),
        ("a.doc", 10, "a.doc is an old Word document. Open it and save it as"),
        ("a.xlsx", 10, "a.xlsx is a .xlsx file. Accepted: a text in UTF-8 (.txt, .md, .markdown),"),
        ("article", 10, "article is a file without an extension. Accepted: a text"),
        ("", 10, "It is a file without an extension. Accepted: a text"),
        ("a\n.exe\u202e", 10, "a.exe is a .exe file."),
        ("x" * 99 + ".zip", 10, "…" + "x" * 75 + ".zip is a .zip file."),
        ("a.pdf", 5_000_001, "a.pdf has 5.0 MB. Accepted: at most 5 MB;"),
        ("a.pdf", 2_000_000_000, "a.pdf has 2000.0 MB. Accepted: at most 5 MB;"),
        ("a.txt", 0, "a.txt is empty. Accepted: a text"),
    ],
)
def test_a_name_and_a_stated_size_are_enough_to_refuse(name: str, size: int, told: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_size(name, size)
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


async def test_a_file_larger_than_it_was_said_to_be_is_refused_all_the_same() -> None:
    check_size("a.txt", 5_000_000)
    with pytest.raises(InvalidInput, match=r"a\.txt has 5\.0 MB"):
        await read_document(b"x" * 5_000_001, "a.txt")


@table(
    ("name", "content", "told"),
    [
        ("a.txt", b"%PDF-1.7", "a.txt is a PDF inside, whatever its name says. Accepted: "),
        ("a.html", b"PK\x03\x04", "a.html is a zip archive, as Word documents are inside,"),
        ("a.docx", b"%PDF-1.7", "a.docx is a PDF inside, whatever"),
        ("a.docx", b"{\\rtf1 Text}", "a.docx is an RTF text inside, whatever"),
        ("a.docx", b"Text.", "a.docx is no .docx file inside, whatever"),
        ("a.pdf", b"\x89PNG\r\n", "a.pdf is a picture inside, whatever"),
        ("a.pdf", b"Text.", "a.pdf is no .pdf file inside, whatever"),
        ("a.txt", b" \n\t\n", "a.txt is empty."),
        ("a.txt", "Rücken".encode("latin-1"), "a.txt is not UTF-8: byte 2 does not fit."),
        ("a.txt", b"\xff\xfe\x00", "a.txt is not UTF-8: byte 3 does not fit."),
        ("a.txt", b"PK\x00\x01", "a.txt holds no text but binary data."),
        ("a.pdf", b"%PDF-1.7", "a.pdf is damaged or incomplete and cannot be read."),
        ("a.docx", b"PK\x03\x04", "a.docx is damaged or incomplete and cannot be read."),
        ("a.txt", b"x" * 1_000_001, "a.txt has 1,000,001 characters of text. Accepted: at most"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name: str, content: bytes, told: str) -> None:
    assert refusal(content, name).startswith(told)


def test_the_log_gets_no_word_of_the_file() -> None:
    with pytest.raises(InvalidInput) as refused:
        read(b"PK\x03\x04", "patient-doe.docx")
    assert refused.value.operator == "document unreadable: zipfile.BadZipFile"


def is_read_or_refused(content: bytes, name: str) -> bool:
    try:
        return isinstance(read(content, name), Document)
    except InvalidInput as refused:
        return "Accepted: " in str(refused)


@given(content=st.binary(max_size=2_000), name=st.sampled_from(list(FILES)))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    for start in (b"", FILES[name][:40], FILES[name][:-200]):
        assert is_read_or_refused(start + content, name)


@given(data=st.data(), name=st.sampled_from(["article.html", "article.docx", "article.pdf"]))
def test_any_damage_is_read_or_refused(data: st.DataObject, name: str) -> None:
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    assert is_read_or_refused(bytes(content), name)


# The process


@pytest.mark.parametrize("name", ["article.txt", "article.docx"])
async def test_the_worker_answers_as_reading_here_would(name: str) -> None:
    assert await read_document(FILES[name], name) == read(FILES[name], name)


async def test_a_document_becomes_a_draft_with_what_both_have_to_tell() -> None:
    page = b"<h1>T</h1><img src=a><p>" + b"word " * 200
    result = await import_document(page, "a.html", "backs")
    assert result.course == import_article("T\n\n" + "word " * 200, "backs").course
    assert result.left_out == (LeftOut(Why.IMAGE),)
    assert len(result.notes) == 1
    assert "continues a sentence" in result.notes[0]


async def test_a_refusal_crosses_the_border_with_its_two_messages() -> None:
    with pytest.raises(InvalidInput, match=r"^a\.pdf is damaged or incomplete") as refused:
        await read_document(b"%PDF-1.7", "a.pdf")
    assert (refused.value.operator or "").startswith("document unreadable: pypdfium2.")
    with pytest.raises(InvalidInput, match='"Back Care" cannot be a course id'):
        await import_document(b"Text.", "a.txt", "Back Care")


@pytest.fixture
def odd_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_WORKER", "tests.support.odd_worker")


@pytest.mark.usefixtures("odd_worker")
async def test_the_worker_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    environment, process_id = json.loads((await read_document(b"tell", "a.txt")).title)
    assert "secret" not in str(environment)
    assert process_id != os.getpid()


@pytest.mark.usefixtures("odd_worker")
@pytest.mark.parametrize("order", ["die", "lie", "flood", "grow"])
async def test_whatever_becomes_of_the_worker_is_one_clear_refusal(order: str) -> None:
    with pytest.raises(InvalidInput, match=r"^a\.txt takes too much time or memory to read\."):
        await read_document(order.encode(), "a.txt")


@pytest.mark.usefixtures("odd_worker")
async def test_the_worker_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        await read_document(f"write {tmp_path / 'a'}".encode(), "a.txt")
    assert not (tmp_path / "a").exists() or not (tmp_path / "a").read_text()


@pytest.mark.usefixtures("odd_worker")
async def test_a_worker_that_hangs_is_ended_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "READING_SECONDS", 0.5)
    with pytest.raises(InvalidInput, match=r"^a\.txt takes too much time or memory to read\."):
        await read_document(b"hang", "a.txt")
    assert not children()


@pytest.mark.usefixtures("odd_worker")
async def test_a_worker_ends_with_whoever_waits_for_it() -> None:
    reading = asyncio.create_task(read_document(b"hang", "a.txt"))
    while not children():
        await asyncio.sleep(0.01)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not children()


def children() -> list[str]:
    """The processes that this one started and that are still there."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


@asynccontextmanager
async def longest_pause() -> AsyncIterator[list[float]]:
    """A list that grows by the seconds between turns of the event loop."""
    pauses: list[float] = []

    async def watch() -> None:
        last = monotonic()
        while True:
            await asyncio.sleep(0.01)
            pauses.append(monotonic() - last)
            last = monotonic()

    watching = asyncio.create_task(watch())
    yield pauses
    watching.cancel()


# Slow to read by design: elements that close themselves only for those who write them, sentences
# without an end, paragraphs without end.
HOSTILE = {
    "a.html": b"<div/>" * 200_000 + b"<p>Text.</p>",
    "a.txt": b"a, " * 330_000,
    "a.docx": make_docx(*(word_paragraph(hex(n**7)) for n in range(100_000))),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_stalls_nobody(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "READING_SECONDS", 4)
    async with longest_pause() as pauses:
        with pytest.raises(InvalidInput, match="takes too much time or memory to read"):
            await import_document(HOSTILE[name], name, "x")
    assert len(pauses) > 40
    assert max(pauses) < 1


@pytest.mark.slow
async def test_a_hostile_file_is_refused_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # Shorter than what the file takes on a machine that is fast.
    monkeypatch.setattr(isolation, "READING_SECONDS", 3)
    started = monotonic()
    with pytest.raises(InvalidInput, match="takes too much time or memory to read"):
        await import_document(HOSTILE["a.txt"], "a.txt", "x")
    assert 2 < monotonic() - started < isolation.READING_SECONDS + 5
