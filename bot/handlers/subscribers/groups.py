"""What groups need beside the commands: a hello, who may do what, and where one types."""

from contextlib import suppress

from telegram import ChatMemberUpdated, Update, User
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.helpers import create_deep_linked_url

from bot.api.messages import send
from bot.api.refusals import Refusal, understand
from bot.handlers import general
from bot.handlers.context import (
    Context,
    chat_of,
    find_bar,
    is_group,
    reply,
    thread_of,
)
from bot.handlers.subscribers import joining
from bot.use_cases import questions
from bot.use_cases.subscribers import reading
from bot.views import groups as views
from bot.views import staff as staff_views
from bot.views.screen import Screen
from bot.views.subscribers.reading import whats_next
from lessons.questions.open_question import SettingQuestion

PRIVACY_LINK = "privacy"
ALONE_LINK = "alone"
_EXAMPLES = {
    SettingQuestion.TIME: "7:45",
    SettingQuestion.PLACE: "Lyon",
    SettingQuestion.PAUSE_END: "24 December",
}


async def start(update: Update, context: Context) -> None:
    """Begin, or greet who is here; in a group its lessons come in this topic from now on."""
    if not is_group(update):
        payload = context.args[0] if context.args else None
        if payload == PRIVACY_LINK:
            await general.show_privacy(update, context)
            return
        if payload == ALONE_LINK:
            context.args = []
    await joining.start(update, context)
    if is_group(update):
        await _keep_topic(update, context)


async def _keep_topic(update: Update, context: Context) -> None:
    topics, chat_id, thread_id = context.services.topics, chat_of(update).id, thread_of(update)
    has_moved = topics.find(chat_id) != thread_id
    await topics.keep(chat_id, thread_id)
    if has_moved:
        await reply(update, context, views.topic_chosen(is_general=thread_id is None))


async def invite(update: Update, context: Context) -> None:
    """Open an answer in a group for whoever was asked something there, if a question is open: the
    bot reads only what answers it. What opened one before goes."""
    if not is_group(update):
        return
    chat_id, invitations = chat_of(update).id, context.services.invitations
    if before := invitations.take(chat_id):
        with suppress(TelegramError):
            await context.bot.delete_message(chat_id, before)
    asked = await context.services.store.run_aside(questions.find_open, chat_id, context.now)
    user = update.effective_user
    if user is None or not isinstance(asked, SettingQuestion) or asked not in _EXAMPLES:
        return
    # Who writes as the group must not be named, by whichever way they answer.
    user_id = None if await _is_anonymous(context, chat_id, user) else user.id
    screen = views.type_here(user.first_name, user_id, _EXAMPLES[asked])
    invitations.note(chat_id, (await reply(update, context, screen)).message_id)


async def _is_anonymous(context: Context, chat_id: int, user: User) -> bool:
    if user.is_bot:
        return True
    try:
        member = await context.bot.get_chat_member(chat_id, user.id)
    except TelegramError:
        return True
    return bool(getattr(member, "is_anonymous", False))


async def not_for_members(update: Update, context: Context, bar: str) -> None:
    """Tell a member who decides, and where lessons come to one alone."""
    await reply(update, context, views.not_for_members(bar, _link(context, ALONE_LINK)))


async def privacy(update: Update, context: Context) -> None:
    """Show what is kept about this chat; to a member of a group only the way to the private one."""
    if is_group(update) and await find_bar(update, context):
        await refer(update, context)
    else:
        await general.show_privacy(update, context)


async def refer(update: Update, context: Context) -> None:
    """Refer somebody who asks in a group to the private chat."""
    await reply(update, context, views.privately(_link(context, PRIVACY_LINK)))


async def greet(context: Context, change: ChatMemberUpdated) -> None:
    """Say hello in a group that let the bot in; where it may not write, tell whoever added it."""
    chat, added_by = change.chat, change.from_user
    if chat.type == ChatType.CHANNEL:
        await _tell(context, added_by, views.no_channels(chat.title or ""))
        return
    found = await context.services.store.run(
        reading.find_progress, context.services.library, chat.id
    )
    staff = context.services.staff
    if staff is not None and staff.chat_id == chat.id:
        screen = staff_views.hello()
    elif found is None:
        screen = views.hello(_link(context, ALONE_LINK))
    else:
        place = found.place
        screen = views.here_again(whats_next(place.subscriber, place.enrollment))
    try:
        await send(context.bot, chat.id, screen, thread_id=context.services.topics.find(chat.id))
    except TelegramError as error:
        if understand(error) in (Refusal.NO_RIGHTS, Refusal.TOPIC_CLOSED):
            await _tell(context, added_by, views.cannot_write(chat.title or ""))


async def _tell(context: Context, user: User, screen: Screen) -> None:
    # Who never opened the private chat cannot be told.
    with suppress(TelegramError):
        await send(context.bot, user.id, screen)


def _link(context: Context, payload: str) -> str:
    return create_deep_linked_url(context.bot.username, payload)
