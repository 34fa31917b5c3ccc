"""What every store promises about corrections and recalls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from lessons.delivery.correction import (
    Amendment,
    AmendmentCounts,
    AmendmentOutcome,
    CopyCount,
    Correction,
)


class CorrectionStore(Protocol):
    """The part of a store that changes what people have already."""

    def add_correction(self, draft: Correction) -> Correction:
        """Keep a draft and return it with its id."""

    def find_correction(self, correction_id: int) -> Correction | None:
        """Return that correction."""

    def save_correction(self, correction: Correction) -> None:
        """Replace its status and the message that follows it."""

    def list_running_corrections(self) -> list[Correction]:
        """Return those that are not done."""

    def begin_amendments(self, correction: Correction, now: datetime) -> None:
        """Keep that it is confirmed now, and plan amendments for what is leaving at this moment."""

    def plan_amendments(self, correction_id: int, limit: int) -> Correction | None:
        """Look through the next deliveries, ``limit`` of them at most, and plan an amendment for
        each copy that had left when it was confirmed; return how far that is, and ``None`` of what
        is not there. Begun and planned until its ``planning`` is ``None``, it has one of each."""

    def count_copies(self, correction: Correction) -> CopyCount:
        """Return how many copies it would change; of a lesson as of the last census where there are
        too many to be counted in a moment."""

    def has_copies(self, correction: Correction) -> bool:
        """Whether it would change any, without counting them."""

    def claim_amendments(self, real_now: datetime, limit: int) -> list[Amendment]:
        """Claim amendments whose copies have left; the oldest correction first."""

    def record_amendments(self, outcomes: Sequence[AmendmentOutcome]) -> None:
        """Settle tries; ``RETRY`` adds one to the attempts."""

    def release_amendments(self) -> int:
        """Plan again what a crash left under way; return how many there were."""

    def count_amendments(self, correction_id: int) -> AmendmentCounts:
        """Return how far it has come, without reading each of its amendments."""
