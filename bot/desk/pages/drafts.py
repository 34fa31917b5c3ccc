"""A draft: what there is to say about it, and its lessons beside the very message."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.desk.pages.courses import tell_parts
from bot.desk.visits import Visit
from bot.process.aside import aside
from bot.use_cases.courses import drafting
from bot.use_cases.courses.drafting import Handled, Note
from bot.views.callback_data import Verb
from bot.views.capabilities import BUTTONS
from bot.views.courses import draft_lessons, draft_questions, reshaping
from bot.views.courses import drafts as views
from bot.views.courses.part_names import name_part
from bot.views.rich_text import RichText
from lessons.course.course import Course, Lesson
from lessons.draft.parts import Part, write_part
from lessons.draft.review import DraftReview

LESSON_PARTS = (Part.TITLE, Part.SECTION, Part.TEXT, Part.TAKEAWAY, Part.SOURCES, Part.QUIZ)
ABOUT_PARTS = (Part.COURSE_TITLE, Part.DESCRIPTION, Part.COURSE_SOURCE)
_ROWS = {Part.TEXT: 12, Part.QUIZ: 7, Part.SOURCES: 4, Part.DESCRIPTION: 3, Part.NEW_LESSON: 12}
_NOTHING_DONE = frozenset(Note) - {
    Note.ASKED, Note.MANY_REMARKS, Note.REMOVED, Note.SIGNED, Note.UNDONE, Note.ID_TAKEN
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody sent that is not in the draft: their words, by part, and why not; ``asks`` is
    whether it may be sent once more as it is."""

    words: Mapping[Part, str] = field(default_factory=dict)
    why: RichText | None = None
    asks: bool = False


NOTHING = Tried()


async def open_draft(visit: Visit) -> web.Response:
    """Show the draft at a glance."""
    return await show_draft(visit, await find(visit), has_changed=_has_changed(visit))


async def open_about(visit: Visit) -> web.Response:
    """Show what the course says of itself, to be changed."""
    return await show_draft(visit, await find(visit), parts=ABOUT_PARTS)


async def open_lesson(visit: Visit) -> web.Response:
    """Show one lesson of the draft."""
    found, number = await find(visit), visit.number("number")
    if drafting.find_lesson(found, number) is None:
        raise web.HTTPNotFound
    return await show_lesson(visit, found, number, has_changed=_has_changed(visit))


async def open_new(visit: Visit) -> web.Response:
    """Show an empty lesson after the one of that number."""
    found, number = await find(visit), visit.number("number")
    item = drafting.find_lesson(found, number)
    if item is None and number:
        raise web.HTTPNotFound
    lesson = item.lesson if item else None
    return await show_draft(visit, found, parts=(Part.NEW_LESSON,), lesson=lesson)


async def arrange(visit: Visit) -> web.Response:
    """Show a lesson among its neighbors."""
    found = await find(visit)
    if not found.lessons:
        return await show_draft(visit, found)
    return visit.tell(reshaping.arrange(found, visit.number("number")))


async def find(visit: Visit) -> DraftReview:
    """Return the draft of the address; raises ``HTTPNotFound`` where it is gone."""
    course_id = visit.named("course_id")
    found = await visit.hand.store.run_aside(drafting.find_review, course_id, visit.actor)
    if found is None:
        raise web.HTTPNotFound
    return found


async def show_handled(
    visit: Visit, handled: Handled | None, number: int = 0, *, can_undo: bool = False
) -> web.Response:
    """Answer with what became of what was asked for: the lesson of that number, or the draft.

    What is done is shown under an address of its own, so that to load it again does nothing.
    """
    if handled is None:
        raise web.HTTPNotFound
    found = handled.review
    if handled.note is None:
        place = f"/{number}" if number and found.lessons else ""
        changed = "?changed=1" if can_undo else ""
        return visit.go(f"/drafts/{found.draft.course.course_id}{place}{changed}")
    if number and found.lessons:
        return await show_lesson(visit, found, number, handled.note)
    return await show_draft(visit, found, handled.note)


async def show_draft(
    visit: Visit,
    found: DraftReview,
    note: Note | None = None,
    *,
    parts: tuple[Part, ...] = (),
    lesson: Lesson | None = None,
    tried: Tried = NOTHING,
    has_changed: bool = False,
) -> web.Response:
    """Show the draft at a glance, with those parts to be written."""
    screen = await aside(lambda: views.overview(found, note, has_changed=has_changed))
    return visit.render(
        "draft.html",
        _status(note, tried),
        **_around(found, 0, note, tried),
        stands=screen.text if note is None else views.overview(found).text,
        those=visit.offered(screen),
        fields=_fields(visit, found.draft.course, lesson, parts, tried),
        lesson_id=lesson.lesson_id if lesson else "",
    )


async def show_lesson(
    visit: Visit,
    found: DraftReview,
    number: int,
    note: Note | None = None,
    *,
    tried: Tried = NOTHING,
    has_changed: bool = False,
) -> web.Response:
    """Show one lesson, or the one nearest to that number; what it says may be changed there."""
    number = max(1, min(number, len(found.lessons)))
    item, course = found.lessons[number - 1], found.draft.course
    card = await aside(draft_lessons.card, found, number, note, has_changed)
    sure = draft_lessons.choose_evidence(found, number)
    return visit.render(
        "draft_lesson.html",
        _status(note, tried),
        **_around(found, number, note, tried),
        stands=draft_lessons.remarks(found, item, number),
        those=visit.offered(card),
        fields=_fields(visit, course, item.lesson, LESSON_PARTS, tried),
        lesson_id=item.lesson.lesson_id,
        parts=tell_parts(course, item.lesson),
        sure=sure.text,
        rating=[way for way in visit.offered(sure) if way.is_form],
        message=draft_lessons.as_read(course, item.lesson, visit.hand.library.clinic),
    )


def _has_changed(visit: Visit) -> bool:
    return "changed" in visit.request.query


def _status(note: Note | None, tried: Tried) -> int:
    return 409 if note in _NOTHING_DONE or tried.why else 200


def _around(found: DraftReview, number: int, note: Note | None, tried: Tried) -> dict[str, object]:
    lessons = [(item.lesson.title, views.state(item)) for item in found.lessons]
    return {
        "course": found.draft.course,
        "lessons": lessons,
        "number": number,
        "told": tried.why or views.note(note),
        "asks": tried.asks,
    }


def _fields(
    visit: Visit, course: Course, lesson: Lesson | None, parts: tuple[Part, ...], tried: Tried
) -> list[dict[str, object]]:
    """Return the fields of the parts for whoever may change them, with the words that they tried
    last, or as the parts read."""
    if not visit.may(BUTTONS[Verb.ASK_PART]):
        return []
    return [
        {
            "part": part.value,
            "name": name_part(part),
            "how": draft_questions.how_to_write(part),
            "seen": (seen := write_part(course, lesson, part)),
            "text": tried.words.get(part, seen),
            "rows": _ROWS.get(part, 2),
        }
        for part in parts
    ]
