"""Text in several faces, written as lesson Markdown and as it is read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lessons.course.markdown import escape, plain_blocks, start_block

LINE_BREAK = "\u2028"
"""Within the text of a run, where the author broke the line; a line feed is but a space."""

# Ligatures, and the soft hyphen.
_AS_LETTERS = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": ""})
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(rf"[^\S{LINE_BREAK}]+")
# Signs that no space stands between: Chinese and Japanese, not Korean.
_WIDE = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_WIDE_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*\n\s*(?={_WIDE})")
_NUMBER = re.compile(r"(?:[a-z]|[ivx]{2,4})[.)] ")
_ENDS = tuple(".!?:;…。！？：।۔؟")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


def clean(text: str) -> str:
    """Return the text with single spaces, without ligatures, soft hyphens and the unprintable."""
    printed = _UNPRINTABLE.sub("", text.translate(_AS_LETTERS))
    return _SPACES.sub(" ", _WIDE_BREAK.sub("", printed))


def split_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the lines that have words; one that goes on in small letters joins the one before."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(LINE_BREAK)
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in others]
    joined: list[list[Run]] = []
    for line in lines:
        plain = one_line(line)
        if not plain:
            continue
        goes_on = plain[0].islower() and not _NUMBER.match(plain)
        if joined and goes_on and not one_line(joined[-1]).endswith(_ENDS):
            joined[-1] += [Run(" "), *line]
        else:
            joined.append(line)
    return joined


def one_line(runs: Sequence[Run]) -> str:
    """Return the runs as one line is read, or nothing if they are but an ornament."""
    plain = " ".join(clean("".join(run.text for run in runs)).split())
    return plain if any(map(str.isalnum, plain)) else ""


def line_markdown(runs: Sequence[Run]) -> str:
    """Return the runs as one line of Markdown that starts a block."""
    marked = ""
    for (is_bold, is_italic), group in groupby(runs, lambda run: (run.is_bold, run.is_italic)):
        text = " ".join(clean("".join(run.text for run in group)).split(LINE_BREAK))
        core = text.strip()
        mark = "**" * is_bold + "*" * is_italic if core else ""
        marked += text.replace(core, f"{mark}{escape(core)}{mark}") if core else text
    marked = start_block(" ".join(marked.split()))
    plain = one_line(runs)
    # Emphasis that ends inside a word or touches other emphasis may not be read as such.
    return marked if plain_blocks(marked) == [plain] else plain_markdown(plain)


def plain_markdown(text: str) -> str:
    """Return a line of Markdown that reads as the text."""
    return start_block(escape(text))
