"""Everything that runs while this process serves: what begins and ends in which order, and which of
it only the one does that sends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial

from bot.api.menus import set_menus
from bot.connection import PTB
from bot.delivery import troubles
from bot.delivery.admin_alerts import Notices
from bot.delivery.alarms import AlarmWatch
from bot.delivery.books_worker import BooksWorker
from bot.delivery.watched import watch_process, watch_receiving
from bot.making import Parts
from bot.process.aside import aside
from bot.process.clock import real_now
from bot.process.clock_jumps import keep_running
from bot.process.database_check import check_now_and_then
from bot.process.disk_watch import DiskWatch
from bot.process.ending import end_within, run_beside, wait_for_any
from bot.process.loading import load_for_answers
from bot.process.recurring import Every
from bot.process.sending import Sending, sending_here
from bot.process.vitals import Role
from bot.use_cases.admin import authority
from bot.use_cases.announcements import corrections
from bot.use_cases.courses.missing import MissingCourse
from bot.use_cases.delivery import outbox
from bot.views.admin import alarms as alarm_views
from bot.views.admin import alerts
from storage import (
    find_beside,
    is_in_memory,
    open_to_read,
)
from storage.interface.kind import RunnerLock

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
WINDOW = timedelta(seconds=1)
"""In any of which Telegram's ceiling holds."""
FOLLOW_SECONDS = 2.0
TIDY_SECONDS = 3600.0
LOG_SECONDS = 60.0
COURSES_SECONDS = 60.0
FIRST_TIDY_SECONDS = 60.0
DRAIN_SECONDS = 12.0
STOP_SECONDS = 4.0
# A tick that is late runs once, whatever it missed; two never run beside each other.
_JOB = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


async def serve(
    parts: Parts,
    lock: RunnerLock,
    missing: Sequence[MissingCourse],
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
    *,
    is_alone: bool,
    was_told: bool,
) -> None:
    """Begin everything, wait for ``stopping``, for damage or, for one who ``is_alone``, for another
    process that takes over, and end it in the opposite order."""
    lost, notices = asyncio.Event() if is_alone else None, Notices(parts.notify_admins)
    sending = _make_sending(parts, lock, lost, notices)
    application, jobs = parts.application, parts.application.job_queue
    assert jobs is not None
    parts.vitals.role = Role.ANSWERING
    await parts.dispatcher.start()
    await sending.look()
    _schedule(parts, sending)
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
        run_beside(sending.keep(), stack)
        with sending_here():
            run_beside(parts.census_worker.run(lambda: sending.is_on), stack)
        is_damaged = asyncio.Event()
        telling = troubles.tell_of_the_store(parts.store, parts.notify_admins, is_damaged)
        run_beside(telling, stack)
        run_beside(check_now_and_then(parts.url, parts.store.watch), stack)
        stack.push_async_callback(notices.close)
        _watch_over(parts, sending, notices, stack)
        if was_told:
            notices.tell(alerts.all_is_kept_again())
        await troubles.tell_if_restored(parts.store, parts.clock, notices)
        troubles.tell_if_missing(missing, notices)
        if parts.shared_checks is not None:
            run_beside(parts.shared_checks.run(), stack)
        if parts.desk is not None:
            await parts.desk.start()
            stack.push_async_callback(end_within, STOP_SECONDS, parts.desk.stop)
        if parts.link is not None:
            with sending_here():
                run_beside(parts.link.run(), stack)
        roles = await parts.store.run(authority.list_roles, parts.owner_ids)
        await set_menus(
            application.bot,
            roles,
            offers_check=parts.offers_check,
            takes_questions=parts.takes_questions,
        )
        on_ready()
        await wait_for_any(stopping, is_damaged, *([lost] if lost else []))
        parts.vitals.role = Role.STOPPING
        parts.store.hurry()
        logger.info("stopping: finishing what is under way")


def _make_sending(
    parts: Parts, lock: RunnerLock, lost: asyncio.Event | None, notices: Notices
) -> Sending:
    """Return what begins and ends the sending; ``lost`` is set when it has ended, for one who can
    do nothing else."""
    store, vitals = parts.store, parts.vitals

    async def begin(epoch: int | None) -> None:
        await store.run_bare(lambda kept: kept.lead(epoch))
        await store.run(outbox.take_over, real_now())
        await store.run(corrections.take_over)
        # What the one before has sent in this second counts as well.
        parts.dispatcher.begin_bulk(WINDOW if sending.has_waited else timedelta(0))
        vitals.role = Role.SENDER
        if sending.has_waited or vitals.has_taken_over:
            vitals.has_taken_over = False
            notices.tell(alarm_views.taken_over())

    async def end() -> None:
        vitals.role = Role.ANSWERING
        await store.run_bare(lambda kept: kept.lead(None))
        await parts.dispatcher.end_bulk()
        if lost is not None:
            lost.set()

    sending = Sending(lock, begin, end)
    return sending


def _watch_over(parts: Parts, sending: Sending, notices: Notices, stack: AsyncExitStack) -> None:
    """Let the admins hear of what lasts, and have the books looked through."""
    vitals = parts.vitals
    file = find_beside(parts.url, "")
    disk = DiskWatch(file) if file is not None else None
    watched = (
        *watch_receiving(parts.hearing, parts.conflict),
        *watch_process(vitals, parts.store, disk),
    )
    run_beside(AlarmWatch(notices, watched).run(), stack)
    if disk is not None:
        run_beside(disk.run(), stack)
    if not is_in_memory(parts.url):
        reader = partial(open_to_read, parts.url)
        books = BooksWorker(parts.store, parts.clock, reader, notices)
        with sending_here():
            run_beside(books.run(lambda: sending.is_on), stack)


def _schedule(parts: Parts, sending: Sending) -> None:
    follow = parts.progress_messages.refresh_at_leisure
    for work, seconds, first_seconds in (
        (parts.correction_worker.work, FOLLOW_SECONDS, None),
        (parts.say_beside, FOLLOW_SECONDS, None),
        (follow, FOLLOW_SECONDS, None),
        (parts.ticker.tick, TICK_SECONDS, 0),
        (parts.ticker.tidy, TIDY_SECONDS, FIRST_TIDY_SECONDS),
    ):
        _repeat(parts.application, sending.when_on(work), seconds, first_seconds)
    _repeat(parts.application, parts.check_count_writer.work, FOLLOW_SECONDS)
    _repeat(parts.application, parts.course_watch.look, COURSES_SECONDS, 0)
    if parts.shared_courses is not None:
        _repeat(parts.application, parts.shared_courses.look, FOLLOW_SECONDS)

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
