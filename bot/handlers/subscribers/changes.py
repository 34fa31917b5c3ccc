"""What somebody wants otherwise, said with no command: to begin, another time, day or place."""

from telegram import Update

from bot.handlers import symptom_check
from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, language_of, reply
from bot.handlers.subscribers import breaks as break_handlers
from bot.handlers.subscribers import joining as joining_handlers
from bot.handlers.subscribers import reading as reading_handlers
from bot.handlers.subscribers import settings as settings_handlers
from bot.handlers.subscribers import zones as zone_handlers
from bot.use_cases.subscribers import joining
from bot.views import talk as talk_views
from bot.views.subscribers import joining as joining_views
from lessons.delivery.subscriber import SubscriberStatus
from lessons.language.answers import Answer, find_answer
from lessons.questions.changes import Change, ChangeKind, find_change
from lessons.questions.open_question import SettingQuestion
from lessons.questions.talk import Topic, find_topic
from lessons.symptom_checks.complaints import find_beginning
from lessons.times.said_time import find_said_time
from lessons.times.start_dates import names_start

_YES_TO_A_LESSON = frozenset({ChangeKind.BEGIN, ChangeKind.RESUME})


async def take(update: Update, context: Context, question: object, text: str) -> bool:
    """Do what the text wants otherwise, if it says so to the right person; return whether it
    did. Where the welcome is all that was shown, everything but a time is answered here."""
    change = find_change(text, language_of(update))
    topic = find_topic(text)
    store, chat_id = context.services.store, chat_of(update).id
    subscriber = await store.run_aside(joining.find_subscriber, chat_id)
    if subscriber is None:
        # Who greets has come to begin.
        is_beginning = topic is Topic.HELLO or (change and change.kind is ChangeKind.BEGIN)
        if is_beginning:
            await joining_handlers.start(update, context)
        return bool(is_beginning)
    if subscriber.status is SubscriberStatus.JOINING:
        if await joining_handlers.is_at_welcome(update, context):
            return await _take_at_welcome(update, context, text)
        return await _take_joining(update, context, question, change)
    if topic is Topic.WHEN:
        await reading_handlers.progress(update, context)
        return True
    if change is None or change.kind is ChangeKind.BEGIN:
        return False
    await _change(update, context, change)
    return True


async def _take_at_welcome(update: Update, context: Context, text: str) -> bool:
    """Answer whoever has the welcome before them, where no time was asked yet; what reads as a time
    or a date to start on is one all the same."""
    change = find_change(text, language_of(update))
    said = find_said_time(text, language_of(update))
    is_yes = (change and change.kind in _YES_TO_A_LESSON) or find_answer(text) is Answer.YES
    if is_yes or (said is not None and said.is_now):
        await joining_handlers.show_first(update, context)
        return True
    topic = find_topic(text)
    # Figures are a try at a time, whether or not they are one.
    is_time = said is not None or any(sign.isdigit() for sign in text)
    if names_start(text):
        return False
    if is_time and topic is None:
        message = update.effective_message
        assert message is not None
        context.services.taken_answers.note(
            message.chat_id, message.message_id, SettingQuestion.TIME, context.now
        )
        await joining_handlers.take_time(update, context, text)
        return True
    services = context.services
    if topic is not None:
        await reply(update, context, joining_views.with_first_lesson(talk_views.about(topic).text))
    elif services.offers_check and (beginning := find_beginning(services.check, text)):
        await symptom_check.begin(update, context, beginning)
    else:
        await reply_with_care(update, context, joining_views.not_begun())
    return True


async def _take_joining(
    update: Update, context: Context, question: object, change: Change | None
) -> bool:
    if change is None:
        return False
    if change.kind is ChangeKind.PLACE and question is SettingQuestion.TIME:
        return await joining_handlers.ask_again(update, context, joining_views.time_first)
    if change.kind is ChangeKind.TIME and question in joining.ZONE_QUESTIONS:
        await joining_handlers.take_time(update, context, change.told)
        return True
    return False


async def _change(update: Update, context: Context, change: Change) -> None:
    match change.kind:
        case ChangeKind.RESUME:
            await break_handlers.resume(update, context)
        case ChangeKind.SETTINGS:
            await settings_handlers.settings(update, context)
        case ChangeKind.ZONE:
            await zone_handlers.ask_zone(update, context)
        case ChangeKind.PLACE:
            await zone_handlers.move_to(update, context, change.told)
        case ChangeKind.TIME:
            await joining_handlers.take_time(update, context, change.told)
        case ChangeKind.DAYS:
            await joining_handlers.choose_weekdays(update, context, change.days)
