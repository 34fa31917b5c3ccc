"""A section cut into texts of lesson length, between sentences and as evenly as they allow."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from lessons.article.lists import ITEM
from lessons.course import limits
from lessons.course.markdown import escape, plain_blocks, start_block
from lessons.language.sentences import find_joint, split_sentences
from lessons.text import utf16_length

# A text shorter than this is a scrap: it says too little to fill a day's lesson.
SCRAP = 200

_CLAUSE_END = re.compile(r"(?<=[;:,،؛])\s+|(?<=[；：，、])\s*")
_RUN_OF_WORDS = 100
# An escaped sign is never parted from its backslash.
_RUN_OF_SIGNS = re.compile(r"(?:\\.|.){1,50}")


class Cut(IntEnum):
    """What stands before an atom; the value says how bad it is to cut there.

    The scale is that of a text's squared distance from full length, at most 700 ** 2: whole
    paragraphs are worth some unevenness. A scrap is worse than a cut between sentences, and a
    cut inside a sentence is worse than a scrap.
    """

    PARAGRAPH = 0
    ITEM = 300_000
    SENTENCE = 400_000
    SCRAP = 4_000_000
    CLAUSE = 20_000_000
    WORDS = 40_000_000
    SIGNS = 80_000_000


@dataclass(frozen=True, slots=True)
class Atom:
    """Markdown that is never cut, what stands before it, and what joins it to that."""

    markdown: str
    cut: Cut
    joint: str

    @property
    def joined(self) -> str:
        """The atom as it follows another one."""
        return self.joint + self.markdown

    @property
    def opening(self) -> str:
        """The atom as it opens a text."""
        return start_block(self.markdown) if self.cut >= Cut.SENTENCE else self.markdown


@dataclass(frozen=True, slots=True)
class Split:
    """The texts in order, and what the author should look at."""

    texts: tuple[str, ...]
    notes: tuple[str, ...]


def split_section(paragraphs: Sequence[str], language: str = "en") -> Split:
    """Cut paragraphs of lesson Markdown into texts of at most 700 characters, in UTF-16 units.

    ``language`` is the code of the one that they are in.

    Nothing is lost, added or moved. Cuts fall between paragraphs, list items or sentences;
    only a sentence longer than a text is cut inside, after a clause if it has any. The texts
    are as full and as even as that allows, and none is a scrap unless whole sentences leave
    no other way.
    """
    atoms = [atom for paragraph in paragraphs for atom in _find_atoms(paragraph, language)]
    pieces = _group(atoms)
    texts = [_join(piece) for piece in pieces]
    notes = []
    for piece, text in zip(pieces, texts, strict=True):
        begins = f'the lesson that begins "{textwrap.shorten(text, 40, placeholder=" ...")}"'
        if piece[0].cut >= Cut.CLAUSE:
            notes.append(f"{begins} continues a sentence that is too long for one lesson")
        if len(pieces) > 1 and utf16_length(text) < SCRAP:
            notes.append(f"{begins} is short, because its neighbors are full")
    return Split(tuple(texts), tuple(notes))


def _find_atoms(paragraph: str, language: str) -> Iterator[Atom]:
    for number, line in enumerate(paragraph.split("\n")):
        cut, joint = (Cut.ITEM, "\n") if number else (Cut.PARAGRAPH, "\n\n")
        if ITEM.match(line) and _fits(line):
            yield Atom(line, cut, joint)
            continue
        before = None
        for sentence in _find_sentences(line, language):
            if before is not None:
                cut, joint = Cut.SENTENCE, find_joint(before)
            yield from _split_sentence(sentence, cut, joint)
            before = sentence


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


def _split_sentence(sentence: str, cut: Cut, joint: str) -> Iterator[Atom]:
    """Yield the sentence whole if it fits a text, else its clauses, runs of words or signs."""
    if _fits(sentence):
        yield Atom(sentence, cut, joint)
        return
    for clause in filter(None, _CLAUSE_END.split(sentence)):
        after = find_joint(clause)
        if _fits(clause):
            yield Atom(clause, cut, joint)
            cut, joint = Cut.CLAUSE, after
            continue
        for words in textwrap.wrap(
            clause, _RUN_OF_WORDS, break_long_words=False, break_on_hyphens=False
        ):
            for signs in _RUN_OF_SIGNS.findall(words) if len(words) > _RUN_OF_WORDS else [words]:
                yield Atom(signs, cut, joint)
                cut, joint = Cut.SIGNS, ""
            cut, joint = Cut.WORDS, " "
        cut, joint = Cut.CLAUSE, after


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
    return piece[0].opening + "".join(atom.joined for atom in piece[1:])
