"""The text to which people agree before anything of them is kept, and its version.

Whoever agreed has agreed to that version. A button carries the fingerprint of the very words that
stood above it, so that nobody agrees to others.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from lessons.errors import LessonADayError
from lessons.toml_files.fields import Fields, parse_fields, read_course_text
from lessons.toml_files.problems import Problem

FIELDS = {
    "version": 'version = "2026-12"',
    "text": 'text = """We keep the number of this chat and the time of your lesson."""',
}
LONGEST_TEXT = 3000
"""UTF-16 units, so that what stands around it fits the message as well."""
LONGEST_VERSION = 30


class ConsentAnswer(StrEnum):
    """How it stands with one version: ``ASKED`` is not answered yet."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """What a chat answered to a version, or that it was asked; ``at`` is aware, UTC."""

    chat_id: int
    version: str
    answer: ConsentAnswer
    at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """The text, as Markdown, and its version."""

    version: str
    text: str

    @property
    def fingerprint(self) -> str:
        """Return what tells this text and version from any other, eight signs long."""
        return blake2b(f"{self.version}\n{self.text}".encode(), digest_size=4).hexdigest()


class ConsentFileError(LessonADayError):
    """A consent file is refused; the message tells every problem, a line each."""

    def __init__(self, problems: list[Problem]) -> None:
        told = "\n".join(map(str, problems))
        super().__init__(told, operator=told)


def load_consent(file: Path) -> Consent:
    """Return the consent in that file.

    Raises:
        ConsentFileError: naming file, line, problem and remedy.
    """
    problems: list[Problem] = []
    text = read_course_text(file, problems)
    fields = text and parse_fields(text, FIELDS, file=file, lines_before=0, problems=problems)
    consent = _read(fields) if fields else None
    if consent is None or problems:
        if not problems:
            remedy = f"Accepted: {' and '.join(FIELDS.values())}"
            problems.append(Problem(file, 1, "the file is empty", remedy))
        raise ConsentFileError(problems)
    return consent


def _read(fields: Fields) -> Consent:
    fields.refuse_unknown()
    consent = Consent(fields.read_text("version"), fields.read_text("text"))
    for name, value, most in (
        ("version", consent.version, LONGEST_VERSION),
        ("text", consent.text, LONGEST_TEXT),
    ):
        length = len(value.encode("utf-16-le")) // 2
        if name in fields.values and not 1 <= length <= most:
            remedy = f"Accepted: 1 to {most}, as in {FIELDS[name]}"
            fields.refuse(name, f'"{name}" has {length} characters', remedy)
    return consent
