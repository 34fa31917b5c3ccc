"""What every handler has at hand, and the two ways to answer."""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import Chat, ChatMember, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.api.hearing import Hearing
from bot.api.messages import edit, send
from bot.api.refusals import Refusal, understand
from bot.api.set_aside import SetAside
from bot.delivery.admin_alerts import NotifyAdmins
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.known_topics import KnownTopics
from bot.delivery.leavers import Leavers
from bot.delivery.open_checks import OpenChecks
from bot.handlers.asked_quizzes import AskedQuizzes
from bot.handlers.invitations import Invitations
from bot.handlers.kept_readers import KeptReaders
from bot.handlers.lesson_presses import LessonPresses
from bot.handlers.open_buttons import OpenButtons
from bot.handlers.replaced_keyboards import ReplacedKeyboards
from bot.handlers.taken_answers import TakenAnswers
from bot.handlers.told_languages import ToldLanguages
from bot.handlers.unread import Unread
from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.process.vitals import Vitals
from bot.process.zones import KnownZones
from bot.use_cases.admin import authority
from bot.use_cases.admin.authority import NotAllowed
from bot.use_cases.announcements.audiences import AnnouncementPolicy
from bot.use_cases.library import LiveLibrary
from bot.use_cases.subscribers import reading
from bot.views import capabilities
from bot.views import groups as group_views
from bot.views.callback_data import parse
from bot.views.check_off import without_check
from bot.views.screen import Screen
from lessons.clinic.consent import Consent
from lessons.clinic.staff import StaffChat
from lessons.roles import Capability, Role
from lessons.symptom_checks.check import SymptomCheck

SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that handlers call; made once, at start-up."""

    store: StoreThread
    library: LiveLibrary
    check: SymptomCheck
    offers_check: bool
    consent: Consent | None
    staff: StaffChat | None
    notify_admins: NotifyAdmins
    open_checks: OpenChecks
    open_buttons: OpenButtons
    counts_checks: bool
    shares_checks: bool
    emergency_number: str | None
    clock: Clock
    dispatcher: Dispatcher
    hearing: Hearing
    set_aside: SetAside
    owner_ids: frozenset[int]
    needs_second_person: bool
    review_grace: timedelta | None
    policy: AnnouncementPolicy
    default_timezone: str
    zones: KnownZones
    topics: KnownTopics
    asked: AskedQuizzes
    lesson_presses: LessonPresses
    unread: Unread
    taken_answers: TakenAnswers
    invitations: Invitations
    kept_readers: KeptReaders
    told_languages: ToldLanguages
    replaced_keyboards: ReplacedKeyboards
    leavers: Leavers
    vitals: Vitals
    desk_url: str | None

    @property
    def takes_questions(self) -> bool:
        """Whether people of the clinic answer questions."""
        return self.staff is not None


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context, with our services."""

    @property
    def services(self) -> Services:
        """Return the services of this application."""
        services = self.bot_data[SERVICES]
        assert isinstance(services, Services)
        return services

    @property
    def now(self) -> datetime:
        """Return the present instant by the application's clock."""
        return self.services.clock.now()


Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
"""What takes an update."""


def chat_of(update: Update) -> Chat:
    """Return the chat of an update that is known to have one."""
    chat = update.effective_chat
    assert chat is not None
    return chat


def language_of(update: Update) -> str | None:
    """Return the language of the app of whoever acts."""
    return update.effective_user.language_code if update.effective_user else None


async def answer(update: Update, text: str | None = None, *, is_alert: bool = False) -> None:
    """Answer a press, with a word that shows for a moment if there is one, or until it is closed
    where it is an alert."""
    # A press that cannot be answered, too old or for whatever reason, is still obeyed.
    with suppress(TelegramError):
        if update.callback_query:
            await update.callback_query.answer(text, show_alert=is_alert)


def is_group(update: Update) -> bool:
    """Whether several people read here, so that nothing personal may be said."""
    return chat_of(update).type != ChatType.PRIVATE


def thread_of(update: Update) -> int | None:
    """Return the number of the topic in which something was asked; General has none."""
    message = update.effective_message
    is_in_topic = isinstance(message, Message) and message.is_topic_message
    return message.message_thread_id if isinstance(message, Message) and is_in_topic else None


async def reply(update: Update, context: Context, screen: Screen) -> Message:
    """Answer with a new message, in the topic that was asked in.

    One that is closed is open to admins only, who may ask in it: then the answer comes where the
    group reads its lessons, or in General.
    """
    chat_id, screen = chat_of(update).id, await offered(update, context, screen)
    if not screen.asks_to_type:
        # It only opens an answer to the question before it, whose words may be typed all the same.
        context.services.open_buttons.keep(chat_id, screen, context.now)
    places = list(dict.fromkeys((thread_of(update), context.services.topics.find(chat_id), None)))
    for place in places[:-1]:
        try:
            return await send(context.bot, chat_id, screen, thread_id=place)
        except BadRequest as error:
            if understand(error) is not Refusal.TOPIC_CLOSED:
                raise
    return await send(context.bot, chat_id, screen, thread_id=places[-1])


async def answer_to(message: Message, context: Context, screen: Screen) -> Message:
    """Answer with a new message that points to that one."""
    screen = _without_what_is_off(context, screen)
    thread_id = message.message_thread_id if message.is_topic_message else None
    return await send(context.bot, message.chat_id, screen, message.message_id, thread_id)


async def show(update: Update, context: Context, screen: Screen) -> Message | None:
    """Answer in place: edit the message whose button was pressed, else send a new one.

    Return the new message, if there is one. A message that already shows this is no error; one
    that cannot be edited is left alone.
    """
    query, screen = update.callback_query, await offered(update, context, screen)
    # Of a message that is gone Telegram tells no more than its number.
    if query is None or not isinstance(query.message, Message) or screen.location_label:
        return await reply(update, context, screen)
    context.services.open_buttons.keep(query.message.chat_id, screen, context.now)
    try:
        await edit(context.bot, query.message.chat_id, query.message.message_id, screen)
    except BadRequest:
        return await reply(update, context, screen)
    if press := parse(query.data or ""):
        context.services.replaced_keyboards.note(
            query.message.chat_id, query.message.message_id, press.verb, context.now
        )
    return None


async def offered(update: Update, context: Context, screen: Screen) -> Screen:
    """Return the screen as it is shown to whoever acts: its buttons lead nowhere that is switched
    off, and to nothing that this person may not do."""
    screen = _without_what_is_off(context, screen)
    if not capabilities.takes_a_role(screen):
        return screen
    return capabilities.without_refused(screen, await find_roles(update, context))


def _without_what_is_off(context: Context, screen: Screen) -> Screen:
    return screen if context.services.offers_check else without_check(screen)


async def is_admin(update: Update, context: Context) -> bool:
    """Whether somebody with a seat acts here, in a private chat."""
    return await find_lack(update, context, Capability.LOOK) is None


async def find_lack(update: Update, context: Context, capability: Capability) -> NotAllowed | None:
    """Return ``None`` if who acts here, in a private chat, may do that, else what is lacking."""
    user, services = update.effective_user, context.services
    if user is None or chat_of(update).type != ChatType.PRIVATE:
        return NotAllowed(capability)
    if user.id in services.owner_ids:
        # They look at what is wrong with the store, too.
        return None
    return await services.store.run(authority.authorise, services.owner_ids, user.id, capability)


async def find_roles(update: Update, context: Context) -> frozenset[Role]:
    """Return what who acts here, in a private chat, is; nothing for whoever has no seat."""
    user, services = update.effective_user, context.services
    if user is None or chat_of(update).type != ChatType.PRIVATE:
        return frozenset()
    if user.id in services.owner_ids:
        return frozenset(Role)
    return await services.store.run_aside(authority.find_roles, services.owner_ids, user.id)


async def note_refusal(update: Update, context: Context, what: str) -> None:
    """Write into the admins' log that somebody else tried this."""
    if user := update.effective_user:
        await context.services.store.run(authority.note_refusal, user.id, what, context.now)


async def timezone_of(update: Update, context: Context) -> str:
    """Return the zone in which times are meant and told in this chat."""
    services = context.services
    return await services.store.run(
        reading.get_timezone, chat_of(update).id, services.default_timezone
    )


async def find_bar(update: Update, context: Context) -> str | None:
    """Return why this person may not change what this chat gets, ``None`` if they may: in groups
    only their admins, as far as Telegram tells who is one."""
    if not is_group(update) or _is_anonymous_admin(update):
        return None
    chat_id, user = chat_of(update).id, update.effective_user
    try:
        admins = await context.bot.get_chat_administrators(chat_id)
    except BadRequest:
        return await _find_bar_alone(context, chat_id, user)
    if user is not None and any(one.user.id == user.id for one in admins):
        return None
    shown = [one.user.first_name for one in admins if not one.user.is_bot and not _is_hidden(one)]
    return group_views.only_group_admins(shown)


def _is_anonymous_admin(update: Update) -> bool:
    """Whether somebody writes as the group itself, as only its admins can."""
    message = update.message or update.edited_message
    sender = message.sender_chat if message else None
    return sender is not None and sender.id == chat_of(update).id


def _is_hidden(member: ChatMember) -> bool:
    return bool(getattr(member, "is_anonymous", False))


async def _find_bar_alone(context: Context, chat_id: int, user: User | None) -> str | None:
    """As ``find_bar``, where Telegram does not list the admins: where members are hidden it names
    single ones only to a bot that is an admin."""
    try:
        member = await context.bot.get_chat_member(chat_id, user.id if user else 0)
    except BadRequest:
        return group_views.admins_unknown()
    is_one = member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
    return None if is_one else group_views.only_group_admins(())
