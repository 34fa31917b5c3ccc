"""Troubles of the program itself that its admins hear of: their store, and how it came back."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from bot.delivery.admin_alerts import Notices, NotifyAdmins
from bot.process.clock import Clock, real_now
from bot.process.store_thread import StoreThread
from bot.process.store_watch import TELLING_SECONDS, watch_store
from bot.use_cases.courses.missing import MissingCourse
from bot.use_cases.delivery import restoring
from bot.views.admin import alerts
from bot.views.admin import courses as course_views
from bot.views.admin import restoring as restoring_views
from storage.errors import StoreUnavailableError

logger = logging.getLogger(__name__)

_RESCUE_SECONDS = 120.0


async def tell_if_restored(store: StoreThread, clock: Clock, notices: Notices) -> None:
    """A database that was put back stands still, and the admins hear of it at every start."""
    restore = await store.run(restoring.begin, clock.now())
    if restore is not None and not restore.is_being_settled:
        notices.tell_once(restoring_views.told(restore))


def tell_if_missing(missing: Sequence[MissingCourse], notices: Notices) -> None:
    """The admins hear at every start of courses that people are in and that are not here."""
    if missing:
        notices.tell_once(course_views.missing(missing))


async def tell_of_the_store(
    store: StoreThread, notify_admins: NotifyAdmins, is_damaged: asyncio.Event
) -> None:
    """Until cancelled: tell of what the store refuses for long. Damage is told with what could be
    rescued, and sets ``is_damaged``."""

    async def tell_damage() -> None:
        rescued = None
        # Whether or not a disk answers and anybody is reached, nobody goes on with what is broken.
        with suppress(TimeoutError):
            async with asyncio.timeout(_RESCUE_SECONDS):
                rescued = await store.rescue(real_now())
        if rescued is not None:
            logger.critical("what could still be read is kept in %s", rescued)
        with suppress(TimeoutError):
            async with asyncio.timeout(TELLING_SECONDS):
                await notify_admins(alerts.database_lost(rescued))

    async def tell_trouble(trouble: StoreUnavailableError | None) -> None:
        words = alerts.nothing_can_be_kept(trouble.operator) if trouble else None
        await notify_admins(words or alerts.all_is_kept_again())

    await watch_store(store.watch, store.check_place, store.try_to_write, tell_damage, tell_trouble)
    is_damaged.set()
