"""A part of a formatted text has the formatting of just that part."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.delivery.wording import Mark, MarkKind, Wording
from lessons.text import utf16_length

TEXTS = st.text(alphabet="ab 🎉é\n", max_size=12)
KINDS = [MarkKind.BOLD, MarkKind.ITALIC]


@st.composite
def wordings(draw: st.DrawFn) -> Wording:
    text = draw(TEXTS)
    marks = []
    for kind in KINDS:
        bits = draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
        for is_marked, group in groupby(range(len(text)), key=bits.__getitem__):
            places = list(group)
            if is_marked:
                first, last = places[0], places[-1] + 1
                length = utf16_length(text[first:last])
                marks.append(Mark(kind, utf16_length(text[:first]), length))
    return Wording(text, tuple(marks))


def by_character(wording: Wording) -> list[tuple[str, frozenset[str]]]:
    """Return each character with how it is shown."""
    shown, offset = [], 0
    for character in wording.text:
        kinds = {mark.kind for mark in wording.marks if mark.offset <= offset < mark.end}
        shown.append((character, frozenset(kinds)))
        offset += utf16_length(character)
    return shown


@given(wordings(), st.integers(0, 13), st.integers(0, 13))
def test_a_part_shows_each_character_as_the_whole_does(
    wording: Wording, start: int, length: int
) -> None:
    part = wording.part(start, length)
    assert by_character(part) == by_character(wording)[start : start + length]


def test_a_mark_that_makes_no_sense_is_refused() -> None:
    link = "https://example.org"
    odd = [
        (MarkKind.BOLD, -1, 2, None, None),
        (MarkKind.BOLD, 0, 0, None, None),
        (MarkKind.BOLD, 0, 1, link, None),
        (MarkKind.LINK, 0, 1, None, None),
        (MarkKind.LINK, 0, 1, "javascript:alert(1)", None),
        (MarkKind.CODE, 0, 1, None, "python"),
    ]
    taken = []
    for given_one in odd:
        try:
            taken.append(Mark(*given_one))
        except ValueError:
            continue
    assert not taken
    with pytest.raises(ValueError, match="beyond its text"):
        Wording("🎉", (Mark(MarkKind.BOLD, 0, 3),))
