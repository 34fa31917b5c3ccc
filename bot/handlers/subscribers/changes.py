"""What somebody wants otherwise, said with no command: to begin, another time, day or place."""

from telegram import Update

from bot.handlers import symptom_check
from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, language_of, reply
from bot.handlers.subscribers import breaks as break_handlers
from bot.handlers.subscribers import consent, offers
from bot.handlers.subscribers import joining as joining_handlers
from bot.handlers.subscribers import reading as reading_handlers
from bot.handlers.subscribers import settings as settings_handlers
from bot.handlers.subscribers import zones as zone_handlers
from bot.process.aside import aside
from bot.use_cases.subscribers import joining, pace
from bot.views import talk as talk_views
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import wishes as wish_views
from lessons.delivery.subscriber import SubscriberStatus
from lessons.language.answers import Answer, find_answer
from lessons.places.place_within import find_lone_place
from lessons.questions.changes import Change, ChangeKind, find_change, wishes_to_begin
from lessons.questions.complaint_within import find_complaint
from lessons.questions.open_question import SettingQuestion
from lessons.questions.talk import Topic, find_topic
from lessons.symptom_checks.complaints import names_complaint
from lessons.times.said_time import find_said_time
from lessons.times.start_dates import names_start

_NO_QUESTION = frozenset({None, Topic.HELLO, Topic.THANKS})
_YES_TO_A_LESSON = frozenset({ChangeKind.BEGIN, ChangeKind.RESUME})


async def take(
    update: Update, context: Context, question: object, text: str, *, has_lapsed: bool = False
) -> bool:
    """Do what the text wants otherwise, if it says so to the right person; return whether it did.

    Where the welcome is all that was shown, everything but a time is answered here. ``has_lapsed``
    says that the text may answer what was asked too long ago.
    """
    change = find_change(text, language_of(update))
    topic = find_topic(text)
    store, chat_id = context.services.store, chat_of(update).id
    subscriber = await store.run_aside(joining.find_subscriber, chat_id)
    if subscriber is None:
        return not has_lapsed and await _take_from_stranger(update, context, text, topic, change)
    if subscriber.status is SubscriberStatus.JOINING:
        if await joining_handlers.is_at_welcome(update, context):
            return await _take_at_welcome(update, context, text)
        return await _take_joining(update, context, question, change, text)
    asks_setting = question in (SettingQuestion.TIME, *joining.ZONE_QUESTIONS)
    if asks_setting and await offers.take_both(update, context, question, text):
        return True
    if topic is Topic.WHEN:
        await reading_handlers.progress(update, context)
        return True
    if change is None or change.kind is ChangeKind.BEGIN:
        return False
    await _change(update, context, change)
    return True


async def _take_from_stranger(
    update: Update, context: Context, text: str, topic: Topic | None, change: Change | None
) -> bool:
    """Let somebody begin who greets, says so or names a time, which is taken too."""
    if names_complaint(text):
        return False
    is_begin = change is not None and change.kind is ChangeKind.BEGIN
    said = find_said_time(text, language_of(update))
    if said is not None and said.times and not said.is_part_of_day and topic in _NO_QUESTION:
        if await consent.is_asked_first(update, context):
            return True
        await joining_handlers.start(update, context)
        if not await offers.take_both(update, context, None, text):
            await joining_handlers.take_time(update, context, text)
        return True
    if topic in (Topic.HELLO, Topic.THANKS) or is_begin or wishes_to_begin(text):
        await joining_handlers.start(update, context)
        return True
    return False


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
    if topic is None and await offers.take_both(update, context, None, text):
        return True
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
    if topic is None and await _take_place_early(update, context, text, is_at_welcome=True):
        return True
    services = context.services
    if topic is not None:
        await reply(update, context, joining_views.with_first_lesson(talk_views.about(topic).text))
    elif services.offers_check and (beginning := find_complaint(services.check, text)):
        await symptom_check.begin(update, context, beginning)
    else:
        await reply_with_care(update, context, joining_views.not_begun())
    return True


async def _take_place_early(
    update: Update, context: Context, text: str, *, is_at_welcome: bool = False
) -> bool:
    """Take a place from somebody whose time is kept though that question is long closed; tell
    others that the place is asked for later. Return whether it is a place."""
    if not await aside(find_lone_place, text):
        return False
    services, chat_id = context.services, chat_of(update).id
    asked = await services.store.run_aside(
        joining.find_open_question, services.library, chat_id, context.now
    )
    if not isinstance(asked, joining.TimeWanted):
        return False
    store = services.store
    subscriber = await store.run_aside(joining.find_subscriber, chat_id)
    if subscriber is not None and subscriber.schedule.send_time != joining.FIRST_GUESS:
        await store.run(joining.await_answer, chat_id, SettingQuestion.PLACE, context.now)
        await zone_handlers.look_up_place(update, context, text)
    elif is_at_welcome:
        await reply(update, context, joining_views.place_later())
    else:
        await joining_handlers.ask_again(update, context, joining_views.time_first)
    return True


async def _take_joining(
    update: Update, context: Context, question: object, change: Change | None, text: str
) -> bool:
    if question in joining.ZONE_QUESTIONS and wishes_to_begin(text):
        # The time was said before the first lesson, which is still to be had.
        if await joining_handlers.has_first(update, context):
            return False
        await joining_handlers.show_first(update, context)
        return True
    if await offers.take_both(update, context, question, text):
        return True
    if question is SettingQuestion.TIME and await _take_place_early(update, context, text):
        return True
    if change is None:
        return False
    if change.kind is ChangeKind.PLACE and question is SettingQuestion.TIME:
        return await joining_handlers.ask_again(update, context, joining_views.time_first)
    if change.kind is ChangeKind.TIME and question in joining.ZONE_QUESTIONS:
        await joining_handlers.take_time(update, context, change.told)
        return True
    return False


async def _change(update: Update, context: Context, change: Change) -> None:
    if change.is_once and await _ask_once(update, context, change.told):
        return
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


async def _ask_once(update: Update, context: Context, told: str) -> bool:
    """Ask whether a time is meant for today only; return whether it may be."""
    services = context.services
    found = await services.store.run(
        pace.find_coming, services.library, chat_of(update).id, context.now
    )
    said = find_said_time(told, language_of(update))
    if found is None or said is None or not said.times or said.is_part_of_day:
        return False
    await reply(update, context, wish_views.ask_once(found, said.times, context.now))
    return True
