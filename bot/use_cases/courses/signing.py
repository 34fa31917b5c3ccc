"""A reviewer signs in the chat what others wrote: name, role, and when it is to be reviewed again.

The signature is of the very words that stand there; the log keeps whose seat it came from.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.use_cases import questions
from bot.use_cases.courses.drafting import Handled, Note, find_review, save, start_draft
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.library import Library
from lessons.course.course import Lesson
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.draft.review import DraftReview
from lessons.questions.draft_question import SignQuestion
from lessons.sign_off import SignOff, read_reviewer
from lessons.times.dates import add_months, find_date
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature as far as it is given; ``is_understood`` tells of what was typed last."""

    review: DraftReview
    question: SignQuestion
    is_understood: bool = True

    @property
    def lessons(self) -> list[Lesson]:
        """Return what would be signed."""
        return list_signable(self.review)


def list_signable(found: DraftReview) -> list[Lesson]:
    """Return the lessons that whoever looks may sign: approved, and without words of theirs."""
    own = found.approving.own
    return [it.lesson for it in found.lessons if it.is_approved and it.lesson.lesson_id not in own]


def begin(
    store: Store, library: Library, by: Actor, course_id: str, now: datetime
) -> Signing | Handled | None:
    """Ask a reviewer for name and role; of a published course a draft is begun for it.

    What is not approved yet, or holds words of theirs alone, is not signed. ``None`` if there is
    no such course.
    """
    if start_draft(store, library, by.person_id, course_id, now) is None:
        return None
    found = find_review(store, course_id, by)
    if found is None or not found.may_be_published:
        return Handled(found, Note.NOT_APPROVED) if found else None
    if not list_signable(found):
        return Handled(found, Note.OWN_WORDS)
    question = SignQuestion(course_id, found.draft.version)
    questions.ask(store, by.person_id, question, now)
    return Signing(found, question)


def take_typed(
    store: Store, by: Actor, question: SignQuestion, typed: str, now: datetime
) -> Signing | None:
    """Take what was typed for name and role, or for the next review; ``None`` if the draft is
    gone."""
    today = now.date()
    if not question.name:
        reviewer = read_reviewer(typed)
        changed = replace(question, name=reviewer[0], role=reviewer[1]) if reviewer else None
    else:
        day = find_date(" ".join(typed.casefold().split()), today)
        changed = replace(question, next_review=day) if day and day > today else None
    return _ask_on(store, by, question, changed, now)


def choose_next_review(
    store: Store, by: Actor, course_id: str, months: int, now: datetime
) -> Signing | None:
    """Take in how many months it is to be reviewed again; ``None`` if no signature is asked for."""
    question = _find_question(store, by, course_id, now)
    if question is None or not question.name:
        return None
    day = add_months(now.date(), months)
    return _ask_on(store, by, question, replace(question, next_review=day), now)


def _ask_on(
    store: Store, by: Actor, question: SignQuestion, changed: SignQuestion | None, now: datetime
) -> Signing | None:
    found = find_review(store, question.course_id, by)
    if found is None:
        questions.close(store, by.person_id, SignQuestion)
        return None
    if changed is not None:
        questions.ask(store, by.person_id, changed, now)
    return Signing(found, changed or question, is_understood=changed is not None)


def _find_question(store: Store, by: Actor, course_id: str, now: datetime) -> SignQuestion | None:
    question = questions.find_open(store, by.person_id, now)
    is_it = isinstance(question, SignQuestion) and question.course_id == course_id
    return question if is_it and isinstance(question, SignQuestion) else None


def sign(store: Store, by: Actor, course_id: str, version: int, now: datetime) -> Handled | None:
    """Sign every lesson that this person may, as it reads; ``None`` if there is no such draft.

    Nothing is signed if the draft is not the one that was seen, or no signature is asked for.
    """
    found = find_review(store, course_id, by)
    if found is None:
        return None
    question = _find_question(store, by, course_id, now)
    if question is None or not question.next_review or found.draft.version != version:
        return Handled(found, Note.CHANGED_SINCE)
    close(store, by)
    signable = {it.lesson_id for it in list_signable(found)}
    course = found.draft.course

    def signed(lesson: Lesson, next_review: date) -> Lesson:
        fingerprint = course.fingerprint(lesson)
        sign_off = SignOff(question.name, question.role, now.date(), fingerprint, next_review)
        return replace(lesson, sign_off=sign_off)

    lessons = tuple(
        signed(it, question.next_review) if it.lesson_id in signable else it
        for it in course.lessons
    )
    told = f"{question.name}, {question.role}, until {question.next_review}: "
    told += ", ".join(sorted(signable))
    store.add_audit_entry(AuditEntry(now, by.person_id, AuditAction.SIGNED, course_id, after=told))
    draft = replace(found.draft, course=replace(course, lessons=lessons))
    return Handled(save(store, draft, by, now), Note.SIGNED)


def close(store: Store, by: Actor) -> None:
    """Ask for no signature any more."""
    questions.close(store, by.person_id, SignQuestion)
