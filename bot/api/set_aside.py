"""Updates that cannot be handled: noted by number and kind, and told to the admins now and then."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from enum import StrEnum, auto

from bot.api.polling import RawUpdate
from bot.api.raw_updates import find_kind
from bot.views.admin import alerts as admin_views
from bot.views.rich_text import RichText

logger = logging.getLogger(__name__)

GATHER_SECONDS = 2.0
"""What is wrong with one of a batch is as a rule wrong with others of it, which a first notice
counts too."""
SOON_SECONDS = 20.0
"""After a first notice; what comes in a crowd is told as one."""
TELL_SECONDS = 600.0
"""Between the notices that follow, however many there are."""


class Why(StrEnum):
    """What is wrong with an update."""

    UNREADABLE = auto()
    ENDS_THE_PROCESS = auto()
    FAILS = auto()


_NOTICES = {
    Why.UNREADABLE: admin_views.updates_unreadable,
    Why.ENDS_THE_PROCESS: admin_views.updates_that_end_the_process,
    Why.FAILS: admin_views.updates_that_fail,
}


class SetAside:
    """Counts what is set aside; ``tell`` tells the admins."""

    def __init__(self, tell: Callable[[RichText], None]) -> None:
        self._tell = tell
        self._lately: Counter[Why] = Counter()
        self._told: Counter[Why] = Counter()
        self._ever: Counter[Why] = Counter()
        self._timers: dict[Why, asyncio.TimerHandle] = {}

    @property
    def updates(self) -> int:
        """How many updates have been set aside since the start."""
        return self._ever[Why.UNREADABLE] + self._ever[Why.ENDS_THE_PROCESS]

    def note(self, update_id: int, raw: RawUpdate, why: Why) -> None:
        """This update is not handled."""
        kind = find_kind(raw)
        logger.warning("update %d (%s) is set aside: %s", update_id, kind, why)
        self._count(why, 1)

    def note_failed(self) -> None:
        """Handling an update failed by a mistake of ours; whoever asked was told so."""
        self._count(Why.FAILS, 1)

    def note_without_number(self, count: int) -> None:
        """So many things came that are no updates at all."""
        logger.warning("%d updates without a number are set aside", count)
        self._count(Why.UNREADABLE, count)

    def close(self) -> None:
        """Tell nothing any more."""
        for timer in self._timers.values():
            timer.cancel()

    def _count(self, why: Why, count: int) -> None:
        self._ever[why] += count
        self._lately[why] += count
        if why not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[why] = loop.call_later(GATHER_SECONDS, self._tell_of, why, SOON_SECONDS)

    def _tell_of(self, why: Why, again_after: float = TELL_SECONDS) -> None:
        """Tell how many there are by now; when there are no more of them, counting begins anew."""
        count = self._lately[why]
        if count == self._told[why]:
            del self._lately[why], self._told[why], self._timers[why]
            return
        self._tell(_NOTICES[why](count))
        self._told[why] = count
        loop = asyncio.get_running_loop()
        self._timers[why] = loop.call_later(again_after, self._tell_of, why)
