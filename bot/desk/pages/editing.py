"""Parts of a draft that are written on the page: what was changed in one form is one change."""

from aiohttp import web

from bot.desk.pages import drafts
from bot.desk.pages.drafts import ABOUT_PARTS, Tried
from bot.desk.visits import Visit
from bot.use_cases.courses import drafting, typed_parts
from bot.use_cases.courses.typed_parts import Asked, Doubted, Taken, Typed
from bot.views.courses import draft_questions as views
from bot.views.rich_text import RichText
from lessons.course.quiz_text import InvalidQuiz
from lessons.draft.parts import Part, PartMissing


async def save(visit: Visit) -> web.StreamResponse:
    """Take what was changed into the draft, or show it again with what is to be said of it."""
    course_id, lesson_id = visit.named("course_id"), visit.text("lesson_id")
    written = {part: visit.text(part) for part in Part if part.value in visit.form}
    typed = [
        Typed(part, seen, text)
        for part, text in written.items()
        if text != (seen := visit.text(f"seen-{part}"))
    ]
    try:
        taken = await visit.hand.store.run(
            typed_parts.take,
            visit.actor,
            course_id,
            lesson_id or None,
            typed,
            visit.now,
            is_meant=bool(visit.text("is_meant")),
        )
    except InvalidQuiz as error:
        return await _again(visit, Tried(written, views.no_quiz(error).text))
    except PartMissing:
        return await _again(visit, Tried(written, views.no_new_lesson().text))
    match taken:
        case Taken():
            place = f"/{taken.number}" if taken.number else ""
            changed = "?changed=1" if typed else ""
            return visit.go(f"/drafts/{course_id}{place}{changed}")
        case Asked():
            return await _again(visit, Tried(written, _changed_since(taken)))
        case Doubted():
            why = views.ask_whether_meant(taken).text
            return await _again(visit, Tried(written, why, asks=True))
    raise web.HTTPNotFound


def _changed_since(asked: Asked) -> RichText:
    return views.ask(asked).text


async def _again(visit: Visit, tried: Tried) -> web.Response:
    """Show the form with the words that were sent; what they are compared with is how the draft
    reads now."""
    found, lesson_id = await drafts.find(visit), visit.text("lesson_id")
    number = found.draft.course.find_position(lesson_id) or 0
    item = drafting.find_lesson(found, number)
    if Part.NEW_LESSON in tried.words:
        lesson = item.lesson if item else None
        parts = (Part.NEW_LESSON,)
        return await drafts.show_draft(visit, found, parts=parts, lesson=lesson, tried=tried)
    if item is None:
        return await drafts.show_draft(visit, found, parts=ABOUT_PARTS, tried=tried)
    return await drafts.show_lesson(visit, found, number, tried=tried)
