"""Lines that stand together in a text: which of them an author broke, and which are wrapped."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

_ENDS = tuple(".!?:;…。！？：।۔؟")
# A file with such a line is not wrapped: there, each line is a paragraph.
_LONGEST_WRAPPED_LINE = 200
_LONGEST_FIRST_WORD = 12
# Lines so short that stand together are verses or an address, if they were not wrapped.
_LONGEST_VERSE = 72
_FEWEST_VERSES = 3
# Nobody wraps prose narrower, and not all who wrap by hand fill their lines.
_NARROW = 40
_BY_HAND = 12


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line with single spaces, and how far it is set in."""

    text: str
    indent: int = 0

    @property
    def has_words(self) -> bool:
        return any(map(str.isalnum, self.text))


class Breaks(Enum):
    """What the breaks between lines that stand together are."""

    WRAPPED = auto()
    KEPT = auto()
    """Each line is one of the same thing: verses, an address, points without marks."""
    APART = auto()
    UNTOLD = auto()
    """As those of the whole file are."""


def find_breaks(lines: Sequence[str], *, is_announced: bool = False) -> Breaks:
    """Tell what breaks lines that stand together and begin no list; a line with a colon may have
    announced them."""
    following = lines[1:]
    if not following:
        return Breaks.UNTOLD
    small = sum(line[0].islower() for line in following)
    widest = max(map(len, lines))
    is_prose = widest >= _NARROW and _could_be_wrapped(lines, _BY_HAND if small else 0)
    are_points = small == len(following) and lines[0][0].islower()
    if is_prose and (small or len(lines) >= _FEWEST_VERSES):
        return Breaks.WRAPPED
    if is_announced and not is_prose and not _could_be_wrapped(lines, 0):
        return Breaks.KEPT
    if len(lines) < _FEWEST_VERSES and not are_points:
        return Breaks.WRAPPED if goes_on(*lines) else Breaks.UNTOLD
    if small and not are_points and _could_be_wrapped(lines, 0):
        return Breaks.WRAPPED
    are_sentences = all(line.endswith(_ENDS) for line in following)
    is_uniform = small in {0, len(following)}
    if is_uniform and (are_points or not are_sentences) and widest <= _LONGEST_VERSE:
        return Breaks.KEPT
    return Breaks.UNTOLD


def find_usual_breaks(groups: Sequence[Sequence[str]], width: int) -> Breaks:
    """Tell what breaks the lines of a file, by those that do not tell it themselves."""
    breaks = [
        is_on_purpose(line, after, width) for lines in groups for line, after in pairwise(lines)
    ]
    is_wrapped = width <= _LONGEST_WRAPPED_LINE and sum(breaks) * 2 <= len(breaks)
    return Breaks.WRAPPED if is_wrapped else Breaks.APART


def is_on_purpose(line: str, after: str, width: int) -> bool:
    """Tell whether a line was broken though the next word had fitted it."""
    return not after[0].islower() and _with_next_word(line, after) <= width


def goes_on(line: str, after: str) -> bool:
    """Tell whether a sentence surely goes on in the next line."""
    return after[0].islower() and not line.endswith(_ENDS)


def _could_be_wrapped(lines: Sequence[str], slack: int) -> bool:
    """Tell whether there is a width that no line exceeds and no next word had fitted."""
    widest = max(map(len, lines))
    return all(widest < _with_next_word(line, after) + slack for line, after in pairwise(lines))


def _with_next_word(line: str, after: str) -> int:
    return len(line) + 1 + len(after.partition(" ")[0][:_LONGEST_FIRST_WORD])
