"""How far an announcement has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FAILURE_SHARE = 0.2
"""An announcement of which this share of what was tried fails is put on hold by itself."""

# Fewer lasting failures than this are bad luck.
_FEWEST_FAILURES = 5
# One failure of a message mends itself, but so many at once are no chance: without this a long
# send would try everybody once before anything was tried twice.
_FEWEST_AT_ONCE = 100


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

    @property
    def arrived(self) -> int:
        """Return how many came, or were for somebody who has blocked the bot."""
        return self.sent + self.blocked

    @property
    def failures(self) -> int:
        """Return how many did not come when tried, whatever becomes of them."""
        return self.failed + self.unknown + self.troubled + self.shaken

    @property
    def is_failing(self) -> bool:
        """Return whether so many fail that it is no chance."""
        lasting = self.failures - self.shaken
        return self._are_too_many(lasting, _FEWEST_FAILURES) or self._are_too_many(
            self.failures, _FEWEST_AT_ONCE
        )

    def _are_too_many(self, failed: int, fewest: int) -> bool:
        return failed >= fewest and failed >= FAILURE_SHARE * (self.arrived + failed)


@dataclass(frozen=True, slots=True)
class Missed:
    """What has become of those whom an announcement did not reach though their chats were open:
    ``again`` can get it, ``paused`` could but for a break, ``since`` have got or are to get the
    same by another one, and ``gone`` are no subscribers any more. Each is one of them."""

    again: int = 0
    paused: int = 0
    since: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class IdRange:
    """Subscribers next to each other in the order of their ids; ``zones`` are those of the
    active ones among them."""

    first_chat_id: int
    last_chat_id: int
    zones: frozenset[str]
