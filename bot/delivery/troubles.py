"""Troubles of the program itself that its admins hear of: their store, and how it came back."""

import asyncio
from collections.abc import Sequence

from bot.delivery.admin_alerts import Notices, NotifyAdmins
from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.process.store_watch import watch_store
from bot.use_cases.courses.missing import MissingCourse
from bot.use_cases.delivery import restoring
from bot.views.admin import alerts
from bot.views.admin import courses as course_views
from bot.views.admin import restoring as restoring_views
from storage.errors import StoreUnavailableError


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
    store: StoreThread, notify_admins: NotifyAdmins, stopping: asyncio.Event
) -> None:
    """Until cancelled: tell of what the store refuses for long; damage sets ``stopping``."""

    async def tell_damage() -> None:
        await notify_admins(alerts.database_damaged())

    async def tell_trouble(trouble: StoreUnavailableError | None) -> None:
        words = alerts.nothing_can_be_kept(trouble.operator) if trouble else None
        await notify_admins(words or alerts.all_is_kept_again())

    await watch_store(store.watch, tell_damage, tell_trouble, stopping)
