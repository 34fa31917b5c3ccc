"""The words of a Word paragraph with their faces, and what stands in it besides words."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.documents.document import LINE_BREAK, LOWERED, RAISED, Run
from bot.documents.docx_styles import Styles, find, is_on, local, value
from lessons.article.blocks import Why

_AROUND_RUNS = frozenset(
    [
        *("ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"),
        *("fldSimple", "hyperlink", "ruby", "rubyBase"),
        *("oMath", "oMathPara", "e", "sub", "deg", "rad", "sSub", "d"),
    ]
)
_DELETED = frozenset(["del", "moveFrom"])
# ISO 32000-1, annex D.5 and D.6 has what these fonts draw; Word writes them at U+F000.
_SYMBOLS = {
    "symbol": {0x6D: "μ", 0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×"},
    "wingdings": {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→", 0xA8: "☐"},
}


@dataclass(slots=True)
class Line:
    """What a paragraph holds: its words, text boxes and notes, and what is no part of it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[Why, str]] = field(default_factory=list)


def read_line(paragraph: Element, styles: Styles, style_id: str | None) -> Line:
    """Return the paragraph; struck-out, hidden and deleted words are told apart."""
    reader = _LineReader(styles, style_id)
    reader.read_children(paragraph)
    return reader.line


class _LineReader:
    def __init__(self, styles: Styles, style_id: str | None) -> None:
        self.line = Line()
        self._styles = styles
        self._style_id = style_id

    def read_children(self, node: Element) -> None:
        for child in node:
            name = local(child)
            if name == "r":
                self._read_run(child)
            elif name == "AlternateContent":
                self._read_alternatives(child)
            elif name == "f":
                # A fraction: a half is not twelve.
                self.read_children(_or_empty(find(child, "num")))
                self.line.runs.append(Run("/"))
                self.read_children(_or_empty(find(child, "den")))
            elif name == "sSup":
                self.read_children(_or_empty(find(child, "e")))
                self._read_power(_or_empty(find(child, "sup")))
            elif name in _DELETED:
                self._leave_out(Why.DELETED, child)
            elif name in _AROUND_RUNS:
                if name == "hyperlink" and value(child, "id"):
                    self.line.left_out.append((Why.ADDRESS, ""))
                self.read_children(child)

    def _read_power(self, node: Element) -> None:
        """Read a raised figure of a formula: 10³ is not 103."""
        text = words_of(node).strip()
        is_plain = all(ord(sign) in RAISED for sign in text)
        self.line.runs.append(Run(text.translate(RAISED) if is_plain else f"^({text})"))

    def _leave_out(self, why: Why, node: Element) -> None:
        words = words_of(node)
        previous = self.line.left_out[-1] if self.line.left_out else None
        if previous and previous[0] is why and words.strip():
            # One stroke may go through several runs.
            self.line.left_out[-1] = (why, previous[1] + words)
        elif words.strip():
            self.line.left_out.append((why, words))

    def _read_run(self, run: Element) -> None:
        properties = find(run, "rPr")
        if self._has(properties, "vanish"):
            self._leave_out(Why.HIDDEN, run)
            return
        if self._has(properties, "strike") or self._has(properties, "dstrike"):
            self._leave_out(Why.STRUCK_OUT, run)
            return
        text = "".join(map(self._read_part, run))
        signs = {"superscript": RAISED, "subscript": LOWERED}.get(
            value(find(properties, "vertAlign")) or ""
        )
        if signs and text.strip() and all(ord(sign) in signs for sign in text.strip()):
            text = text.translate(signs)
        is_bold, is_italic = self._has(properties, "b"), self._has(properties, "i")
        self.line.runs.append(Run(text, is_bold, is_italic))

    def _has(self, properties: Element | None, name: str) -> bool:
        """Tell whether the run, its style or that of its paragraph switches a face on."""
        own = is_on(properties, name)
        if own is None:
            own = self._styles.is_on(value(find(properties, "rStyle")), name)
        if own is None:
            own = self._styles.is_on(self._style_id, name)
        return bool(own)

    def _read_part(self, part: Element) -> str:
        match local(part):
            case "t":
                return part.text or ""
            case "tab":
                return " "
            case "br" | "cr":
                return LINE_BREAK
            case "noBreakHyphen":
                return "‑"
            case "sym":
                return _read_symbol(part)
            case "footnoteReference" | "endnoteReference" as kind:
                self.line.notes.append((kind.removesuffix("Reference"), value(part, "id") or ""))
            case "AlternateContent":
                self._read_alternatives(part)
            case "drawing" | "pict" | "object":
                self._read_drawing(part)
        return ""

    def _read_alternatives(self, node: Element) -> None:
        """Read the first of the forms that something is written in which has words."""
        forms = [form for form in node if local(form) in {"Choice", "Fallback"}]
        chosen = next((form for form in forms if words_of(form).strip()), None)
        for part in chosen if chosen is not None else forms[:1]:
            if local(part) in {"drawing", "pict", "object"}:
                self._read_drawing(part)
            elif local(part) == "r":
                self._read_run(part)
            else:
                self.line.runs.append(Run(self._read_part(part)))

    def _read_drawing(self, node: Element) -> None:
        boxes = [it for it in node.iter() if local(it) == "txbxContent"]
        self.line.boxes += boxes
        if not boxes and any(local(it) in {"blip", "imagedata"} for it in node.iter()):
            self.line.left_out.append((Why.IMAGE, ""))


def words_of(node: Element) -> str:
    """Return all words in the element, whatever is done with them."""
    parts = []
    for part in node.iter():
        if local(part) in {"t", "delText"}:
            parts.append(part.text or "")
        elif local(part) in {"p", "br", "tab"}:
            parts.append(" ")
    return "".join(parts)


def _or_empty(node: Element | None) -> Element:
    return Element("none") if node is None else node


def _read_symbol(node: Element) -> str:
    font = (value(node, "font") or "").lower().rstrip(" 23")
    try:
        code = int(value(node, "char") or "", 16)
    except ValueError:
        return ""
    drawn = _SYMBOLS.get(font, {}).get(code & 0xFF)
    return drawn or (chr(code) if code < 0xFFFE else "")
