"""The guided form of /schedule: what, when, for whom; one question at a time."""

from dataclasses import replace
from datetime import datetime

from telegram import Update

from bot.handlers.announcements import corrections, link_button, moving, offering
from bot.handlers.announcements.preview import preview
from bot.handlers.announcements.wording import find_unfilled, read_wording, tell_what_is_lost
from bot.handlers.care import show_before_care
from bot.handlers.context import Context, chat_of, reply, show, timezone_of
from bot.process.handling import handling_here
from bot.use_cases.announcements import asked_times, beginnings, offers, scheduling
from bot.use_cases.announcements import schedule_form as forms
from bot.use_cases.announcements.schedule_form import FormStep, ScheduleForm
from bot.use_cases.library import find_named_lesson
from bot.views.announcements import attachments as file_views
from bot.views.announcements import corrections as correcting_views
from bot.views.announcements import preview as announcing_views
from bot.views.announcements import schedule_form as views
from bot.views.announcements import scheduled as scheduled_views
from bot.views.announcements import times
from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.audience import Audience, InvalidAudience, parse_audience
from lessons.delivery.wording import Wording
from lessons.send_times.when import InvalidWhen
from lessons.text import is_blank


async def begin(update: Update, context: Context) -> None:
    """Open the form at its first question."""
    form = await context.services.store.run(forms.begin, chat_of(update).id, context.now)
    await _ask(update, context, form)


async def begin_course(update: Update, context: Context, course_id: str) -> None:
    """Open the form with the lessons of a course to choose from."""
    await context.services.store.run(forms.begin, chat_of(update).id, context.now)
    await choose_course(update, context, course_id)


async def begin_again(update: Update, context: Context, number: int, audience: str = "") -> None:
    """Open the form with the words, or the lesson, of an announcement; it asks when, and for whom
    where no audience is given."""
    item = await context.services.store.run(scheduling.find_announcement, number)
    if item is None:
        await show(update, context, views.closed())
        return
    what = item.text or f"{item.course_id}/{item.lesson_id}"
    form = ScheduleForm(
        FormStep.WHEN,
        what=what,
        marks=item.marks,
        audience=audience,
        attachment=item.attachment,
        link=item.link,
    )
    await _ask_next(update, context, form)


async def ask_move(update: Update, context: Context, number: int) -> None:
    """Ask for another time for what is scheduled."""
    item = await context.services.store.run(scheduling.find_announcement, number)
    if item is None:
        await show(update, context, scheduled_views.not_moved(str(number)))
        return
    form = await context.services.store.run(forms.begin, chat_of(update).id, context.now, number)
    await _ask(update, context, form)


async def answer_typed(update: Update, context: Context, form: ScheduleForm, text: str) -> None:
    """Take a typed text as the answer to the form's question."""
    message = update.effective_message
    assert message is not None
    wording = read_wording(message)
    match form.step:
        case FormStep.WHAT:
            if screen := find_unfilled(context, wording):
                await reply(update, context, screen)
                return
            await tell_what_is_lost(update, context)
            await _take_what(update, context, form, wording)
        case FormStep.WHEN:
            await _take_when(update, context, form, text)
        case FormStep.WHO:
            await _take_who(update, context, text)
        case FormStep.WORDING:
            await tell_what_is_lost(update, context)
            await corrections.take_wording(update, context, form.announcement_id or 0, wording)
        case FormStep.DESCRIBE:
            await _take_description(update, context, form, wording)
        case FormStep.LINK:
            await link_button.take(update, context, form.announcement_id or 0, text)


async def _take_description(
    update: Update, context: Context, form: ScheduleForm, wording: Wording
) -> None:
    """Take what is in a file: below the words that came with it, or as the words."""
    attachment = form.attachment
    assert attachment is not None
    if screen := find_unfilled(context, wording):
        await reply(update, context, screen)
        return
    if not form.what:
        form = replace(form, what=wording.text, marks=wording.marks)
    else:
        told = file_views.describing(attachment.kind, " ".join(wording.text.split()))
        form = replace(form, what=f"{form.what}\n\n{told}")
    await _ask_next(update, context, replace(form, step=FormStep.WHEN))


async def leave_as_said(update: Update, context: Context) -> None:
    """Let the words that came with a file be all that is said of it."""
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None or form.step is not FormStep.DESCRIBE or not form.what:
        await show(update, context, views.closed())
        return
    await _ask_next(update, context, replace(form, step=FormStep.WHEN))


async def turn_page(update: Update, context: Context, page: int) -> None:
    """Show another page of the open question."""
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None:
        await show(update, context, views.closed())
        return
    await _ask(update, context, form, page)


async def choose_course(update: Update, context: Context, course_id: str, page: int = 1) -> None:
    """Show a page of the lessons of a course, to choose from."""
    course = context.services.library.get(course_id)
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    if course is None or form is None:
        await show(update, context, views.closed())
        return
    await show(update, context, views.choose_lesson(course, page))


async def choose_lesson(update: Update, context: Context, course_id: str, lesson_id: str) -> None:
    """Take a lesson as what shall be sent."""
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    named = find_named_lesson(context.services.library, f"{course_id}/{lesson_id}")
    if form is None or named is None:
        await show(update, context, views.closed())
        return
    await _take_what(update, context, form, Wording(f"{course_id}/{lesson_id}"))


async def choose_when(update: Update, context: Context, preset: str, moving: int) -> None:
    """Take one of the times on the buttons; ``moving`` is the number that was to be moved when
    the button was drawn, or 0."""
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None:
        await show(update, context, views.closed())
    elif form.step is FormStep.WHEN and moving == (form.announcement_id or 0):
        await _take_when(update, context, form, times.PRESETS[preset])
    else:
        await _ask(update, context, form)


async def choose_option(update: Update, context: Context, at: datetime) -> None:
    """Take one of the times that were offered for one that was not understood."""
    typed = f"{at:%Y-%m-%d %H:%M} {'UTC' if at.tzinfo else 'their time'}"
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None:
        await show(update, context, views.closed())
    elif form.step is FormStep.WHEN and typed in form.options:
        await _take_when(update, context, form, typed)
    else:
        await _ask(update, context, form)


async def ask_time_again(
    update: Update,
    context: Context,
    form: ScheduleForm,
    error: InvalidWhen,
    *,
    is_kept: bool = False,
) -> None:
    """Say why a time cannot be taken, and keep the form open for another one; ``is_kept`` where it
    was opened to keep the message of a whole request."""
    if not is_kept:
        form = asked_times.offer(form, error)
    await keep_refused(update, context, form)
    timezone = await timezone_of(update, context)
    screen = times.when_refused(error, context.now, timezone, form, tells_message=is_kept)
    await show_before_care(update, context, screen)


async def keep_refused(update: Update, context: Context, form: ScheduleForm) -> None:
    """Keep what of a refused text was understood. The text itself counts as not taken, so that
    it can be put right where it stands."""
    with handling_here(None):
        await context.services.store.run(forms.answer, chat_of(update).id, form, context.now)


async def choose_who(update: Update, context: Context, audience: Audience) -> None:
    """Take an audience; that was the last question, so show the check."""
    services = context.services
    form = await services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None:
        await show(update, context, views.closed())
        return
    if form.step is not FormStep.WHO:
        await _ask(update, context, form)
        return
    try:
        audience = scheduling.get_audience(services.library, audience)
    except InvalidAudience as error:
        courses = services.library.values()
        await show_before_care(
            update, context, announcing_views.audience_refused(error.given, courses)
        )
        return
    timezone = await timezone_of(update, context)
    try:
        when = await services.store.run(
            scheduling.read_when, form.typed_when, context.now, timezone
        )
    except InvalidWhen as error:
        # It has passed while the form was open.
        await ask_time_again(update, context, form, error)
        return
    # What the update asks for is kept first, so that a kill in between loses nothing.
    await preview(update, context, form.wording, when, audience)
    await services.store.run(forms.close, chat_of(update).id)


async def back(update: Update, context: Context) -> None:
    """Ask the question before this one again."""
    form = await context.services.store.run(forms.find, chat_of(update).id, context.now)
    if form is None or form.step in (FormStep.WORDING, FormStep.DESCRIBE, FormStep.LINK):
        await show(update, context, views.closed())
        return
    step = FormStep.WHEN if form.step is FormStep.WHO else FormStep.WHAT
    await _ask_next(update, context, replace(form, step=step))


async def close(update: Update, context: Context) -> None:
    """Forget the form; nothing is scheduled."""
    await context.services.store.run(forms.close, chat_of(update).id)
    await show(update, context, views.closed())


async def move(update: Update, context: Context, number: int, typed: str) -> None:
    """Ask whether what is scheduled shall go at another time; a draft has it at once."""
    services, timezone = context.services, await timezone_of(update, context)
    try:
        when = await services.store.run(scheduling.read_when, typed, context.now, timezone)
    except InvalidWhen as error:
        form = ScheduleForm(FormStep.WHEN, announcement_id=number)
        await ask_time_again(update, context, form, error)
        return
    item = await services.store.run(scheduling.find_announcement, number)
    if item is None or item.status is not AnnouncementStatus.DRAFT:
        await services.store.run(forms.close, chat_of(update).id)
        await moving.ask(update, context, number, when)
        return
    if beginnings.begins(item):
        item = await offering.retime(update, context, number, when)
    else:
        item = await services.store.run(offers.retime_draft, chat_of(update).id, number, when)
    await services.store.run(forms.close, chat_of(update).id)
    if item is None:
        await show(update, context, scheduled_views.not_moved(str(number)))
    else:
        await offering.look(update, context, number)


async def _take_what(
    update: Update, context: Context, form: ScheduleForm, wording: Wording
) -> None:
    if not is_blank(wording.text):
        # A button of an older form may be pressed while another one is open for a move.
        form = replace(
            form,
            step=FormStep.WHEN,
            what=wording.text,
            marks=wording.marks,
            announcement_id=None,
            attachment=None,
            link=None,
        )
    await _ask_next(update, context, form)


async def _take_when(update: Update, context: Context, form: ScheduleForm, typed: str) -> None:
    services, timezone = context.services, await timezone_of(update, context)
    try:
        typed, audience = await services.store.run(
            asked_times.read_answer, form, typed, context.now, timezone
        )
    except InvalidWhen as error:
        await ask_time_again(update, context, form, error)
        return
    if form.announcement_id is not None:
        await move(update, context, form.announcement_id, typed)
        return
    await _go_on(update, context, form.settle(typed, str(audience) if audience else ""))


async def _go_on(update: Update, context: Context, form: ScheduleForm) -> None:
    """Ask for whom, unless that was typed with the time."""
    if not form.audience:
        await _ask_next(update, context, form)
        return
    await context.services.store.run(forms.answer, chat_of(update).id, form, context.now)
    await choose_who(update, context, parse_audience(form.audience))


async def _ask_next(update: Update, context: Context, form: ScheduleForm) -> None:
    await context.services.store.run(forms.answer, chat_of(update).id, form, context.now)
    await _ask(update, context, form)


async def _take_who(update: Update, context: Context, typed: str) -> None:
    try:
        audience = parse_audience(typed.removeprefix("to "))
    except InvalidAudience as error:
        courses = context.services.library.values()
        await show_before_care(
            update, context, announcing_views.audience_refused(error.given, courses)
        )
        return
    await choose_who(update, context, audience)


async def _ask(update: Update, context: Context, form: ScheduleForm, page: int = 1) -> None:
    courses = list(context.services.library.values())
    match form.step:
        case FormStep.WHAT:
            screen = views.ask_what(courses, page)
        case FormStep.WHEN:
            screen = views.ask_when(moving=form.announcement_id)
        case FormStep.WHO:
            screen = views.ask_who(courses, page)
        case FormStep.DESCRIBE:
            screen = file_views.ask_description(form)
        case FormStep.LINK:
            screen = file_views.ask_link()
        case FormStep.WORDING:
            screen = correcting_views.ask_wording(form.announcement_id or 0)
    await show(update, context, screen)
