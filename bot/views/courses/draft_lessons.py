"""A lesson of a draft: the very text that people would get, and what there is to say about it."""

from bot.use_cases.courses.drafting import Note
from bot.views import lesson as lesson_views
from bot.views.callback_data import Verb, pack
from bot.views.courses import draft_remarks
from bot.views.courses.drafts import note, overview_button, state
from bot.views.courses.part_names import name_evidence, name_part
from bot.views.courses.second_person import approved_by, waits_for_another
from bot.views.language import _
from bot.views.rich_text import RichText, bold, clipped, lines, paragraphs
from bot.views.screen import Button, Keyboard, Screen
from lessons.clinic.placeholders import NOBODY, Clinic
from lessons.course import limits
from lessons.course.course import Course, Evidence, Lesson
from lessons.course.filling import fill_course
from lessons.draft.parts import Part
from lessons.draft.review import DraftReview, LessonReview

_TOLD = 5


def card(
    found: DraftReview,
    number: int,
    told: Note | None = None,
    has_changed: bool = False,
    clinic: Clinic = NOBODY,
) -> Screen:
    """Return one lesson of the draft; a number that is none shows the nearest one. What has just
    changed can be taken back there."""
    number = max(1, min(number, len(found.lessons)))
    item = found.lessons[number - 1]
    below = lines(lesson_views.BETWEEN, paragraphs(note(told), remarks(found, item, number)))
    return Screen(
        _above(as_read(found.draft.course, item.lesson, clinic), below),
        _card_buttons(found, item, number, can_undo=has_changed or told is Note.REMOVED),
    )


def as_read(course: Course, lesson: Lesson, clinic: Clinic) -> RichText:
    """Return the very text that people would get, and below it the quick question."""
    filled = fill_course(course, clinic)
    return preview(filled, filled.find_lesson(lesson.lesson_id) or lesson)


def _above(text: RichText, below: RichText) -> RichText:
    """A lesson too long to be sent must still be seen, as far as a message reaches."""
    return paragraphs(clipped(text, limits.MESSAGE - len(below) - 2), below)


def preview(course: Course, lesson: Lesson) -> RichText:
    """Return the text that people would get, and the quick question that they get on a tap."""
    text, asked = lesson_views.lesson(course, lesson).text, lesson_views.quiz_in_full(lesson)
    return paragraphs(text, lines(lesson_views.BETWEEN, asked)) if asked else text


def remarks(found: DraftReview, item: LessonReview, number: int) -> RichText:
    """Return how a lesson stands, and what there is to say about it."""
    total, lesson_id = len(found.lessons), item.lesson.lesson_id
    waits = waits_for_another(found, lesson_id)
    return paragraphs(
        lines(
            bold(
                _("Lesson {number} of {total}, {state}").format(
                    number=number, total=total, state=state(item)
                )
            ),
            _("{characters} characters").format(characters=item.characters)
            if item.grade is None
            else _("{characters} characters, reading grade {grade}").format(
                characters=item.characters, grade=item.grade
            ),
        ),
        waits,
        approved_by(found, lesson_id),
        lines(
            bold(_("To put right first")),
            *draft_remarks.first_of(map(draft_remarks.fault, item.blocking), _TOLD),
        )
        if item.blocking
        else None,
        lines(
            bold(_("This says it more surely than before")),
            *draft_remarks.first_of(map(draft_remarks.shift, item.shifts), _TOLD),
            _("Is that what the source says? Edit the text, or let whoever approves it decide.")
            if lesson_id in found.approving.own
            else _("Is that what the source says? Edit the text, or keep your wording."),
        )
        if item.shifts
        else None,
        lines(
            bold(_("Would help readers")),
            *draft_remarks.first_of(map(draft_remarks.fault, item.advice), _TOLD),
        )
        if item.advice
        else None,
    )


def _card_buttons(
    found: DraftReview, item: LessonReview, number: int, *, can_undo: bool
) -> Keyboard:
    course_id, version = found.draft.course.course_id, found.draft.version

    def to(label: str, verb: Verb, *arguments: str | int) -> Button:
        return Button(label, pack(verb, course_id, *arguments))

    decide: list[Button] = []
    if item.lesson.unchecked:
        decide.append(to(_("The table is right"), Verb.TABLE_RIGHT, number, version))
    is_own = item.lesson.lesson_id in found.approving.own
    if item.shifts and not is_own:
        label = _("Keep this wording") if found.approving.needs_second else _("Keep my wording")
        decide.append(to(label, Verb.KEEP_WORDING, number, version))
    elif item.may_be_approved and not item.is_approved and not is_own:
        decide.append(to(_("Approve"), Verb.APPROVE, number, version))
    decide.append(to(_("Edit"), Verb.DRAFT_EDIT, number))
    turn = []
    if number > 1:
        turn.append(to(_("Back"), Verb.DRAFT_LESSON, number - 1))
    if number < len(found.lessons):
        turn.append(to(_("Next"), Verb.DRAFT_LESSON, number + 1))
    undo = to(_("Undo the last change"), Verb.UNDO_DRAFT, number, version)
    return (
        tuple(decide),
        *(((undo,),) if can_undo else ()),
        *((tuple(turn),) if turn else ()),
        (
            to(_("Add one after it"), Verb.ASK_PART, number, Part.NEW_LESSON),
            to(_("Remove"), Verb.ASK_REMOVE, number, version),
        ),
        (to(_("Join, part or move"), Verb.ARRANGE, number),),
        (overview_button(course_id),),
    )


def ask_remove(found: DraftReview, number: int) -> Screen:
    """Return the question before a lesson is taken out."""
    course_id, version = found.draft.course.course_id, found.draft.version
    lesson = found.lessons[number - 1].lesson
    return Screen(
        lines(
            bold(_("Remove lesson {number}?").format(number=number)),
            lesson.title[: limits.TITLE],
            _("It goes from the draft. Who has it already keeps it.")
            if found.draft.based_on is not None
            else _("Its words are lost."),
        ),
        (
            (
                Button(_("Yes, remove"), pack(Verb.REMOVE_LESSON, course_id, number, version)),
                Button(_("No, keep it"), pack(Verb.DRAFT_LESSON, course_id, number)),
            ),
        ),
    )


def choose_part(found: DraftReview, number: int) -> Screen:
    """Return the parts of a lesson, each to be changed."""
    course_id, version = found.draft.course.course_id, found.draft.version
    item = found.lessons[number - 1]

    def part(which: Part) -> Button:
        return Button(name_part(which), pack(Verb.ASK_PART, course_id, number, which))

    below = lines(
        lesson_views.BETWEEN,
        bold(_("What shall change in lesson {number}?").format(number=number)),
        _("A change takes its approval back.") if item.is_approved else None,
    )
    return Screen(
        _above(preview(found.draft.course, item.lesson), below),
        (
            (part(Part.TEXT), part(Part.TITLE)),
            (part(Part.TAKEAWAY), part(Part.SECTION)),
            (part(Part.SOURCES), part(Part.QUIZ)),
            (Button(name_evidence(), pack(Verb.ASK_EVIDENCE, course_id, number, version)),),
            (Button(_("Back"), pack(Verb.DRAFT_LESSON, course_id, number)),),
        ),
    )


def choose_evidence(found: DraftReview, number: int) -> Screen:
    """Return the four degrees of how sure science is."""
    course_id, version = found.draft.course.course_id, found.draft.version
    now = found.lessons[number - 1].lesson.evidence
    return Screen(
        lines(
            bold(_("How sure is science of lesson {number}?").format(number=number)),
            *(lesson_views.evidence_badge(evidence) for evidence in Evidence),
            _("Now: {what}").format(what=lesson_views.evidence_badge(now)) if now else None,
        ),
        (
            (
                Button(_("Strong"), pack(Verb.RATE, course_id, number, version, Evidence.STRONG)),
                Button(_("Fair"), pack(Verb.RATE, course_id, number, version, Evidence.FAIR)),
            ),
            (
                Button(_("Weak"), pack(Verb.RATE, course_id, number, version, Evidence.WEAK)),
                Button(
                    _("Only an idea"), pack(Verb.RATE, course_id, number, version, Evidence.IDEA)
                ),
            ),
            (Button(_("Back"), pack(Verb.DRAFT_LESSON, course_id, number)),),
        ),
    )
