"""What a clinic says of itself, and the places in texts that stand for it: {clinic_phone}.

A text is kept with its places, so that a number that changes changes everywhere. One that stands
for nothing known is named before the text goes anywhere, and none is ever shown to people.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_PLACE = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9]*(?:[ \\_-]+[A-Za-z0-9]+)*)\s*\}")
_BETWEEN = re.compile(r"[ \\_-]+")


class Placeholder(StrEnum):
    """What a place may stand for; the setting has the same name in capitals."""

    NAME = "clinic_name"
    PHONE = "clinic_phone"
    HOURS = "clinic_hours"

    @property
    def setting(self) -> str:
        """Return the setting that fills it."""
        return self.value.upper()

    @property
    def written(self) -> str:
        """Return how it is written."""
        return f"{{{self.value}}}"


LONGEST = {Placeholder.NAME: 80, Placeholder.PHONE: 40, Placeholder.HOURS: 80}
"""How many characters each may become."""
_WITHOUT = {
    Placeholder.NAME: "the clinic",
    Placeholder.PHONE: "the clinic's number",
    Placeholder.HOURS: "the clinic's hours",
}


@dataclass(frozen=True, slots=True)
class Clinic:
    """What was set; empty where nothing was."""

    name: str = ""
    phone: str = ""
    hours: str = ""

    def find(self, placeholder: Placeholder) -> str:
        """Return what was set for it, empty where nothing was."""
        return {
            Placeholder.NAME: self.name,
            Placeholder.PHONE: self.phone,
            Placeholder.HOURS: self.hours,
        }[placeholder]


NOBODY = Clinic()
"""Of whom nothing was set."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text holds a place, in characters, how that is written, and what it stands for;
    ``None`` for nothing known."""

    start: int
    end: int
    written: str
    placeholder: Placeholder | None


def find_places(text: str) -> Iterator[Place]:
    """Yield every place of the text in order, however its words are parted."""
    known = {item.value: item for item in Placeholder}
    for found in _PLACE.finditer(text):
        name = _BETWEEN.sub("_", found[1].lower())
        yield Place(found.start(), found.end(), found[0].replace("\\", ""), known.get(name))


def find_unknown(text: str) -> list[str]:
    """Return what stands in braces and for nothing known, each once, as it is written."""
    return list(dict.fromkeys(at.written for at in find_places(text) if at.placeholder is None))


def find_unset(text: str, clinic: Clinic) -> list[Placeholder]:
    """Return what the text needs and nobody has set, each once."""
    needed = dict.fromkeys(at.placeholder for at in find_places(text) if at.placeholder)
    return [item for item in needed if not clinic.find(item)]


def fill(text: str, clinic: Clinic, quote: Callable[[str], str] = str) -> str:
    """Return the text as people read it; ``quote`` makes of a value what stands in its place.

    What is not set becomes words that are true without it.
    """
    filled, last = [], 0
    for at in find_places(text):
        if at.placeholder is not None:
            filled += [text[last : at.start], quote(value_of(at.placeholder, clinic))]
            last = at.end
    return "".join([*filled, text[last:]])


def value_of(placeholder: Placeholder, clinic: Clinic) -> str:
    """Return what stands in its place."""
    return clinic.find(placeholder) or _WITHOUT[placeholder]


def find_growth(text: str) -> int:
    """Return by how many characters the text may grow once it is filled."""
    places = [at for at in find_places(text) if at.placeholder]
    return sum(
        max(0, LONGEST[at.placeholder] - (at.end - at.start)) for at in places if at.placeholder
    )
