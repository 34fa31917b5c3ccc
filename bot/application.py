"""The composition root: every part is made here, once, and knows only what it is given."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial

from bot.api.conflict import ConflictWatch
from bot.api.hearing import Hearing
from bot.api.limiter import FREE_PER_SECOND, PAID_PER_SECOND, Limiter
from bot.api.polling import Polling
from bot.api.receiving import Receiver
from bot.api.taken import Taken, tell_of_restart
from bot.api.transport import Transport
from bot.connection import PTB, connect
from bot.delivery.admin_alerts import admin_notifier
from bot.delivery.census_worker import CensusWorker
from bot.delivery.correction_worker import CorrectionWorker
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.open_checks import OpenChecks
from bot.delivery.progress_messages import ProgressMessages
from bot.delivery.ticker import Ticker
from bot.handlers.context import SERVICES, Services
from bot.handlers.registration import ALLOWED_UPDATES, register
from bot.process.clock import FollowedClock, SystemClock
from bot.process.database_check import checking_the_rest
from bot.process.single_runner import stand_by
from bot.process.store_thread import StoreThread
from bot.running import Running, serve
from bot.sandbox_link import SandboxLink, find_sandbox_clock
from bot.settings import Settings
from bot.use_cases.announcements import corrections
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.courses import publishing
from bot.use_cases.delivery import outbox
from bot.use_cases.library import LiveLibrary
from lessons.course.files import load_published_courses
from lessons.symptom_checks.reader import load_built_in_check
from storage import open_runner_lock


async def run(settings: Settings, stopping: asyncio.Event, on_ready: Callable[[], None]) -> None:
    """Serve until ``stopping`` is set; then finish what is under way.

    The settings have a token and a database. While another process serves the same database
    this one only waits for it to end.
    """
    url, token = settings.database_url, settings.bot_token
    assert url is not None
    assert token is not None
    # A planning thread must not keep the event loop waiting (performance, section 4).
    sys.setswitchinterval(0.0005)
    from_files = load_published_courses(settings.courses_folder)
    async with AsyncExitStack() as stack:
        lock = open_runner_lock(url)
        if not await stand_by(lock, stopping):
            return
        stack.callback(lock.release)
        store = StoreThread(url)
        stack.callback(store.close)
        await store.run(outbox.take_over)
        await store.run(corrections.take_over)
        library = await store.run(publishing.open_library, from_files)
        followed = await find_sandbox_clock(settings.bot_api_url)
        limiter = Limiter(
            settings.messages_per_second
            or (PAID_PER_SECOND if settings.paid_broadcast else FREE_PER_SECOND),
            is_paid=settings.paid_broadcast,
            chat_now=followed.monotonic if followed else None,
        )
        await stack.enter_async_context(checking_the_rest(url, stopping))
        application, polls = await stack.enter_async_context(
            connect(token.get_secret_value(), settings.bot_api_url, limiter)
        )
        parts = _make_parts(settings, application, polls, store, library, limiter, followed)
        await serve(parts, stopping, on_ready)


def _make_parts(
    settings: Settings,
    application: PTB,
    polls: Transport,
    store: StoreThread,
    library: LiveLibrary,
    limiter: Limiter,
    followed: FollowedClock | None,
) -> Running:
    """Who knows whom: what sends, what plans, what follows, and what handlers have at hand."""
    bot, owner_ids = application.bot, settings.admin_ids
    clock = followed or SystemClock()
    policy = AnnouncementPolicy(owner_ids, settings.quiet_hours)
    open_checks = OpenChecks()
    notify_admins = admin_notifier(bot, store, owner_ids)
    correction_worker = CorrectionWorker(store, library, bot)
    progress_messages = ProgressMessages(
        store, library, bot, clock, policy, settings.default_timezone, notify_admins
    )
    dispatcher = Dispatcher(store, library, bot, clock, limiter, open_checks, notify_admins)
    ticker = Ticker(
        store,
        library,
        clock,
        dispatcher,
        open_checks,
        policy,
        progress_messages.refresh,
        correction_worker.work,
    )
    conflict = ConflictWatch(limiter, notify_admins)
    hearing = Hearing(notify_admins)
    receiver = Receiver(
        Polling(polls, bot, ALLOWED_UPDATES),
        application,
        hearing,
        Taken(store, partial(tell_of_restart, bot)),
        conflict.note,
    )
    application.bot_data[SERVICES] = Services(
        store=store,
        library=library,
        check=load_built_in_check(),
        open_checks=open_checks,
        emergency_number=settings.emergency_number,
        clock=clock,
        dispatcher=dispatcher,
        hearing=hearing,
        owner_ids=owner_ids,
        policy=policy,
        default_timezone=settings.default_timezone,
    )
    register(application)
    link = None
    if followed is not None and settings.bot_api_url is not None:
        link = SandboxLink(settings.bot_api_url, followed, ticker, receiver.join)
    return Running(
        application=application,
        store=store,
        owner_ids=owner_ids,
        dispatcher=dispatcher,
        ticker=ticker,
        correction_worker=correction_worker,
        census_worker=CensusWorker(store, clock),
        progress_messages=progress_messages,
        conflict=conflict,
        receiver=receiver,
        link=link,
    )
