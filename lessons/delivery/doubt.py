"""When a chat that refuses what it is sent is given up.

An answer that a chat is gone may be wrong, for one chat as for many: what knows the chats may be
away for a while. So one answer costs nobody the course: the first refusal is remembered, and only
a later occasion decides.
"""

from datetime import datetime, timedelta

TRY_AGAIN_AFTER = timedelta(hours=1)
"""After a first refusal the same lesson is tried once more: what was away is back by then."""
APART = timedelta(hours=20)
"""A lesson a day comes again after 23 hours at the soonest, where the clocks change."""
LATELY = timedelta(minutes=10)
FEWEST_LEAVERS = 5
"""So many who block the bot within that time, and half of all or more, are not the people."""
ALONE = timedelta(days=7)
"""Where nobody else is there to tell whether messages arrive at all."""


def is_given_up(first_refused_at: datetime, arrived_at: datetime | None, now: datetime) -> bool:
    """Whether a chat that is refused now, and was then, is gone; ``arrived_at`` is when a message
    to anybody has arrived last. Instants are aware, UTC.
    """
    apart = now - first_refused_at
    others_are_there = arrived_at is not None and arrived_at > first_refused_at
    return apart >= (APART if others_are_there else ALONE)
