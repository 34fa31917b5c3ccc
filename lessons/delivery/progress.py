"""How far an announcement has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AudienceCount:
    """How many chats of an audience keep one zone's time, on a break or not."""

    timezone: str
    is_paused: bool
    count: int


@dataclass(frozen=True, slots=True)
class AudienceCounts:
    """How many chats an audience has, by crowds; ``counted_at`` is as of when (aware, UTC), and
    ``None`` where it is so at this very moment."""

    crowds: Sequence[AudienceCount]
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has come: counts of its deliveries.

    ``waiting`` are still to be sent, ``held`` too once the hold ends, ``blocked`` could not be
    reached any more; ``troubled`` are those among the waiting that have failed twice or
    more, or of which nobody knows yet whether they arrived, and ``shaken`` those that have
    failed once.
    """

    waiting: int = 0
    held: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    skipped: int = 0
    troubled: int = 0
    shaken: int = 0

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        settled = self.sent + self.blocked + self.failed + self.unknown + self.skipped
        return self.waiting + self.held + settled


@dataclass(frozen=True, slots=True)
class IdRange:
    """Subscribers next to each other in the order of their ids; ``zones`` are those of the
    active ones among them."""

    first_chat_id: int
    last_chat_id: int
    zones: frozenset[str]
