"""What a web page does not show at once: folded answers belong to it, hidden text does not."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK_OUT = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_STRUCK_TAGS = frozenset(["del", "s", "strike"])
# What frameworks call the parts that unfold.
_FOLDED = re.compile(
    r"collaps|accordion|tab-?(?:pane|panel|content)|expand|toggle|faq|answer", re.IGNORECASE
)
_CONTROLS = (
    "[aria-controls], [data-target], [data-bs-target], [role=tab], [data-toggle], [data-bs-toggle]"
)


@dataclass(frozen=True, slots=True)
class Folds:
    """The ids of what a control on the page unfolds."""

    targets: frozenset[str]

    def is_target(self, node: LexborNode) -> bool:
        """Tell whether a control unfolds the element."""
        return node.attributes.get("id") in self.targets

    def is_hidden(self, node: LexborNode) -> bool:
        """Tell whether nothing on the page ever shows the element."""
        attributes = node.attributes
        style = attributes.get("style") or ""
        is_not_shown = (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _NOT_SHOWN.search(style)
        )
        if not is_not_shown:
            return False
        return not (
            attributes.get("id") in self.targets
            or attributes.get("role") == "tabpanel"
            or attributes.get("hidden") == "until-found"
            or _FOLDED.search(attributes.get("class") or "")
        )


def find_folds(body: LexborNode) -> Folds:
    """Return what buttons, tabs and links on the page unfold."""
    targets: set[str] = set()
    for control in body.css(_CONTROLS):
        attributes = control.attributes
        for name in ("aria-controls", "data-target", "data-bs-target", "href"):
            targets.update((attributes.get(name) or "").replace("#", " ").split())
    return Folds(frozenset(targets))


def is_control(node: LexborNode) -> bool:
    """Tell whether the element is a button whose words head what it unfolds."""
    attributes = node.attributes
    is_button = node.tag == "button" or attributes.get("role") in {"button", "tab"}
    unfolds = "aria-controls" in attributes or "aria-expanded" in attributes
    return is_button and (unfolds or attributes.get("role") == "tab")


def is_struck_out(node: LexborNode) -> bool:
    """Tell whether the author took the text back but left it to be seen."""
    return node.tag in _STRUCK_TAGS or bool(_STRUCK_OUT.search(node.attributes.get("style") or ""))
