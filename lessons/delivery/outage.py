"""Whether it is one chat that is gone, or Telegram that knows nobody for a while.

One chat that is gone is one that is gone. Where most of what was tried last is answered so, it is
not the people: bulk waits, nobody is given up, and one delivery now and then tells when it may go
on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
"""What was tried longer ago says nothing about now; whoever was given up since then comes back."""
LATEST_TRIES = 50
"""So many of the latest tries count: a long good beginning must not hide what came after it."""
FEWEST_LOST = 5
"""Where nothing arrives at all, so many chats that are gone are no chance any more."""
FEWEST_TRIES = 20
"""Where something arrives, so many tries are judged, of which more than half are lost. Of a crowd
in which a third has left, a fan-out begins so once in a hundred times."""
LOST_IN_A_ROW = 12
"""So many in a row are no chance either, whatever arrived before: where half of a crowd has left,
that comes once in four thousand tries."""
PROBE_EVERY = timedelta(seconds=30)
PROBES_THAT_ARRIVE = 3
"""One that arrives may be the one chat that another bot shares."""
SAME_TROUBLE = timedelta(hours=1)
"""What begins again so soon after its end is told to nobody again."""

_LOST, _ARRIVED = "-", "+"


@dataclass(frozen=True, slots=True)
class Outage:
    """What came of the latest tries, and the outage that follows from them, if there is one.

    ``tries`` are the latest, the newest last; ``lost`` of ``tried`` is what it was begun for.
    ``probe_id`` is the delivery that is tried for all, the next one may leave at ``probe_at``, and
    ``arrived`` of them have. Anything at all has arrived last at ``arrived_at``. Instants are
    aware, UTC, of the application's clock.
    """

    tries: str = ""
    tried_at: datetime | None = None
    began_at: datetime | None = None
    lost: int = 0
    tried: int = 0
    probe_id: int | None = None
    probe_at: datetime | None = None
    arrived: int = 0
    ended_at: datetime | None = None
    arrived_at: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether bulk waits."""
        return self.began_at is not None

    @property
    def is_worth_telling(self) -> bool:
        """Whether the admins have not just been told of the same."""
        if self.began_at is None or self.ended_at is None:
            return True
        return self.began_at - self.ended_at > SAME_TROUBLE

    def may_probe(self, now: datetime) -> bool:
        """Whether one delivery may leave now."""
        return self.probe_at is None or now >= self.probe_at


def note_tries(outage: Outage, are_lost: Iterable[bool], now: datetime) -> Outage:
    """Return how it stands after these tries; whether each was answered that its chat is gone."""
    before = outage.tries
    if outage.tried_at is not None and now - outage.tried_at > WINDOW:
        before = ""
    marks = "".join(_LOST if is_lost else _ARRIVED for is_lost in are_lost)
    if not marks:
        return outage
    tries = (before + marks)[-LATEST_TRIES:]
    outage = replace(outage, tries=tries, tried_at=now)
    if _ARRIVED in marks:
        outage = replace(outage, arrived_at=now)
    if outage.is_on or not _is_crowd(tries):
        return outage
    return replace(
        outage,
        began_at=now,
        lost=tries.count(_LOST),
        tried=len(tries),
        probe_at=now + PROBE_EVERY,
    )


def begin_probe(outage: Outage, delivery_id: int, now: datetime) -> Outage:
    """Return how it stands once that delivery is tried for all."""
    return replace(outage, probe_id=delivery_id, probe_at=now + PROBE_EVERY)


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
    lost = tries.count(_LOST)
    if lost == len(tries):
        return lost >= FEWEST_LOST
    is_run = tries.endswith(_LOST * LOST_IN_A_ROW)
    return is_run or (len(tries) >= FEWEST_TRIES and 2 * lost > len(tries))
