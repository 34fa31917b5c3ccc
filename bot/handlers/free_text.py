"""Text that no command explains: an answer, an emergency, or not understood."""

import re
from collections.abc import Callable

from telegram import Update
from telegram.constants import ChatType

from bot.handlers import (
    answered_question,
    callbacks,
    care,
    english_only,
    labels,
    meant_answers,
    near_commands,
    staff,
    symptom_check,
)
from bot.handlers.announcements import wording
from bot.handlers.context import Context, Handler, chat_of, find_bar, find_lack, is_admin, reply
from bot.handlers.courses import pasting, posts
from bot.handlers.said_to_us import is_ours, is_question_to_us, is_said_to_us
from bot.handlers.subscribers import breaks as break_handlers
from bot.handlers.subscribers import changes, groups, meanwhile, offers, wishes
from bot.handlers.subscribers import joining as joining_handlers
from bot.handlers.subscribers import reading as reading_handlers
from bot.handlers.subscribers import settings as settings_handlers
from bot.handlers.subscribers import zones as zone_handlers
from bot.use_cases import questions
from bot.use_cases.subscribers import asking, reading
from bot.views import general as views
from bot.views import groups as group_views
from bot.views import talk as talk_views
from bot.views.subscribers import joining as joining_views
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.language.answers import Answer, find_answer
from lessons.language.wishes import Wish, find_wish
from lessons.questions.complaint_within import find_complaint
from lessons.questions.draft_question import FileQuestion
from lessons.questions.open_question import Question, SettingQuestion
from lessons.questions.schedule_form import FormStep, ScheduleForm
from lessons.questions.talk import Topic, find_topic
from lessons.symptom_checks.calls_for_help import is_call_for_help
from lessons.symptom_checks.complaints import is_complaint
from lessons.symptom_checks.urgent_words import find_urgency
from lessons.times.breaks import find_break


async def typed(
    update: Update, context: Context, find_command: Callable[[str], Handler | None]
) -> None:
    """Take a typed text for the answer that this chat was asked for, if it was.

    A command's name without its slash is the command: who types "stop" wants nothing else.
    """
    message = update.effective_message
    if message is None or message.text is None:
        return
    text = message.text
    is_private = chat_of(update).type == ChatType.PRIVATE
    command = find_command(text) if is_private else None
    if command is not None and care.find_care(text):
        await command(update, context)
        return
    if await _answered_with_care(update, context, text):
        await staff.take_after_care(update, context)
        return
    if await symptom_check.take_leave(update, context, text) or await posts.offer(update, context):
        return
    asked = await context.services.store.run_aside(
        questions.look_at, chat_of(update).id, context.now
    )
    question = asked.question
    if (
        question is not None
        and not isinstance(question, SettingQuestion)
        # What is pasted is an article, and "stop" is none.
        and not (command is not None and isinstance(question, FileQuestion))
        and await find_lack(update, context, questions.capability_for(question)) is None
    ):
        await meant_answers.take(update, context, question, text)
        return
    await english_only.tell_once(update, context, text)
    if command is not None:
        _note_break(update, context, text)
        await command(update, context)
        return
    if question is SettingQuestion.STAFF and is_private:
        await staff.take_typed(update, context)
        return
    if await symptom_check.take_typed(update, context, text):
        return
    data = context.services.open_buttons.find(chat_of(update).id, text, context.now)
    if data is not None and answered_question.is_said_to(update, context, data):
        _note_taken(update, context, question)
        await callbacks.press_typed(update, context, data)
    elif is_private and (labelled := labels.find_label(text)):
        await labelled(update, context)
    elif is_private and find_answer(text) is Answer.CANCEL:
        await settings_handlers.cancel(update, context)
    elif not (
        is_private
        and (
            await wishes.take(update, context, question, text)
            or await changes.take(update, context, question, text, has_lapsed=asked.has_lapsed)
        )
    ):
        await _take_words(update, context, asked, text)


async def _take_words(update: Update, context: Context, asked: questions.Asked, text: str) -> None:
    """Take what is neither a command nor a button: an answer, a date to start on, or neither."""
    is_private = chat_of(update).type == ChatType.PRIVATE
    question = asked.question
    if isinstance(question, SettingQuestion) and answered_question.answers(
        update, context, question
    ):
        await _take_setting(update, context, question, text)
    elif not (is_private and await meanwhile.take_start(update, context, text)):
        await _answers_nothing(update, context, text, has_lapsed=asked.has_lapsed)


async def edited(update: Update, context: Context) -> None:
    """Take the edit of an answer that was understood as the new answer, while nothing else has been
    said; see bot/api/edits.py for what was not understood."""
    message = update.edited_message
    if message is None or not message.text:
        return
    question = context.services.taken_answers.find(message.chat_id, message.message_id, context.now)
    if question is not None:
        await _take_setting(update, context, question, message.text)


def _note_break(update: Update, context: Context, text: str) -> None:
    if find_break(text):
        _note_taken(update, context, SettingQuestion.PAUSE_END)


def _note_taken(update: Update, context: Context, question: Question | None) -> None:
    message = update.effective_message
    if message is not None and isinstance(question, SettingQuestion):
        context.services.taken_answers.note(
            message.chat_id, message.message_id, question, context.now
        )


async def _take_setting(
    update: Update, context: Context, question: SettingQuestion, text: str
) -> None:
    if bar := await find_bar(update, context):
        if bar == group_views.admins_unknown():
            await reply(update, context, views.refused(bar))
        return
    if find_wish(text) is Wish.STOP:
        # In private it is a command before it is an answer.
        await settings_handlers.stop(update, context)
        return
    if await meanwhile.take(update, context, question, text):
        await groups.invite(update, context)
        return
    if question is not SettingQuestion.PAUSE_END and is_complaint(context.services.check, text):
        # "Chest" is no town called Chester, and "my head hurts now" no time.
        await care.reply_with_care(update, context, joining_views.complaint_first(question))
        return
    if question is not SettingQuestion.PAUSE_END and await near_commands.offer(
        update, context, text
    ):
        return
    if question is not SettingQuestion.PAUSE_END and await offers.take_both(
        update, context, question, text
    ):
        return
    _note_taken(update, context, question)
    match question:
        case SettingQuestion.TIME:
            await joining_handlers.take_time(update, context, text)
        case SettingQuestion.PLACE:
            await zone_handlers.look_up_place(update, context, text)
        case SettingQuestion.LOCATION:
            await zone_handlers.type_instead(update, context, text)
        case SettingQuestion.STAFF:
            await staff.take_typed(update, context)
        case SettingQuestion.PAUSE_END:
            await break_handlers.pause_until(update, context, text)
    await groups.invite(update, context)


async def _answered_with_care(update: Update, context: Context, text: str) -> bool:
    """Answer what names an emergency before anything else is asked of the store; return whether it
    does. In a group it does only if it was said to the bot."""
    services = context.services
    is_call = is_call_for_help(text, services.emergency_number)
    if not ((is_call or find_urgency(text)) and is_said_to_us(update, context)):
        return False
    if is_ours(update, context, text):
        return False
    known = await care.answer_emergency(update, context, text)
    if known.admins_question is not None:
        # It may be meant for a lesson all the same.
        await meant_answers.take_after_care(
            update, context, known.admins_question, text, is_call=is_call
        )
    elif not known.is_current and _is_owner(update, context):
        await reply(update, context, views.not_kept())
    return True


def _is_owner(update: Update, context: Context) -> bool:
    user = update.effective_user
    return user is not None and user.id in context.services.owner_ids


async def _answers_nothing(
    update: Update, context: Context, text: str, *, has_lapsed: bool
) -> None:
    if chat_of(update).type != ChatType.PRIVATE:
        await _answer_in_group(update, context, text)
        return
    services, chat_id = context.services, chat_of(update).id
    topic, told = find_topic(text), None
    if has_lapsed and topic is Topic.BYE:
        # "Tomorrow" was to answer it.
        topic = None
    if topic in (None, Topic.FINE):
        # "ok" may be meant for the check that is open.
        told = await services.store.run_aside(asking.find_answer, services.library, chat_id, text)
        if told is None and await symptom_check.ask_again(update, context):
            return
        # A mere figure may have been the length of a break.
        may_offer = told is None and topic is None and not (has_lapsed and text.strip().isdigit())
        if may_offer and await offers.take_bare(update, context, text):
            return
    if topic:
        # A goodbye may be meant otherwise than it reads.
        tell = care.reply_with_care if topic is Topic.LEAVING else reply
        await tell(update, context, talk_views.about(topic))
    # Whoever is joining is asked again: another question has been open, or this one too long.
    say = reply if topic else care.reply_with_care
    if await joining_handlers.ask_again(update, context, joining_views.where_we_were, say) or topic:
        return
    if told is not None:
        await care.reply_with_care(update, context, views.told_in(told))
    elif services.offers_check and (beginning := find_complaint(services.check, text)):
        await symptom_check.begin(update, context, beginning)
    elif not await near_commands.offer(update, context, text):
        await not_understood(update, context, has_lapsed=has_lapsed)


async def _answer_in_group(update: Update, context: Context, text: str) -> None:
    message = update.effective_message
    if message is None or not is_question_to_us(update, context, text):
        return
    if context.services.unread.is_rest(message):
        return
    if find_topic(re.sub(r"@\w+", "", text).strip(" ,:")) is Topic.WHEN:
        # It is the group's own, and nothing personal.
        await reading_handlers.progress(update, context)
    else:
        await groups.refer(update, context)


async def anything_else(update: Update, context: Context) -> None:
    """Take what no other handler took: unknown commands, pictures, documents."""
    message = update.effective_message
    text = (message.text or message.caption or "") if message else ""
    is_urgent = await care.answer_urgent_words(update, context, text)
    if await pasting.waits_for_caption(update, context):
        if is_urgent and pasting.may_be_meant(text):
            await pasting.leave_out(update, context)
        else:
            await pasting.take_caption(update, context, text)
        return
    if is_urgent or await posts.offer(update, context):
        return
    if await _is_to_be_sent(update, context, text):
        await wording.refuse(update, context)
    elif chat_of(update).type != ChatType.PRIVATE or not await near_commands.offer(
        update, context, text
    ):
        await not_understood(update, context)


async def _is_to_be_sent(update: Update, context: Context, caption: str) -> bool:
    """Whether an admin sends a picture or the like for everybody."""
    message = update.effective_message
    if message is None or message.text is not None or not await is_admin(update, context):
        return False
    question = await context.services.store.run_aside(
        questions.find_open, chat_of(update).id, context.now
    )
    asks_for_text = isinstance(question, ScheduleForm) and question.step in (
        FormStep.WHAT,
        FormStep.WORDING,
    )
    return asks_for_text or caption.startswith("/schedule")


async def _has_finished(update: Update, context: Context) -> bool:
    services = context.services
    place = await services.store.run_aside(reading.find_place, services.library, chat_of(update).id)
    return place is not None and place.enrollment.status is EnrollmentStatus.FINISHED


async def not_understood(update: Update, context: Context, *, has_lapsed: bool = False) -> None:
    """Say so, briefly and once of what came in parts; in groups say nothing."""
    if chat_of(update).type == ChatType.PRIVATE:
        message = update.effective_message
        if message is not None and context.services.unread.is_rest(message):
            return
        known = await care.find_known(update, context)
        screen = views.not_understood(
            has_lapsed=has_lapsed,
            has_begun=known.has_begun,
            is_quiet=known.is_quiet,
            is_finished=known.is_current and await _has_finished(update, context),
            clinic=context.services.library.clinic,
            takes_questions=context.services.takes_questions,
        )
        await care.reply_with_care(update, context, screen)
