"""``python -m bot restore``: a backup in the database's place, held until an admin lets it go."""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.database import find_token, free_database, plainly
from bot.cli.serving import settings_or_exit
from bot.use_cases import ownership
from bot.use_cases.delivery import restoring
from bot.views.admin import restoring as views
from storage import hide_password, look_at, open_store
from storage import restore as put_back
from storage.errors import StoreError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, *, yes: bool) -> None:
    """Put the backup FILE in the database's place; the old one is kept beside it.

    The bot must not run. After its next start nothing goes out in bulk until an admin lets it go:
    /go in the chat shows what fell due since the backup was made, and asks.
    """
    settings = settings_or_exit()
    with plainly(), free_database(settings) as url:
        _check_owner(file, url, find_token(settings))
        if not yes:
            click.confirm(f"Put {file} in the place of {hide_password(url)}?", abort=True)
        copy, kept = put_back(url, file)
        click.echo(f"{hide_password(url)} is as {file} has it: {copy.rows['subscribers']} people.")
        if kept is not None:
            click.echo(f"What was there is kept as {kept}.")
        _tell_held(url)


def _check_owner(file: Path, url: str, token: str | None) -> None:
    """Raise ``StoreError`` where the backup is of another bot than the token or the database."""
    backup = look_at(f"sqlite:///{file}")
    if backup is None:
        raise StoreError(f"{file} is empty: it is no backup.")
    owner_id = backup.owner.bot_id if backup.owner else None
    there = look_at(url) if token is None else None
    wanted_id = (
        ownership.bot_id_of(token)
        if token
        else there.owner.bot_id
        if there and there.owner
        else owner_id
    )
    if None not in (owner_id, wanted_id) and owner_id != wanted_id:
        raise StoreError(
            f"{file} is of {ownership.name_bot(owner_id or 0)}, and this is "
            f"{ownership.name_bot(wanted_id or 0)}. Give the token of its bot, or hand the backup "
            f"over first: DATABASE_URL=sqlite:///{file} python -m bot db adopt"
        )


def _tell_held(url: str) -> None:
    store = open_store(url)
    try:
        held = restoring.find_held(store, datetime.now(UTC))
    finally:
        store.close()
    assert held is not None
    click.echo(f"\n{views.held(held, 'UTC').text.text}\n")
    click.echo("Start the bot; it sends nothing in bulk until an admin writes /go and chooses.")
