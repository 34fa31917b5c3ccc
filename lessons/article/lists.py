"""Lists as lesson Markdown: a line for each item, lists within lists set in below their item."""

import re
from collections.abc import Sequence

from lessons.article.blocks import Block

ITEM = re.compile(r"( *)(-|\d{1,9}\.) ")
"""How the line of an item begins; what does not begin so goes on with the item before."""

_DEEPEST = 4


def goes_on(items: Sequence[Block], item: Block) -> bool:
    """Tell whether an item belongs to the list of those before it."""
    if item.depth:
        return True
    outer = next((it for it in reversed(items) if not it.depth), items[0])
    if outer.number is None or item.number is None:
        return outer.number is item.number
    return item.number == outer.number + 1


def write_list(items: Sequence[Block]) -> str:
    """Return the items, a line each; lines that the author broke go on below their item."""
    lines = []
    # The depth of each list that is open, where its marks stand and where its text does.
    open_lists: list[tuple[int, int, int]] = []
    for item in items:
        depth = min(item.depth, _DEEPEST)
        while open_lists and open_lists[-1][0] > depth:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == depth:
            _, indent, _ = open_lists.pop()
        else:
            indent = open_lists[-1][2] if open_lists else 0
        mark = "-" if item.number is None else f"{item.number}."
        inner = indent + len(mark) + 1
        open_lists.append((depth, indent, inner))
        first, *others = item.markdown.split("\n")
        lines.append(f"{' ' * indent}{mark} {first}")
        lines += [f"{' ' * inner}{line}" for line in others]
    return "\n".join(lines)
