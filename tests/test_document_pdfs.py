"""A PDF becomes its article: paragraphs out of lines, without what pages add."""

import textwrap
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from bot.document_readers.document import Document
from bot.document_readers.reading import read
from lessons.article import parse_article
from lessons.errors import InvalidInput
from tests.browser import open_page
from tests.document_files import (
    ARTICLE,
    BLOCKS,
    BOLD,
    Words,
    make_html_article,
    make_pdf,
    make_pdf_article,
    set_lines,
)


def read_lines(*lines: str, step: float = 14) -> str:
    """What is read of lines at equal distance."""
    words = [Words(line, 70, 780 - number * step) for number, line in enumerate(lines)]
    return read(make_pdf(words), "a.pdf").text


def refusal(content: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read(content, "a.pdf")
    assert "Accepted: " in str(refused.value)
    return str(refused.value)
