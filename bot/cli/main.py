"""``python -m bot``: run the bot, or the sandbox, or work on a course."""

import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click

from bot.application import Configuration, run
from bot.cli.check import check
from bot.cli.course import course
from bot.event_loop import run_in_loop, spare_the_collector
from bot.limiter import FREE_PER_SECOND, PAID_PER_SECOND
from bot.logs import set_up_logs
from bot.sandbox import PEOPLE, SANDBOX_TOKEN_PREFIX, SandboxError, start_sandbox
from bot.settings import DEFAULT_DATABASE, Settings, load_settings
from lessons.errors import InvalidInput, LessonADayError
from storage.store import StoreError

SANDBOX_ADMIN_ID = next(person.id for person in PEOPLE if person.name == "root")
DEFAULT_PORT = 8765

_port = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port of the sandbox's page; 0 picks a free one.",
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@_port
@click.pass_context
def cli(context: click.Context, port: int) -> None:
    """Lesson a Day: one short, sourced health lesson a day, in a chat.

    Without a command it runs the bot. With BOT_TOKEN in the environment (or in a file named
    .env) it serves Telegram; without one it starts a SANDBOX, a stand-in for Telegram with a
    chat page on this machine, and prints its address.

    \b
    Settings, from the environment or .env:
      BOT_TOKEN         the bot's token from @BotFather
      DATABASE_URL      where data is kept; sqlite:///lesson-a-day.db
      ADMIN_IDS         chat numbers of the admins, with commas: 42,4711
      DEFAULT_TIMEZONE  a first guess for new subscribers: Europe/Berlin
      COURSES_FOLDER    a folder with more courses
      PAID_BROADCAST    true: 1000 messages a second, for Stars
      MESSAGES_PER_SECOND  Telegram's limit, if it is another than 30
      EMERGENCY_NUMBER  the emergency number of the country that you serve: 112
      QUIET_HOURS       when announcements wait for the morning: 22:00-08:00, or off
      LOG_LEVEL         DEBUG, INFO, WARNING or ERROR
      BOT_API_URL       another Bot API server, or a sandbox that runs alone
    """
    if context.invoked_subcommand is None:
        _run(port)


@cli.command()
@click.option("--alone", is_flag=True, help="Without our bot: any Bot API client can be it.")
@_port
def sandbox(alone: bool, port: int) -> None:
    """Start the stand-in for Telegram.

    With --alone it prints one line of JSON with its url and token once it listens. Join it
    from another terminal, with both values:

    \b
      BOT_API_URL=http://127.0.0.1:8765 BOT_TOKEN=... python -m bot
    """
    if alone:
        set_up_logs(_settings_or_exit().log_level)
        _refuse_real_token()
        _exit_plainly(lambda: run_in_loop(_serve_sandbox_alone(port)))
    else:
        _refuse_real_token()
        _run(port)


cli.add_command(check)
cli.add_command(course)


def main() -> None:
    """Run the command line."""
    cli(prog_name="python -m bot")


def _settings_or_exit() -> Settings:
    try:
        return load_settings()
    except InvalidInput as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _exit_plainly(serve: Callable[[], None]) -> None:
    try:
        serve()
    except (LessonADayError, SandboxError) as error:
        click.echo(str(error), err=True)
        # A store that cannot be used is a setting that cannot be.
        sys.exit(2 if isinstance(error, StoreError) else 1)


def _refuse_real_token() -> None:
    token = _settings_or_exit().bot_token
    if token and not token.get_secret_value().startswith(SANDBOX_TOKEN_PREFIX):
        click.echo(
            "BOT_TOKEN is a real token, and the sandbox never runs beside one. "
            "Unset it: env -u BOT_TOKEN python -m bot sandbox",
            err=True,
        )
        sys.exit(2)


def _run(port: int) -> None:
    settings = _settings_or_exit()
    set_up_logs(settings.log_level)
    _exit_plainly(lambda: run_in_loop(_serve(settings, port)))


def _stop_event() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping


async def _serve(settings: Settings, port: int) -> None:
    if settings.bot_token is None:
        await _serve_in_sandbox(settings, port)
        return
    token = settings.bot_token.get_secret_value()
    is_sandbox = token.startswith(SANDBOX_TOKEN_PREFIX)
    if is_sandbox and settings.bot_api_url is None:
        raise InvalidInput(
            "BOT_TOKEN belongs to a sandbox. Give its address too: "
            "BOT_API_URL=http://127.0.0.1:8765"
        )
    with ExitStack() as stack:
        database_url = _database_url(settings, stack, is_sandbox=is_sandbox)
        await run(
            _configure(settings, token, settings.bot_api_url, database_url, settings.admin_ids),
            _stop_event(),
            lambda: _ready(f"Serving {settings.bot_api_url or 'Telegram'}. Ctrl+C stops."),
        )


async def _serve_in_sandbox(settings: Settings, port: int) -> None:
    stopping = _stop_event()
    admin_ids = settings.admin_ids or frozenset({SANDBOX_ADMIN_ID})
    running = await start_sandbox(port)
    try:
        with ExitStack() as stack:
            database_url = _database_url(settings, stack, is_sandbox=True)
            await run(
                _configure(settings, running.token, running.url, database_url, admin_ids),
                stopping,
                lambda: _ready(
                    f"SANDBOX: no Telegram, nothing leaves this machine.\n"
                    f"Open {running.url} in a browser and press Start. Ctrl+C stops."
                ),
            )
    finally:
        await running.stop()


def _ready(text: str) -> None:
    spare_the_collector()
    click.echo(text)


def _database_url(settings: Settings, stack: ExitStack, *, is_sandbox: bool) -> str:
    if settings.database_url is not None:
        return settings.database_url
    if not is_sandbox:
        return DEFAULT_DATABASE
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="lesson-a-day-"))
    click.echo("The data is temporary and goes when this stops; DATABASE_URL keeps it.")
    return f"sqlite:///{Path(folder) / 'sandbox.db'}"


def _configure(
    settings: Settings,
    token: str,
    api_url: str | None,
    database_url: str,
    admin_ids: frozenset[int],
) -> Configuration:
    return Configuration(
        token=token,
        api_url=api_url,
        database_url=database_url,
        admin_ids=admin_ids,
        default_timezone=settings.default_timezone,
        courses_folder=settings.courses_folder,
        messages_per_second=settings.messages_per_second
        or (PAID_PER_SECOND if settings.paid_broadcast else FREE_PER_SECOND),
        is_paid_broadcast=settings.paid_broadcast,
        emergency_number=settings.emergency_number,
        quiet_hours=settings.quiet_hours,
    )


async def _serve_sandbox_alone(port: int) -> None:
    stopping = _stop_event()
    running = await start_sandbox(port)
    click.echo(json.dumps({"url": running.url, "token": running.token}))
    sys.stdout.flush()
    await stopping.wait()
    await running.stop()
