"""Buttons: parse, authorise, read, answer, act. A press can be forged, so every one is checked."""

from datetime import timedelta

from telegram import MaybeInaccessibleMessage, Update

from bot.handlers import general, meant_answers, staff, symptom_check, wrong_advice
from bot.handlers.admin import admins, inviting, panel
from bot.handlers.announcements import (
    calendar,
    corrections,
    holding,
    link_button,
    moving,
    offering,
    preview,
    progress,
    restoring,
    schedule_form,
    scheduling,
)
from bot.handlers.arguments import (
    answers,
    article_mark,
    audience,
    break_days,
    break_end,
    chat_id,
    course_id,
    day,
    fingerprint,
    held_course,
    invitation_key,
    lesson_id,
    lesson_id_or_none,
    link_word,
    number,
    one_of,
    page,
    roles,
    screen_id,
    seat,
    send_time,
    timezone,
    told_time,
    version,
    weekdays,
    yes_or_no,
)
from bot.handlers.button import to
from bot.handlers.context import Context, answer, find_bar, find_lack, note_refusal
from bot.handlers.courses import (
    course_link,
    drafts,
    importing,
    pasting,
    read_articles,
    rolling_back,
    standing,
)
from bot.handlers.courses.draft_buttons import FOR_DRAFTS
from bot.handlers.lesson_presses import ONCE_A_TAP
from bot.handlers.subscribers import (
    agreeing,
    breaks,
    course_offers,
    groups,
    joining,
    old_buttons,
    pace,
    quizzes,
    reading,
    settings,
    skipping,
    zones,
)
from bot.views.admin import admins as admin_views
from bot.views.admin.chart_picture import PALETTES
from bot.views.announcements.times import PRESETS
from bot.views.callback_data import Verb, parse
from bot.views.capabilities import capability_of
from bot.views.courses.standing import WAYS
from bot.views.subscribers import reading as reading_views
from lessons.delivery.announcement import BEHINDS
from lessons.delivery.course_offer import MEETINGS
from lessons.language.names import LANGUAGES

FOR_ANYBODY = {
    Verb.HELP: to(general.help_text),
    Verb.REPEAT: to(reading.repeat),
    Verb.PROGRESS: to(reading.progress),
    Verb.LESSONS: to(reading.turn_list, page),
    Verb.COMING: to(pace.coming, page),
    Verb.READ: to(reading.read_again, course_id, lesson_id),
    Verb.QUIZ: to(quizzes.ask, course_id, lesson_id),
    Verb.QUIZ_ANSWER: to(quizzes.answered, course_id, lesson_id, number),
    Verb.CHECK: to(symptom_check.tapped, answers),
    Verb.BEGIN_CHECK: to(symptom_check.begin),
    Verb.CORRECT_CHECK: to(symptom_check.correct),
    Verb.WHY_ASKED: to(symptom_check.tell_why, screen_id),
    Verb.URGENT: to(symptom_check.urgent),
    Verb.ASK_STAFF: to(staff.ask),
    Verb.RELAY: to(staff.pass_on),
    Verb.NO_QUESTION: to(staff.keep_silent),
    Verb.WRONG_ADVICE: to(wrong_advice.answered, yes_or_no),
}
FOR_CHANGERS = {
    Verb.SET_TIME: to(joining.choose_time, send_time),
    Verb.SET_TIME_AND_DAYS: to(joining.choose_time_and_days, send_time, weekdays),
    Verb.SET_TIME_AND_ZONE: to(zones.choose_time_and_zone, send_time, timezone),
    Verb.BEGIN_HERE: to(groups.start),
    Verb.ASK_TIME: to(joining.ask_time),
    Verb.SET_ZONE: to(zones.choose_zone, timezone),
    Verb.ASK_ZONE: to(zones.ask_zone),
    Verb.ASK_PLACE: to(zones.ask_place),
    Verb.ASK_LOCATION: to(zones.ask_location),
    Verb.SET_DAYS: to(joining.choose_weekdays, weekdays),
    Verb.ASK_DAYS: to(settings.ask_days),
    Verb.SET_COURSE: to(joining.choose_course, course_id),
    Verb.ASK_COURSE: to(settings.ask_course, page),
    Verb.SETTINGS: to(settings.settings),
    Verb.FIRST_LESSON: to(joining.show_first),
    Verb.LESSON_NOW: to(reading.lesson_now),
    Verb.ANOTHER: to(pace.another),
    Verb.JUMP: to(pace.jump, course_id, lesson_id),
    Verb.EVENING: to(pace.wait_for_evening),
    Verb.ONCE_AT: to(pace.come_once_at, send_time),
    Verb.BEGIN_ON: to(pace.begin_on, day),
    Verb.ASK_AGAIN: to(pace.ask_again),
    Verb.AGAIN: to(pace.begin_again),
    Verb.UNDO_AGAIN: to(pace.undo_begin_again, course_id, lesson_id_or_none),
    Verb.UNSKIP: to(skipping.bring_back, course_id, lesson_id),
    Verb.SKIP: to(skipping.skip),
    Verb.ASK_PAUSE: to(breaks.ask_pause),
    Verb.PAUSE: to(breaks.pause_for, break_days),
    Verb.PAUSE_UNTIL: to(breaks.pause_to, break_end),
    Verb.PAUSE_LATER: to(breaks.pause_later, break_end, break_end),
    Verb.RESUME: to(breaks.resume),
    Verb.RESUME_ON: to(breaks.resume_on, break_end),
    Verb.STOP: to(settings.stop),
    Verb.AGREE: to(agreeing.agree, fingerprint, link_word),
    Verb.DECLINE: to(agreeing.decline, fingerprint),
    Verb.PRIVACY: to(general.show_privacy),
    Verb.ASK_ERASE: to(general.ask_erase),
    Verb.TAKE_COURSE: to(course_offers.take, number),
    Verb.LEAVE_OFFER: to(course_offers.leave_offer, number),
    Verb.DECLINE_COURSE: to(course_offers.decline, number),
    Verb.PUT_OFF_COURSE: to(course_offers.put_off, number),
    Verb.ERASE: to(general.erase),
    Verb.KEEP_DATA: to(general.keep_data),
    Verb.EXPORT_DATA: to(general.export_data),
}
FOR_ADMINS = {
    Verb.CONFIRM_ANNOUNCEMENT: to(scheduling.confirm, number, version, number),
    Verb.CONFIRM_MANY: to(scheduling.confirm_many, number, version, number),
    Verb.CANCEL_ANNOUNCEMENT: to(scheduling.call_off, number, version),
    Verb.ASK_CALL_OFF: to(scheduling.ask_call_off, number, version),
    Verb.BEHIND: to(preview.choose_behind, number, version, one_of(BEHINDS)),
    Verb.SPARE_NEXT: to(preview.choose_sparing, number, version, yes_or_no),
    Verb.CONFIRM_MOVE: to(moving.confirm, number, version, number, told_time),
    Verb.MOVE_MANY: to(moving.confirm_many, number, version, number, told_time),
    Verb.UNDO_MOVE: to(moving.undo, number, version, told_time),
    Verb.BRING_BACK: to(scheduling.bring_back, number, version),
    Verb.START_COURSE: to(offering.start_course, course_id),
    Verb.OFFER_COURSE: to(offering.offer_course, course_id),
    Verb.OFFER_CHECK: to(offering.look, number),
    Verb.OFFER_AUDIENCES: to(offering.ask_audience, number, page),
    Verb.OFFER_AUDIENCE: to(offering.choose_audience, number, version, audience),
    Verb.OFFER_MEETING: to(offering.choose_meeting, number, version, one_of(MEETINGS)),
    Verb.OFFER_HOUR: to(offering.choose_hour, number, version, yes_or_no),
    Verb.MEANT_LESSON: to(preview.take_for_lesson, number, number),
    Verb.REPLACE_LESSON: to(preview.choose_replacing, number, version, yes_or_no),
    Verb.DRY_RUN: to(scheduling.dry_run, number),
    Verb.MOVE: to(schedule_form.ask_move, number),
    Verb.SCHEDULED: to(scheduling.list_scheduled, page),
    Verb.CALENDAR: to(calendar.show_week, page),
    Verb.OPEN_ANNOUNCEMENT: to(calendar.open_announcement, number),
    Verb.PAST: to(calendar.list_past, page),
    Verb.SCHEDULE_AGAIN: to(schedule_form.begin_again, number),
    Verb.SEND_AGAIN: to(calendar.send_again, number),
    Verb.HOLD_SENDING: to(progress.hold_one, number),
    Verb.GO_ON: to(progress.go_on_one, number),
    Verb.ASK_WORDING: to(corrections.ask_wording, number),
    Verb.ASK_RECALL: to(corrections.ask_recall, number),
    Verb.APPLY_CORRECTION: to(corrections.apply, number),
    Verb.PANEL: to(panel.open_page, one_of(panel.PAGES)),
    Verb.ASK_LESSONS_GO: to(holding.ask_go, held_course),
    Verb.LESSONS_GO: to(holding.go, held_course),
    Verb.RESTORED: to(restoring.pressed, one_of(restoring.WAYS)),
    Verb.PREVIEW_COURSES: to(panel.preview_courses, page),
    Verb.PREVIEW_COURSE: to(panel.preview_course, course_id, page),
    Verb.PREVIEW: to(panel.preview_lesson, course_id, lesson_id),
    Verb.CHART: to(panel.chart, one_of(PALETTES)),
    Verb.CSV: to(panel.export),
    Verb.FORM_PAGE: to(schedule_form.turn_page, page),
    Verb.FORM_COURSE: to(schedule_form.choose_course, course_id, page),
    Verb.FORM_LESSON: to(schedule_form.choose_lesson, course_id, lesson_id),
    Verb.FORM_WHEN: to(schedule_form.choose_when, one_of(PRESETS), number),
    Verb.FORM_OPTION: to(schedule_form.choose_option, told_time),
    Verb.FORM_WHO: to(schedule_form.choose_who, audience),
    Verb.FORM_SAID: to(schedule_form.leave_as_said),
    Verb.ASK_LINK: to(link_button.ask, number),
    Verb.FORM_BACK: to(schedule_form.back),
    Verb.FORM_CLOSE: to(schedule_form.close),
    Verb.ADMINS: to(admins.list_seats, page),
    Verb.FORM_BEGIN: to(schedule_form.begin_course, course_id),
    Verb.CORRECT_LESSON: to(corrections.correct_lesson, course_id, lesson_id),
    Verb.IMPORT_OFFERED: to(importing.take_offered),
    Verb.CLOSE_IMPORT: to(importing.close),
    Verb.PASTED_ALL: to(pasting.take_all),
    Verb.DISCARD_PASTED: to(pasting.discard),
    Verb.READ_ARTICLE: to(read_articles.show_page, article_mark, page),
    Verb.READ_LEFT_OUT: to(read_articles.show_left_out, article_mark, page),
    Verb.ASK_READ_IN: to(read_articles.ask_language, article_mark),
    Verb.READ_IN: to(read_articles.read_in, article_mark, one_of(LANGUAGES)),
    Verb.MAKE_DRAFT: to(read_articles.make_draft, article_mark),
    Verb.DROP_READ: to(read_articles.throw_away, article_mark),
    Verb.COURSES: to(drafts.list_courses, page),
    Verb.COURSE: to(drafts.open_course, course_id),
    Verb.ARCHIVED: to(drafts.list_archived, page),
    Verb.COURSE_LINKS: to(course_link.list_links, course_id),
    Verb.NAME_LINK: to(course_link.ask_name, course_id),
    Verb.NAMED_LINK: to(course_link.send_named, course_id),
    Verb.EARLIER: to(rolling_back.list_earlier, course_id),
    Verb.ASK_ROLL_BACK: to(rolling_back.ask, course_id, number),
    Verb.ROLL_BACK: to(rolling_back.roll_back, course_id, number, number),
    Verb.ASK_WITHDRAW: to(standing.ask_withdraw, course_id),
    Verb.WITHDRAW: to(standing.withdraw, course_id, one_of(WAYS)),
    Verb.OFFER_AGAIN: to(standing.offer_again, course_id),
    Verb.ARCHIVE: to(standing.archive, course_id),
    Verb.FOR_NEWCOMERS: to(standing.for_newcomers, course_id, yes_or_no),
    Verb.MOVE_PEOPLE: to(standing.move_people, course_id, number),
    Verb.EDIT_COURSE: to(drafts.edit_course, course_id),
    Verb.COURSE_LINK: to(course_link.send_link, course_id),
    **FOR_DRAFTS,
    Verb.MEANT: to(meant_answers.take_meant, number),
    Verb.CHOOSE_ROLES: to(admins.choose_roles, seat, roles),
    Verb.INVITE: to(inviting.invite, roles),
    Verb.ASK_SET_ROLES: to(admins.ask_change, chat_id, roles),
    Verb.SET_ROLES: to(admins.change, chat_id, roles),
    Verb.ASK_REMOVE_ADMIN: to(admins.ask_remove, chat_id),
    Verb.REMOVE_ADMIN: to(admins.remove, chat_id),
    Verb.UNDO_SEAT: to(admins.undo, chat_id),
    Verb.ANSWER_SEAT: to(inviting.answer, invitation_key, yes_or_no),
    Verb.LOG: to(admins.log, number),
    Verb.LOG_CSV: to(admins.export_log),
}
FOR_PEOPLE = FOR_ANYBODY | FOR_CHANGERS
BUTTONS = FOR_PEOPLE | FOR_ADMINS

# Only these know with which word they answer.
_ANSWER_THEMSELVES = {*symptom_check.ANSWERED_THERE, Verb.QUIZ, Verb.QUIZ_ANSWER}


_ANSWERED_BELOW = frozenset({Verb.URGENT, Verb.QUIZ, Verb.READ, Verb.LESSON_NOW})
_STILL_IN_SIGHT = timedelta(minutes=10)


async def pressed(update: Update, context: Context) -> None:
    """Do what the button says, if it is ours and this person may."""
    query = update.callback_query
    if query is None:
        return
    press = parse(query.data or "")
    if press is None or query.message is None:
        await answer(update, reading_views.button_is_old())
        return
    capability = capability_of(press)
    if capability is not None and (lack := await find_lack(update, context, capability)):
        await note_refusal(update, context, f"[{press.verb}]")
        word = admin_views.lacks(lack) if lack.has_seat else reading_views.button_is_old()
        await answer(update, word, is_alert=lack.has_seat)
        return
    if press.verb in FOR_CHANGERS and (bar := await find_bar(update, context)):
        await answer(update, bar)
        return
    button = BUTTONS[press.verb]
    values = button.read(press.arguments)
    if values is None:
        await answer(update, reading_views.button_is_old())
        return
    if press.verb in FOR_CHANGERS and context.services.replaced_keyboards.is_unseen(
        query.message.chat.id, query.message.message_id, press.verb, context.now
    ):
        await answer(update, reading_views.look_again())
        return
    if press.verb in ONCE_A_TAP:
        key = (query.message.chat.id, query.message.message_id, query.data or "")
        if not context.services.lesson_presses.note(key, context.now):
            await answer(update, reading_views.sent_below())
            return
    if await old_buttons.ask_first(update, context, press.verb, values):
        return
    if press.verb not in _ANSWER_THEMSELVES:
        await answer(update, _word_for(query.message, press.verb, context))
    await button.action(update, context, *values)
    if press.verb in FOR_CHANGERS:
        await groups.invite(update, context)


def _word_for(message: MaybeInaccessibleMessage, verb: Verb, context: Context) -> str | None:
    """Return the word for a press far above, whose answer is out of sight."""
    is_old = context.now - message.date > _STILL_IN_SIGHT
    return reading_views.sent_below() if is_old and verb in _ANSWERED_BELOW else None


async def press_typed(update: Update, context: Context, data: str) -> None:
    """Do what a button of a screen for people says whose words were typed, if this person may."""
    press = parse(data)
    if press is None or press.verb not in FOR_PEOPLE:
        return
    if press.verb in FOR_CHANGERS and (bar := await find_bar(update, context)):
        await groups.not_for_members(update, context, bar)
        return
    button = FOR_PEOPLE[press.verb]
    if (values := button.read(press.arguments)) is not None:
        await button.action(update, context, *values)
        if press.verb in FOR_CHANGERS:
            await groups.invite(update, context)
