"""Documents that people send, read in a process of their own.

A hostile file can stall or crash only that process, which sees no setting, writes no file and
ends within seconds; meanwhile every chat is served.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ValidationError

from bot.documents import written_document
from bot.documents.document import Document
from bot.documents.kinds import EXTENSIONS, check_content, check_size, shown_name, too_complex
from lessons.article.importer import ImportResult
from lessons.article.pasting import Piece
from lessons.errors import InvalidInput

__all__ = [
    "EXTENSIONS",
    "Document",
    "check_size",
    "cut_anew",
    "import_document",
    "read_article",
    "read_document",
    "read_pasted",
]

READING_SECONDS = 20
_LONGEST_ANSWER_BYTES = 16_000_000
_WORKER = "bot.documents.worker"


class _Answer(BaseModel):
    """What the worker says: that it refuses, or the document, with what it becomes if asked."""

    document: Document | None = None
    result: ImportResult | None = None
    refused: str | None = None
    operator: str | None = None


async def read_document(content: bytes, file_name: str) -> Document:
    """Return the article in a file, block by block, within 20 seconds and half a gigabyte.

    Raises:
        InvalidInput: if the file is refused, damaged or takes longer.
    """
    answer = await _ask_worker(content, file_name, course_id=None)
    assert answer.document is not None, "the worker answers what it was asked"
    return answer.document


async def import_document(
    content: bytes, file_name: str, course_id: str, language: str = ""
) -> ImportResult:
    """Return the article in a file as the draft of a course, within the same limits.
    ``language`` is the code of the one that it is in, empty to have it found.

    Cutting a text into lessons is part of the limits, because a hostile one makes it slow.

    Raises:
        InvalidInput: as above, if the id is not one, or the article has no paragraphs.
    """
    _document, result = await read_article(content, file_name, course_id, language)
    return result


async def read_article(
    content: bytes, file_name: str, course_id: str, language: str = ""
) -> tuple[Document, ImportResult]:
    """Return the article in a file block by block, and as that draft, read once.

    Raises:
        InvalidInput: as above.
    """
    return _both(await _ask_worker(content, file_name, course_id=course_id, language=language))


def _both(answer: _Answer) -> tuple[Document, ImportResult]:
    assert answer.document is not None, "the worker answers what it was asked"
    assert answer.result is not None, "the worker answers what it was asked"
    return answer.document, answer.result


async def read_pasted(pieces: Sequence[Piece], course_id: str) -> tuple[Document, ImportResult]:
    """Return a text that was pasted block by block, and as that draft.

    Raises:
        InvalidInput: as above.
    """
    wanted = {"name": course_id, "form": "pasted", "course_id": course_id}
    return _both(await _answer(wanted, written_document.write_pasted(pieces)))


async def cut_anew(document: Document, course_id: str, language: str) -> ImportResult:
    """Return what was read before as the draft that it is in another language.

    Raises:
        InvalidInput: as above.
    """
    wanted = {"name": course_id, "form": "read", "course_id": course_id, "language": language}
    _document, result = _both(await _answer(wanted, written_document.write(document)))
    return result


async def _ask_worker(
    content: bytes, file_name: str, *, course_id: str | None, language: str = ""
) -> _Answer:
    check_size(file_name, len(content))
    check_content(file_name, content)
    wanted = {"name": file_name, "course_id": course_id, "language": language}
    return await _answer(wanted, content)


async def _answer(wanted: Mapping[str, object], content: bytes) -> _Answer:
    file_name = str(wanted["name"])
    header = json.dumps(wanted).encode()
    try:
        async with asyncio.timeout(READING_SECONDS):
            said, exit_code = await _run_worker(header + b"\n" + content)
        answer = _Answer.model_validate_json(said)
    except TimeoutError as error:
        raise too_complex(shown_name(file_name), "the worker took too long") from error
    except ValidationError as error:
        reason = f"the worker ended with {exit_code} and {len(said)} bytes"
        raise too_complex(shown_name(file_name), reason) from error
    if answer.refused is not None:
        raise InvalidInput(answer.refused, operator=answer.operator)
    return answer


async def _run_worker(wanted: bytes) -> tuple[bytes, int]:
    """Return what the worker says and its exit code; it has ended, however this ends."""
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", _WORKER),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Nothing of ours, such as the token, and the same modules.
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert worker.stdin is not None, "it is a pipe"
    assert worker.stdout is not None, "it is a pipe"
    try:
        with contextlib.suppress(ConnectionError):
            worker.stdin.write(wanted)
            await worker.stdin.drain()
        worker.stdin.close()
        said = bytearray()
        while more := await worker.stdout.read(1 << 20):
            said += more
            if len(said) > _LONGEST_ANSWER_BYTES:
                return b"", -signal.SIGKILL
        return bytes(said), await worker.wait()
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
