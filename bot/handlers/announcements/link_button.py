"""The button below an announcement that opens a web page."""

from telegram import Update

from bot.handlers.announcements.preview import look_again
from bot.handlers.context import Context, chat_of, reply, show
from bot.use_cases.announcements import schedule_form as forms
from bot.use_cases.announcements import scheduling
from bot.views import general as general_views
from bot.views.announcements import attachments as views
from bot.views.announcements import preview as announcing_views
from lessons.delivery.attachment import LinkButton, parse_link_button
from lessons.errors import InvalidInput
from lessons.language.answers import Answer, find_answer
from lessons.questions.schedule_form import FormStep, ScheduleForm


async def ask(update: Update, context: Context, number: int) -> None:
    """Ask for the button of one's own draft."""
    form = ScheduleForm(FormStep.LINK, announcement_id=number)
    await context.services.store.run(forms.answer, chat_of(update).id, form, context.now)
    await reply(update, context, views.ask_link())


async def take(update: Update, context: Context, number: int, typed: str) -> None:
    """Give the draft that button, or none, and show it and its check anew."""
    services, link = context.services, None
    if find_answer(typed) is not Answer.NO:
        try:
            link = parse_link_button(typed)
        except InvalidInput as error:
            await reply(update, context, general_views.refused(str(error)))
            return
    await services.store.run(forms.close, chat_of(update).id)
    await _put(update, context, number, link)


async def _put(update: Update, context: Context, number: int, link: LinkButton | None) -> None:
    services = context.services
    draft = await services.store.run(
        scheduling.put_link,
        services.library,
        services.policy,
        chat_of(update).id,
        number,
        link,
        context.now,
    )
    if draft is None:
        await show(update, context, announcing_views.not_confirmed())
        return
    await look_again(update, context, draft)
