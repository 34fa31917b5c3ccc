"""What starts and ends when; where the store cannot be used, care alone is given."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial

from bot.api.menus import set_menus
from bot.connection import PTB
from bot.delivery import troubles
from bot.delivery.admin_alerts import Notices
from bot.delivery.alarms import AlarmWatch
from bot.delivery.books_worker import BooksWorker
from bot.delivery.watched import watch_hearing, watch_process
from bot.making import Making, Parts, make_parts
from bot.process.aside import aside
from bot.process.clock import real_now
from bot.process.clock_jumps import keep_running
from bot.process.database_check import begin_to_check_the_rest, check_now_and_then
from bot.process.disk_watch import DiskWatch
from bot.process.ending import end_within, run_beside, wait_for_any
from bot.process.loading import load_for_answers
from bot.process.recurring import Every
from bot.process.single_runner import stand_by
from bot.process.store_thread import StoreThread
from bot.process.vitals import Role, StoreNumbers, Vitals
from bot.sandbox.chat_ids import SANDBOX_CHATS
from bot.settings import Settings
from bot.use_cases import ownership
from bot.use_cases.admin import authority
from bot.use_cases.announcements import corrections
from bot.use_cases.courses import publishing
from bot.use_cases.courses.missing import CoursesMissingError, MissingCourse, find_missing
from bot.use_cases.delivery import outbox
from bot.use_cases.library import LiveLibrary
from bot.views.admin import alarms as alarm_views
from bot.views.admin import alerts
from bot.views.rich_text import RichText
from lessons.course.files import list_replaced_courses, load_published_courses
from lessons.symptom_checks.reader import load_built_in_check, load_check
from storage import find_beside, is_in_memory, open_store, open_to_read
from storage.errors import DamagedStoreError, StoreError, StoreUnavailableError

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FOLLOW_SECONDS = 2.0
TIDY_SECONDS = 3600.0
LOG_SECONDS = 60.0
TRY_AGAIN_SECONDS = 10.0
COURSES_SECONDS = 60.0
FIRST_TIDY_SECONDS = 60.0
DRAIN_SECONDS = 12.0
STOP_SECONDS = 4.0
_TROUBLES = (DamagedStoreError, StoreUnavailableError)
# A tick that is late runs once, whatever it missed; two never run beside each other.
_JOB = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


async def run(settings: Settings, stopping: asyncio.Event, on_ready: Callable[[], None]) -> None:
    """Serve until ``stopping`` is set; then finish what is under way.

    The settings have a token and a database, which belongs to the token's bot from now on. While
    another process serves the same database this one only waits for it to end. Where the database
    cannot be used, or no longer, care is still given. Raises ``WrongBotError`` at once where the
    database is another bot's.
    """
    url, token = settings.database_url, settings.bot_token
    assert url is not None
    assert token is not None
    bot_id = ownership.bot_id_of(token.get_secret_value())
    with suppress(*_TROUBLES):
        ownership.look_before(url, bot_id, SANDBOX_CHATS)
    # A planning thread must not keep the event loop waiting (performance, section 4).
    sys.setswitchinterval(0.0005)
    from_files = load_published_courses(settings.courses_folder)
    for course_id in list_replaced_courses(settings.courses_folder):
        logger.warning(
            "the course %s of COURSES_FOLDER takes the place of the built-in one", course_id
        )
    check = load_check(settings.check_file) if settings.check_file else load_built_in_check()
    vitals = Vitals()
    making = Making(settings, url, token.get_secret_value(), bot_id, from_files, check, vitals)
    async with AsyncExitStack() as stack:
        await _open_to_watchers(making, stack)
        await _serve_in_turn(making, stopping, on_ready)


async def _open_to_watchers(making: Making, stack: AsyncExitStack) -> None:
    """Let whoever watches processes ask how this one is, from now to the end."""
    if (address := making.settings.health_listen) is not None:
        # Whoever does not ask for it does without a web server.
        from bot.process.health_server import HealthServer  # noqa: PLC0415

        run_beside(making.vitals.beat(), stack)
        server = HealthServer(address, making.vitals, partial(_count_in_store, making.url))
        await server.start()
        # Its last answer may wait for this loop.
        stack.push_async_callback(asyncio.to_thread, server.close)


def _count_in_store(url: str) -> StoreNumbers:
    store = open_to_read(url)
    try:
        with store.snapshot():
            return StoreNumbers(
                {status.value: count for status, count in store.count_open().items()},
                {
                    status.value: count
                    for status, count in store.count_subscribers().by_status.items()
                },
            )
    finally:
        store.close()


async def _serve_in_turn(
    making: Making, stopping: asyncio.Event, on_ready: Callable[[], None]
) -> None:
    """Serve once no other process does, until ``stopping`` is set."""
    url, bot_id, vitals = making.url, making.bot_id, making.vitals
    lock = await stand_by(url, stopping, vitals.stand_by)
    if lock is None:
        return
    note_owner = partial(lock.note_owner, bot_id)
    try:
        notice: RichText | None = None
        while not stopping.is_set():
            vitals.role = Role.STARTING
            was_told, notice = notice is not None, None
            try:
                # It may have changed hands, or gone, while this one stood by.
                ownership.look_before(url, bot_id, SANDBOX_CHATS)
                trouble = await _serve_all(
                    making, note_owner, stopping, on_ready, was_told=was_told
                )
            except _TROUBLES as error:
                trouble = error
                notice = alerts.started_without_database(error.operator)
            if trouble is not None and not stopping.is_set():
                await _serve_care(making, trouble, notice, stopping, on_ready)
    finally:
        lock.release()


async def _serve_all(
    making: Making,
    note_owner: Callable[[], None],
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
    *,
    was_told: bool,
) -> StoreError | None:
    """Serve until ``stopping`` is set or the store is found damaged; return that damage. The admins
    hear that the store can be used again if they ``was_told`` that it cannot."""
    async with AsyncExitStack() as stack:
        store = StoreThread(making.url)
        stack.callback(store.close)
        making.vitals.try_to_write = store.try_to_write
        stack.callback(setattr, making.vitals, "try_to_write", None)
        await store.run(ownership.claim, making.bot_id, SANDBOX_CHATS, making.url, real_now())
        if making.bot_id != ownership.SANDBOX_BOT_ID:
            note_owner()
        await store.run(outbox.take_over, real_now())
        await store.run(corrections.take_over)
        library = await store.run(publishing.open_library, making.from_files)
        missing = await store.run(find_missing, library)
        if missing and not making.settings.allow_missing_courses:
            raise CoursesMissingError(missing)
        begin_to_check_the_rest(making.url, store.watch)
        parts = await make_parts(making, store, library, stopping, stack)
        if parts is not None:
            await _serve(parts, missing, stopping, on_ready, was_told=was_told)
        return store.watch.damage


async def _serve_care(
    making: Making,
    trouble: StoreError,
    notice: RichText | None,
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
) -> None:
    """Give care, which needs no store, and refuse all else, until ``stopping`` is set or the
    trouble has passed. The admins are told of it by ``notice``."""
    logger.critical("care only: %s", trouble.operator)
    async with AsyncExitStack() as stack:
        store = StoreThread(making.url, trouble)
        stack.callback(store.close)
        parts = await make_parts(making, store, LiveLibrary(making.from_files), stopping, stack)
        if parts is None:
            return
        application = parts.application
        await application.start()
        stack.push_async_callback(end_within, STOP_SECONDS, application.stop)
        stack.callback(parts.conflict.close)
        await aside(load_for_answers)
        await parts.receiver.start()
        stack.push_async_callback(parts.receiver.stop)
        making.vitals.role = Role.CARE_ONLY
        notices = Notices(parts.notify_admins)
        stack.push_async_callback(notices.close)
        run_beside(AlarmWatch(notices, [watch_hearing(parts.hearing)]).run(), stack)
        if notice is not None:
            notices.tell_once(notice)
        on_ready()
        while not stopping.is_set():
            may_pass = isinstance(trouble, StoreUnavailableError)
            with suppress(TimeoutError):
                async with asyncio.timeout(TRY_AGAIN_SECONDS if may_pass else None):
                    await stopping.wait()
            if may_pass and await asyncio.to_thread(_can_be_used, making.url):
                return


def _can_be_used(url: str) -> bool:
    try:
        open_store(url).close()
    except StoreError:
        return False
    return True


async def _serve(
    parts: Parts,
    missing: Sequence[MissingCourse],
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
    *,
    was_told: bool,
) -> None:
    """Begin everything, wait for ``stopping`` or damage, and end it in the opposite order."""
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
        is_damaged = asyncio.Event()
        telling = troubles.tell_of_the_store(parts.store, parts.notify_admins, is_damaged)
        run_beside(telling, stack)
        run_beside(check_now_and_then(parts.url, parts.store.watch), stack)
        notices = Notices(parts.notify_admins)
        stack.push_async_callback(notices.close)
        _watch_over(parts, notices, stack)
        if was_told:
            notices.tell(alerts.all_is_kept_again())
        await troubles.tell_if_restored(parts.store, parts.clock, notices)
        troubles.tell_if_missing(missing, notices)
        if parts.shared_checks is not None:
            run_beside(parts.shared_checks.run(), stack)
        if parts.link is not None:
            run_beside(parts.link.run(), stack)
        admin_ids = await parts.store.run(authority.list_admin_ids, parts.owner_ids)
        await set_menus(application.bot, admin_ids, offers_check=parts.offers_check)
        parts.vitals.role = Role.SENDER
        on_ready()
        await wait_for_any(stopping, is_damaged)
        parts.vitals.role = Role.STOPPING
        parts.store.hurry()
        logger.info("stopping: finishing what is under way")


def _watch_over(parts: Parts, notices: Notices, stack: AsyncExitStack) -> None:
    """Let the admins hear of what lasts, and have the books looked through."""
    vitals = parts.vitals
    if vitals.has_taken_over:
        vitals.has_taken_over = False
        notices.tell(alarm_views.taken_over())
    file = find_beside(parts.url, "")
    disk = DiskWatch(file) if file is not None else None
    watched = [watch_hearing(parts.hearing), *watch_process(vitals, parts.store, disk)]
    run_beside(AlarmWatch(notices, watched).run(), stack)
    if disk is not None:
        run_beside(disk.run(), stack)
    if not is_in_memory(parts.url):
        reader = partial(open_to_read, parts.url)
        run_beside(BooksWorker(parts.store, parts.clock, reader, notices).run(), stack)


def _schedule(parts: Parts) -> None:
    _repeat(parts.application, parts.correction_worker.work, FOLLOW_SECONDS)
    _repeat(parts.application, parts.farewell_worker.work, FOLLOW_SECONDS)
    _repeat(parts.application, parts.progress_messages.refresh_at_leisure, FOLLOW_SECONDS)
    _repeat(parts.application, parts.ticker.tick, TICK_SECONDS, 0)
    _repeat(parts.application, parts.check_count_writer.work, FOLLOW_SECONDS)
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
