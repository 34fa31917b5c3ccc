"""The review of a draft, in one message: overview, lessons, approvals."""

from collections.abc import Callable

from telegram import Update

from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.handlers.courses import asking_approval
from bot.handlers.courses.acting import actor_of
from bot.process.aside import aside
from bot.use_cases.courses import approving, drafting
from bot.use_cases.courses import courses as course_cases
from bot.use_cases.courses.drafting import Handled, Note
from bot.views.courses import courses as course_views
from bot.views.courses import draft_lessons, draft_questions
from bot.views.courses import drafts as views
from bot.views.screen import Screen
from lessons.course.course import Evidence
from lessons.draft.review import DraftReview


async def list_courses(update: Update, context: Context, page: int = 1) -> None:
    """List what people get and what is worked on."""
    services = context.services
    found = await services.store.run(course_cases.list_states, services.library)
    await show(update, context, course_views.course_list(found, page, services.desk_url))


async def list_archived(update: Update, context: Context, page: int) -> None:
    """List the courses that are in no other list."""
    services = context.services
    found = await services.store.run(course_cases.list_states, services.library, archived=True)
    await show(update, context, course_views.archived_list(found, page))


async def open_course(update: Update, context: Context, course_id: str) -> None:
    """Show one course and what can be done with it."""
    services = context.services
    found = await services.store.run(
        course_cases.find_state,
        services.library,
        services.policy,
        course_id,
        services.review_grace,
        context.now,
    )
    if found is None:
        await show(update, context, course_views.no_such_course())
    else:
        timezone = await timezone_of(update, context)
        await show(
            update,
            context,
            course_views.course_page(
                found, timezone, needs_second_person=services.needs_second_person
            ),
        )


async def edit_course(update: Update, context: Context, course_id: str) -> None:
    """Begin a draft of what people get, or go on with the one there is."""
    services = context.services
    draft = await services.store.run(
        drafting.start_draft, services.library, chat_of(update).id, course_id, context.now
    )
    if draft is None:
        await show(update, context, course_views.no_such_course())
    else:
        await overview(update, context, course_id)


async def overview(update: Update, context: Context, course_id: str) -> None:
    """Show the draft at a glance."""
    if found := await find(update, context, course_id):
        await show(update, context, views.overview(found))


async def list_lessons(update: Update, context: Context, course_id: str, page: int) -> None:
    """List the lessons of a draft."""
    if found := await find(update, context, course_id):
        await show(update, context, views.lesson_list(found, page))


async def list_notes(update: Update, context: Context, course_id: str, page: int) -> None:
    """Tell what the import left out."""
    if found := await find(update, context, course_id):
        await show(update, context, views.left_out(found, page))


async def open_lesson(update: Update, context: Context, course_id: str, number: int) -> None:
    """Show one lesson of a draft."""
    if found := await find(update, context, course_id):
        await show_lesson(update, context, found, number)


async def edit(update: Update, context: Context, course_id: str, number: int) -> None:
    """Ask what shall change, in a lesson or (0) in the course itself."""
    found = await find(update, context, course_id)
    if found is None:
        return
    if number == 0:
        await show(update, context, draft_questions.choose_course_part(found))
    elif drafting.find_lesson(found, number):
        await show(update, context, draft_lessons.choose_part(found, number))
    else:
        await show(update, context, views.overview(found, Note.CHANGED_SINCE))


async def approve(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Approve a lesson, and show the next one that is not approved yet."""
    handled = await context.services.store.run(
        approving.approve, actor_of(update, context), course_id, number, version, context.now
    )
    if handled and handled.note is None:
        await _show_next(update, context, handled.review, number)
        await asking_approval.tell_author(update, context, handled.review)
    else:
        await show_handled(update, context, handled, number)


async def _show_next(update: Update, context: Context, found: DraftReview, at: int) -> None:
    following = found.find_next_to_approve(at)
    if following:
        await show_lesson(update, context, found, following)
    else:
        await show(update, context, views.overview(found))


async def approve_all(update: Update, context: Context, course_id: str, version: int) -> None:
    """Approve everything; many remarks ask for a second tap."""
    await _approve_all(update, context, course_id, version, is_second_tap=False)


async def approve_many(update: Update, context: Context, course_id: str, version: int) -> None:
    """Approve everything, whatever the remarks."""
    await _approve_all(update, context, course_id, version, is_second_tap=True)


async def _approve_all(
    update: Update, context: Context, course_id: str, version: int, *, is_second_tap: bool
) -> None:
    handled = await context.services.store.run(
        approving.approve_all,
        actor_of(update, context),
        course_id,
        version,
        context.now,
        is_second_tap=is_second_tap,
    )
    if handled is None:
        await show(update, context, views.no_such_draft())
    else:
        await show(update, context, views.overview(handled.review, handled.note))
        if handled.note is None:
            await asking_approval.tell_author(update, context, handled.review)


async def keep_wording(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Stand by a surer wording."""
    handled = await context.services.store.run(
        drafting.keep_wording, actor_of(update, context), course_id, number, version, context.now
    )
    await show_handled(update, context, handled, number)


async def confirm_table(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Take a table for compared with the article."""
    handled = await context.services.store.run(
        drafting.confirm_table, actor_of(update, context), course_id, number, version, context.now
    )
    await show_handled(update, context, handled, number)


async def ask_evidence(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Ask how sure science is."""
    await _ask(update, context, course_id, number, version, draft_lessons.choose_evidence)


async def rate(
    update: Update, context: Context, course_id: str, number: int, version: int, evidence: Evidence
) -> None:
    """Take how sure science is."""
    handled = await context.services.store.run(
        drafting.rate, actor_of(update, context), course_id, number, version, evidence, context.now
    )
    await show_handled(update, context, handled, number, has_changed=True)


async def ask_remove(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Ask before a lesson is taken out."""
    await _ask(update, context, course_id, number, version, draft_lessons.ask_remove)


async def remove(
    update: Update, context: Context, course_id: str, number: int, version: int
) -> None:
    """Take a lesson out."""
    handled = await context.services.store.run(
        drafting.remove, actor_of(update, context), course_id, number, version, context.now
    )
    await show_handled(update, context, handled, number)


async def find(update: Update, context: Context, course_id: str) -> DraftReview | None:
    """Return the draft of that course, or say that there is none."""
    found = await context.services.store.run(
        drafting.find_review, course_id, actor_of(update, context)
    )
    if found is None:
        await show(update, context, views.no_such_draft())
    return found


async def _ask(
    update: Update,
    context: Context,
    course_id: str,
    number: int,
    version: int,
    question: Callable[[DraftReview, int], Screen],
) -> None:
    """Ask about a lesson, unless the draft has changed since the button was shown."""
    found = await find(update, context, course_id)
    if found is None:
        return
    if found.draft.version != version or not drafting.find_lesson(found, number):
        await show_handled(update, context, Handled(found, Note.CHANGED_SINCE), number)
    else:
        await show(update, context, question(found, number))


async def show_handled(
    update: Update,
    context: Context,
    handled: Handled | None,
    number: int,
    *,
    has_changed: bool = False,
) -> None:
    """Show the lesson as it stands after what was asked for."""
    if handled is None:
        await show(update, context, views.no_such_draft())
    else:
        is_done = has_changed and handled.note is None
        await show_lesson(
            update, context, handled.review, number, handled.note, has_changed=is_done
        )


async def show_lesson(
    update: Update,
    context: Context,
    found: DraftReview,
    number: int,
    note: Note | None = None,
    *,
    has_changed: bool = False,
) -> None:
    """Show a lesson of a draft; one without lessons shows its overview."""
    if found.lessons:
        card = await aside(
            draft_lessons.card, found, number, note, has_changed, context.services.library.clinic
        )
        await show(update, context, card)
    else:
        await show(update, context, views.overview(found, note))
