"""Serving as ``python -m bot`` does it: with the operator's settings, until a signal."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import Coroutine
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from bot.application import run
from bot.process.addresses import ListenError
from bot.process.core_dumps import forbid_core_dumps
from bot.process.ending import stop_on_signal
from bot.process.event_loop import run_in_loop, tune_garbage_collection
from bot.process.logs import LogFormat, set_up_logs
from bot.process.output import say
from bot.sandbox.chat_ids import SANDBOX_CHATS
from bot.sandbox.errors import SandboxError
from bot.sandbox.tokens import is_sandbox_token
from bot.setting_source import describe_source, load_settings
from bot.settings import DEFAULT_DATABASE, Settings
from bot.use_cases import ownership
from bot.use_cases.courses.missing import CoursesMissingError
from lessons.course.files import CourseFileError
from lessons.errors import InvalidInput, LessonADayError
from lessons.symptom_checks.fields import SymptomCheckFileError
from storage import is_in_memory
from storage.errors import (
    DamagedStoreError,
    NotADatabaseError,
    StoreError,
    StoreUnavailableError,
)

logger = logging.getLogger(__name__)

_SETTINGS = (
    StoreError,
    CourseFileError,
    SymptomCheckFileError,
    CoursesMissingError,
    ListenError,
)

port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help="Port of the sandbox's page; 0 picks a free one.  [default: 8765, or the next free one]",
)


def settings_or_exit() -> Settings:
    """Return the settings; wrong ones end the process with what is wrong."""
    try:
        return load_settings()
    except InvalidInput as error:
        say(str(error), is_error=True)
        sys.exit(2)


def refuse_real_people(settings: Settings) -> None:
    """A missing token beside a database with real people in it ends the process: that is a bot
    which has lost its settings. A sandbox that is asked for by name is none."""
    url = settings.database_url or DEFAULT_DATABASE
    try:
        # What else may be wrong with that file is nothing to a sandbox.
        with suppress(NotADatabaseError, StoreUnavailableError, DamagedStoreError):
            ownership.look_before(url, ownership.SANDBOX_BOT_ID, SANDBOX_CHATS)
    except StoreError as error:
        say(str(error), is_error=True)
        sys.exit(2)


def serve(settings: Settings) -> None:
    """Serve Telegram, or the server in the settings, with their token; return after a signal."""
    serve_plainly(settings, _serve(settings))


def serve_plainly(settings: Settings, serving: Coroutine[None, None, None]) -> None:
    """Run to the end, logs set up; an error of ours ends the process with its words alone."""
    forbid_core_dumps()
    set_up_logs(settings.log_level, LogFormat(settings.log_format))
    source = describe_source()
    logger.info("settings are from %s", source)
    try:
        run_in_loop(serving)
    except (LessonADayError, SandboxError) as error:
        say(str(error), is_error=True)
        # A store or a course that cannot be used is a setting that cannot be.
        is_setting = isinstance(error, _SETTINGS)
        sys.exit(2 if is_setting else 1)


async def run_bot(settings: Settings, stopping: asyncio.Event, greeting: str) -> None:
    """Serve until ``stopping`` is set, and print ``greeting`` once it can be written to.

    The settings have a token; where they name no database, it is the usual one, or in a sandbox
    one that goes with this process.
    """

    def ready() -> None:
        tune_garbage_collection()
        say(greeting)

    with ExitStack() as stack:
        url = settings.database_url or _choose_database(settings, stack)
        await run(settings.model_copy(update={"database_url": url}), stopping, ready)


def _choose_database(settings: Settings, stack: ExitStack) -> str:
    if not _is_sandboxed(settings):
        return DEFAULT_DATABASE
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lesson-a-day-"))
    say("The data is temporary and goes when this stops; DATABASE_URL keeps it.")
    return f"sqlite:///{Path(folder) / 'sandbox.db'}"


def _is_sandboxed(settings: Settings) -> bool:
    token = settings.bot_token
    return token is not None and is_sandbox_token(token.get_secret_value())


async def _serve(settings: Settings) -> None:
    if _is_sandboxed(settings) and settings.bot_api_url is None:
        raise InvalidInput(
            "BOT_TOKEN belongs to a sandbox. Give its address too: "
            "BOT_API_URL=http://127.0.0.1:8765"
        )
    if not _is_sandboxed(settings) and is_in_memory(settings.database_url or DEFAULT_DATABASE):
        raise StoreError(
            "DATABASE_URL names a database in memory: everybody would be forgotten when the bot "
            "stops. Name a file, such as DATABASE_URL=sqlite:///lesson-a-day.db"
        )
    if not settings.admin_ids:
        logger.warning(
            "ADMIN_IDS is not set, so nobody can schedule anything or hear of troubles. Write "
            "/privacy to the bot: it shows your number, for ADMIN_IDS=42"
        )
    where = settings.bot_api_url or "Telegram"
    await run_bot(settings, stop_on_signal(), f"Serving {where}. Ctrl+C stops.")
