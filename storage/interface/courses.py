"""What every store promises about courses that were made or edited in the chat."""

from collections.abc import Set
from datetime import date, datetime
from typing import Protocol

from lessons.course.course import Course
from lessons.delivery.reasons import Reason
from lessons.draft.draft import CourseDraft, CourseRevision, RevisionEntry


class CourseStore(Protocol):
    """The part of a store that keeps courses.

    What is kept of a course but cannot be read, because something else has changed it, counts as
    absent, and the log tells of it.
    """

    def find_course_draft(self, course_id: str) -> CourseDraft | None:
        """Return the draft of that course."""

    def list_course_drafts(self) -> list[CourseDraft]:
        """Return every draft, the one that was changed last first."""

    def save_course_draft(self, draft: CourseDraft) -> None:
        """Insert the draft, or replace all that is kept of the course's earlier one."""

    def delete_course_draft(self, course_id: str) -> bool:
        """Delete the draft of that course; ``False`` if there was none."""

    def add_course_revision(self, course: Course, created_by: int, created_at: datetime) -> int:
        """Keep the course as its next revision and return that one's number, from 1.

        A revision is never changed nor deleted; only its author becomes 0 when forgotten.
        """

    def list_current_revisions(self) -> list[CourseRevision]:
        """Return the newest revision of each course, in the order of the courses' ids."""

    def list_course_revisions(self, course_id: str) -> list[RevisionEntry]:
        """Return when that course was published and by whom, the oldest first."""

    def find_course_revision(self, course_id: str, revision: int) -> CourseRevision | None:
        """Return that revision of the course, if there is one."""

    def list_course_ids_in_use(self) -> set[str]:
        """Return the ids of all courses that somebody is on the way through."""

    def count_waiting_people(self, course_id: str) -> int:
        """Return how many active subscribers, on a break or not, are on the way through it."""

    def list_overdue_reviews_told(self) -> set[tuple[str, date]]:
        """Return of which overdue reviews the admins have heard: course, and the day it was due."""

    def save_overdue_review_told(self, course_id: str, due_date: date) -> None:
        """Keep that the admins have heard of it."""

    def skip_lessons(self, course_id: str, lesson_ids: Set[str], error: Reason) -> int:
        """Skip all that is planned, claimed or to be retried of those lessons; return how many."""
