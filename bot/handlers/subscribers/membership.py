"""What Telegram tells of chats: blocked, unblocked, removed, moved."""

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.handlers.context import Context, chat_of
from bot.handlers.subscribers import groups
from bot.use_cases.subscribers import breaks, privacy

_OUT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def own_membership(update: Update, context: Context) -> None:
    """Stop writing to a chat that shut the bot out; go on where one lets it in again, and
    greet a group."""
    change = update.my_chat_member
    if change is None:
        return
    is_out = change.new_chat_member.status in _OUT
    use_case = breaks.note_blocked if is_out else breaks.note_unblocked
    await context.services.store.run(use_case, change.chat.id, context.now)
    leavers = context.services.leavers
    (leavers.note_left if is_out else leavers.note_back)(change.chat.id)
    is_new = not is_out and change.old_chat_member.status in _OUT
    if is_new and change.chat.type != ChatType.PRIVATE:
        await groups.greet(context, change)


async def group_moved(update: Update, context: Context) -> None:
    """Follow a group that became a supergroup; either of its two signs will do."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        old_id, new_id = chat_of(update).id, message.migrate_to_chat_id
    elif message.migrate_from_chat_id:
        old_id, new_id = message.migrate_from_chat_id, chat_of(update).id
    else:
        return
    await context.services.store.run(privacy.rekey, old_id, new_id)
