"""/hold and /go of lessons: of one course, or all."""

from telegram import Update

from bot.handlers.context import Context, chat_of, show, timezone_of
from bot.handlers.telling import name_of, tell_others
from bot.use_cases import lesson_holds
from bot.views import holds as views


async def hold(update: Update, context: Context, course_id: str | None) -> None:
    """Let no lesson of a course leave, or of any with ``None``."""
    services = context.services
    if course_id is not None and course_id not in services.library:
        await show(update, context, views.no_such_course(course_id, list(services.library)))
        return
    is_new = await services.store.run(
        lesson_holds.hold_lessons, chat_of(update).id, course_id, context.now
    )
    found = await services.store.run(lesson_holds.find_held_lessons, course_id)
    if found is not None:
        await show(update, context, views.lessons_held(found, await timezone_of(update, context)))
    if is_new:
        await tell_others(update, context, views.others_held(name_of(update), course_id))


async def ask_go(update: Update, context: Context, course_id: str) -> None:
    """Say how many wait, and ask; an empty id means the lessons of all."""
    found = await context.services.store.run(lesson_holds.find_held_lessons, course_id or None)
    screen = views.ask_lessons_go(found) if found else views.lessons_not_held(course_id or None)
    await show(update, context, screen)


async def show_held(update: Update, context: Context, *, may_ask: bool) -> bool:
    """Show what lessons are on hold and how each goes on, or ask where it is one and that is what
    is wanted; return whether any are."""
    held = await context.services.store.run(lesson_holds.list_held_lessons)
    if len(held) == 1 and may_ask:
        await ask_go(update, context, held[0].hold.course_id or "")
    elif held:
        await show(update, context, views.held_already(held))
    return bool(held)


async def go(update: Update, context: Context, course_id: str) -> None:
    """Let them leave again."""
    which = course_id or None
    if not await context.services.store.run(
        lesson_holds.let_lessons_go, chat_of(update).id, which, context.now
    ):
        await show(update, context, views.lessons_not_held(which))
        return
    await show(update, context, views.lessons_go(which))
    await tell_others(update, context, views.others_let_go(name_of(update), which))
