"""What commands that work on the database itself have in common."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.settings import DEFAULT_DATABASE, Settings
from lessons.errors import LessonADayError
from storage import hide_password, open_runner_lock
from storage.errors import StoreError


def find_token(settings: Settings) -> str | None:
    """Return the token that is set."""
    return settings.bot_token.get_secret_value() if settings.bot_token else None


def name_database(settings: Settings) -> str:
    """Return the URL of the database that a bot with these settings serves."""
    return settings.database_url or DEFAULT_DATABASE


@contextmanager
def plainly() -> Iterator[None]:
    """An error of ours ends the process with its words alone, and exit code 2."""
    try:
        yield
    except LessonADayError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@contextmanager
def free_database(settings: Settings) -> Iterator[str]:
    """Yield the database's URL, with no bot running on it until the block ends.

    Raises ``StoreError`` where one runs.
    """
    with free(name_database(settings)) as url:
        yield url


@contextmanager
def free(url: str) -> Iterator[str]:
    """Yield the URL, with no bot running on its database until the block ends.

    Raises ``StoreError`` where one runs.
    """
    lock = open_runner_lock(url)
    if not lock.is_acquired():
        raise StoreError(
            f"A bot is running on {hide_password(url)}. Stop it first, and whatever stands by to "
            "take over: it must not send while this is done."
        )
    try:
        yield url
    finally:
        lock.release()
