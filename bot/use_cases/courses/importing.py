"""A file that is asked for, and the draft of an article, for which nothing kept makes way."""

from dataclasses import replace
from datetime import datetime

from bot.use_cases import questions
from bot.use_cases.courses.drafting import Handled, Note, review_of
from bot.use_cases.courses.second_person import Actor, note_words
from bot.use_cases.library import Library
from lessons.article.blocks import tell_left_out
from lessons.course import limits
from lessons.course.ids import make_course_id
from lessons.course.source import is_slug
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.draft.draft import CourseDraft
from lessons.draft.read_article import ReadArticle
from lessons.questions.draft_question import FileQuestion
from storage.interface.store import Store


def begin(store: Store, chat_id: int, wanted_id: str, now: datetime) -> None:
    """Wait for a file, whose course shall have that id (empty: one made from its title)."""
    questions.ask(store, chat_id, FileQuestion(wanted_id), now)


def find_wanted_id(store: Store, chat_id: int, now: datetime) -> str | None:
    """Return the id for the file that is waited for (empty: any), ``None`` if none is."""
    question = questions.find_open(store, chat_id, now)
    return question.course_id if isinstance(question, FileQuestion) else None


def close(store: Store, chat_id: int) -> None:
    """Wait for no file any more."""
    questions.close(store, chat_id, FileQuestion)


def is_course_id(text: str) -> bool:
    """Tell whether an admin may give a course this id."""
    return is_slug(text, limits.COURSE_ID_BYTES)


def keep(
    store: Store,
    library: Library,
    by: Actor,
    article: ReadArticle,
    now: datetime,
) -> Handled:
    """Keep what was read as a new draft; one that is there already stays as it is.

    Its id is the wanted one, or made from the title; a number is added where it is taken. The
    same article without a wanted id, sent or tapped twice, is the draft that nobody changed yet.
    """
    result, wanted_id = article.result, article.wanted_id
    drafts = store.list_course_drafts()
    same = (it for it in drafts if it.version == 1 and it.course.lessons == result.course.lessons)
    if not wanted_id and (untouched := next(same, None)):
        return Handled(review_of(store, untouched, by))
    taken = {*library, *(draft.course.course_id for draft in drafts)}
    first_choice = wanted_id or make_course_id(result.course.title, ())
    course_id = make_course_id(first_choice, taken) if first_choice in taken else first_choice
    draft = CourseDraft(
        course=replace(result.course, course_id=course_id, source=article.source),
        version=1,
        approved=frozenset(),
        notes=(*tell_left_out(result.left_out), *result.notes),
        based_on=None,
        created_by=by.person_id,
        updated_at=now,
    )
    store.save_course_draft(draft)
    note_words(store, None, draft, by)
    store.add_audit_entry(AuditEntry(now, by.person_id, AuditAction.IMPORTED, course_id))
    note = None if course_id == first_choice else Note.ID_TAKEN
    return Handled(review_of(store, draft, by), note)
