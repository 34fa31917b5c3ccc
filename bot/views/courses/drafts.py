"""A draft as a whole: overview, its lessons in a list, and what an import left out."""

from bot.use_cases.courses.drafting import Note
from bot.use_cases.courses.signing import list_signable
from bot.views.callback_data import Verb, pack
from bot.views.courses import draft_remarks
from bot.views.courses.second_person import name_others, switched_off, waits_for_others
from bot.views.courses.signing import sign_button
from bot.views.language import _
from bot.views.lesson import count_lessons, review_in_words
from bot.views.paging import cut, turning, which
from bot.views.rich_text import RichText, bold, clipped, code, compose, italic, lines, paragraphs
from bot.views.screen import Button, Keyboard, Screen
from lessons.course import limits
from lessons.draft.review import DraftReview, LessonReview

_TOLD = 6
_PER_PAGE = 10
_LONGEST_FIELD = 300
_LONGEST_NOTE = 200


def note(told: Note | None) -> RichText | None:
    """Return what an admin should be told first."""
    sentences = {
        Note.CHANGED_SINCE: _(
            "This draft has changed since that button was drawn, so nothing was done. "
            "This is how it stands now."
        ),
        Note.BLOCKED: _("Nothing was approved: something must be put right first."),
        Note.OWN_WORDS: _("Nothing was approved: nobody approves their own words."),
        Note.NOT_APPROVED: _("Nothing was signed: a review is signed once all of it is approved."),
        Note.SIGNED: _("Signed. Readers see it once this is published."),
        Note.ASKED: _("They are told, and you hear when all of it is approved."),
        Note.MANY_REMARKS: _(
            "There are many remarks on what you have not looked at. Approve it all the same?"
        ),
        Note.REMOVED: _("The lesson is gone from the draft."),
        Note.NO_SUCH_PLACE: _("Nothing was done: there is no lesson or text on that side."),
        Note.UNDONE: _("The latest change is taken back."),
        Note.NOTHING_TO_UNDO: _("There is no change that could be taken back."),
        Note.ID_TAKEN: _(
            "There is a course of that name already, so this becomes another one. To change what "
            "its readers get, discard this and edit that one under Courses."
        ),
    }
    return italic(sentences[told]) if told else None


def overview(found: DraftReview, told: Note | None = None, *, has_changed: bool = False) -> Screen:
    """Return the draft at a glance, and the ways on; what has just changed can be taken back."""
    course = found.draft.course
    blocking, advice = draft_remarks.blocking(found), draft_remarks.advice(found)
    text = paragraphs(
        note(told),
        lines(
            bold(clipped(_("Draft: {title}").format(title=course.title), _LONGEST_FIELD)),
            _standing(found),
            compose(_("Id: {id}"), id=code(course.course_id)),
            _field(_("About: {text}"), course.description),
            _field(_("From: {text}"), course.source),
            review_in_words(course),
        ),
        lines(
            _("{lessons}, {approved} approved").format(
                lessons=count_lessons(len(found.lessons)), approved=found.approved
            ),
            waits_for_others(found),
            None if found.approving.needs_second else switched_off(),
        ),
        lines(
            bold(_("Left out, and to look at")),
            *draft_remarks.first_of((_shortened(item) for item in found.draft.notes), _TOLD),
        )
        if found.draft.notes
        else None,
        lines(bold(_("To put right first")), *draft_remarks.first_of(blocking, _TOLD))
        if blocking
        else None,
        lines(bold(_("Would help readers")), *draft_remarks.first_of(advice, _TOLD))
        if advice
        else None,
        _("Everything is approved. Nobody gets any of it before it is published.")
        if found.may_be_published
        else None,
    )
    return Screen(
        clipped(text, limits.MESSAGE),
        _overview_buttons(found, asks_again=told is Note.MANY_REMARKS, has_changed=has_changed),
    )


def _shortened(note: str) -> str:
    return note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1].rstrip()}…"


def _standing(found: DraftReview) -> str:
    based_on = found.draft.based_on
    if based_on is None:
        return _("A new course: nobody gets it yet.")
    if found.is_untouched:
        return _("Nothing is changed yet. People get the old words until you publish.")
    if based_on == 0:
        return _("Changes to a built-in course. People get the old words until you publish.")
    return _("Changes to revision {number}. People get that one until you publish.").format(
        number=based_on
    )


def _field(template: str, text: str) -> RichText | None:
    return compose(template, text=clipped(text, _LONGEST_FIELD)) if text else None


def _overview_buttons(found: DraftReview, *, asks_again: bool, has_changed: bool) -> Keyboard:
    course_id, version = found.draft.course.course_id, found.draft.version
    waiting = [at for at, it in enumerate(found.lessons, start=1) if not it.is_approved]
    is_for_others = len(waiting) == len(found.waiting_for_others)
    rows: list[tuple[Button, ...]] = []
    if found.may_be_published and not found.is_untouched:
        publish = Button(_("Publish"), pack(Verb.ASK_PUBLISH, course_id, version))
        rows.append((sign_button(course_id), publish) if list_signable(found) else (publish,))
    elif found.may_be_published and list_signable(found):
        rows.append((sign_button(course_id),))
    elif waiting:
        verb = Verb.APPROVE_MANY if asks_again else Verb.APPROVE_ALL
        label = _("Yes, approve all") if asks_again else _("Approve all")
        look = Button(_("Look through it"), pack(Verb.DRAFT_LESSON, course_id, waiting[0]))
        approve = Button(label, pack(verb, course_id, version))
        ask = Button(_("Ask for approval"), pack(Verb.ASK_APPROVAL, course_id))
        rows.append((look,) if is_for_others else (look, approve))
        if found.waiting_for_others and name_others(found):
            rows.append((ask,))
    about = Button(_("About the course"), pack(Verb.DRAFT_EDIT, course_id, 0))
    if found.lessons:
        rows.append((Button(_("Lessons"), pack(Verb.DRAFT_LIST, course_id, 1)), about))
    else:
        rows.append((Button(_("Add a lesson"), pack(Verb.ASK_PART, course_id, 0, "new")), about))
    if has_changed or not found.lessons:
        undo = pack(Verb.UNDO_DRAFT, course_id, 1, version)
        rows.append((Button(_("Undo the last change"), undo),))
    if found.draft.notes:
        rows.append((Button(_("What was left out"), pack(Verb.DRAFT_NOTES, course_id, 1)),))
    rows.append(
        (
            Button(_("Discard"), pack(Verb.ASK_DISCARD, course_id, version)),
            Button(_("Courses"), pack(Verb.COURSES, 1)),
        )
    )
    return tuple(rows)


def lesson_list(found: DraftReview, number: int) -> Screen:
    """Return a page of the lessons, each with its state and a button to look at it."""
    page = cut(list(enumerate(found.lessons, start=1)), number, _PER_PAGE)
    shown = page.items
    course_id = found.draft.course.course_id
    buttons = [
        Button(str(number), pack(Verb.DRAFT_LESSON, course_id, number)) for number, _item in shown
    ]
    return Screen(
        paragraphs(
            bold(_("Lessons: {title}").format(title=found.draft.course.title[:_LONGEST_FIELD])),
            lines(
                *(
                    _("{number}. {title}: {state}").format(
                        number=number, title=item.lesson.title[: limits.TITLE], state=state(item)
                    )
                    for number, item in shown
                ),
            ),
            which(page),
        ),
        (
            tuple(buttons[:5]),
            *((tuple(buttons[5:]),) if buttons[5:] else ()),
            *turning(page, Verb.DRAFT_LIST, course_id),
            (overview_button(course_id),),
        ),
    )


def state(item: LessonReview) -> str:
    """Return where a lesson stands, in a few words."""
    if item.blocking:
        return _("to put right")
    if item.shifts:
        return _("surer than before")
    return _("approved") if item.is_approved else _("not approved yet")


def left_out(found: DraftReview, number: int) -> Screen:
    """Return a page of what the import left out or saw."""
    page = cut(found.draft.notes, number, _PER_PAGE)
    course_id = found.draft.course.course_id
    return Screen(
        lines(
            bold(_("What the import left out, or saw")),
            *(f"• {item[:300]}" for item in page.items),
            which(page),
        ),
        (
            *turning(page, Verb.DRAFT_NOTES, course_id),
            (overview_button(course_id),),
        ),
    )


def overview_button(course_id: str) -> Button:
    """Return the way back to the overview."""
    return Button(_("Overview"), pack(Verb.DRAFT, course_id))


def ask_discard(found: DraftReview) -> Screen:
    """Return the last question before a draft is thrown away."""
    course, version = found.draft.course, found.draft.version
    return Screen(
        lines(
            bold(_("Throw this draft away?")),
            course.title[:_LONGEST_FIELD],
            _("Its words are lost. What people get stays as it is."),
        ),
        (
            (
                Button(_("Yes, throw away"), pack(Verb.DISCARD, course.course_id, version)),
                Button(_("No, keep it"), pack(Verb.DRAFT, course.course_id)),
            ),
        ),
    )


def discarded() -> Screen:
    """Return the confirmation that the draft is gone."""
    return Screen(
        lines(_("The draft is gone. What people get is as it was.")),
        ((Button(_("Courses"), pack(Verb.COURSES, 1)),),),
    )


def no_such_draft() -> Screen:
    """Return the answer to a button of a draft that is gone."""
    return Screen(
        lines(
            _("There is no such draft any more: it was published or thrown away."),
            _("/import brings a new article, and the list has what there is."),
        ),
        ((Button(_("Courses"), pack(Verb.COURSES, 1)),),),
    )
