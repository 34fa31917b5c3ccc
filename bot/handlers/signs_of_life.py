"""Whoever is heard of is there: what was given up comes back, whatever the sign.

What tells of an unblocking may be lost, and chats that seemed gone were perhaps not.
"""

import asyncio
import logging

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.context import Context
from bot.use_cases.subscribers import breaks

logger = logging.getLogger(__name__)


async def note(update: Update, context: Context) -> None:
    """Let those who are heard of come back, before what they ask for is looked at; nobody waits
    for it."""
    if update.edited_message is None and update.effective_chat is not None:
        context.services.taken_answers.forget(update.effective_chat.id)
    if chat_ids := _find_alive(update, context.bot.id):
        context.application.create_task(_bring_back(context, chat_ids))
        # The store works in the order in which it is asked.
        await asyncio.sleep(0)


def _find_alive(update: Update, bot_id: int) -> set[int]:
    """Return the chat and the private chat of whoever acts; what tells of a chat's end is no sign
    of its life."""
    alive = set()
    user, chat, change = update.effective_user, update.effective_chat, update.my_chat_member
    if user is not None and not (change and chat and chat.type == ChatType.PRIVATE):
        alive.add(user.id)
    left = update.message.left_chat_member if update.message else None
    if chat is not None and change is None and (left is None or left.id != bot_id):
        alive.add(chat.id)
    return alive


async def _bring_back(context: Context, chat_ids: set[int]) -> None:
    try:
        await context.services.store.run_aside(breaks.note_alive, chat_ids, context.now)
    except Exception as error:
        # The next sign does as well.
        logger.info("a sign of life was not noted: %s", type(error).__name__)
