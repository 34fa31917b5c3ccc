"""What every store promises about counts of checks: a week, a revision and a number, no more."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from lessons.symptom_checks.counts import CheckCount


class CheckCountStore(Protocol):
    """The part of a store that keeps how many checks ended how."""

    def add_check_counts(self, counts: Sequence[CheckCount]) -> None:
        """Add each to what is kept under its week, revision and name."""

    def list_check_counts(self, since: date) -> list[CheckCount]:
        """Return all counts of the weeks from that Monday on: the latest week and revision first,
        then by name."""
