"""Links to a course that have a name, so that it is seen by which of them people came."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.use_cases import questions
from bot.use_cases.library import Library
from lessons.course.course import Course
from lessons.course.ids import make_course_id
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.questions.draft_question import LinkQuestion
from lessons.symptom_checks.calls_for_help import is_call_for_help
from lessons.symptom_checks.urgent_words import find_urgency
from storage.interface.standings import LinkCount
from storage.interface.store import Store

__all__ = ["LinkCount", "LinkProblem", "NamedLink", "add", "ask", "find", "list_links"]


@dataclass(frozen=True, slots=True)
class NamedLink:
    """The word that a link carries, and the course to which it leads."""

    word: str
    course: Course


class LinkProblem(StrEnum):
    """Why a name is none for a link."""

    NO_NAME = "no name"
    TAKEN = "taken"
    NO_COURSE = "no course"
    EMERGENCY = "emergency"
    """Whoever opened it would be answered as somebody in need."""


def ask(
    store: Store, library: Library, chat_id: int, course_id: str, now: datetime
) -> Course | None:
    """Ask for the name of a new link to that course; ``None`` if there is no such course."""
    course = library.get(course_id)
    if course is not None:
        questions.ask(store, chat_id, LinkQuestion(course_id), now)
    return course


def add(
    store: Store,
    library: Library,
    actor_id: int,
    course_id: str,
    typed: str,
    reserved: Set[str],
    now: datetime,
) -> NamedLink | LinkProblem:
    """Keep a link of that name, which is made a word that a link can carry. The question is closed
    then; else it stays open."""
    course = library.get(course_id)
    if course is None:
        return LinkProblem.NO_COURSE
    if not any(letter.isalnum() for letter in typed):
        return LinkProblem.NO_NAME
    word = make_course_id(typed, ())
    if any(is_call_for_help(said) or find_urgency(said) for said in (typed, word)):
        return LinkProblem.EMERGENCY
    if word in library or word in reserved or not store.add_course_link(word, course_id, now):
        return LinkProblem.TAKEN
    questions.close(store, actor_id, LinkQuestion)
    store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.LINK_ADDED, course_id, after=word))
    return NamedLink(word, course)


def find(store: Store, library: Library, word: str) -> NamedLink | None:
    """Return the link of that word, if its course is here."""
    course = library.get(store.find_linked_course(word) or "")
    return NamedLink(word, course) if course else None


def list_links(store: Store, course_id: str) -> list[LinkCount]:
    """Return the links of that course, with how many came by each and how many have finished."""
    return store.count_links(course_id)
