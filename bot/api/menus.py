"""The command menus and the bot's own description, as Telegram shows them."""

import logging
from collections.abc import Iterable, Mapping, Set

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.views.commands import (
    Command,
    admin_commands,
    group_admin_commands,
    member_commands,
    subscriber_commands,
)
from bot.views.general import description, short_description
from lessons.roles import Role

logger = logging.getLogger(__name__)


def _menu(commands: Iterable[Command]) -> list[BotCommand]:
    return [BotCommand(command.name, command.description) for command in commands]


async def set_menus(
    bot: Bot, roles: Mapping[int, Set[Role]], *, offers_check: bool, takes_questions: bool
) -> None:
    """Show everybody the commands, in groups those that work there, and each admin besides what
    these roles may use; where Telegram does not take them, they stay as they were."""
    try:
        await _set_menus(bot, roles, offers_check, takes_questions)
    except TelegramError as error:
        logger.warning("the command menus stay as they were: %s", type(error).__name__)


async def _set_menus(
    bot: Bot, roles: Mapping[int, Set[Role]], offers_check: bool, takes_questions: bool
) -> None:
    everybodys = subscriber_commands(offers_check=offers_check, takes_questions=takes_questions)
    menu = _menu(everybodys)
    await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats())
    members = member_commands(offers_check=offers_check)
    await bot.set_my_commands(_menu(members), scope=BotCommandScopeAllGroupChats())
    deciding = _menu((*group_admin_commands(), *members))
    await bot.set_my_commands(deciding, scope=BotCommandScopeAllChatAdministrators())
    await bot.set_my_description(description())
    await bot.set_my_short_description(short_description())
    for admin_id, own_roles in roles.items():
        await set_admin_menu(
            bot,
            admin_id,
            own_roles,
            offers_check=offers_check,
            takes_questions=takes_questions,
        )


async def set_admin_menu(
    bot: Bot, admin_id: int, roles: Set[Role], *, offers_check: bool, takes_questions: bool
) -> None:
    """Show one admin's chat its menu; before its first /start Telegram does not know it."""
    everybodys = subscriber_commands(offers_check=offers_check, takes_questions=takes_questions)
    menu = _menu((*everybodys, *admin_commands(roles)))
    try:
        await bot.set_my_commands(menu, scope=BotCommandScopeChat(admin_id))
    except (BadRequest, Forbidden):
        logger.info("admin %d has no chat with the bot yet; /start gives it its menu", admin_id)


async def clear_admin_menu(bot: Bot, chat_id: int) -> None:
    """Show the chat of somebody who is no admin any more what everybody sees."""
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id))
    except (BadRequest, Forbidden):
        logger.info("chat %d has no menu of its own", chat_id)
