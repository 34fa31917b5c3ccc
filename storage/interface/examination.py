"""What is found where somebody looks whether all is well."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How it stands with what was looked at."""

    OK = "ok"
    LOOK = "look"
    """It works, and somebody should know."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, what was found, and what to do about it where anything is
    to be done. It holds nobody's words and no secret."""

    about: str
    mark: Mark
    found: str
    remedy: str = ""
