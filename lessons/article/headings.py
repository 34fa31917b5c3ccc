"""The headings of an article: those that are marked, and those that only their form tells."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from lessons.article.blocks import Block, BlockKind
from lessons.language.headings import (
    announces,
    begins_in_capitals,
    ends_like_a_sentence,
    is_like_a_heading,
)
from lessons.language.lead_ins import is_ended_by, is_left_open

_LONGEST_ANNOUNCEMENT = 60
_LONGEST_SENTENCE = 100
# So long a heading over nothing, with a figure, may be the one place in which that is said.
_MANY_WORDS = 6
_FIGURE = re.compile(r"\d{2}")
_NUMBER_TO_CALL = re.compile(r"[:：]\s.*\d|(?<![\d./-])(?!(?:19|20)\d\d\b)\d{3}")
# The number of what a heading calls by name: "Chapter 4".
_NUMBERED_PART = re.compile(
    r"(?:chapter|part|unit|module|lesson|section|chapitre|partie|kapitel|teil|cap[íi]tulo|parte"
    r"|capitolo|hoofdstuk|глава|rozdział)\s+(?:\d{1,3}|[ivxlc]{1,6})[.:]?"
    r"|第[\d一二三四五六七八九十百]+[章部课課]",
    re.IGNORECASE,
)
# Headings that are not marked stand below all that are.
_UNMARKED = 7


def find_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every heading marked as one, of a level from 1.

    Where at most the title is marked, short bold paragraphs are headings, and numbered lines that
    stand alone; where there are none of these, short paragraphs without a stop. What ends like a
    sentence is a heading only if it is marked as one and text stands below it. What the list below
    it ends as one sentence is a heading only if it is marked as one.
    """
    found = list(blocks)
    lead_ins = {place for place in range(len(found)) if _leads_in(found, place)}
    if sum(map(_is_heading, found)) < 2:
        by_form = (_find_numbered(found) | _find_bold(found)) - lead_ins
        found = _mark(found, (by_form | _find_title(found, by_form)) - lead_ins)
    if not any(map(_is_heading, found)):
        found = _mark(found, _find_short(found, lead_ins))
    found = list(_join_numbers(found))
    found = list(_without_sentences(found))
    found = list(_without_runs(found))
    first = next((block for block in found if _is_heading(block)), None)
    return [
        replace(block, level=1 if block is first else _UNMARKED)
        if _is_heading(block) and not block.level
        else block
        for block in found
    ]


def _is_heading(block: Block | None) -> bool:
    return block is not None and block.kind is BlockKind.HEADING


def _mark(blocks: Sequence[Block], places: set[int]) -> list[Block]:
    marked = list(blocks)
    for place in places:
        block = blocks[place]
        number = "" if block.number is None else f"{block.number}. "
        plain = number + block.plain.rstrip(":： ")
        marked[place] = Block(BlockKind.HEADING, plain, plain)
    return marked


def _follower(blocks: Sequence[Block], place: int) -> Block | None:
    return blocks[place + 1] if place + 1 < len(blocks) else None


def _leads_in(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a paragraph and the list below it are one sentence: the paragraph then heads
    neither what stands before it nor what follows the list."""
    line, after = blocks[place], _follower(blocks, place)
    if line.kind is not BlockKind.PARAGRAPH or after is None:
        return False
    if after.kind is BlockKind.ITEM:
        below = takewhile(lambda it: it.kind is BlockKind.ITEM, blocks[place + 1 :])
        return is_ended_by(line.plain, [item.plain for item in below])
    is_text = after.kind is BlockKind.PARAGRAPH and (
        "\n" in after.plain or not ends_like_a_sentence(after.plain)
    )
    return is_text and is_left_open(line.plain)


def _join_numbers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a number of a chapter that stands alone is part of the heading below it."""
    number = ""
    for place, block in enumerate(blocks):
        can_be_number = block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}
        is_before_heading = _is_heading(_follower(blocks, place))
        if can_be_number and is_before_heading and _NUMBERED_PART.fullmatch(block.plain):
            number = block.plain.rstrip(".:") + ": "
        elif number:
            yield replace(block, plain=number + block.plain, markdown=number + block.markdown)
            number = ""
        else:
            yield block


def _find_numbered(blocks: Sequence[Block]) -> set[int]:
    """Return where numbered lines stand that are apart from one another, with text between them."""
    found: set[int] = set()
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else None
        after = _follower(blocks, place)
        stands_alone = all(
            it is None or it.kind not in {BlockKind.ITEM, BlockKind.TABLE} for it in (before, after)
        )
        if (
            block.kind is BlockKind.ITEM
            and block.number is not None
            and stands_alone
            and is_like_a_heading(block.plain)
        ):
            found.add(place)
    numbers = [blocks[place].number for place in sorted(found)]
    count_up = numbers == list(range(1, len(numbers) + 1))
    # A single one, or the last of all, has no text that could be its own.
    with_text = sum(place + 1 < len(blocks) for place in found)
    return found if count_up and with_text > 1 else set()


def _find_title(blocks: Sequence[Block], headings: set[int]) -> set[int]:
    """Return where the document begins, if a short line there stands before other headings."""
    if not headings or any(map(_is_heading, blocks[: min(headings)])):
        return set()
    is_title = blocks[0].kind is BlockKind.PARAGRAPH and "\n" not in blocks[0].plain
    return {0} if is_title and is_like_a_heading(blocks[0].plain) else set()


def _find_bold(blocks: Sequence[Block]) -> set[int]:
    return {
        place
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.PARAGRAPH
        and block.is_bold
        and _could_head(block.plain, _follower(blocks, place))
    }


def _could_head(line: str, after: Block | None) -> bool:
    """Tell whether a line may be a heading; one with a colon is, unless it announces a list."""
    if "\n" in line:
        return False
    if announces(line):
        is_list = after is not None and (
            after.kind in {BlockKind.ITEM, BlockKind.TABLE} or "\n" in after.plain
        )
        return (
            after is not None
            # In capitals it heads even a list.
            and (begins_in_capitals(line) or not is_list)
            and not _is_heading(after)
            and len(line) <= _LONGEST_ANNOUNCEMENT
            and not line[:1].islower()
        )
    return is_like_a_heading(line)


def _find_short(blocks: Sequence[Block], lead_ins: Set[int]) -> set[int]:
    """Return the short paragraphs without a stop, but for lead-ins and what they announce."""
    found: set[int] = set()
    is_announced = False
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            is_announced = False
            continue
        after = _follower(blocks, place)
        if place in lead_ins:
            is_announced = True
            continue
        is_short = "\n" not in block.plain and is_like_a_heading(block.plain)
        if announces(block.plain):
            is_text = (
                after is not None
                and after.kind is BlockKind.PARAGRAPH
                and ends_like_a_sentence(after.plain)
            )
            if (is_text or begins_in_capitals(block.plain)) and _could_head(block.plain, after):
                found.add(place)
            is_announced = place not in found
        elif is_short and not is_announced:
            found.add(place)
        elif not is_short:
            is_announced = False
    return found


def _without_sentences(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a heading that is a sentence, as long as one or with a number to call, with
    no text below it is a paragraph."""
    for place, block in enumerate(blocks):
        is_sentence = _is_heading(block) and ends_like_a_sentence(block.plain)
        has_much = len(block.plain.split()) >= _MANY_WORDS and _FIGURE.search(block.plain)
        is_much = _is_heading(block) and bool(has_much or _NUMBER_TO_CALL.search(block.plain))
        if (is_sentence and len(block.plain) > _LONGEST_SENTENCE) or (
            (is_sentence or is_much) and not _has_text(blocks, place)
        ):
            yield replace(block, kind=BlockKind.PARAGRAPH, level=0)
        else:
            yield block


def _has_text(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether text stands below a heading, perhaps below smaller ones."""
    level = blocks[place].level
    for at in range(place + 1, len(blocks)):
        if not _is_heading(blocks[at]):
            return True
        if not blocks[at].level > level > 0:
            return False
    return False


def _without_runs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; of unmarked headings in a row only the last heads what follows.

    Of two, the first is the context of the second. The first of all is the title, and what stands
    below all text is left for the end.
    """
    last_text = max(
        (place for place, block in enumerate(blocks) if not _is_heading(block)), default=0
    )
    is_first = True
    run = 0
    is_pair = False
    for place, block in enumerate(blocks):
        if not _is_heading(block) or block.level or is_first or place > last_text:
            yield block
            run = 0
        elif _is_heading(_follower(blocks, place)):
            is_pair = not run and not _is_heading(_follower(blocks, place + 1))
            yield block if is_pair else replace(block, kind=BlockKind.PARAGRAPH)
            run += 1
        else:
            yield replace(block, level=_UNMARKED + 1) if run and is_pair else block
            run = 0
        is_first = is_first and not _is_heading(block)
