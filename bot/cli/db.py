"""``python -m bot db``: whose the database is."""

import sys
from datetime import UTC, datetime

import click

from bot.cli.database import find_token, free_database, plainly
from bot.cli.serving import settings_or_exit
from bot.sandbox.chat_ids import SANDBOX_CHATS
from bot.use_cases import ownership
from bot.use_cases.ownership import SANDBOX_BOT_ID, name_bot
from storage import hide_password, look_at, open_store


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def adopt(*, yes: bool) -> None:
    """Hand the database over to the bot of BOT_TOKEN.

    A database belongs to the bot that first served it, because only that bot may write to its
    people. A new token for the same bot needs no handing over; this is for another bot, whose
    people have to write to it before it may write to them.
    """
    settings = settings_or_exit()
    token = find_token(settings)
    bot_id = ownership.bot_id_of(token) if token else SANDBOX_BOT_ID
    with plainly(), free_database(settings) as url:
        where = hide_password(url)
        glance = look_at(url, SANDBOX_CHATS)
        if glance is None:
            click.echo(f"There is no database {where} yet. Start the bot: python -m bot", err=True)
            sys.exit(2)
        if glance.owner is not None and glance.owner.bot_id == bot_id:
            click.echo(f"{where} belongs to {name_bot(bot_id)} already.")
            return
        if bot_id == SANDBOX_BOT_ID and (glance.owner or glance.has_others):
            click.echo(
                f"SANDBOX: {where} holds real people, and no sandbox may have it. Set BOT_TOKEN.",
                err=True,
            )
            sys.exit(2)
        whose = (
            f"{where} belongs to {name_bot(glance.owner.bot_id)} since "
            f"{glance.owner.since_at:%Y-%m-%d}"
            if glance.owner
            else f"{where} belongs to nobody yet"
        )
        store = open_store(url)
        try:
            with store.transaction():
                people = sum(store.count_subscribers().by_status.values())
            click.echo(
                f"{whose}, and {people} people are in it. To {name_bot(bot_id)} they are strangers "
                "until they write to it; the others will be given up."
            )
            if not yes:
                click.confirm(f"Hand it over to {name_bot(bot_id)}?", abort=True)
            with store.transaction():
                ownership.adopt(store, bot_id, datetime.now(UTC))
        finally:
            store.close()
        click.echo(f"{where} belongs to {name_bot(bot_id)} now. The admins' log tells so.")
