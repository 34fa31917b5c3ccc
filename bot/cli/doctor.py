"""``python -m bot doctor``: whether everything is as a bot needs it, and what to do where not."""

import asyncio
import logging
from collections.abc import Iterator

import click

from bot.api.server_look import look_at_server
from bot.cli.database import name_database
from bot.cli.examinations.content import examine_content
from bot.cli.examinations.machine import examine_machine
from bot.cli.examinations.service import examine_service
from bot.cli.examinations.settings import examine_settings
from bot.cli.findings import report
from storage import examine, hide_password, is_there, open_to_read
from storage.errors import StoreError
from storage.interface.examination import Finding, Mark
from storage.interface.store import Store


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for machines.")
@click.option("--offline", is_flag=True, help="Ask nobody on the network.")
def doctor(*, as_json: bool, offline: bool) -> None:
    """Look at everything that a bot needs: the settings, Telegram, the machine, the database.

    Each line is ok, look (it works, and you should know) or wrong, and says what to do. Nothing is
    changed, and a bot that runs is not disturbed. No token and nobody's words are shown. The exit
    code is 1 if anything is wrong.

    \b
    Example:
      python -m bot doctor --json
    """
    # What is told on the way is for a log.
    logging.disable()
    try:
        report(_examine(offline=offline), as_json=as_json)
    finally:
        logging.disable(logging.NOTSET)


def _examine(*, offline: bool) -> Iterator[Finding]:
    settings, findings = examine_settings()
    yield from findings
    token = settings.bot_token
    look = (
        None
        if offline or token is None
        else asyncio.run(look_at_server(token.get_secret_value(), settings.bot_api_url))
    )
    url = name_database(settings)
    store = _open(url)
    try:
        owner_id, zones = _read_facts(store) if store else (None, [])
        yield from examine_service(settings, look, owner_id)
        yield from examine_machine(settings, zones)
        yield Finding("database", Mark.OK, hide_password(url))
        try:
            yield from examine(url)
        except StoreError as error:
            # What people are told says less, where there is more to be said.
            told = str(error) if error.operator == type(error).__name__ else error.operator
            yield Finding("database", Mark.WRONG, told)
        yield from examine_content(settings, store)
    finally:
        if store is not None:
            store.close()


def _read_facts(store: Store) -> tuple[int | None, list[str]]:
    """Return whose the store is, and its people's zones; nothing of one that is damaged."""
    try:
        with store.transaction():
            owner = store.find_owner()
            return (owner.bot_id if owner else None), store.list_zones()
    except StoreError:
        return None, []


def _open(url: str) -> Store | None:
    """Return the store to read from; what is in the way is among what ``examine`` finds."""
    try:
        return open_to_read(url) if is_there(url) else None
    except StoreError:
        return None
