"""``python -m bot.documents.worker``: read one document within limits, then end.

Standard input is one line of JSON with ``name`` and perhaps ``course_id``, then the file's bytes
or, of another ``form``, what is "pasted" or was "read" in JSON. Standard output is one JSON
object: ``document``, with ``result`` where a course is wanted, or ``refused`` and ``operator``.
"""

import contextlib
import json
import os
import resource
import sys
from dataclasses import asdict
from enum import Enum
from importlib import import_module
from typing import Any, BinaryIO

from bot.documents.document import Document
from bot.documents.kinds import shown_name, too_complex
from bot.documents.reading import read
from lessons.article.importer import import_document
from lessons.errors import InvalidInput

CPU_SECONDS = 15
MEMORY_BYTES = 512 * 1024 * 1024
_OPEN_FILES = 32


def main() -> None:
    """Answer once; a limit that is hit ends the process without an answer."""
    take_limits()
    answer = json.dumps(_answer(sys.stdin.buffer), ensure_ascii=False, default=_encode)
    sys.stdout.buffer.write(answer.encode())


def take_limits() -> None:
    """Give up, for good, most of what a process may take and every file that it could write."""
    # Chats go first.
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    for nothing in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(nothing, (0, 0))
    with contextlib.suppress(ValueError):
        # macOS knows no such limit.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _answer(wanted: BinaryIO) -> dict[str, object]:
    header = json.loads(wanted.readline())
    name, course_id = header["name"], header.get("course_id")
    content = wanted.read()
    try:
        document = _read(content, name, header.get("form"))
        answer: dict[str, object] = {"document": asdict(document)}
        if course_id is not None:
            result = import_document(document, course_id, header.get("language", ""))
            answer["result"] = asdict(result)
        return answer
    except InvalidInput as refused:
        return _refuse(refused)
    except (MemoryError, RecursionError) as error:
        return _refuse(too_complex(shown_name(name), type(error).__name__))


def _read(content: bytes, name: str, form: str | None) -> Document:
    if form is None:
        return read(content, name)
    # Its library takes longer to load than most files take to be read.
    written: Any = import_module("bot.documents.written_document")
    document: Document = (written.read_pasted if form == "pasted" else written.read)(content)
    return document


def _refuse(refused: InvalidInput) -> dict[str, object]:
    return {"refused": str(refused), "operator": refused.operator}


def _encode(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} has no form in JSON")


if __name__ == "__main__":
    main()
