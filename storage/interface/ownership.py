"""What every store promises about whose it is, and about having been put back from a backup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lessons.delivery.restore import Past, Restore

Range = tuple[int, int]
"""The first and the last of some numbers of chats."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The bot that a store belongs to, and since when (aware, UTC)."""

    bot_id: int
    since_at: datetime


@dataclass(frozen=True, slots=True)
class Former:
    """A store that was here: its bot, the file that tells so, and the latest copy that was rescued
    from it, if one was."""

    bot_id: int
    noted_in: Path
    rescued: Path | None


class OwnershipStore(Protocol):
    """The part of a store that knows whose it is."""

    def find_owner(self) -> Owner | None:
        """Return the bot that the store belongs to, if any yet."""

    def save_owner(self, owner: Owner) -> None:
        """Give the store to that bot, whosever it was."""

    def holds_others(self, known: Sequence[Range]) -> bool:
        """Whether any chat's number in any row is outside these ranges (0 is nobody's)."""

    def find_restore(self) -> Restore | None:
        """Return that the store was put back from a backup and not let go yet, if it was."""

    def save_restore(self, restore: Restore) -> None:
        """Note that; ``find_restore`` returns it from now on."""

    def delete_restore(self) -> None:
        """Let it go."""

    def count_past(self, until_at: datetime) -> Past:
        """Return what fell due until then; what an admin holds or has cancelled apart."""

    def leave_unknown(self, until_at: datetime, limit: int) -> int:
        """Leave so many of the open deliveries that were due until then unknown for good; return
        how many there were. What an admin holds or has cancelled is passed over."""
