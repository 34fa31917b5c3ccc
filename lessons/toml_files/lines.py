"""Where each table and field of a TOML text with arrays of tables stands."""

import re
from collections import Counter

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_LONG_QUOTES = re.compile(r'"""|\'\'\'')


def find_lines(text: str) -> dict[str, int]:
    """Return the line, counted from 1, of each table and each field.

    The tables of an array carry their number, counted from 0, so the field ``say`` of the
    second ``[[screen.finding]]`` below the first ``[[screen]]`` is ``screen.0.finding.1.say``.
    An array, a table or a field that is there more than once has the line of the first.
    """
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    latest: dict[str, str] = {}
    table = ""
    is_in_long_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not is_in_long_text:
            if header := _HEADER.match(line):
                table = _number_table(header[2], header[1] == "[[", counts, latest)
                lines.setdefault(table, number)
                lines.setdefault(header[2], number)
            elif key := _KEY.match(line):
                lines.setdefault(f"{table}.{key[1]}" if table else key[1], number)
        if len(_LONG_QUOTES.findall(line)) % 2:
            is_in_long_text = not is_in_long_text
    return lines


def _number_table(name: str, is_array: bool, counts: Counter[str], latest: dict[str, str]) -> str:
    """Return the table's name with the numbers of the arrays that hold it."""
    parent, _, last = name.rpartition(".")
    path = f"{latest.get(parent, parent)}.{last}" if parent else last
    if is_array:
        numbered = f"{path}.{counts[path]}"
        counts[path] += 1
        path = numbered
    latest[name] = path
    return path
