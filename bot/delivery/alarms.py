"""What may be wrong for longer: told to the admins once it has lasted, and once when it is over.

One way for all of it, so that what comes and goes is one trouble and not a storm of notices. What
is told by itself as it happens (an outage, a hold, a message of unknown fate) has its own words.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.delivery.admin_alerts import Notices
from bot.process.alarm import Alarm, Turn
from bot.views.rich_text import RichText

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A trouble: how it is seen, and in what words it is told, ``None`` for not at all."""

    name: str
    is_wrong: Callable[[], bool]
    alarm: Alarm
    begun: Callable[[], RichText] | None
    over: Callable[[], RichText] | None


class AlarmWatch:
    """Looks at every trouble once a second."""

    def __init__(
        self,
        notices: Notices,
        watched: Sequence[Watched],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._notices = notices
        self._watched = watched
        self._monotonic = monotonic

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Tell what has begun and what is over."""
        for one in self._watched:
            turn = one.alarm.see(one.is_wrong(), self._monotonic())
            if turn is not None:
                is_begun = turn is Turn.BEGUN
                logger.warning("%s: %s", one.name, "an alarm" if is_begun else "over")
                if words := one.begun if is_begun else one.over:
                    self._notices.tell(words())
