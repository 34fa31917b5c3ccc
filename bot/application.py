"""What starts and ends when; where the store cannot be used, care alone is given."""

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from functools import partial

from bot.delivery.admin_alerts import Notices
from bot.delivery.alarms import AlarmWatch
from bot.delivery.watched import watch_receiving
from bot.making import Making, make_parts
from bot.process.aside import aside
from bot.process.clock import real_now
from bot.process.database_check import begin_to_check_the_rest
from bot.process.ending import end_within, run_beside
from bot.process.loading import load_for_answers
from bot.process.single_runner import stand_by
from bot.process.store_thread import StoreThread
from bot.process.vitals import Role, StoreNumbers, Vitals
from bot.sandbox.chat_ids import SANDBOX_CHATS
from bot.serving import STOP_SECONDS, serve
from bot.settings import Settings
from bot.use_cases import ownership
from bot.use_cases.courses import publishing
from bot.use_cases.courses.missing import CoursesMissingError, find_missing
from bot.use_cases.courses.publishing import tell_unset
from bot.use_cases.library import LiveLibrary
from bot.views.admin import alerts
from bot.views.rich_text import RichText
from lessons.clinic.consent import load_consent
from lessons.course.files import list_replaced_courses, load_published_courses
from lessons.symptom_checks.reader import load_built_in_check, load_check
from storage import (
    is_shared,
    open_runner_lock,
    open_store,
    open_to_read,
)
from storage.errors import DamagedStoreError, StoreError, StoreUnavailableError
from storage.interface.kind import RunnerLock

logger = logging.getLogger(__name__)

TRY_AGAIN_SECONDS = 10.0
_TROUBLES = (DamagedStoreError, StoreUnavailableError)


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
    consent = load_consent(settings.consent_file) if settings.consent_file else None
    vitals = Vitals()
    making = Making(
        settings, url, token.get_secret_value(), bot_id, from_files, check, consent, vitals
    )
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
    lock = open_runner_lock(url)
    # Whoever polls must be alone with it; webhooks come to all.
    is_alone = making.settings.webhook_url is None or not is_shared(url)
    try:
        notice: RichText | None = None
        while not stopping.is_set():
            if is_alone and not await stand_by(lock, stopping, vitals.stand_by):
                return
            vitals.role = Role.STARTING
            was_told, notice = notice is not None, None
            try:
                # It may have changed hands, or gone, while this one stood by.
                ownership.look_before(url, bot_id, SANDBOX_CHATS)
                trouble = await _serve_all(
                    making, lock, stopping, on_ready, is_alone=is_alone, was_told=was_told
                )
            except _TROUBLES as error:
                trouble = error
                notice = alerts.started_without_database(error.operator)
            if trouble is not None and not stopping.is_set():
                await _serve_care(making, trouble, notice, stopping, on_ready)
    finally:
        await asyncio.to_thread(lock.release)


async def _serve_all(
    making: Making,
    lock: RunnerLock,
    stopping: asyncio.Event,
    on_ready: Callable[[], None],
    *,
    is_alone: bool,
    was_told: bool,
) -> StoreError | None:
    """Serve until ``stopping`` is set, the store is found damaged, or another process takes over
    from one that ``is_alone``; return that damage. The admins hear that the store can be used again
    if they ``was_told`` that it cannot."""
    async with AsyncExitStack() as stack:
        store = StoreThread(making.url)
        stack.callback(store.close)
        making.vitals.try_to_write = store.try_to_write
        stack.callback(setattr, making.vitals, "try_to_write", None)
        await store.run(ownership.claim, making.bot_id, SANDBOX_CHATS, making.url, real_now())
        if making.bot_id != ownership.SANDBOX_BOT_ID:
            lock.note_owner(making.bot_id)
        library = await store.run(
            publishing.open_library,
            making.from_files,
            making.settings.clinic,
            making.settings.hidden_courses,
        )
        tell_unset(library)
        missing = await store.run(find_missing, library)
        if missing and not making.settings.allow_missing_courses:
            raise CoursesMissingError(missing)
        begin_to_check_the_rest(making.url, store.watch)
        parts = await make_parts(making, store, library, stopping, stack)
        if parts is not None:
            await serve(
                parts, lock, missing, stopping, on_ready, is_alone=is_alone, was_told=was_told
            )
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
        library = LiveLibrary(
            making.from_files, making.settings.clinic, making.settings.hidden_courses
        )
        parts = await make_parts(making, store, library, stopping, stack)
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
        run_beside(
            AlarmWatch(notices, list(watch_receiving(parts.hearing, parts.conflict))).run(), stack
        )
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
