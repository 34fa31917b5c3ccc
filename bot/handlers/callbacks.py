"""Buttons: parse, authorise, answer, act. A press can be forged, so every one is checked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

from telegram import Update

from bot.handlers import general, symptom_check
from bot.handlers.admin import admins, panel
from bot.handlers.announcements import corrections, preview, progress, schedule_form, scheduling
from bot.handlers.context import Context, answer, is_admin, may_change, note_refusal
from bot.handlers.courses import draft_parts, drafts, importing, publishing
from bot.handlers.subscribers import joining, reading, settings
from bot.views import general as general_views
from bot.views.callback_data import Verb, parse
from bot.views.subscribers import reading as reading_views

Action = Callable[..., Awaitable[None]]


class May(Enum):
    """Who may press a button."""

    ANYBODY = auto()
    CHANGER = auto()
    ADMIN = auto()


@dataclass(frozen=True, slots=True)
class CallbackHandler:
    """What a verb does, who may ask for it, and how many arguments it brings."""

    action: Action
    may: May = May.CHANGER
    arguments: int = 0
    answers_itself: bool = False


BUTTONS = {
    Verb.SET_TIME: CallbackHandler(joining.choose_time, arguments=1),
    Verb.ASK_TIME: CallbackHandler(joining.ask_time),
    Verb.SET_ZONE: CallbackHandler(joining.choose_zone, arguments=1),
    Verb.ASK_ZONE: CallbackHandler(joining.ask_zone),
    Verb.ASK_PLACE: CallbackHandler(joining.ask_place),
    Verb.ASK_LOCATION: CallbackHandler(joining.ask_location),
    Verb.SET_DAYS: CallbackHandler(joining.choose_weekdays, arguments=1),
    Verb.ASK_DAYS: CallbackHandler(settings.ask_days),
    Verb.SET_COURSE: CallbackHandler(joining.choose_course, arguments=1),
    Verb.ASK_COURSE: CallbackHandler(settings.ask_course, arguments=1),
    Verb.SETTINGS: CallbackHandler(settings.settings),
    Verb.LESSON_NOW: CallbackHandler(reading.lesson_now),
    Verb.LESSONS: CallbackHandler(reading.turn_list, May.ANYBODY, arguments=1),
    Verb.READ: CallbackHandler(reading.read_again, May.ANYBODY, arguments=2),
    Verb.QUIZ: CallbackHandler(reading.ask_quiz, May.ANYBODY, arguments=2),
    Verb.PAUSE: CallbackHandler(settings.pause_for, arguments=1),
    Verb.RESUME: CallbackHandler(settings.resume),
    Verb.PRIVACY: CallbackHandler(general.show_privacy),
    Verb.ASK_ERASE: CallbackHandler(general.ask_erase),
    Verb.ERASE: CallbackHandler(general.erase),
    Verb.CHECK: CallbackHandler(
        symptom_check.tapped, May.ANYBODY, arguments=1, answers_itself=True
    ),
    Verb.BEGIN_CHECK: CallbackHandler(symptom_check.begin, May.ANYBODY),
    Verb.URGENT: CallbackHandler(symptom_check.urgent, May.ANYBODY),
    Verb.CONFIRM_ANNOUNCEMENT: CallbackHandler(scheduling.confirm, May.ADMIN, arguments=2),
    Verb.CONFIRM_MANY: CallbackHandler(scheduling.confirm_many, May.ADMIN, arguments=2),
    Verb.CANCEL_ANNOUNCEMENT: CallbackHandler(scheduling.call_off, May.ADMIN, arguments=2),
    Verb.MEANT_LESSON: CallbackHandler(preview.take_for_lesson, May.ADMIN, arguments=2),
    Verb.REPLACE_LESSON: CallbackHandler(preview.choose_replacing, May.ADMIN, arguments=3),
    Verb.DRY_RUN: CallbackHandler(scheduling.dry_run, May.ADMIN, arguments=1),
    Verb.MOVE: CallbackHandler(schedule_form.ask_move, May.ADMIN, arguments=1),
    Verb.SCHEDULED: CallbackHandler(scheduling.list_scheduled, May.ADMIN, arguments=1),
    Verb.HOLD_SENDING: CallbackHandler(progress.hold_one, May.ADMIN, arguments=1),
    Verb.GO_ON: CallbackHandler(progress.go_on_one, May.ADMIN, arguments=1),
    Verb.ASK_WORDING: CallbackHandler(corrections.ask_wording, May.ADMIN, arguments=1),
    Verb.ASK_RECALL: CallbackHandler(corrections.ask_recall, May.ADMIN, arguments=1),
    Verb.APPLY_CORRECTION: CallbackHandler(corrections.apply, May.ADMIN, arguments=1),
    Verb.PANEL: CallbackHandler(panel.open_page, May.ADMIN, arguments=1),
    Verb.PREVIEW_COURSES: CallbackHandler(panel.preview_courses, May.ADMIN, arguments=1),
    Verb.PREVIEW_COURSE: CallbackHandler(panel.preview_course, May.ADMIN, arguments=2),
    Verb.PREVIEW: CallbackHandler(panel.preview_lesson, May.ADMIN, arguments=2),
    Verb.CHART: CallbackHandler(panel.chart, May.ADMIN, arguments=1),
    Verb.CSV: CallbackHandler(panel.export, May.ADMIN),
    Verb.FORM_PAGE: CallbackHandler(schedule_form.turn_page, May.ADMIN, arguments=1),
    Verb.FORM_COURSE: CallbackHandler(schedule_form.choose_course, May.ADMIN, arguments=2),
    Verb.FORM_LESSON: CallbackHandler(schedule_form.choose_lesson, May.ADMIN, arguments=2),
    Verb.FORM_WHEN: CallbackHandler(schedule_form.choose_when, May.ADMIN, arguments=2),
    Verb.FORM_WHO: CallbackHandler(schedule_form.choose_who, May.ADMIN, arguments=1),
    Verb.FORM_BACK: CallbackHandler(schedule_form.back, May.ADMIN),
    Verb.FORM_CLOSE: CallbackHandler(schedule_form.close, May.ADMIN),
    Verb.ADMINS: CallbackHandler(admins.list_seats, May.ADMIN, arguments=1),
    Verb.FORM_BEGIN: CallbackHandler(schedule_form.begin_course, May.ADMIN, arguments=1),
    Verb.CORRECT_LESSON: CallbackHandler(corrections.correct_lesson, May.ADMIN, arguments=2),
    Verb.IMPORT_OFFERED: CallbackHandler(importing.take_offered, May.ADMIN),
    Verb.CLOSE_IMPORT: CallbackHandler(importing.close, May.ADMIN),
    Verb.COURSES: CallbackHandler(drafts.list_courses, May.ADMIN, arguments=1),
    Verb.COURSE: CallbackHandler(drafts.open_course, May.ADMIN, arguments=1),
    Verb.EDIT_COURSE: CallbackHandler(drafts.edit_course, May.ADMIN, arguments=1),
    Verb.DRAFT: CallbackHandler(drafts.overview, May.ADMIN, arguments=1),
    Verb.DRAFT_LIST: CallbackHandler(drafts.list_lessons, May.ADMIN, arguments=2),
    Verb.DRAFT_NOTES: CallbackHandler(drafts.list_notes, May.ADMIN, arguments=2),
    Verb.DRAFT_LESSON: CallbackHandler(drafts.open_lesson, May.ADMIN, arguments=2),
    Verb.DRAFT_EDIT: CallbackHandler(drafts.edit, May.ADMIN, arguments=2),
    Verb.ASK_PART: CallbackHandler(draft_parts.ask, May.ADMIN, arguments=3),
    Verb.CLOSE_PART: CallbackHandler(draft_parts.close, May.ADMIN, arguments=2),
    Verb.ASK_EVIDENCE: CallbackHandler(drafts.ask_evidence, May.ADMIN, arguments=3),
    Verb.RATE: CallbackHandler(drafts.rate, May.ADMIN, arguments=4),
    Verb.ASK_REMOVE: CallbackHandler(drafts.ask_remove, May.ADMIN, arguments=3),
    Verb.REMOVE_LESSON: CallbackHandler(drafts.remove, May.ADMIN, arguments=3),
    Verb.KEEP_WORDING: CallbackHandler(drafts.keep_wording, May.ADMIN, arguments=3),
    Verb.APPROVE: CallbackHandler(drafts.approve, May.ADMIN, arguments=3),
    Verb.APPROVE_ALL: CallbackHandler(drafts.approve_all, May.ADMIN, arguments=2),
    Verb.APPROVE_MANY: CallbackHandler(drafts.approve_many, May.ADMIN, arguments=2),
    Verb.ASK_PUBLISH: CallbackHandler(publishing.ask_publish, May.ADMIN, arguments=2),
    Verb.PUBLISH: CallbackHandler(publishing.publish, May.ADMIN, arguments=2),
    Verb.ASK_DISCARD: CallbackHandler(publishing.ask_discard, May.ADMIN, arguments=2),
    Verb.DISCARD: CallbackHandler(publishing.discard, May.ADMIN, arguments=2),
    Verb.REMOVE_ADMIN: CallbackHandler(admins.remove, May.ADMIN, arguments=1),
    Verb.LOG: CallbackHandler(admins.log, May.ADMIN, arguments=1),
}


async def pressed(update: Update, context: Context) -> None:
    """Do what the button says, if it is ours and this person may."""
    query = update.callback_query
    if query is None:
        return
    press = parse(query.data or "")
    button = BUTTONS.get(press.verb) if press else None
    if (
        press is None
        or button is None
        or query.message is None
        or len(press.arguments) != button.arguments
    ):
        await answer(update, reading_views.button_is_old())
        return
    if button.may is May.ADMIN and not await is_admin(update, context):
        await note_refusal(update, context, f"[{press.verb}]")
        await answer(update, reading_views.button_is_old())
        return
    if button.may is May.CHANGER and not await may_change(update, context):
        await answer(update, general_views.only_group_admins())
        return
    if not button.answers_itself:
        await answer(update)
    await button.action(update, context, *press.arguments)
