"""What somebody says while a question is open that is no answer to it; the question stays."""

from dataclasses import replace

from telegram import Update

from bot.handlers.context import Context, chat_of, is_group, language_of, reply
from bot.handlers.subscribers import breaks as break_handlers
from bot.handlers.subscribers import joining as joining_handlers
from bot.handlers.subscribers import pace as pace_handlers
from bot.use_cases.subscribers import breaks, joining
from bot.views import talk as talk_views
from bot.views.rich_text import RichText, paragraphs
from bot.views.screen import Screen
from bot.views.subscribers import breaks as break_views
from bot.views.subscribers import joining as joining_views
from bot.views.subscribers import reading as reading_views
from bot.views.subscribers import settings as settings_views
from bot.views.subscribers import zones as zone_views
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.language.answers import bare_words
from lessons.questions.open_question import SettingQuestion
from lessons.questions.talk import Topic, find_topic
from lessons.times.breaks import InvalidPause
from lessons.times.said_time import find_said_time
from lessons.times.schedule import local_date
from lessons.times.start_dates import find_start, names_start

# "Yes", "tomorrow" and "night" may answer what was asked.
_MAY_ANSWER = frozenset({Topic.FINE, Topic.BYE})


async def take(update: Update, context: Context, question: SettingQuestion, text: str) -> bool:
    """Answer a word to the bot itself, or take a date to start on; return whether it was one."""
    if question is not SettingQuestion.PAUSE_END and await take_start(
        update, context, text, question
    ):
        return True
    topic = find_topic(text)
    said = find_said_time(text, language_of(update))
    # "Evening" may answer when, and "good evening" answers nothing.
    greets = topic is Topic.HELLO and (
        question is not SettingQuestion.TIME or "good" in bare_words(text).split()
    )
    if topic is None or topic in _MAY_ANSWER or (said and not (greets and said.is_part_of_day)):
        return False
    await _ask_again(update, context, question, talk_views.about(topic).text)
    return True


async def take_start(
    update: Update, context: Context, text: str, question: SettingQuestion | None = None
) -> bool:
    """Let lessons start on the date that the text names; return whether it names one. Whoever is
    joining is asked again what is still to be known, unless it was said in the same breath."""
    if not names_start(text):
        return False
    store, chat_id = context.services.store, chat_of(update).id
    subscriber = await store.run_aside(joining.find_subscriber, chat_id)
    if subscriber is None:
        return False
    today = local_date(subscriber.schedule.timezone, context.now)
    try:
        start = find_start(text, today, language_of(update))
    except InvalidPause as error:
        screen = (
            settings_views.which_start(error.readings)
            if error.readings
            else settings_views.no_such_start(error.given, error.reason)
        )
        await reply(update, context, screen)
        return True
    if start is None:
        return False
    if subscriber.status is SubscriberStatus.STOPPED:
        await break_handlers.resume_on(update, context, start.day)
        return True
    is_joining = subscriber.status is SubscriberStatus.JOINING
    takes_time = bool(start.rest) and question is SettingQuestion.TIME
    if takes_time and is_joining:
        await store.run(breaks.join_on, chat_id, start.day)
    else:
        await pace_handlers.begin_on(update, context, start.day)
    if takes_time:
        await joining_handlers.take_time(update, context, start.rest)
    return True


async def _ask_again(
    update: Update, context: Context, question: SettingQuestion, told: RichText
) -> None:
    """Say that, and below it what is still open, with its buttons."""

    def below(asked: Screen) -> Screen:
        return replace(asked, text=paragraphs(told, asked.text))

    if await joining_handlers.ask_again(update, context, below):
        return
    subscriber = await context.services.store.run_aside(joining.find_subscriber, chat_of(update).id)
    if subscriber is None:
        await reply(update, context, reading_views.not_joined())
        return
    await reply(update, context, below(_question_of(update, context, question, subscriber)))


def _question_of(
    update: Update, context: Context, question: SettingQuestion, subscriber: Subscriber
) -> Screen:
    is_private = not is_group(update)
    match question:
        case SettingQuestion.TIME:
            return joining_views.ask_time(
                is_joining=False,
                is_private=is_private,
                language_code=language_of(update),
                timezone=subscriber.schedule.timezone,
            )
        case SettingQuestion.PAUSE_END:
            return break_views.ask_pause(is_private=is_private)
        case SettingQuestion.LOCATION:
            return zone_views.ask_location()
        case _:
            return zone_views.check_zone(subscriber, context.now)
