"""The pieces of a web page, which are in its article or around it: blocks without blocks in them,
and lines between blocks."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from bot.documents.html_around import is_around
from bot.documents.html_captions import is_caption
from bot.documents.html_hidden import Folds
from bot.documents.html_measured import INLINE, Measured
from bot.documents.html_tables import find_rows

_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”»“)\]]*$")
_SENTENCE = re.compile(r"[.!?。！？।؟]")
# Each says about as much as two letters.
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SHORTEST_SENTENCE = 25
_SHORTEST_PROSE = 80


@dataclass(slots=True)
class Piece:
    """What is kept or left out as one; ``nodes`` stand side by side in the last of ``above``."""

    nodes: list[LexborNode]
    above: tuple[Measured, ...]
    tag: str
    told_by: str
    """What rule calls it surroundings, or nothing."""
    text: str = ""
    length: int = 0
    """How many letters it is long; a sign of Chinese counts for two."""
    linked: float = 0.0
    prose: int = 0
    """How many signs it has, if it says something in sentences."""
    is_sentence: bool = field(init=False, default=False)
    """Whether it ends like a sentence."""
    ends: bool = field(init=False, default=False)
    """Whether it is also as long as one mostly is."""

    def __post_init__(self) -> None:
        self.text = " ".join("".join(node.text() for node in self.nodes).split())
        is_wide = not self.text.isascii()
        self.length = len(self.text) + (len(_WIDE.findall(self.text)) if is_wide else 0)
        self.is_sentence = bool(_SENTENCE_END.search(self.text))
        self.ends = self.is_sentence and self.length >= _SHORTEST_SENTENCE

    def measure(self, signs: int, linked: int) -> None:
        """State how much of it is links."""
        self.linked = linked / signs if signs else 0.0
        is_told = self.linked < 0.5 and _SENTENCE.search(self.text)
        self.prose = self.length if is_told and self.length > _SHORTEST_PROSE else 0


def list_pieces(
    body: LexborNode,
    measured: Mapping[int, Measured],
    rules: Mapping[int, str],
    folds: Folds,
    article: Collection[int],
) -> list[Piece]:
    """Return the pieces in their order; what is never read, such as menus, has none.

    ``rules`` say of elements, by their ids, why they are surroundings; ``article`` holds the ids
    of what the page marks as its article and of what that stands in.
    """
    lister = _Lister(measured, rules, folds, article)
    return [it for it in lister.go(body, (), "", is_link=False, is_in_article=False) if it.text]


@dataclass(frozen=True, slots=True)
class _Lister:
    measured: Mapping[int, Measured]
    rules: Mapping[int, str]
    folds: Folds
    article: Collection[int]

    def go(
        self,
        node: LexborNode,
        above: tuple[Measured, ...],
        told_by: str,
        *,
        is_link: bool,
        is_in_article: bool,
    ) -> Iterator[Piece]:
        above = (*above, self.measured[node.mem_id])
        line: list[LexborNode] = []
        for child in node.iter(include_text=True):
            told = self.measured.get(child.mem_id)
            is_read = told is None or self._is_read(child, is_in_article=is_in_article)
            rule = self.rules.get(child.mem_id) or told_by
            if told is None:
                if child.is_text_node:
                    line.append(child)
                continue
            if is_read and not told.holds_blocks and child.tag in INLINE and rule == told_by:
                line.append(child)
                continue
            if line:
                yield from self._end(line, above, told_by, is_link=is_link)
                line = []
            if not is_read or not told.signs:
                continue
            if told.holds_blocks and not (child.tag == "table" and find_rows(child)):
                yield from self.go(
                    child,
                    above,
                    rule,
                    is_link=is_link or child.tag == "a",
                    is_in_article=is_in_article
                    or child.tag in {"article", "main"}
                    or child.mem_id in self.article,
                )
            else:
                piece = Piece([child], above, child.tag or "", rule)
                piece.measure(told.signs, told.signs if is_link else told.linked)
                yield piece
        if line:
            yield from self._end(line, above, told_by, is_link=is_link)

    def _is_read(self, node: LexborNode, *, is_in_article: bool) -> bool:
        return node.mem_id in self.article or not (
            self.folds.is_hidden(node)
            or is_caption(node)
            or is_around(node, is_in_article=is_in_article)
        )

    def _end(
        self, line: list[LexborNode], above: tuple[Measured, ...], told_by: str, *, is_link: bool
    ) -> Iterator[Piece]:
        piece = Piece(line, above, "", told_by)
        signs = linked = 0
        for node in line:
            told = self.measured.get(node.mem_id)
            count = told.signs if told else len((node.text_content or "").strip())
            signs += count
            linked += count if is_link or node.tag == "a" else told.linked if told else 0
        piece.measure(signs, linked)
        if any(map(str.isalnum, piece.text)):
            yield piece
