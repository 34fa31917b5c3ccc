"""A section cut into texts of lesson length, between sentences and as evenly as they allow."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from lessons.article.lists import ITEM
from lessons.course import limits
from lessons.course.markdown import escape, plain_blocks, start_block
from lessons.language.headings import announces, can_end_heading, ends_like_a_sentence
from lessons.language.lead_ins import is_ended_by
from lessons.language.sentences import find_joint, split_sentences
from lessons.text import utf16_length

# A text shorter than this is a scrap: it says too little to fill a day's lesson.
SCRAP = 200
_LONGEST_SAID_AGAIN = 300
_LABEL = 60

_CLAUSE_END = re.compile(r"(?<=[;:,،؛])\s+|(?<=[；：，、])\s*")
_RUN_OF_WORDS = 100
# An escaped sign is never parted from its backslash.
_RUN_OF_SIGNS = re.compile(r"(?:\\.|.){1,50}")


class Cut(IntEnum):
    """Where an atom begins; the value says how bad it is to cut before it.

    The scale is that of a text's squared distance from full length, at most 700 ** 2: whole
    paragraphs are worth some unevenness, a list or table that fits a text a little more, and a
    point of a list or a question with its answer much more. A scrap is worse than a cut between
    sentences, a cut inside a sentence is worse than a scrap, and nothing is worse than to part a
    lead-in from what it announces.
    """

    PARAGRAPH = 0
    ITEM = 300_000
    SENTENCE = 400_000
    WHOLE = 1_000_000
    TOGETHER = 1_500_000
    SCRAP = 4_000_000
    CLAUSE = 20_000_000
    WORDS = 40_000_000
    SIGNS = 80_000_000
    LEAD_IN = 100_000_000


_INSIDE = frozenset([Cut.CLAUSE, Cut.WORDS, Cut.SIGNS])
_WITHIN_LINE = frozenset([Cut.SENTENCE, Cut.TOGETHER, *_INSIDE])
_QUESTION_ENDS = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Atom:
    """Markdown that is never cut, what stands before it, and what is said again if it opens a text.

    ``lead_in`` is what announces the list that the atom is part of.
    """

    markdown: str
    cut: Cut
    joint: str
    lead_in: str = ""
    is_announced: bool = False
    is_table: bool = False

    @property
    def joined(self) -> str:
        """The atom as it follows another one."""
        return self.joint + self.markdown

    @property
    def opening(self) -> str:
        """The atom as it opens a text."""
        if self.cut in _WITHIN_LINE:
            return start_block(self.markdown)
        return self.lead_in + self.markdown if self.lead_in else self.markdown.lstrip(" ")


@dataclass(frozen=True, slots=True)
class Split:
    """The texts in order, and what the author should look at.

    ``lead_ins`` are what each text says again from the one before, or empty; ``has_table`` says
    which texts hold rows of a table.
    """

    texts: tuple[str, ...]
    notes: tuple[str, ...]
    lead_ins: tuple[str, ...]
    has_table: tuple[bool, ...]


def split_section(
    paragraphs: Sequence[str], tables: frozenset[int] = frozenset(), language: str = "en"
) -> Split:
    """Cut paragraphs of lesson Markdown into texts of at most 700 characters, in UTF-16 units.

    ``language`` is the code of the one that they are in.

    Nothing is lost or moved. Cuts fall between paragraphs, list items or sentences; only a
    sentence longer than a text is cut inside, after a clause if it has any. A lead-in stays with
    the first of what it announces, and is said again where a list must be cut. The texts are as
    full and as even as that allows, and none is a scrap unless whole sentences leave no other way.
    """
    atoms: list[Atom] = []
    for place, paragraph in enumerate(paragraphs):
        lead_in = _find_lead_in(paragraphs[place - 1], paragraph, language) if place else ""
        atoms += _find_atoms(paragraph, lead_in, language, is_table=place in tables)
    pieces = _group(atoms)
    texts = [_join(piece) for piece in pieces]
    notes = []
    for piece, text in zip(pieces, texts, strict=True):
        begins = f'the lesson that begins "{textwrap.shorten(text, 40, placeholder=" ...")}"'
        if piece[0].is_announced and not piece[0].lead_in:
            notes.append(f"{begins} goes on with a list that is announced in the one before")
        if piece[0].cut in _INSIDE:
            notes.append(f"{begins} continues a sentence that is too long for one lesson")
        if len(pieces) > 1 and utf16_length(text) < SCRAP:
            notes.append(f"{begins} is short, because its neighbors are full")
    return Split(
        tuple(texts),
        tuple(notes),
        ("", *(piece[0].lead_in.strip() for piece in pieces[1:])),
        tuple(any(atom.is_table for atom in piece) for piece in pieces),
    )


def _is_list(paragraph: str) -> bool:
    """Tell whether it may be announced: a list, or lines that the author broke."""
    return ITEM.match(paragraph) is not None or "\n" in paragraph


def _find_lead_in(paragraph: str, after: str, language: str) -> str:
    """Return the sentence that announces what follows the paragraph, or nothing."""
    if _is_list(paragraph) and not ITEM.match(paragraph.rpartition("\n")[2]):
        paragraph = paragraph.rpartition("\n")[2].strip()
    if not paragraph or ITEM.match(paragraph):
        return ""
    plain = " ".join(plain_blocks(paragraph))
    is_label = paragraph.startswith("**") and paragraph.endswith("**") and len(plain) <= _LABEL
    points = [line[mark.end() :] for line in after.split("\n") if (mark := ITEM.match(line))]
    is_open = is_ended_by(plain, points) and not ends_like_a_sentence(plain)
    if not (announces(plain) or is_open or (is_label and can_end_heading(plain))):
        return ""
    return _find_sentences(paragraph, language)[-1]


def _find_atoms(paragraph: str, lead_in: str, language: str, *, is_table: bool) -> Iterator[Atom]:
    is_lines = _is_list(paragraph)
    between = (
        Cut.WHOLE if ITEM.match(paragraph) and _fits(f"{lead_in}\n\n{paragraph}") else Cut.ITEM
    )
    # The item before, and those that it stands below, with how far they are set in.
    above: list[tuple[int, str]] = []
    for number, line in enumerate(paragraph.split("\n")):
        indent = len(line) - len(line.lstrip(" "))
        before = above[-1][0] if above else indent
        above = [item for item in above if item[0] < indent]
        if number:
            cut, joint = Cut.LEAD_IN if before < indent else between, "\n"
        else:
            cut, joint = Cut.LEAD_IN if lead_in else Cut.PARAGRAPH, "\n\n"
        # A paragraph is announced as a whole, a list point by point.
        announced_by = lead_in if is_lines else ""
        said_again = _say_again(announced_by, [item for _, item in above], line)
        first = Atom(line, cut, joint, said_again, bool(announced_by or above), is_table)
        if ITEM.match(line):
            above.append((indent, line))
            if _fits(line):
                yield first
                continue
        for sentence in _find_sentences(line, language):
            for markdown, where, joined_by in _split_sentence(sentence, cut, joint):
                if where in _WITHIN_LINE:
                    yield Atom(markdown, where, joined_by, is_table=is_table)
                else:
                    yield replace(first, markdown=" " * indent + markdown)
            # A point is one thought, and so are a question and its answer.
            is_one = bool(above) or sentence.endswith(_QUESTION_ENDS)
            cut, joint = Cut.TOGETHER if is_one else Cut.SENTENCE, find_joint(sentence)


def _say_again(lead_in: str, items: Sequence[str], line: str) -> str:
    """Return what announces a line, as it opens a text, unless that leaves the line no room."""
    below = "".join(f"{item}\n" for item in items)
    for said in (f"{lead_in}\n\n{below}" if lead_in else below, below):
        if utf16_length(said) <= _LONGEST_SAID_AGAIN and _fits(said + line):
            return said
    return ""


def _find_sentences(line: str, language: str) -> list[str]:
    """Keep sentences together that share emphasis, or drop emphasis that holds too many."""
    sentences: list[str] = []
    for sentence in split_sentences(line, language):
        if not sentences or _is_closed(sentences[-1]):
            sentences.append(sentence)
        else:
            sentences[-1] += find_joint(sentences[-1]) + sentence
    if all(map(_fits, sentences)) or "*" not in line:
        return sentences
    mark = ITEM.match(line)
    unmarked = start_block(escape(" ".join(plain_blocks(line))))
    return split_sentences((mark[0] if mark else "") + unmarked, language)


def _is_closed(markdown: str) -> bool:
    """Tell whether each asterisk is either escaped or half of a pair, which nobody reads."""
    if "*" not in markdown:
        return True
    escaped = markdown.replace("\\\\", "").count("\\*")
    return "".join(plain_blocks(markdown)).count("*") == escaped


def _split_sentence(sentence: str, cut: Cut, joint: str) -> Iterator[tuple[str, Cut, str]]:
    """Yield the sentence whole if it fits a text, else its clauses, runs of words or signs; each
    with what stands before it and what joins it to that."""
    if _fits(sentence):
        yield sentence, cut, joint
        return
    for clause in filter(None, _CLAUSE_END.split(sentence)):
        if _fits(clause):
            yield clause, cut, joint
            cut, joint = Cut.CLAUSE, find_joint(clause)
            continue
        for words in textwrap.wrap(
            clause, _RUN_OF_WORDS, break_long_words=False, break_on_hyphens=False
        ):
            for signs in _RUN_OF_SIGNS.findall(words) if len(words) > _RUN_OF_WORDS else [words]:
                yield signs, cut, joint
                cut, joint = Cut.SIGNS, ""
            cut, joint = Cut.WORDS, " "
        cut, joint = Cut.CLAUSE, find_joint(clause)


def _fits(markdown: str) -> bool:
    return utf16_length(start_block(markdown)) <= limits.BODY


def _group(atoms: Sequence[Atom]) -> list[Sequence[Atom]]:
    """Return the atoms in texts at the least cost, found for every beginning of the section."""
    opening = [utf16_length(atom.opening) for atom in atoms]
    joined = [utf16_length(atom.joined) for atom in atoms]
    least_cost = [0]
    starts = [0]
    for end in range(1, len(atoms) + 1):
        cost_so_far, start_so_far = None, end - 1
        rest = 0
        for start in range(end - 1, -1, -1):
            length = opening[start] + rest
            rest += joined[start]
            if length > limits.BODY:
                break
            cost = least_cost[start] + (limits.BODY - length) ** 2
            cost += atoms[start].cut if start else 0
            cost += Cut.SCRAP if length < SCRAP and end - start < len(atoms) else 0
            if cost_so_far is None or cost < cost_so_far:
                cost_so_far, start_so_far = cost, start
        assert cost_so_far is not None, "an atom fits a text"
        least_cost.append(cost_so_far)
        starts.append(start_so_far)
    pieces = []
    end = len(atoms)
    while end:
        pieces.append(atoms[starts[end] : end])
        end = starts[end]
    return pieces[::-1]


def _join(piece: Sequence[Atom]) -> str:
    """Return the text; items that open it without those above them are not set in any more."""
    first, *others = piece
    indent = 0 if first.lead_in else len(first.markdown) - len(first.markdown.lstrip(" "))
    text = first.opening
    for atom in others:
        line = atom.joined
        if atom.cut not in _WITHIN_LINE:
            if not atom.markdown.startswith(" " * indent):
                indent = 0
            line = atom.joint + atom.markdown[indent:]
        text += line
    return text
