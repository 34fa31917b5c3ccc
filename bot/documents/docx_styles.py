"""What a Word document's styles and lists mean: levels of headings, faces, numbers of items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc( \d|.?heading)", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number)(?: (\d))?", re.IGNORECASE)
_OFF = frozenset(["0", "false", "none", "off"])
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


def local(node: Element) -> str:
    """Return an element's name without its name space, of which there are two."""
    return str(node.tag).rpartition("}")[2]


def find(node: Element | None, *names: str) -> Element | None:
    """Return the element below, one name after another."""
    for name in names:
        node = next((it for it in node if local(it) == name), None) if node is not None else None
    return node


def value(node: Element | None, name: str = "val") -> str | None:
    """Return an attribute, whatever its name space."""
    if node is None:
        return None
    return next((text for key, text in node.items() if key.rpartition("}")[2] == name), None)


def number(node: Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a small whole number."""
    text = value(node, name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def is_on(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is switched on or off; ``None`` if nothing is said."""
    node = find(properties, name)
    return None if node is None else (value(node) or "on") not in _OFF


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands in a list: which one, and how deep from 0."""

    list_id: str
    depth: int


class Styles:
    """The styles by id, each with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            value(style, "styleId") or "": style
            for style in (root if root is not None else ())
            if local(style) == "style"
        }

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """Yield the style and those below it."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value(find(style, "basedOn"))

    def names(self, style_id: str | None) -> list[str]:
        """Return the names of the style and those below it; the id of one that is not there."""
        names = [value(find(style, "name")) or "" for style in self.chain(style_id)]
        return names or [style_id or ""]

    def is_on(self, style_id: str | None, name: str) -> bool | None:
        """Return whether the style switches a face on or off; ``None`` if it does neither."""
        said = (is_on(find(style, "rPr"), name) for style in self.chain(style_id))
        return next((it for it in said if it is not None), None)

    def find_level(self, properties: Element | None, style_id: str | None) -> int | None:
        """Return the level of a heading from 1: by its own level, its style's or its name's."""
        own = number(find(properties, "outlineLvl"))
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        for style, name in zip(self.chain(style_id), self.names(style_id), strict=False):
            level = number(find(style, "pPr", "outlineLvl"))
            if level is not None:
                return level + 1 if level < _BODY_LEVEL else None
            if heading := _HEADING.fullmatch(name):
                return int(heading[1])
        return None

    def is_title(self, style_id: str | None) -> bool:
        """Tell whether the style is that of the document's title."""
        return any(name.lower() == "title" for name in self.names(style_id))

    def is_contents(self, style_id: str | None) -> bool:
        """Tell whether the style is that of a table of contents."""
        return bool(_CONTENTS.fullmatch(self.names(style_id)[0]))

    def find_list(self, properties: Element | None, style_id: str | None) -> ListPlace | None:
        """Return the list that a paragraph says it is in, itself or by its style."""
        settings = [find(properties, "numPr")]
        settings += [find(style, "pPr", "numPr") for style in self.chain(style_id)]
        depth = next((n for it in settings if (n := number(find(it, "ilvl"))) is not None), 0)
        for setting in settings:
            list_id = value(find(setting, "numId"))
            if list_id is not None:
                return ListPlace(list_id, depth) if list_id != "0" else None
        for name in self.names(style_id):
            if named := _LIST.match(name):
                return ListPlace(f"style {named[1].lower()}", int(named[2] or 1) - 1)
        return None


class Lists:
    """The lists by id; counts the items of each as Word does, across what interrupts them."""

    def __init__(self, root: Element | None) -> None:
        parts = list(root) if root is not None else []
        self._levels = {
            value(it, "abstractNumId"): {number(lvl, "ilvl"): lvl for lvl in it}
            for it in parts
            if local(it) == "abstractNum"
        }
        self._nums = {value(it, "numId"): it for it in parts if local(it) == "num"}
        self._counted: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, place: ListPlace) -> int | None:
        """Return the number of the next item there; none where its list has bullets."""
        num = self._nums.get(place.list_id)
        abstract_id = value(find(num, "abstractNumId"))
        level = self._levels.get(abstract_id, {}).get(place.depth)
        override = self._find_override(num, place)
        level = next((it for it in (find(override, "lvl"), level) if it is not None), None)
        form = value(find(level, "numFmt"))
        if level is None:
            form = "decimal" if place.list_id == "style number" else "bullet"
        if form in {"bullet", "none"}:
            return None
        counted = self._counted.setdefault(abstract_id or place.list_id, {})
        for deeper in [depth for depth in counted if depth > place.depth]:
            del counted[deeper]
        begins = number(find(override, "startOverride"))
        is_new = (place.list_id, place.depth) not in self._begun
        self._begun.add((place.list_id, place.depth))
        start = number(find(level, "start"))
        if is_new and begins is not None:
            counted[place.depth] = begins
        elif place.depth in counted:
            counted[place.depth] += 1
        else:
            counted[place.depth] = 1 if start is None else start
        return counted[place.depth]

    def _find_override(self, num: Element | None, place: ListPlace) -> Element | None:
        overrides = (it for it in num if local(it) == "lvlOverride") if num is not None else ()
        return next((it for it in overrides if number(it, "ilvl") == place.depth), None)
