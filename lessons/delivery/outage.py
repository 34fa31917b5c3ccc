"""Whether one message does not arrive, or none does for a while.

A chat that is gone, a lesson that is refused, a request that is not answered: each may be one
chat's own trouble. Where most of what was tried last fails, it is not the people: bulk waits,
nobody is given up and nothing is used up, and one delivery now and then tells when it may go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=10)
"""What was tried longer ago says nothing about now; whoever was given up since then comes back."""
LATEST_TRIES = 50
"""So many of the latest tries count: a long good beginning must not hide what came after it."""
FEWEST_LOST = 5
"""Where nothing arrives at all, so many that are lost are no chance any more."""
FEWEST_TRIES = 20
"""Where something arrives, so many tries are judged, of which more than half are lost. Of a crowd
in which a third has left, a fan-out begins so once in a hundred times."""
FEWEST_TOLD = 2
"""Where there are few people, nothing is a crowd: but if so many come back, and they are half of
what was tried, the admins hear of it."""
ROUND_IS_OVER = timedelta(seconds=15)
"""After so long without another try."""
LOST_IN_A_ROW = 12
"""So many in a row are no chance either, whatever arrived before: where half of a crowd has left,
that comes once in four thousand tries."""
PROBE_EVERY = timedelta(seconds=30)
PROBES_THAT_ARRIVE = 3
"""One that arrives may be the one chat that another bot shares."""
SAME_TROUBLE = timedelta(hours=1)
"""What begins again so soon after its end is told to nobody again."""
TELL_AFTER = timedelta(minutes=2)
"""A server that stumbles for less is nobody's business."""
# An outage is over for at most this part of its time before it is noticed.
_PART_BETWEEN_PROBES = 8


class Try(StrEnum):
    """What came of a try: it arrived, or the chat seemed gone, or the message was refused, or
    Telegram's side failed."""

    ARRIVED = "+"
    GONE = "-"
    REFUSED = "x"
    FAILED = "~"


_SHORTEST_BETWEEN_PROBES = {
    Try.GONE: PROBE_EVERY,
    Try.REFUSED: PROBE_EVERY,
    # A probe that goes unanswered may have arrived, so there are not too many of these either.
    Try.FAILED: timedelta(seconds=2),
}
_LONGEST_BETWEEN_PROBES = {
    Try.GONE: PROBE_EVERY,
    Try.REFUSED: timedelta(minutes=15),
    Try.FAILED: timedelta(minutes=1),
}


@dataclass(frozen=True, slots=True)
class Outage:
    """What came of the latest tries, and the outage that follows from them, if there is one.

    ``tries`` are the latest, the newest last; ``lost`` of ``tried`` is what it was begun for, and
    ``kind`` what most of those met. ``probe_id`` is the delivery that is tried for all, the next
    one may leave at ``probe_at``, and ``arrived`` of them have. Anything at all has arrived last at
    ``arrived_at``; the admins were told at ``told_at``. Instants are aware, UTC, of the
    application's clock.
    """

    tries: str = ""
    tried_at: datetime | None = None
    began_at: datetime | None = None
    kind: Try = Try.GONE
    lost: int = 0
    tried: int = 0
    probe_id: int | None = None
    probe_at: datetime | None = None
    arrived: int = 0
    ended_at: datetime | None = None
    arrived_at: datetime | None = None
    told_at: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether bulk waits."""
        return self.began_at is not None

    def keeps_back(self, delivery_id: int) -> bool:
        """Whether that delivery must wait, as it is not the one that is tried for all."""
        return self.is_on and delivery_id != self.probe_id

    def must_be_told(self, now: datetime) -> bool:
        """Whether the admins are to hear of it now: of people and lessons at once, of Telegram's
        side once it has lasted; and not if they have just been told of the same."""
        if self.began_at is None or self.told_at is not None:
            return False
        if self.ended_at is not None and self.began_at - self.ended_at <= SAME_TROUBLE:
            return False
        return self.kind is not Try.FAILED or now - self.began_at >= TELL_AFTER

    def seems_deserted(self, now: datetime) -> bool:
        """Whether half or more of what was tried in a small round that has just ended seemed gone,
        which is no crowd, and bulk goes on."""
        if self.is_on or self.tried_at is None:
            return False
        is_over = ROUND_IS_OVER <= now - self.tried_at <= WINDOW
        gone = self.gone
        return is_over and gone >= FEWEST_TOLD and 2 * gone >= len(self.tries)

    @property
    def gone(self) -> int:
        """How many of the latest tries met a chat that seems gone."""
        return self.tries.count(Try.GONE)

    def may_probe(self, now: datetime) -> bool:
        """Whether one delivery may leave now."""
        return self.probe_at is None or now >= self.probe_at


def note_tries(
    outage: Outage, tries: Iterable[Try], now: datetime, *, refusals_differ: bool = True
) -> Outage:
    """Return how it stands after these tries.

    Without ``refusals_differ`` all that was refused lately is one lesson or one announcement, which
    is that one's trouble and not everybody's.
    """
    before = outage.tries
    if outage.tried_at is not None and now - outage.tried_at > WINDOW:
        before = ""
    marks = "".join(tries)
    if not marks:
        return outage
    latest = (before + marks)[-LATEST_TRIES:]
    outage = replace(outage, tries=latest, tried_at=now)
    if Try.ARRIVED in marks:
        outage = replace(outage, arrived_at=now)
    if outage.is_on or not _is_crowd(latest):
        return outage
    kind = max((Try.GONE, Try.REFUSED, Try.FAILED), key=latest[-LOST_IN_A_ROW:].count)
    if kind is Try.REFUSED and not refusals_differ:
        return outage
    return replace(
        outage,
        began_at=now,
        kind=kind,
        lost=_count_lost(latest),
        tried=len(latest),
        probe_at=now + _SHORTEST_BETWEEN_PROBES[kind],
        told_at=None,
    )


def begin_probe(outage: Outage, delivery_id: int, now: datetime) -> Outage:
    """Return how it stands once that delivery is tried for all."""
    lasted = now - (outage.began_at or now)
    wait = max(_SHORTEST_BETWEEN_PROBES[outage.kind], lasted / _PART_BETWEEN_PROBES)
    wait = min(wait, _LONGEST_BETWEEN_PROBES[outage.kind])
    return replace(outage, probe_id=delivery_id, probe_at=now + wait)


def note_arrived_probe(outage: Outage, now: datetime) -> Outage:
    """Return how it stands after a probe that arrived: the next one leaves at once, or all do."""
    arrived = outage.arrived + 1
    if arrived < PROBES_THAT_ARRIVE:
        return replace(outage, arrived=arrived, probe_id=None, probe_at=now)
    return Outage(ended_at=now, arrived_at=outage.arrived_at)


def note_lost_probe(outage: Outage) -> Outage:
    """Return how it stands after a probe that did not arrive."""
    return replace(outage, arrived=0, probe_id=None)


def _is_crowd(tries: str) -> bool:
    lost = _count_lost(tries)
    if lost == len(tries):
        return lost >= FEWEST_LOST
    is_run = Try.ARRIVED not in tries[-LOST_IN_A_ROW:] and len(tries) >= LOST_IN_A_ROW
    return is_run or (len(tries) >= FEWEST_TRIES and 2 * lost > len(tries))


def _count_lost(tries: str) -> int:
    return len(tries) - tries.count(Try.ARRIVED)
