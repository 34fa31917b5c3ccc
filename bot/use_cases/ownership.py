"""Whose a database is: to any other bot its people are strangers, and would be given up."""

from collections.abc import Sequence
from datetime import datetime

from lessons.delivery.audit import AuditAction, AuditEntry
from storage import hide_password, look_at, open_runner_lock
from storage.errors import DamagedStoreError, NotADatabaseError, StoreError
from storage.interface.ownership import Former, Owner, Range
from storage.interface.store import Store

SANDBOX_BOT_ID = 1_000_000
"""The bot of every sandbox."""


class WrongBotError(StoreError):
    """The database is another bot's."""


class StoreGoneError(StoreError):
    """A database was here and is not; an empty one in its place would forget everybody."""

    def __init__(self, url: str, former: Former) -> None:
        back = former.rescued or "copy.db"
        rescued = f"What I could rescue of it is {back}. " if former.rescued else ""
        super().__init__(
            f"The database of {name_bot(former.bot_id)} was {hide_password(url)}, and it is not "
            "there any more. I make no empty one in its place, in which nobody would be. "
            f"{rescued}Put it back, or mount its disk, or restore a copy of it: python -m bot "
            f"restore {back}. To begin with nobody on purpose, delete {former.noted_in} first."
        )


def bot_id_of(token: str) -> int:
    """Return the id of the bot that a token belongs to."""
    return int(token.partition(":")[0])


def name_bot(bot_id: int) -> str:
    """Return the bot as an operator knows it."""
    return "a SANDBOX" if bot_id == SANDBOX_BOT_ID else f"the bot {bot_id}"


def look_before(url: str, bot_id: int, sandbox_chats: Sequence[Range]) -> None:
    """Raise ``WrongBotError`` where the database is another bot's, be it in use, and
    ``StoreGoneError`` where there is none though one was; nothing in it is changed, and nobody is
    waited for. A file of this bot's that is no database any more is a ``DamagedStoreError``."""
    former = open_runner_lock(url).find_former()
    try:
        glance = look_at(url, tuple(sandbox_chats))
    except NotADatabaseError as error:
        if former is None or former.bot_id != bot_id:
            raise
        raise DamagedStoreError(str(error), operator=str(error)) from error
    is_empty = glance is None or (glance.owner is None and not glance.has_others)
    if former is not None and is_empty:
        raise StoreGoneError(url, former)
    if glance is not None:
        _refuse_others(glance.owner, glance.has_others, bot_id, url)


def claim(
    store: Store, bot_id: int, sandbox_chats: Sequence[Range], url: str, now: datetime
) -> bool:
    """Let the store belong to that bot from now on, if it was nobody's; whether it was.

    Raises ``WrongBotError`` where it is another bot's.
    """
    owner = store.find_owner()
    has_others = owner is None and store.holds_others(sandbox_chats)
    _refuse_others(owner, has_others, bot_id, url)
    if owner is None:
        store.save_owner(Owner(bot_id, now))
    return owner is None


def check_answer(bot_id: int, answered_id: int) -> None:
    """Raise ``WrongBotError`` where the server says that the token is another bot's."""
    if answered_id != bot_id:
        raise WrongBotError(
            f"BOT_TOKEN is the token of {name_bot(bot_id)}, and the server answers as "
            f"{name_bot(answered_id)}. Check BOT_API_URL."
        )


def adopt(store: Store, bot_id: int, now: datetime) -> None:
    """Give the store to that bot, whosever it was, and write it into the log."""
    owner = store.find_owner()
    store.save_owner(Owner(bot_id, now))
    before = name_bot(owner.bot_id) if owner else ""
    entry = AuditEntry(
        now, 0, AuditAction.ADOPTED, "the database", before=before, after=name_bot(bot_id)
    )
    store.add_audit_entry(entry)


def _refuse_others(owner: Owner | None, has_others: bool, bot_id: int, url: str) -> None:
    if owner is None and not (has_others and bot_id == SANDBOX_BOT_ID):
        return
    if owner is not None and owner.bot_id == bot_id:
        return
    whose = f"belongs to {name_bot(owner.bot_id)}" if owner else "holds real people"
    where = hide_password(url)
    if bot_id == SANDBOX_BOT_ID:
        raise WrongBotError(
            f"SANDBOX: without the token of a real bot only a sandbox can start, and {where} "
            f"{whose}. A sandbox never runs on that: its people would be given up. Set BOT_TOKEN "
            "(is .env in the folder that this was started in?), or let the sandbox have a "
            "database of its own: env -u DATABASE_URL python -m bot sandbox"
        )
    raise WrongBotError(
        f"{where} {whose}, and BOT_TOKEN is the token of {name_bot(bot_id)}. People have to write "
        "to a bot before it may write to them, so whoever is in it would be given up. Give the "
        "token of its own bot, name another file in DATABASE_URL, such as sqlite:///other.db, or "
        "hand the database over on purpose: python -m bot db adopt"
    )
