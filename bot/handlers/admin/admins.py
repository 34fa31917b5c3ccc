"""/admins and /log: who may administer, and what was done."""

from contextlib import suppress

from telegram import InputFile, Update
from telegram.error import TelegramError

from bot.api.menus import clear_admin_menu, set_admin_menu
from bot.api.messages import send
from bot.handlers.admin import inviting
from bot.handlers.arguments import chat_id as read_chat_id
from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.use_cases.admin import authority, log_table, seats
from bot.views.admin import admins as views
from bot.views.admin import inviting as invitation_views
from bot.views.admin import seats as seat_views
from bot.views.screen import Screen
from lessons.delivery.audit import Admin
from lessons.roles import GIVEN_ROLES, Role


async def admins(update: Update, context: Context) -> None:
    """/admins, /admins invite <roles>, /admins remove <number>, /admins roles <number> <roles>."""
    given = context.args or []
    admin_id = read_chat_id(given[1]) if len(given) > 1 else None
    roles = {text.casefold().strip(",") for text in given[2:]}
    invited = {text.casefold().strip(",") for text in given[1:]}
    match given[:1], admin_id:
        case [], _:
            await list_seats(update, context)
        case ["roles"], int() if roles and roles <= GIVEN_ROLES:
            await ask_change(update, context, admin_id, frozenset(map(Role, roles)))
        case ["invite"], None if invited and invited <= GIVEN_ROLES:
            await inviting.invite(update, context, frozenset(map(Role, invited)))
        case ["add" | "invite"], _:
            await reply(update, context, invitation_views.how_to_invite(" ".join(given)[:40]))
        case ["remove"], int() if not roles:
            await ask_remove(update, context, admin_id)
        case _:
            await reply(update, context, views.how_to_change_admins(" ".join(given)))


async def choose_roles(
    update: Update, context: Context, admin_id: int, roles: frozenset[Role]
) -> None:
    """Let the roles of a seat be chosen, or (0) of one that is offered."""
    admin = await context.services.store.run(seats.find_seat, admin_id) if admin_id else None
    if admin_id and admin is None:
        await list_seats(update, context)
        return
    await show(update, context, seat_views.choose_roles(admin, roles))


async def ask_remove(update: Update, context: Context, admin_id: int) -> None:
    """Ask before a seat is taken."""
    if admin := await _find_seat(update, context, f"remove {admin_id}", admin_id):
        await show(update, context, seat_views.ask_remove(admin))


async def ask_change(
    update: Update, context: Context, admin_id: int, roles: frozenset[Role]
) -> None:
    """Ask before somebody may do something else."""
    if admin := await _find_seat(update, context, f"roles {admin_id}", admin_id):
        await show(update, context, seat_views.ask_change(admin, roles))


async def _find_seat(update: Update, context: Context, given: str, admin_id: int) -> Admin | None:
    """Return the seat that an owner would change, or say why there is none."""
    services = context.services
    admin = await services.store.run(seats.find_seat, admin_id)
    if admin is None or chat_of(update).id not in services.owner_ids:
        await show(update, context, _why_not(update, context, given, admin_id))
        return None
    return admin


async def remove(update: Update, context: Context, admin_id: int) -> None:
    """Take a seat away, its menu too."""
    services = context.services
    gone = await services.store.run(
        seats.remove_admin, services.owner_ids, chat_of(update).id, admin_id, context.now
    )
    if gone is None:
        # A second tap on the same button, or an old one: show how things are.
        await list_seats(update, context)
        return
    await clear_admin_menu(context.bot, admin_id)
    await show(update, context, seat_views.removed(gone))


async def change(update: Update, context: Context, admin_id: int, roles: frozenset[Role]) -> None:
    """Give somebody other roles, and tell them."""
    services = context.services
    before = await services.store.run(
        seats.change_roles,
        services.owner_ids,
        chat_of(update).id,
        admin_id,
        roles,
        context.now,
    )
    if before is None:
        await list_seats(update, context)
        return
    await _tell(context, admin_id, roles)
    await show(update, context, seat_views.changed(before, roles))


async def undo(update: Update, context: Context, admin_id: int) -> None:
    """Give a seat back as it was."""
    services = context.services
    former = await services.store.run(
        seats.undo, services.owner_ids, chat_of(update).id, admin_id, context.now
    )
    if former is not None:
        await _tell(context, admin_id, former.roles)
    await show(update, context, seat_views.given_back(former))


async def _tell(context: Context, admin_id: int, roles: frozenset[Role]) -> None:
    """Let somebody's menu show what they may do from now on, and tell them."""
    services = context.services
    await set_admin_menu(
        context.bot,
        admin_id,
        roles,
        offers_check=services.offers_check,
        takes_questions=services.takes_questions,
    )
    with suppress(TelegramError):
        await send(context.bot, admin_id, views.roles_given(roles))


async def log(update: Update, context: Context, before_id: int | None = None) -> None:
    """/log: what was done, the newest first; those before an entry, or (0) the newest."""
    page = await context.services.store.run(authority.read_log, before_id or None)
    await show(update, context, views.log(page, await timezone_of(update, context)))


async def export_log(update: Update, context: Context) -> None:
    """Send the log as a table."""
    table = (await context.services.store.run(log_table.write_log)).encode()
    await context.bot.send_document(chat_of(update).id, InputFile(table, "log.csv"))


async def list_seats(update: Update, context: Context, page: int = 1) -> None:
    """Show who may administer."""
    services = context.services
    found = await services.store.run(
        authority.list_seats, services.owner_ids, chat_of(update).id, context.now
    )
    timezone = await timezone_of(update, context)
    await show(update, context, views.admins(found, timezone, page))


def _why_not(update: Update, context: Context, given: str, admin_id: int) -> Screen:
    owner_ids = context.services.owner_ids
    if chat_of(update).id not in owner_ids:
        return views.only_owners()
    if admin_id in owner_ids:
        return views.owners_are_set(admin_id)
    return views.how_to_change_admins(given)
