"""Long flood waits: kept, so that a restart respects them, and told to the admins."""

import logging
from datetime import datetime, timedelta

from bot.api.limiter import Limiter
from bot.delivery.admin_alerts import Notices
from bot.process.clock import real_now
from bot.process.store_thread import StoreThread
from bot.views.admin import outages as views
from lessons.delivery.outage import TELL_AFTER
from lessons.delivery.reasons import Reason
from storage.interface.store import Store

logger = logging.getLogger(__name__)

# A flood wait longer than this is kept in the store.
_LONG_WAIT = timedelta(seconds=5)
_LONGEST_KEPT_WAIT = timedelta(days=1)


class FloodWaits:
    """Follows what the limiter was told to wait."""

    def __init__(self, store: StoreThread, limiter: Limiter, notices: Notices) -> None:
        self._store = store
        self._limiter = limiter
        self._notices = notices
        self._is_flooded = False
        self._told_until_at = real_now()

    async def respect(self) -> None:
        """Respect a wait that an earlier process was told."""
        until_at = await self._store.run(_find_end)
        if until_at is not None and until_at > real_now():
            logger.warning("Telegram wants nothing in bulk before %s", until_at)
            # By a clock that was far ahead then it would never end.
            self._limiter.wait(min(until_at - real_now(), _LONGEST_KEPT_WAIT))

    def note(self, reason: Reason | None) -> None:
        """Note why an attempt was not the end of it."""
        self._is_flooded |= reason is Reason.FLOOD

    async def keep(self) -> None:
        """Keep a long wait, and tell the admins of one that is new."""
        left = self._limiter.flood_wait_left
        self._is_flooded &= left > _LONG_WAIT
        if self._is_flooded:
            until_at = real_now() + left
            await self._store.run(_save, until_at)
            # Several answers tell of the same wait.
            if left >= TELL_AFTER and until_at - self._told_until_at > _LONG_WAIT:
                self._notices.tell(views.flooded(until_at))
                self._told_until_at = until_at


def _find_end(store: Store) -> datetime | None:
    return store.find_flood_wait_end()


def _save(store: Store, until_at: datetime) -> None:
    store.save_flood_wait(until_at)
