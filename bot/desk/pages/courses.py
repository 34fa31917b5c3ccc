"""The courses that people get, each with its lessons beside the very message."""

from aiohttp import web

from bot.desk.visits import Visit
from bot.use_cases.courses import courses as use_cases
from bot.use_cases.library import find_written
from bot.views import lesson as lesson_views
from bot.views.courses import courses as views
from bot.views.courses.part_names import name_evidence, name_part
from bot.views.rich_text import rich
from lessons.course.course import Course, Lesson
from lessons.draft.parts import Part, write_part

_TOLD = (Part.TITLE, Part.SECTION, Part.TEXT, Part.TAKEAWAY, Part.SOURCES, Part.QUIZ)


async def open_course(visit: Visit) -> web.Response:
    """Show a course with its first lesson."""
    return await _open(visit, None)


async def open_lesson(visit: Visit) -> web.Response:
    """Show a course with that lesson."""
    return await _open(visit, visit.named("lesson_id"))


async def _open(visit: Visit, lesson_id: str | None) -> web.Response:
    course_id, timezone = visit.named("course_id"), await visit.timezone()
    found = await visit.hand.store.run_aside(
        use_cases.find_state,
        visit.hand.library,
        visit.hand.policy,
        course_id,
        visit.hand.review_grace,
        visit.now,
    )
    if found is None:
        raise web.HTTPNotFound
    course = found.published
    if course is None:
        return visit.go(f"/drafts/{course_id}")
    chosen = course.find_lesson(lesson_id) if lesson_id else next(iter(course.lessons), None)
    if lesson_id and chosen is None:
        raise web.HTTPNotFound
    about = views.about(found, timezone, needs_second_person=visit.hand.needs_second_person)
    return visit.render(
        "course.html",
        state=found,
        course=course,
        facts=[rich(fact) for fact in about if fact],
        chosen=chosen,
        parts=tell_parts(*_as_written(visit, course, chosen)) if chosen else [],
        those=[
            way
            for way in visit.offered(views.course_page(found, timezone, needs_second_person=True))
            if way.is_form
        ],
        message=lesson_views.preview(course, chosen) if chosen else None,
    )


def tell_parts(course: Course, lesson: Lesson) -> list[tuple[str, str]]:
    """Return the parts of a lesson by name, as they are written."""
    parts = [(name_part(part), write_part(course, lesson, part)) for part in _TOLD]
    rated = lesson_views.evidence_badge(lesson.evidence) if lesson.evidence else ""
    return [*parts[:4], (name_evidence(), rated), *parts[4:]]


def _as_written(visit: Visit, course: Course, lesson: Lesson) -> tuple[Course, Lesson]:
    """Return both with the clinic's places not filled."""
    written = find_written(visit.hand.library, course.course_id) or course
    return written, written.find_lesson(lesson.lesson_id) or lesson
