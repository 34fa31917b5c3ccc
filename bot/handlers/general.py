"""/help and /privacy."""

from telegram import InputFile, Update

from bot.api.menus import clear_admin_menu
from bot.delivery.staff_questions import withdraw
from bot.handlers.context import (
    Context,
    chat_of,
    find_roles,
    is_admin,
    is_group,
    reply,
    show,
    thread_of,
)
from bot.use_cases import staff
from bot.use_cases.subscribers import joining, privacy
from bot.views import general as views
from bot.views import groups as group_views
from bot.views.commands import (
    admin_commands,
    group_admin_commands,
    member_commands,
    subscriber_commands,
)
from bot.views.subscribers import privacy as privacy_views


async def help_text(update: Update, context: Context) -> None:
    """Show what the bot can do; in a group, what works there."""
    if is_group(update):
        members = member_commands(offers_check=context.services.offers_check)
        await reply(update, context, group_views.help_text(members, group_admin_commands()))
        return
    admin = admin_commands(await find_roles(update, context))
    commands = subscriber_commands(
        offers_check=context.services.offers_check,
        takes_questions=context.services.takes_questions,
    )
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    clinic = context.services.library.clinic
    screen = views.help_text(commands, admin, has_begun=subscriber is not None, clinic=clinic)
    await reply(update, context, screen)


async def show_privacy(update: Update, context: Context) -> None:
    """Show what is kept about this chat."""
    kept = await context.services.store.run(privacy.list_kept, chat_of(update).id, context.now)
    services = context.services
    screen = privacy_views.privacy(
        kept,
        counts_checks=services.counts_checks,
        shares_checks=services.shares_checks,
        takes_questions=services.takes_questions,
    )
    await show(update, context, screen)


async def export_data(update: Update, context: Context) -> None:
    """Hand over everything kept about this chat, as a file."""
    chat_id = chat_of(update).id
    content = await context.services.store.run(privacy.export, chat_id)
    file = InputFile(content, "what-is-kept.json")
    caption = privacy_views.exported().text
    await context.bot.send_document(
        chat_id, file, caption=caption.text, message_thread_id=thread_of(update)
    )


async def ask_erase(update: Update, context: Context) -> None:
    """Ask once more before everything goes, if there is anything."""
    kept = await context.services.store.run(privacy.list_kept, chat_of(update).id, context.now)
    screen = privacy_views.ask_erase() if kept.row_counts else privacy_views.nothing_kept()
    await show(update, context, screen)


async def keep_data(update: Update, context: Context) -> None:
    """Leave everything as it is."""
    kept = await context.services.store.run(privacy.list_kept, chat_of(update).id, context.now)
    screen = privacy_views.not_erased() if kept.row_counts else privacy_views.nothing_kept()
    await show(update, context, screen)


async def erase(update: Update, context: Context) -> None:
    """Delete everything kept about this chat."""
    was_admin = await is_admin(update, context)
    asked = await context.services.store.run(staff.list_asked, chat_of(update).id)
    await context.services.store.run_bare(privacy.erase, chat_of(update).id, context.now)
    context.services.zones.keep(chat_of(update).id, None)
    context.services.topics.forget(chat_of(update).id)
    await show(update, context, privacy_views.erased())
    for question in asked:
        if question.chat_id == chat_of(update).id:
            await withdraw(context.bot, question, was_withdrawn=True)
    if was_admin and not await is_admin(update, context):
        await clear_admin_menu(context.bot, chat_of(update).id)
