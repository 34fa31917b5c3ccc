"""/admins invite, the link that it makes, and the owner's answer."""

from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from bot.api.menus import set_admin_menu
from bot.api.messages import send
from bot.handlers.context import Context, Handler, chat_of, is_group, reply, show
from bot.use_cases.admin import inviting
from bot.views.admin import admins as admin_views
from bot.views.admin import inviting as views
from lessons.roles import Role


async def invite(update: Update, context: Context, roles: frozenset[Role]) -> None:
    """Make a link that offers a seat."""
    services = context.services
    token = await services.store.run(
        inviting.invite, services.owner_ids, chat_of(update).id, roles, context.now
    )
    screen = (
        views.invited(context.bot.username, token, roles) if token else admin_views.only_owners()
    )
    await reply(update, context, screen)


def or_invitation(handler: Handler) -> Handler:
    """What /start does, unless its link is that of an invitation."""

    async def guarded(update: Update, context: Context) -> None:
        payload = context.args[0] if context.args else ""
        is_course = payload in context.services.library
        if payload.startswith(views.BEGINNING) and not is_course and not is_group(update):
            await _open(update, context, payload.removeprefix(views.BEGINNING))
        else:
            await handler(update, context)

    return guarded


async def answer(update: Update, context: Context, key: str, is_confirmed: bool) -> None:
    """Give the seat, or decline."""
    services = context.services
    done = await services.store.run(
        inviting.answer_invitation,
        services.owner_ids,
        chat_of(update).id,
        key,
        is_confirmed,
        context.now,
    )
    await show(update, context, views.answered(done))
    if done is None or done.invitation.opened_by is None:
        return
    person_id = done.invitation.opened_by
    if done.is_confirmed:
        roles = done.invitation.roles
        await set_admin_menu(
            context.bot,
            person_id,
            roles,
            offers_check=services.offers_check,
            takes_questions=services.takes_questions,
        )
    with suppress(TelegramError):
        await send(context.bot, person_id, views.told_person(done))


async def _open(update: Update, context: Context, token: str) -> None:
    services, user = context.services, update.effective_user
    if user is None:
        return
    found = await services.store.run(
        inviting.open_invitation,
        services.owner_ids,
        token,
        user.id,
        user.full_name,
        context.now,
    )
    if found is None:
        await reply(update, context, views.is_over())
        return
    await reply(update, context, views.opened(found))
    with suppress(TelegramError):
        await send(context.bot, found.created_by, views.ask_to_confirm(found))
