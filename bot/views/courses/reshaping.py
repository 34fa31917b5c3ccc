"""Joining, parting and moving the lessons of a draft."""

from bot.use_cases.courses.drafting import Note
from bot.views.callback_data import Verb, pack
from bot.views.courses.drafts import note, state
from bot.views.language import _
from bot.views.rich_text import bold, clipped, lines, paragraphs
from bot.views.screen import Button, Screen, rows
from lessons.course import limits
from lessons.course.markdown import plain_blocks
from lessons.draft.parts import Part
from lessons.draft.reshaping import find_parts
from lessons.draft.review import DraftReview

_AROUND = 2
_LONGEST_BEGINNING = 70
_MOST_PLACES = 12


def arrange(found: DraftReview, number: int, told: Note | None = None) -> Screen:
    """Return the lessons around one, and what can be done with it; a number that is none shows the
    nearest."""
    total = len(found.lessons)
    number = max(1, min(number, total))
    course_id, version = found.draft.course.course_id, found.draft.version

    def to(label: str, verb: Verb, *arguments: str | int) -> Button:
        return Button(label, pack(verb, course_id, number, *arguments))

    around = range(max(1, number - _AROUND), min(total, number + _AROUND) + 1)
    item = found.lessons[number - 1]
    buttons = []
    if number > 1:
        buttons.append(to(_("Move up"), Verb.MOVE_LESSON, version, 1))
    if number < total:
        buttons.append(to(_("Move down"), Verb.MOVE_LESSON, version, 0))
        buttons.append(to(_("Join with the next"), Verb.JOIN_LESSONS, version))
    if len(find_parts(item.lesson, found.draft.course.language)) > 1:
        buttons.append(to(_("Part in two"), Verb.ASK_PART_LESSON, version))
    buttons.append(to(_("Rename"), Verb.ASK_PART, Part.TITLE))
    buttons.append(to(_("Undo the last change"), Verb.UNDO_DRAFT, version))
    return Screen(
        paragraphs(
            note(told),
            lines(
                bold(_("Lesson {number} among its neighbors").format(number=number)),
                *(_tell(found, at, is_meant=at == number) for at in around),
            ),
        ),
        (*rows(buttons), (to(_("Back"), Verb.DRAFT_LESSON),)),
    )


def _tell(found: DraftReview, at: int, *, is_meant: bool) -> str:
    item = found.lessons[at - 1]
    told = _("{number}. {title}: {characters} characters, {state}").format(
        number=at,
        title=item.lesson.title[: limits.TITLE],
        characters=item.characters,
        state=state(item),
    )
    return f"→ {told}" if is_meant else told


def ask_place(found: DraftReview, number: int) -> Screen:
    """Return the places where a new lesson could begin."""
    course_id, version = found.draft.course.course_id, found.draft.version
    item = found.lessons[number - 1]
    parts = find_parts(item.lesson, found.draft.course.language)[: _MOST_PLACES + 1]
    buttons = [
        Button(str(at), pack(Verb.PART_LESSON, course_id, number, version, at))
        for at in range(2, len(parts) + 1)
    ]
    return Screen(
        lines(
            bold(_("Where shall the new lesson begin?")),
            *(
                clipped(f"{at}. {' '.join(plain_blocks(part))}", _LONGEST_BEGINNING)
                for at, part in enumerate(parts, start=1)
            ),
        ),
        (
            *rows(buttons, 4),
            (Button(_("Back"), pack(Verb.ARRANGE, course_id, number)),),
        ),
    )
