"""What every store promises about updates: which were taken, and which ended the process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class UpdateMark:
    """Which update it was. Numbers may begin anew, so the date (in seconds) belongs to it."""

    update_id: int
    dated: int


@dataclass(frozen=True, slots=True)
class ReceivingStart:
    """How the processes before this one fared: how many in a row ended before what they had been
    given first was done, and which update was handled alone when the last ones did, how often."""

    unfinished_starts: int
    suspect_id: int | None
    suspect_tries: int


class UpdateStore(Protocol):
    """The part of a store that lets an update be given twice and do nothing twice."""

    def has_written(self) -> bool:
        """Whether the present transaction has changed anything yet."""

    def note_taken(self, mark: UpdateMark) -> bool:
        """Remember that what the update asked for is kept; the latest sixteen thousand are.

        ``False`` if that is remembered already, by whatever process: of two transactions that note
        the same update one finds it noted, however close together they are.
        """

    def list_taken(self, marks: Sequence[UpdateMark]) -> list[UpdateMark]:
        """Return those of the updates that are remembered as taken."""

    def begin_receiving(self) -> ReceivingStart:
        """Count one more start, and return how those before it fared."""

    def note_suspect(self, update_id: int) -> None:
        """Remember that this update is about to be handled alone, once more if it was before."""

    def note_caught_up(self) -> None:
        """Remember that this start has done what it had been given first."""
