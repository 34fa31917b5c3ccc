"""The composition root: every part is made here, once, and put away again."""

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import Conflict, TelegramError

from bot.api.conflict import ConflictWatch
from bot.api.limiter import FREE_PER_SECOND, Limiter
from bot.api.menus import set_menus
from bot.api.messages import send
from bot.connection import PTB, connect
from bot.delivery.correction_worker import CorrectionWorker
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.open_checks import OpenChecks
from bot.delivery.progress_messages import ProgressMessages
from bot.delivery.ticker import Ticker
from bot.handlers.context import SERVICES, Context, Services
from bot.handlers.registration import ALLOWED_UPDATES, register
from bot.process.aside import aside
from bot.process.clock import Clock, FollowedClock, SystemClock
from bot.process.clock_jumps import keep_running
from bot.process.database_check import checking_the_rest
from bot.process.loading import load_for_answers
from bot.process.single_runner import stand_by
from bot.process.store_thread import StoreThread
from bot.sandbox_link import SandboxLink, find_sandbox_clock
from bot.use_cases import authority
from bot.use_cases.announcements import corrections
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.courses import publishing
from bot.use_cases.delivery import outbox
from bot.use_cases.library import Library, LiveLibrary
from bot.views.rich_text import RichText
from bot.views.screen import Screen
from lessons.course.course import CourseStatus
from lessons.course.files import load_built_in_courses, load_courses
from lessons.symptom_checks.reader import load_built_in_check
from lessons.times.quiet_hours import AT_NIGHT, QuietHours
from storage import open_runner_lock

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FOLLOW_SECONDS = 2.0
TIDY_SECONDS = 3600.0
# A tick that is late runs once, whatever it missed; two never run beside each other.
_JOB = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


@dataclass(frozen=True, slots=True)
class Configuration:
    """Where Telegram is (``api_url`` is ``None`` for the real one), and what to run with."""

    token: str
    api_url: str | None
    database_url: str
    admin_ids: frozenset[int]
    default_timezone: str
    courses_folder: Path | None
    emergency_number: str | None = None
    messages_per_second: int = FREE_PER_SECOND
    is_paid_broadcast: bool = False
    quiet_hours: QuietHours = AT_NIGHT


def load_library(courses_folder: Path | None) -> Library:
    """Return the published courses: the built-in ones and those in the operator's folder.

    Raises ``CourseFileError`` for a course that cannot be read or is published with errors.
    """
    courses = dict(load_built_in_courses())
    if courses_folder is not None:
        courses |= load_courses(courses_folder)
    return {
        course_id: course
        for course_id, course in courses.items()
        if course.status is CourseStatus.PUBLISHED
    }


async def run(
    configuration: Configuration, stopping: asyncio.Event, on_ready: Callable[[], None]
) -> None:
    """Serve until ``stopping`` is set; then finish what is under way.

    While another process serves the same database this one only waits for it to end.
    """
    # A planning thread must not keep the event loop waiting (performance, section 4).
    sys.setswitchinterval(0.0005)
    from_files = load_library(configuration.courses_folder)
    lock = open_runner_lock(configuration.database_url)
    if not await stand_by(lock, stopping):
        return
    try:
        store = StoreThread(configuration.database_url)
        try:
            await store.run(outbox.take_over)
            await store.run(corrections.take_over)
            library = await store.run(publishing.open_library, from_files)
            followed = await _find_followed_clock(configuration.api_url)
            limiter = Limiter(
                configuration.messages_per_second,
                is_paid=configuration.is_paid_broadcast,
                chat_now=followed.monotonic if followed else None,
            )
            async with (
                checking_the_rest(configuration.database_url, stopping),
                connect(configuration.token, configuration.api_url, limiter) as application,
            ):
                await _serve(
                    application,
                    configuration,
                    store,
                    library,
                    limiter,
                    followed,
                    stopping,
                    on_ready,
                )
        finally:
            store.close()
    finally:
        lock.release()


async def _serve(
    application: PTB,
    configuration: Configuration,
    store: StoreThread,
    library: LiveLibrary,
    limiter: Limiter,
    followed: FollowedClock | None,
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
) -> None:
    bot, api_url = application.bot, configuration.api_url
    clock: Clock = followed or SystemClock()
    policy = AnnouncementPolicy(configuration.admin_ids, configuration.quiet_hours)
    open_checks = OpenChecks()
    notify_admins = _notifier(bot, store, configuration.admin_ids)
    progress_messages = ProgressMessages(
        store,
        library,
        bot,
        clock,
        policy,
        configuration.default_timezone,
        notify_admins,
    )
    correction_worker = CorrectionWorker(store, library, bot)
    dispatcher = Dispatcher(store, library, bot, clock, limiter, open_checks, notify_admins)
    conflict = ConflictWatch(limiter, notify_admins)
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
    application.bot_data[SERVICES] = Services(
        store=store,
        library=library,
        check=load_built_in_check(),
        open_checks=open_checks,
        emergency_number=configuration.emergency_number,
        clock=clock,
        dispatcher=dispatcher,
        owner_ids=configuration.admin_ids,
        policy=policy,
        default_timezone=configuration.default_timezone,
    )
    register(application)
    _schedule(application, ticker, progress_messages, correction_worker)

    def polling_failed(error: TelegramError) -> None:
        if isinstance(error, Conflict):
            conflict.note()
        application.create_task(application.process_error(None, error))

    await dispatcher.start()
    async with AsyncExitStack() as stack:
        await application.start()
        stack.push_async_callback(application.stop)
        stack.callback(conflict.close)
        assert application.updater is not None
        # The first tick sends meanwhile; nobody is heard before.
        await aside(load_for_answers)
        await application.updater.start_polling(
            allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1, error_callback=polling_failed
        )
        stack.push_async_callback(application.updater.stop)
        stack.push_async_callback(dispatcher.stop)
        assert application.job_queue is not None
        guarding = asyncio.create_task(keep_running(application.job_queue.scheduler))
        stack.push_async_callback(_cancel, guarding)
        if followed is not None and api_url is not None:
            link = SandboxLink(api_url, followed, ticker, application.update_queue.join)
            stack.push_async_callback(_cancel, asyncio.create_task(link.run()))
        try:
            admin_ids = await store.run(authority.list_admin_ids, configuration.admin_ids)
            await set_menus(bot, admin_ids)
        except TelegramError as error:
            logger.warning("the command menus stay as they were: %s", type(error).__name__)
        on_ready()
        await stopping.wait()
        logger.info("stopping: finishing what is under way")


async def _find_followed_clock(api_url: str | None) -> FollowedClock | None:
    sandbox_now = await find_sandbox_clock(api_url) if api_url else None
    return FollowedClock(sandbox_now) if sandbox_now else None


def _schedule(
    application: PTB,
    ticker: Ticker,
    progress_messages: ProgressMessages,
    correction_worker: CorrectionWorker,
) -> None:
    async def tick(_context: Context) -> None:
        await ticker.tick()

    async def tidy(_context: Context) -> None:
        await ticker.tidy()

    async def follow(_context: Context) -> None:
        await progress_messages.refresh_at_leisure()

    async def amend(_context: Context) -> None:
        await correction_worker.work()

    assert application.job_queue is not None
    application.job_queue.run_repeating(amend, FOLLOW_SECONDS, job_kwargs=_JOB)
    application.job_queue.run_repeating(follow, FOLLOW_SECONDS, job_kwargs=_JOB)
    # A repeating job that is to begin at once begins after one interval.
    application.job_queue.run_once(tick, 0, job_kwargs=_JOB)
    application.job_queue.run_repeating(tick, TICK_SECONDS, job_kwargs=_JOB)
    application.job_queue.run_repeating(tidy, TIDY_SECONDS, first=60, job_kwargs=_JOB)


def _notifier(bot: Bot, store: StoreThread, owner_ids: frozenset[int]) -> Callable[[RichText], Any]:
    async def notify(text: RichText) -> bool:
        """Return whether anybody was reached."""
        reached = 0
        for admin_id in await store.run(authority.list_admin_ids, owner_ids):
            try:
                await send(bot, admin_id, Screen(text))
                reached += 1
            except TelegramError as error:
                logger.warning("admin %d not reached: %s", admin_id, type(error).__name__)
        return reached > 0

    return notify


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
