"""``python -m bot db``: whose the database is, and whether it is sound."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import click

from bot.cli.database import find_token, free, free_database, name_database, plainly
from bot.cli.findings import report
from bot.cli.serving import settings_or_exit
from bot.sandbox.chat_ids import SANDBOX_CHATS
from bot.use_cases import ownership
from bot.use_cases.delivery.books import check_books
from bot.use_cases.ownership import SANDBOX_BOT_ID, name_bot
from bot.views.admin import books
from lessons.delivery.books import MENDED_BY_ITSELF
from storage import check_soundness, hide_password, look_at, move, open_store, open_to_read
from storage.errors import StoreError
from storage.interface.examination import Finding, Mark


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for machines.")
def check(*, as_json: bool) -> None:
    """Read the whole database, and tell whether it is sound; the bot may go on meanwhile.

    Its pages, its keys, whether its tables are as this release makes them, and whether the books
    of what is owed to whom add up. Nothing is changed. The exit code is 1 if anything is wrong,
    and 2 if there is no database to check.
    """
    url = name_database(settings_or_exit())
    is_watched = sys.stderr.isatty()
    with plainly(), click.progressbar(length=1, file=sys.stderr, hidden=not is_watched) as bar:

        def progress(table: str, rows: int, all_rows: int) -> None:
            bar.label, bar.length = f"Read {table}", max(all_rows, 1)
            bar.update(rows)

        findings = list(check_soundness(url, progress))
    with plainly():
        if all(finding.mark is not Mark.WRONG for finding in findings):
            findings += _check_books(url)
        report(findings, as_json=as_json)


@db.command()
@click.argument("source")
@click.argument("target")
def copy(source: str, target: str) -> None:
    """Copy everything from the database SOURCE into the new one TARGET, of either kind.

    No bot may run on either. Every table is counted and summed up in both before anything is kept;
    a target that is not empty is refused.

    \b
    Example:
      python -m bot db copy sqlite:///lessons.db postgresql://bot@db.example.org/lessons
    """
    is_watched = sys.stderr.isatty()
    with plainly():
        if source == target:
            raise StoreError("SOURCE and TARGET are the same. Name a database that is new.")
        with (
            free(source),
            free(target),
            click.progressbar(length=1, file=sys.stderr, hidden=not is_watched) as bar,
        ):

            def progress(table: str, rows: int, all_rows: int) -> None:
                bar.label, bar.length = f"Copying {table}", max(all_rows, 1)
                bar.update(rows)

            rows = move(source, target, progress)
    click.echo(
        f"{hide_password(target)} holds what {hide_password(source)} does: {sum(rows.values())} "
        f"rows, of {rows['subscribers']} people and {rows['deliveries']} messages, the same by "
        "count and by checksum. Start the bot with "
        f"DATABASE_URL={hide_password(target)}, and never again with the old one: people would get "
        "everything twice."
    )


def _check_books(url: str) -> Iterator[Finding]:
    try:
        with closing(open_to_read(url)) as store:
            found = check_books(store, datetime.now(UTC))
    except StoreError as error:
        yield Finding("books", Mark.LOOK, f"they cannot be looked through: {error}")
        return
    for one in found:
        # What only waits is as it should be while no bot runs.
        mark = Mark.WRONG if one.flaw in MENDED_BY_ITSELF else Mark.LOOK
        yield Finding("books", mark, books.line(one))
    if not found:
        yield Finding("books", Mark.OK, "what is owed to whom adds up")


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
