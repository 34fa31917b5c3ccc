"""Wishes in words of somebody who has joined: another pace, a lesson once more, or one about
something. What changes anything is asked first."""

from telegram import Update

from bot.handlers import symptom_check
from bot.handlers.care import reply_with_care
from bot.handlers.context import Context, chat_of, language_of, reply
from bot.handlers.subscribers import break_talk, numbered, offers, pace, reading
from bot.handlers.subscribers import breaks as break_handlers
from bot.handlers.subscribers import joining as joining_handlers
from bot.use_cases.subscribers import joining
from bot.use_cases.subscribers import pace as pace_cases
from bot.views.subscribers import settings as settings_views
from bot.views.subscribers import wishes as views
from lessons.delivery.subscriber import Subscriber, SubscriberStatus
from lessons.language.answers import Answer, find_answer
from lessons.questions.changes import ChangeKind, find_change
from lessons.questions.lesson_wishes import LessonWish, LessonWishKind, find_lesson_wish
from lessons.questions.open_question import SettingQuestion
from lessons.questions.pace_wishes import PaceKind, PaceWish, find_pace_wish
from lessons.questions.returns import wishes_longer_break, wishes_return
from lessons.symptom_checks.complaints import names_complaint
from lessons.times.said_time import find_said_time
from lessons.times.spans_within import wishes_absence

_FOR_ANY_QUESTION = frozenset({LessonWishKind.AGAIN, LessonWishKind.ABOUT})


async def take(update: Update, context: Context, question: object, text: str) -> bool:
    """Do or offer what the text wishes; return whether it wishes such a thing."""
    if symptom_check.is_asking(update, context):
        return False
    store, chat_id = context.services.store, chat_of(update).id
    subscriber = await store.run_aside(joining.find_subscriber, chat_id)
    if subscriber is None:
        return False
    is_joining = subscriber.status is SubscriberStatus.JOINING
    may_talk = not is_joining and question in (None, SettingQuestion.PAUSE_END)
    if may_talk and await break_talk.take(update, context, subscriber, question, text):
        return True
    if is_joining or question is not None:
        return await _take_meanwhile(update, context, subscriber, question, text)
    is_quiet = subscriber.is_paused or subscriber.status is SubscriberStatus.STOPPED
    if is_quiet and wishes_return(text):
        await break_handlers.resume(update, context)
        return True
    if subscriber.is_paused and wishes_longer_break(text):
        await break_handlers.ask_pause(update, context)
        return True
    if wishes_absence(text) and not names_complaint(text):
        await break_handlers.pause_until(update, context, text)
        return True
    change = find_change(text, language_of(update))
    if change is not None and change.kind is ChangeKind.DAYS:
        return False
    if wish := find_pace_wish(text):
        await _answer_pace(update, context, subscriber, wish)
        return True
    if lesson := find_lesson_wish(text):
        await _answer_lesson(update, context, lesson)
        return True
    if find_answer(text) is Answer.BACK:
        await reply(update, context, settings_views.canceled())
        return True
    return await offers.take_unasked(update, context, subscriber, text)


async def _take_meanwhile(
    update: Update, context: Context, subscriber: Subscriber, question: object, text: str
) -> bool:
    """Take such a wish while something else is asked, if it answers nothing; whoever is joining is
    told that it comes later."""
    if not isinstance(question, SettingQuestion) or question is SettingQuestion.PAUSE_END:
        return False
    if find_said_time(text, language_of(update)) is not None or names_complaint(text):
        return False
    pace_wish, lesson = find_pace_wish(text), find_lesson_wish(text)
    is_pace = pace_wish is not None and pace_wish.kind in (PaceKind.FEWER, PaceKind.DAYS)
    is_lesson = lesson is not None and lesson.kind in _FOR_ANY_QUESTION
    if not is_pace and not is_lesson:
        return False
    if subscriber.status is SubscriberStatus.JOINING:
        if await joining_handlers.is_at_welcome(update, context):
            return False
        await joining_handlers.ask_to_begin(update, context)
    elif lesson is not None and is_lesson:
        await _answer_lesson(update, context, lesson)
    elif pace_wish is not None:
        await _answer_pace(update, context, subscriber, pace_wish)
    return True


async def _answer_pace(
    update: Update, context: Context, subscriber: Subscriber, wish: PaceWish
) -> None:
    services = context.services
    match wish.kind:
        case PaceKind.FEWER:
            screen = views.ask_fewer(subscriber)
        case PaceKind.DAYS:
            screen = views.ask_days(wish.days, subscriber)
        case _:
            found = await services.store.run(
                pace_cases.find_coming, services.library, chat_of(update).id, context.now
            )
            if found is None:
                await joining_handlers.ask_to_begin(update, context)
                return
            screen = (
                views.ask_evening(found, context.now)
                if wish.kind is PaceKind.EVENING
                else views.ask_put_off(found, context.now)
            )
    say = reply if wish.is_sure else reply_with_care
    await say(update, context, screen)


async def _answer_lesson(update: Update, context: Context, wish: LessonWish) -> None:
    match wish.kind:
        case LessonWishKind.AGAIN:
            await reading.repeat(update, context)
        case LessonWishKind.BEFORE:
            await reading.before_last(update, context)
        case LessonWishKind.NEXT:
            await reading.lesson_now(update, context)
        case LessonWishKind.MORE:
            await pace.another(update, context)
        case LessonWishKind.ABOUT:
            # Who asks about a complaint may have it.
            say = reply_with_care if names_complaint(wish.topic) else reply
            await numbered.open_named(update, context, wish.topic, say)
