"""What may be wrong with a course file, and how that is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lessons.errors import LessonADayError


class Severity(StrEnum):
    """An ``ERROR`` keeps a course from being published; a ``WARNING`` does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. ``line`` counts from 1; ``remedy`` says what is accepted."""

    file: Path
    line: int
    problem: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        warning = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.file}:{self.line}: {warning}{self.problem}. {self.remedy}"


class CourseFileError(LessonADayError):
    """A course cannot be loaded; the message names the file, the line and the remedy.

    ``problems`` holds every error that was found; the message tells them all, a line each.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        told = "\n".join(map(str, problems))
        super().__init__(told, operator=told)
        self.problems = tuple(problems)
