"""``python -m bot backup``: a copy of the database, while the bot runs."""

from pathlib import Path

import click

from bot.cli.database import name_database, plainly
from bot.cli.serving import settings_or_exit
from bot.use_cases.ownership import name_bot
from storage import back_up, hide_password


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the database into FILE, which is new; the bot may go on meanwhile.

    The copy is opened and checked before it gets its name, and only this user may read it.
    """
    url = name_database(settings_or_exit())
    with plainly():
        copy = back_up(url, file)
        people, messages = copy.rows.get("subscribers", 0), copy.rows.get("deliveries", 0)
        click.echo(
            f"{hide_password(url)} is copied into {file} and checked: {people} people, "
            f"{messages} messages, {copy.size_bytes / 1e6:.1f} MB, of "
            f"{name_bot(copy.owner.bot_id) if copy.owner else 'no bot yet'}. "
            f"To put it back: python -m bot restore {file}"
        )
