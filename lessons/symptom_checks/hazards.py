"""The hazard log: what may go wrong, what is done against it, and what proves that it is done."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Hazard:
    """One thing that may go wrong; ``tests`` prove its control, ``left`` is what remains."""

    hazard: str
    cause: str
    effect: str
    control: str
    tests: tuple[str, ...]
    left: str


def load_hazards() -> tuple[Hazard, ...]:
    """Return the hazard log as it is written."""
    file = resources.files("lessons.symptom_checks") / "hazards.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["hazard"]
    return tuple(Hazard(**{**row, "tests": tuple(row["tests"])}) for row in rows)


def describe_hazards(hazards: Sequence[Hazard]) -> Iterator[str]:
    """Yield the log as a page for its reviewer, line by line."""
    for number, item in enumerate(hazards, start=1):
        yield f"{number}. {item.hazard}"
        yield f"   Cause: {item.cause}."
        yield f"   Effect: {item.effect}."
        yield f"   Control: {item.control}."
        yield f"   Proved by: {', '.join(item.tests)}"
        yield f"   Left: {item.left}"
        yield ""
