"""The composition root: every part is made here, once, and knows only what it is given."""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from bot.api.conflict import ConflictWatch
from bot.api.hearing import Hearing
from bot.api.limiter import FREE_PER_SECOND, PAID_PER_SECOND, Limiter
from bot.api.menus import set_menus
from bot.api.polling import Polling
from bot.api.receiving import Receiver
from bot.api.set_aside import SetAside
from bot.api.taken import Taken, tell_of_restart
from bot.api.transport import Transport, find_server_time
from bot.connection import PTB, connect
from bot.delivery import troubles
from bot.delivery.admin_alerts import Notices, NotifyAdmins, admin_notifier
from bot.delivery.census_worker import CensusWorker
from bot.delivery.correction_worker import CorrectionWorker
from bot.delivery.course_watch import CourseWatch
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.open_checks import OpenChecks
from bot.delivery.progress_messages import ProgressMessages
from bot.delivery.ticker import Ticker
from bot.handlers.context import SERVICES, Services
from bot.handlers.registration import ALLOWED_UPDATES, register
from bot.process.aside import aside
from bot.process.clock import Clock, FollowedClock, SystemClock, real_now
from bot.process.clock_jumps import keep_running
from bot.process.database_check import begin_to_check_the_rest
from bot.process.ending import end_within, run_beside
from bot.process.loading import load_for_answers
from bot.process.recurring import Every
from bot.process.single_runner import stand_by
from bot.process.store_thread import StoreThread
from bot.process.zones import KnownZones
from bot.sandbox.chat_ids import SANDBOX_CHATS
from bot.sandbox_link import SandboxLink, find_sandbox_clock
from bot.settings import Settings
from bot.use_cases import ownership
from bot.use_cases.admin import authority
from bot.use_cases.announcements import corrections
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.courses import publishing
from bot.use_cases.courses.missing import CoursesMissingError, MissingCourse, find_missing
from bot.use_cases.delivery import outbox
from bot.use_cases.library import LiveLibrary
from lessons.course.files import load_published_courses
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.reader import load_built_in_check, load_check

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FOLLOW_SECONDS = 2.0
TIDY_SECONDS = 3600.0
LOG_SECONDS = 60.0
COURSES_SECONDS = 600.0
FIRST_TIDY_SECONDS = 60.0
DRAIN_SECONDS = 12.0
STOP_SECONDS = 4.0
# A tick that is late runs once, whatever it missed; two never run beside each other.
_JOB = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


async def run(settings: Settings, stopping: asyncio.Event, on_ready: Callable[[], None]) -> None:
    """Serve until ``stopping`` is set; then finish what is under way.

    The settings have a token and a database, which belongs to the token's bot from now on. While
    another process serves the same database this one only waits for it to end. Raises
    ``WrongBotError`` at once where the database is another bot's.
    """
    url, token = settings.database_url, settings.bot_token
    assert url is not None
    assert token is not None
    bot_id = ownership.bot_id_of(token.get_secret_value())
    ownership.look_before(url, bot_id, SANDBOX_CHATS)
    # A planning thread must not keep the event loop waiting (performance, section 4).
    sys.setswitchinterval(0.0005)
    from_files = load_published_courses(settings.courses_folder)
    check = load_check(settings.check_file) if settings.check_file else load_built_in_check()
    async with AsyncExitStack() as stack:
        lock = await stand_by(url, stopping)
        if lock is None:
            return
        stack.callback(lock.release)
        store = StoreThread(url)
        stack.callback(store.close)
        # It may have changed hands while this one stood by.
        await store.run(ownership.claim, bot_id, SANDBOX_CHATS, url, real_now())
        await store.run(outbox.take_over, real_now())
        await store.run(corrections.take_over)
        library = await store.run(publishing.open_library, from_files)
        missing = await store.run(find_missing, library)
        if missing and not settings.allow_missing_courses:
            raise CoursesMissingError(missing)
        followed: FollowedClock | None = None

        def chat_now() -> float:
            return followed.monotonic() if followed else time.monotonic()

        limiter = Limiter(
            settings.messages_per_second
            or (PAID_PER_SECOND if settings.paid_broadcast else FREE_PER_SECOND),
            is_paid=settings.paid_broadcast,
            chat_now=chat_now,
        )
        begin_to_check_the_rest(url, store.watch)
        connected = await stack.enter_async_context(
            connect(token.get_secret_value(), settings.bot_api_url, limiter, stopping)
        )
        if connected is None:
            return
        application, polls = connected
        ownership.check_answer(bot_id, application.bot.id)
        # A sandbox may have been waited for as well.
        followed = await find_sandbox_clock(settings.bot_api_url)
        parts = _make_parts(settings, check, application, polls, store, library, limiter, followed)
        await _serve(parts, missing, stopping, on_ready)
        if store.watch.damage is not None:
            raise store.watch.damage


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that run by themselves. Without a sandbox there is no ``link`` to it."""

    application: PTB
    store: StoreThread
    owner_ids: frozenset[int]
    offers_check: bool
    dispatcher: Dispatcher
    ticker: Ticker
    correction_worker: CorrectionWorker
    census_worker: CensusWorker
    course_watch: CourseWatch
    progress_messages: ProgressMessages
    conflict: ConflictWatch
    notify_admins: NotifyAdmins
    clock: Clock
    receiver: Receiver
    link: SandboxLink | None


def _make_parts(
    settings: Settings,
    check: SymptomCheck,
    application: PTB,
    polls: Transport,
    store: StoreThread,
    library: LiveLibrary,
    limiter: Limiter,
    followed: FollowedClock | None,
) -> Parts:
    """Who knows whom: what sends, what plans, what follows, and what handlers have at hand."""
    bot, owner_ids = application.bot, settings.admin_ids
    clock = followed or SystemClock(find_server_time(application.bot.request))
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
    set_aside = SetAside(hearing.tell)
    receiver = Receiver(
        Polling(polls, bot, ALLOWED_UPDATES),
        application,
        hearing,
        Taken(store, partial(tell_of_restart, bot)),
        set_aside,
        conflict.note,
    )
    application.bot_data[SERVICES] = Services(
        store=store,
        library=library,
        check=check,
        offers_check=settings.check == "on",
        notify_admins=notify_admins,
        open_checks=open_checks,
        emergency_number=settings.emergency_number,
        clock=clock,
        dispatcher=dispatcher,
        hearing=hearing,
        set_aside=set_aside,
        owner_ids=owner_ids,
        policy=policy,
        default_timezone=settings.default_timezone,
        zones=KnownZones(),
    )
    register(application)
    link = None
    if followed is not None and settings.bot_api_url is not None:
        link = SandboxLink(settings.bot_api_url, followed, ticker, receiver.join)
    return Parts(
        application=application,
        store=store,
        owner_ids=owner_ids,
        offers_check=settings.check == "on",
        dispatcher=dispatcher,
        ticker=ticker,
        correction_worker=correction_worker,
        census_worker=CensusWorker(store, clock),
        course_watch=CourseWatch(
            partial(load_published_courses, settings.courses_folder), notify_admins
        ),
        progress_messages=progress_messages,
        conflict=conflict,
        notify_admins=notify_admins,
        clock=clock,
        receiver=receiver,
        link=link,
    )


async def _serve(
    parts: Parts,
    missing: Sequence[MissingCourse],
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
) -> None:
    """Begin everything, wait for ``stopping``, and end it in the opposite order."""
    application, jobs = parts.application, parts.application.job_queue
    assert jobs is not None
    _schedule(parts)
    await parts.dispatcher.start()
    async with AsyncExitStack() as stack:
        await application.start()
        stack.push_async_callback(end_within, STOP_SECONDS, application.stop)
        stack.callback(parts.conflict.close)
        stack.callback(parts.dispatcher.lesson_log.tell)
        # The first tick sends meanwhile; nobody is heard before.
        await aside(load_for_answers)
        stack.push_async_callback(end_within, DRAIN_SECONDS, parts.dispatcher.stop)
        await parts.receiver.start()
        stack.push_async_callback(parts.receiver.stop)
        run_beside(keep_running(jobs.scheduler), stack)
        run_beside(parts.census_worker.run(), stack)
        telling = troubles.tell_of_the_store(parts.store, parts.notify_admins, stopping)
        run_beside(telling, stack)
        notices = Notices(parts.notify_admins)
        stack.push_async_callback(notices.close)
        await troubles.tell_if_restored(parts.store, parts.clock, notices)
        troubles.tell_if_missing(missing, notices)
        if parts.link is not None:
            run_beside(parts.link.run(), stack)
        admin_ids = await parts.store.run(authority.list_admin_ids, parts.owner_ids)
        await set_menus(application.bot, admin_ids, offers_check=parts.offers_check)
        on_ready()
        await stopping.wait()
        logger.info("stopping: finishing what is under way")


def _schedule(parts: Parts) -> None:
    _repeat(parts.application, parts.correction_worker.work, FOLLOW_SECONDS)
    _repeat(parts.application, parts.progress_messages.refresh_at_leisure, FOLLOW_SECONDS)
    _repeat(parts.application, parts.ticker.tick, TICK_SECONDS, 0)
    _repeat(parts.application, parts.course_watch.look, COURSES_SECONDS, 0)
    _repeat(parts.application, parts.ticker.tidy, TIDY_SECONDS, FIRST_TIDY_SECONDS)

    async def tell_hour() -> None:
        parts.dispatcher.lesson_log.tell_if_over(parts.clock.now())

    _repeat(parts.application, tell_hour, LOG_SECONDS)


def _repeat(
    application: PTB,
    work: Callable[[], Awaitable[None]],
    seconds: float,
    first_seconds: float | None = None,
) -> None:
    async def job(_context: object) -> None:
        await work()

    jobs = application.job_queue
    assert jobs is not None
    trigger = Every(seconds, seconds if first_seconds is None else first_seconds)
    jobs.run_custom(job, {**_JOB, "trigger": trigger})
