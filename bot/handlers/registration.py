"""Which update reaches which handler."""

from functools import partial
from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers import (
    callbacks,
    care,
    free_text,
    general,
    signs_of_life,
    staff,
    symptom_check,
    words_after,
    wrong_advice,
)
from bot.handlers.admin import admins, inviting, panel
from bot.handlers.announcements import attachments, calendar, corrections, progress, scheduling
from bot.handlers.context import (
    Context,
    Handler,
    chat_of,
    find_bar,
    find_lack,
    note_refusal,
    reply,
)
from bot.handlers.courses import importing
from bot.handlers.errors import failed
from bot.handlers.subscribers import (
    breaks,
    groups,
    membership,
    reading,
    settings,
    skipping,
    zones,
)
from bot.views import general as views
from bot.views.admin import admins as admin_views
from bot.views.capabilities import COMMANDS
from lessons.language.wishes import Wish, find_wish
from lessons.times.breaks import find_break
from lessons.times.later_breaks import is_later_break_wished

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]

FOR_ANYBODY: dict[str, Handler] = {
    "check": symptom_check.begin,
    "urgent": symptom_check.urgent,
    "wrong": wrong_advice.ask,
    "ask": staff.ask,
    "help": general.help_text,
    "lessons": words_after.using("lessons", reading.list_lessons),
    "progress": words_after.using("progress", reading.progress),
    "repeat": words_after.using("repeat", reading.repeat, words_after.take_lesson),
    "privacy": groups.privacy,
}
FOR_CHANGERS: dict[str, Handler] = {
    "start": inviting.or_invitation(words_after.with_time(groups.start)),
    "lesson": words_after.using("lesson", reading.lesson_now, words_after.take_lesson),
    "skip": words_after.using("skip", skipping.skip),
    "settings": words_after.using("settings", settings.settings, words_after.take_time),
    "pause": breaks.pause,
    "resume": words_after.using("resume", breaks.resume, words_after.take_resume_date),
    "stop": settings.stop,
}
_ALSO_CALLED = {
    "take a break": "pause",
    "i need a break": "pause",
    "a break": "pause",
    "break": "pause",
    "holiday": "pause",
    "holidays": "pause",
    "vacation": "pause",
    "snooze": "pause",
    "mute": "pause",
    "pause lessons": "pause",
    "pause the lessons": "pause",
    "urlaub": "pause",
    "pausa": "pause",
    "menu": "help",
    "next": "lesson",
    "next lesson": "lesson",
    "quit": "stop",
    "unsubscribe": "stop",
}
FOR_ADMINS: dict[str, Handler] = {
    "admins": admins.admins,
    "log": admins.log,
    "schedule": scheduling.schedule,
    "scheduled": scheduling.scheduled,
    "calendar": calendar.calendar,
    "cancel": scheduling.cancel,
    "hold": progress.hold,
    "correct": corrections.correct,
    "recall": corrections.recall,
    "go": progress.go_on,
    "stats": panel.stats,
    "admin": panel.admin,
    "preview": panel.preview,
    "import": importing.import_command,
}


# What other bots call the same.
OTHER_NAMES: dict[str, Handler] = {
    "unsubscribe": settings.stop,
    "quit": settings.stop,
    "end": settings.stop,
    "delete": general.ask_erase,
}


def _find_command(text: str) -> Handler | None:
    """Return the command that the text names without a slash, as in "Stop!", or means, as in "stop
    sending me this" and "pause for 3 days"."""
    name = text.strip(" .!?").casefold()
    if command := (FOR_ANYBODY | FOR_CHANGERS).get(_ALSO_CALLED.get(name, name)):
        return command
    match find_wish(text):
        case Wish.STOP:
            return settings.stop
        case Wish.FORGET:
            return general.ask_erase
    if is_later_break_wished(text):
        return partial(breaks.pause_until, typed=text)
    length = find_break(text)
    return partial(breaks.pause_until, typed=length) if length else None


def _with_urgent_words_first(handler: Handler) -> Handler:
    """What follows a command may name an emergency too."""

    async def guarded(update: Update, context: Context) -> None:
        if not await care.answer_urgent_words(update, context, " ".join(context.args or [])):
            await handler(update, context)

    return guarded


def _leaving_a_check(handler: Handler) -> Handler:
    """A check that is open is over with any other wish; to cancel closes it, and nothing else."""

    async def guarded(update: Update, context: Context) -> None:
        symptom_check.set_aside(update, context)
        await handler(update, context)

    return guarded


def _cancelling_a_check(handler: Handler) -> Handler:
    async def guarded(update: Update, context: Context) -> None:
        if context.args or not await symptom_check.take_leave(update, context, "cancel"):
            await handler(update, context)

    return guarded


def _changers_only(handler: Handler) -> Handler:
    async def guarded(update: Update, context: Context) -> None:
        if bar := await find_bar(update, context):
            await groups.not_for_members(update, context, bar)
        else:
            await handler(update, context)
            await groups.invite(update, context)

    return guarded


# What an admin's command does for everybody else.
FOR_OTHERS: dict[str, Handler] = {"cancel": _changers_only(settings.cancel)}


def _admins_only(name: str, handler: Handler) -> Handler:
    """Everybody else hears in private who may do it, and the log has it."""

    async def guarded(update: Update, context: Context) -> None:
        lack = await find_lack(update, context, COMMANDS[name])
        if lack is None:
            await handler(update, context)
        elif (own := FOR_OTHERS.get(name)) and not (lack.has_seat and context.args):
            # It is usual among bots, and no try at what is an admin's.
            await own(update, context)
        else:
            await note_refusal(update, context, f"/{name}")
            if chat_of(update).type == ChatType.PRIVATE:
                refused = admin_views.refused(lack) if lack.has_seat else views.only_for_admins()
                await reply(update, context, refused)

    return guarded


async def _shared_location(update: Update, context: Context) -> None:
    chat = update.effective_chat
    if chat is not None and chat.type == ChatType.PRIVATE:
        await zones.look_up_location(update, context)


def register(application: Application[Any, Context, Any, Any, Any, Any]) -> None:
    """Give the application every handler; the last one takes what no other did."""
    application.add_handler(TypeHandler(Update, signs_of_life.note), group=-1)
    # An edit that is a new wish comes as a message: see bot/api/edits.py.
    fresh = filters.UpdateType.MESSAGE
    for name, handler in FOR_ANYBODY.items():
        # What follows /ask is asked all the same.
        guarded = handler if handler is staff.ask else _with_urgent_words_first(handler)
        application.add_handler(CommandHandler(name, guarded, fresh))
    for name, handler in (FOR_CHANGERS | OTHER_NAMES).items():
        guarded = _with_urgent_words_first(_changers_only(_leaving_a_check(handler)))
        application.add_handler(CommandHandler(name, guarded, fresh))
    for name, handler in FOR_ADMINS.items():
        admins_own = _admins_only(name, handler)
        guarded = _cancelling_a_check(admins_own) if name == "cancel" else admins_own
        application.add_handler(CommandHandler(name, guarded, fresh))
    application.add_handler(CallbackQueryHandler(callbacks.pressed))
    application.add_handler(
        ChatMemberHandler(membership.own_membership, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_handler(
        MessageHandler(filters.StatusUpdate.MIGRATE & fresh, membership.group_moved)
    )
    application.add_handler(MessageHandler(filters.LOCATION & fresh, _shared_location))
    typed = staff.or_answer(partial(free_text.typed, find_command=_find_command))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND & fresh, typed))
    changed = filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE & filters.TEXT
    application.add_handler(MessageHandler(changed & ~filters.COMMAND, free_text.edited))
    private = filters.ChatType.PRIVATE & fresh
    received = partial(importing.received, otherwise=free_text.anything_else)
    document = attachments.or_attachment(received)
    application.add_handler(MessageHandler(private & filters.Document.ALL, document))
    rest = attachments.or_attachment(free_text.anything_else)
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, rest))
    application.add_error_handler(failed)
