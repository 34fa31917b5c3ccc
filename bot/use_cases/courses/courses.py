"""The courses as an admin sees them, and what publishing a draft would mean for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases.announcements.audiences import AnnouncementPolicy, count_reach
from bot.use_cases.announcements.corrections import count_lesson_copies
from bot.use_cases.announcements.offers import list_starts
from bot.use_cases.courses.drafting import find_review
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.library import Library, find_written, standing_of
from bot.use_cases.review_dates import Overdue, find_overdue
from lessons.course.changes import CourseChanges, find_changes
from lessons.course.course import Course, Lesson
from lessons.course.standing import Standing
from lessons.delivery.announcement import Announcement
from lessons.delivery.audience import AudienceFilter
from lessons.draft.draft import CourseDraft
from lessons.draft.review import DraftReview
from storage.interface.store import Store

# Counting copies reads every delivery.
_COUNTED = 8


@dataclass(frozen=True, slots=True)
class People:
    """How many there are, and as of when (aware, UTC), ``None`` for this very moment."""

    count: int
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CourseState:
    """A course that people get, one that is worked on, or both.

    ``revision`` is 0 for one from files. ``people`` are those in it, if they were counted;
    ``starts`` are scheduled to begin or to offer it, with for how many. ``overdue`` is since when
    its review is, where it was looked for.
    """

    course_id: str
    published: Course | None
    draft: CourseDraft | None
    revision: int
    people: People | None = None
    starts: Sequence[tuple[Announcement, int]] = ()
    overdue: Overdue | None = None
    standing: Standing = Standing.ON_OFFER

    @property
    def title(self) -> str:
        """Return its title, as people know it."""
        course = self.published or (self.draft.course if self.draft else None)
        return (course.title if course else "") or self.course_id


@dataclass(frozen=True, slots=True)
class Impact:
    """What publishing a draft would mean; without ``changes`` the course is new."""

    review: DraftReview
    changes: CourseChanges | None
    people: People


@dataclass(frozen=True, slots=True)
class SentLesson:
    """A lesson with how many copies of other words people have."""

    lesson: Lesson
    copies: int


def list_states(store: Store, library: Library, *, archived: bool = False) -> list[CourseState]:
    """Return every course and draft, those that are worked on first, or the archived courses;
    nobody is counted."""
    drafts = {draft.course.course_id: draft for draft in store.list_course_drafts()}
    ids = [*drafts, *(course_id for course_id in library if course_id not in drafts)]
    revisions = {kept.course.course_id: kept.revision for kept in store.list_current_revisions()}
    return [
        CourseState(
            course_id,
            library.get(course_id),
            drafts.get(course_id),
            revisions.get(course_id, 0),
            standing=standing_of(library, course_id),
        )
        for course_id in ids
        if (standing_of(library, course_id) is Standing.ARCHIVED) is archived
    ]


def find_state(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    course_id: str,
    grace: timedelta | None,
    now: datetime,
) -> CourseState | None:
    """Return how that course stands, with how many are in it."""
    published, draft = library.get(course_id), store.find_course_draft(course_id)
    if published is None and draft is None:
        return None
    entries = store.list_course_revisions(course_id)
    revision = entries[-1].revision if entries else 0
    people = count_people(store, course_id, now)
    starts = [
        (item, count_reach(store, library, policy, item, now).recipients)
        for item in list_starts(store, course_id)
    ]
    overdue = find_overdue(published, grace, now.date()) if published else None
    standing = standing_of(library, course_id)
    return CourseState(course_id, published, draft, revision, people, starts, overdue, standing)


def count_people(store: Store, course_id: str, now: datetime) -> People:
    """Return how many are on their way through that course, on a break or not."""
    had_or_have = store.count_audience(AudienceFilter(course_id=course_id), now)
    had = store.count_audience(AudienceFilter(course_id=course_id, must_have_finished=True), now)
    count = sum(crowd.count for crowd in had_or_have.crowds)
    return People(count - sum(crowd.count for crowd in had.crowds), had_or_have.counted_at)


def find_impact(
    store: Store, library: Library, by: Actor, course_id: str, now: datetime
) -> Impact | None:
    """Return what publishing the draft of that course would mean; ``None`` if there is none."""
    found = find_review(store, course_id, by)
    if found is None:
        return None
    before = find_written(library, course_id)
    changes = find_changes(before, found.draft.course) if before else None
    return Impact(found, changes, count_people(store, course_id, now))


def list_sent(
    store: Store, course_id: str, changes: CourseChanges, now: datetime
) -> list[SentLesson]:
    """Return lessons that were reworded and that people have already, the first few."""
    counted = (
        SentLesson(lesson, count_lesson_copies(store, course_id, lesson.lesson_id, now))
        for lesson in changes.reworded[:_COUNTED]
    )
    return [item for item in counted if item.copies]
