"""A picture, a voice, a video or another file that an admin sends for many."""

from telegram import Message, Update
from telegram.constants import ChatType

from bot.handlers import care
from bot.handlers.announcements.wording import find_unfilled, read_wording, tell_what_is_lost
from bot.handlers.context import Context, Handler, chat_of, find_lack, reply
from bot.use_cases.announcements import schedule_form as forms
from bot.views.announcements import attachments as views
from lessons.delivery.attachment import Attachment, AttachmentKind
from lessons.questions.schedule_form import FormStep, ScheduleForm
from lessons.roles import Capability


def read_attachment(message: Message) -> Attachment | None:
    """Return the file that a message brings, if it is of a kind that can be sent to many."""
    for kind, file in (
        (AttachmentKind.PHOTO, message.photo[-1] if message.photo else None),
        (AttachmentKind.VIDEO, message.video),
        (AttachmentKind.VOICE, message.voice),
        (AttachmentKind.DOCUMENT, message.document),
    ):
        if file is not None:
            return Attachment(kind, file.file_id)
    return None


def or_attachment(handler: Handler) -> Handler:
    """What is done with a file, unless an admin was asked what shall be sent."""

    async def guarded(update: Update, context: Context) -> None:
        if not await _take(update, context):
            await handler(update, context)

    return guarded


async def _take(update: Update, context: Context) -> bool:
    """Take the file for the open form; return whether it was meant for that."""
    message, services = update.effective_message, context.services
    attachment = read_attachment(message) if message else None
    if message is None or attachment is None or chat_of(update).type != ChatType.PRIVATE:
        return False
    if (message.caption or "").startswith("/"):
        # "/import" below a file says what it is for, whatever was asked before.
        return False
    if await find_lack(update, context, Capability.SEND):
        return False
    form = await services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None or form.step not in (FormStep.WHAT, FormStep.DESCRIBE):
        return False
    # It may be meant for people, and for the admin as well.
    await care.answer_urgent_words(update, context, message.caption or "")
    if form.step is FormStep.DESCRIBE:
        await reply(update, context, views.one_each())
        return True
    said = read_wording(message)
    if screen := find_unfilled(context, said):
        await reply(update, context, screen)
        return True
    await tell_what_is_lost(update, context)
    form = ScheduleForm(FormStep.DESCRIBE, said.text, marks=said.marks, attachment=attachment)
    await services.store.run(forms.answer, chat_of(update).id, form, context.now)
    await reply(update, context, views.ask_description(form))
    return True
