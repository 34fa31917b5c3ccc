"""The fields of a course file, read so that every fault is told with its line."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons.toml_files.lines import find_lines
from lessons.toml_files.problems import Problem

_FAULT = re.compile(
    r"(?P<what>.+?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.S
)
_KINDS = {str: "text", bool: "true or false", int: "a number", list: "a list", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of a TOML text; what is wrong with it is added to ``problems``.

    A field that is missing or of the wrong type reads as an empty value, so that one pass
    finds every fault. ``examples`` holds a correct line for each field that is allowed, and
    ``lines`` the line of each field, those of a table within as "table.field".
    """

    values: Mapping[str, object]
    examples: Mapping[str, str]
    file: Path
    lines: Mapping[str, int]
    problems: list[Problem]
    table: str = ""

    def read_text(self, name: str) -> str:
        """Return a string without white space around it."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value.strip()
        self._refuse_kind(name, value, "text in quotes")
        return ""

    def read_texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings, each without white space around it."""
        value = self.values.get(name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(item.strip() for item in value)
        self._refuse_kind(name, value, "a list of texts")
        return ()

    def read_number(self, name: str) -> int | None:
        """Return a whole number, or ``None`` after a fault."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._refuse_kind(name, value, "a whole number")
        return None

    def read_table(self, name: str, examples: Mapping[str, str]) -> "Fields | None":
        """Return the table within of that name, or ``None`` where there is none."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return Fields(value, examples, self.file, self.lines, self.problems, table=name)
        if value is not None:
            self._refuse_kind(name, value, "a table")
        return None

    def refuse(self, name: str, problem: str, remedy: str) -> None:
        """Add a problem at the line of the field."""
        self.problems.append(Problem(self.file, self.line(name), problem, remedy))

    def refuse_unknown(self) -> None:
        """Add a problem for each field that is not allowed."""
        for name in self.values:
            if name not in self.examples:
                accepted = ", ".join(self.examples)
                self.refuse(name, f'there is no field "{name}" here', f"Accepted: {accepted}.")

    def line(self, name: str) -> int:
        """Return where the field stands; a missing one stands where its table begins."""
        dotted = f"{self.table}.{name}" if self.table else name
        return self.lines.get(dotted) or self.lines.get(self.table) or 1

    def _refuse_kind(self, name: str, value: object, accepted: str) -> None:
        example = f"Accepted: {accepted}, as in {self.examples[name]}"
        if value is None:
            self.refuse(name, f'"{name}" is missing', example)
        else:
            given = _KINDS.get(type(value), type(value).__name__)
            self.refuse(name, f'"{name}" is {given}', example)


def parse_fields(
    text: str,
    examples: Mapping[str, str],
    *,
    file: Path,
    lines_before: int,
    problems: list[Problem],
) -> Fields | None:
    """Return the top table of a TOML text, or ``None`` with a problem added if it is no TOML.

    ``lines_before`` says how many lines of the file stand above the text.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fault = _FAULT.match(str(error))
        at = int(fault["line"] or text.count("\n") + 1) if fault else 1
        problem = f"this is no valid TOML: {fault['what'] if fault else error}"
        remedy = f"A field is written as in {next(iter(examples.values()))}"
        problems.append(Problem(file, lines_before + at, problem, remedy))
        return None
    lines = {name: lines_before + line for name, line in find_lines(text).items()}
    return Fields(values, examples, file, lines, problems)


def read_course_text(file: Path, problems: list[Problem]) -> str | None:
    """Return the file's text with plain line feeds, or ``None`` with a problem added."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "this is not UTF-8", "Save the file as UTF-8."))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "It must be a file that can be read."
        problems.append(Problem(file, 1, f"this cannot be read: {reason}", remedy))
    return None
