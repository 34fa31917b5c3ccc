"""``python -m bot sandbox``: the stand-in for Telegram, with our bot or alone."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr

from bot.cli.serving import (
    port_option,
    run_bot,
    serve,
    serve_plainly,
    settings_or_exit,
)
from bot.process.ending import stop_on_signal
from bot.sandbox.server import USUAL_PORT, RunningSandbox, start_sandbox
from bot.sandbox.tokens import is_sandbox_token
from bot.sandbox.world.people import PEOPLE
from bot.settings import Settings
from storage import find_beside, is_there

_ANY_PORT = ("127.0.0.1", 0)
SANDBOX_ADMIN_ID = next(person.id for person in PEOPLE if person.name == "root")


@click.command()
@click.option("--alone", is_flag=True, help="Without our bot: any Bot API client can be it.")
@port_option
def sandbox(alone: bool, port: int | None) -> None:
    """Start the stand-in for Telegram.

    With --alone it prints one line of JSON with its url and token once it listens. Join it
    from another terminal, with both values:

    \b
      BOT_API_URL=http://127.0.0.1:8765 BOT_TOKEN=... python -m bot
    """
    settings = settings_or_exit()
    token = settings.bot_token.get_secret_value() if settings.bot_token else None
    if token and not is_sandbox_token(token):
        click.echo(
            "BOT_TOKEN is a real token, and the sandbox never runs beside one. "
            "Unset it: env -u BOT_TOKEN python -m bot sandbox",
            err=True,
        )
        sys.exit(2)
    if alone:
        serve_plainly(settings, _serve_alone(port))
    elif token:
        # Its sandbox runs already.
        serve(settings)
    else:
        serve_plainly(settings, _serve_with_our_bot(settings, port))


async def start(port: int | None, **options: Any) -> RunningSandbox:
    """Start the stand-in; where it is not on its usual port, say so."""
    running = await start_sandbox(port, **options)
    if port is None and running.port != USUAL_PORT:
        click.echo(f"Port {USUAL_PORT} is taken, so this one is on {running.port}.", err=True)
    return running


async def _serve_alone(port: int | None) -> None:
    stopping = stop_on_signal()
    running = await start(port)
    click.echo(json.dumps({"url": running.url, "token": running.token}))
    sys.stdout.flush()
    await stopping.wait()
    await running.stop()


async def _serve_with_our_bot(settings: Settings, port: int | None) -> None:
    stopping = stop_on_signal()
    kept_in = _find_kept_chats(settings.database_url)
    running = await start(port, bot_name="Lesson a Day", kept_in=kept_in)
    try:
        found = {
            "bot_token": SecretStr(running.token),
            "bot_api_url": running.url,
            "admin_ids": settings.admin_ids or frozenset({SANDBOX_ADMIN_ID}),
            "desk_listen": settings.desk_listen or _ANY_PORT,
        }
        await run_bot(
            settings.model_copy(update=found),
            stopping,
            "SANDBOX: no Telegram, nothing leaves this machine.\n"
            f"Open {running.url} in a browser and press Start. Ctrl+C stops.",
        )
    finally:
        await running.stop()


def _find_kept_chats(database_url: str | None) -> Path | None:
    """Return where the chats are kept, beside the data that is; without data they begin empty."""
    if database_url is None or (path := find_beside(database_url, ".chats.json")) is None:
        return None
    if not is_there(database_url):
        path.unlink(missing_ok=True)
    click.echo(f"The sandbox's chats are kept in {path}, as Telegram keeps them.", err=True)
    return path
