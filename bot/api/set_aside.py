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

TELL_SECONDS = 600.0
"""Between two notices about the same, however many there are."""


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
        self._untold: Counter[Why] = Counter()
        self._timers: dict[Why, asyncio.TimerHandle] = {}

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
        self._untold[why] += count
        if why not in self._timers:
            self._tell_of(why)

    def _tell_of(self, why: Why) -> None:
        count = self._untold.pop(why, 0)
        if not count:
            self._timers.pop(why, None)
            return
        self._tell(_NOTICES[why](count))
        loop = asyncio.get_running_loop()
        self._timers[why] = loop.call_later(TELL_SECONDS, self._tell_of, why)
