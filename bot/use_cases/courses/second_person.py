"""Whose words a draft holds, and who may approve them: an author never approves their own."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from bot.use_cases.admin.authority import find_roles, list_roles, name_admins
from lessons.course.course import Course
from lessons.draft.draft import CourseDraft
from lessons.draft.review import Approved, Approving, DraftReview
from lessons.roles import Capability, Role, may
from storage.interface.store import Store

_COURSE = ""
"""In place of a lesson's id: what the course says of itself, which stands around each lesson."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who works on a draft; ``needs_second`` is whether somebody else approves what they write."""

    person_id: int
    owner_ids: frozenset[int]
    needs_second: bool


def find_approving(store: Store, draft: CourseDraft, by: Actor) -> Approving:
    """Return what of the draft this person may not approve, who may, and who approved the rest."""
    course = draft.course
    hands = store.list_draft_hands(course.course_id) if by.needs_second else {}
    own = frozenset(
        it.lesson_id for it in course.lessons if by.person_id in _authors(hands, it.lesson_id)
    )
    names, reviewers = name_admins(store), _list_reviewers(store, hands, own - draft.approved, by)
    wordings = {it.lesson_id: course.fingerprint(it) for it in course.lessons}
    return Approving(
        needs_second=by.needs_second,
        own=own,
        others=tuple(names.get(it, str(it)) for it in reviewers if it not in by.owner_ids),
        has_other_owner=not by.owner_ids.isdisjoint(reviewers),
        by={
            it.lesson_id: Approved(names.get(it.approved_by, str(it.approved_by)), it.approved_at)
            for it in store.list_approvals(course.course_id)
            if it.approved_by
            and it.lesson_id in draft.approved
            and it.fingerprint == wordings.get(it.lesson_id)
        },
    )


def list_reviewers(store: Store, draft: CourseDraft, by: Actor) -> list[int]:
    """Return who may approve what of the draft waits for somebody else than this person."""
    waiting = find_approving(store, draft, by).own - draft.approved
    return _list_reviewers(store, store.list_draft_hands(draft.course.course_id), waiting, by)


def find_author_to_tell(
    store: Store, found: DraftReview, by: Actor
) -> tuple[int, frozenset[Role]] | None:
    """Return who is to hear that all of the draft is approved, and what they may do: whoever began
    it, if that is somebody else who still has a seat."""
    author_id = found.draft.created_by
    if author_id == by.person_id or not found.may_be_published:
        return None
    roles = find_roles(store, by.owner_ids, author_id)
    return (author_id, roles) if roles else None


def _list_reviewers(
    store: Store, hands: Mapping[str, Set[int]], lesson_ids: Set[str], by: Actor
) -> list[int]:
    return [
        person_id
        for person_id, roles in list_roles(store, by.owner_ids).items()
        if may(roles, Capability.REVIEW)
        and any(person_id not in _authors(hands, lesson_id) for lesson_id in lesson_ids)
    ]


def _authors(hands: Mapping[str, Set[int]], lesson_id: str) -> Set[int]:
    return hands.get(lesson_id, frozenset()) | hands.get(_COURSE, frozenset())


def note_words(store: Store, before: Course | None, after: CourseDraft, by: Actor) -> list[str]:
    """Keep that whatever reads otherwise than before is this person's; return what that is: the
    ids of lessons, and an empty one for what the course says of itself."""
    course = after.course
    known = {it.lesson_id: it.revision for it in before.lessons} if before else {}
    changed = [it.lesson_id for it in course.lessons if known.get(it.lesson_id) != it.revision]
    if before and _about(before) != _about(course):
        changed.append(_COURSE)
    store.add_draft_hands(course.course_id, changed, {by.person_id}, after.version)
    return changed


def share_words(store: Store, draft: CourseDraft, lesson_id: str, others: Iterable[str]) -> None:
    """Keep that from the draft's next version on the words of a lesson stand in others as well."""
    course_id = draft.course.course_id
    people = store.list_draft_hands(course_id).get(lesson_id, frozenset())
    store.add_draft_hands(course_id, others, people, draft.version + 1)


def _about(course: Course) -> tuple[str, ...]:
    return course.title, course.description, course.source
