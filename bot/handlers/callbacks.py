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
class Button:
    """What a verb does, who may ask for it, and how many arguments it brings."""

    action: Action
    may: May = May.CHANGER
    arguments: int = 0
    answers_itself: bool = False


BUTTONS = {
    Verb.SET_TIME: Button(joining.choose_time, arguments=1),
    Verb.ASK_TIME: Button(joining.ask_time),
    Verb.SET_ZONE: Button(joining.choose_zone, arguments=1),
    Verb.ASK_ZONE: Button(joining.ask_zone),
    Verb.ASK_PLACE: Button(joining.ask_place),
    Verb.ASK_LOCATION: Button(joining.ask_location),
    Verb.SET_DAYS: Button(joining.choose_weekdays, arguments=1),
    Verb.ASK_DAYS: Button(settings.ask_days),
    Verb.SET_COURSE: Button(joining.choose_course, arguments=1),
    Verb.ASK_COURSE: Button(settings.ask_course, arguments=1),
    Verb.SETTINGS: Button(settings.settings),
    Verb.LESSON_NOW: Button(reading.lesson_now),
    Verb.LESSONS: Button(reading.turn_list, May.ANYBODY, arguments=1),
    Verb.READ: Button(reading.read_again, May.ANYBODY, arguments=2),
    Verb.QUIZ: Button(reading.ask_quiz, May.ANYBODY, arguments=2),
    Verb.PAUSE: Button(settings.pause_for, arguments=1),
    Verb.RESUME: Button(settings.resume),
    Verb.PRIVACY: Button(general.show_privacy),
    Verb.ASK_ERASE: Button(general.ask_erase),
    Verb.ERASE: Button(general.erase),
    Verb.CHECK: Button(symptom_check.tapped, May.ANYBODY, arguments=1, answers_itself=True),
    Verb.BEGIN_CHECK: Button(symptom_check.begin, May.ANYBODY),
    Verb.URGENT: Button(symptom_check.urgent, May.ANYBODY),
    Verb.CONFIRM_ANNOUNCEMENT: Button(scheduling.confirm, May.ADMIN, arguments=2),
    Verb.CONFIRM_MANY: Button(scheduling.confirm_many, May.ADMIN, arguments=2),
    Verb.CANCEL_ANNOUNCEMENT: Button(scheduling.call_off, May.ADMIN, arguments=2),
    Verb.MEANT_LESSON: Button(preview.take_for_lesson, May.ADMIN, arguments=2),
    Verb.REPLACE_LESSON: Button(preview.choose_replacing, May.ADMIN, arguments=3),
    Verb.DRY_RUN: Button(scheduling.dry_run, May.ADMIN, arguments=1),
    Verb.MOVE: Button(schedule_form.ask_move, May.ADMIN, arguments=1),
    Verb.SCHEDULED: Button(scheduling.list_scheduled, May.ADMIN, arguments=1),
    Verb.HOLD_SENDING: Button(progress.hold_one, May.ADMIN, arguments=1),
    Verb.GO_ON: Button(progress.go_on_one, May.ADMIN, arguments=1),
    Verb.ASK_WORDING: Button(corrections.ask_wording, May.ADMIN, arguments=1),
    Verb.ASK_RECALL: Button(corrections.ask_recall, May.ADMIN, arguments=1),
    Verb.APPLY_CORRECTION: Button(corrections.apply, May.ADMIN, arguments=1),
    Verb.PANEL: Button(panel.open_page, May.ADMIN, arguments=1),
    Verb.PREVIEW_COURSES: Button(panel.preview_courses, May.ADMIN, arguments=1),
    Verb.PREVIEW_COURSE: Button(panel.preview_course, May.ADMIN, arguments=2),
    Verb.PREVIEW: Button(panel.preview_lesson, May.ADMIN, arguments=2),
    Verb.CHART: Button(panel.chart, May.ADMIN, arguments=1),
    Verb.CSV: Button(panel.export, May.ADMIN),
    Verb.FORM_PAGE: Button(schedule_form.turn_page, May.ADMIN, arguments=1),
    Verb.FORM_COURSE: Button(schedule_form.choose_course, May.ADMIN, arguments=2),
    Verb.FORM_LESSON: Button(schedule_form.choose_lesson, May.ADMIN, arguments=2),
    Verb.FORM_WHEN: Button(schedule_form.choose_when, May.ADMIN, arguments=2),
    Verb.FORM_WHO: Button(schedule_form.choose_who, May.ADMIN, arguments=1),
    Verb.FORM_BACK: Button(schedule_form.back, May.ADMIN),
    Verb.FORM_CLOSE: Button(schedule_form.close, May.ADMIN),
    Verb.ADMINS: Button(admins.list_seats, May.ADMIN, arguments=1),
    Verb.FORM_BEGIN: Button(schedule_form.begin_course, May.ADMIN, arguments=1),
    Verb.CORRECT_LESSON: Button(corrections.correct_lesson, May.ADMIN, arguments=2),
    Verb.IMPORT_OFFERED: Button(importing.take_offered, May.ADMIN),
    Verb.CLOSE_IMPORT: Button(importing.close, May.ADMIN),
    Verb.COURSES: Button(drafts.list_courses, May.ADMIN, arguments=1),
    Verb.COURSE: Button(drafts.open_course, May.ADMIN, arguments=1),
    Verb.EDIT_COURSE: Button(drafts.edit_course, May.ADMIN, arguments=1),
    Verb.DRAFT: Button(drafts.overview, May.ADMIN, arguments=1),
    Verb.DRAFT_LIST: Button(drafts.list_lessons, May.ADMIN, arguments=2),
    Verb.DRAFT_NOTES: Button(drafts.list_notes, May.ADMIN, arguments=2),
    Verb.DRAFT_LESSON: Button(drafts.open_lesson, May.ADMIN, arguments=2),
    Verb.DRAFT_EDIT: Button(drafts.edit, May.ADMIN, arguments=2),
    Verb.ASK_PART: Button(draft_parts.ask, May.ADMIN, arguments=3),
    Verb.CLOSE_PART: Button(draft_parts.close, May.ADMIN, arguments=2),
    Verb.ASK_EVIDENCE: Button(drafts.ask_evidence, May.ADMIN, arguments=3),
    Verb.RATE: Button(drafts.rate, May.ADMIN, arguments=4),
    Verb.ASK_REMOVE: Button(drafts.ask_remove, May.ADMIN, arguments=3),
    Verb.REMOVE_LESSON: Button(drafts.remove, May.ADMIN, arguments=3),
    Verb.KEEP_WORDING: Button(drafts.keep_wording, May.ADMIN, arguments=3),
    Verb.APPROVE: Button(drafts.approve, May.ADMIN, arguments=3),
    Verb.APPROVE_ALL: Button(drafts.approve_all, May.ADMIN, arguments=2),
    Verb.APPROVE_MANY: Button(drafts.approve_many, May.ADMIN, arguments=2),
    Verb.ASK_PUBLISH: Button(publishing.ask_publish, May.ADMIN, arguments=2),
    Verb.PUBLISH: Button(publishing.publish, May.ADMIN, arguments=2),
    Verb.ASK_DISCARD: Button(publishing.ask_discard, May.ADMIN, arguments=2),
    Verb.DISCARD: Button(publishing.discard, May.ADMIN, arguments=2),
    Verb.REMOVE_ADMIN: Button(admins.remove, May.ADMIN, arguments=1),
    Verb.LOG: Button(admins.log, May.ADMIN, arguments=1),
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
