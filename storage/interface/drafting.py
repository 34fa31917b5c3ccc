"""What every store promises about work on drafts: how their lessons read, how they stood, whose
words they hold and who approved them."""

from collections.abc import Iterable, Mapping, Set
from typing import Protocol

from lessons.course.course import Course
from lessons.draft.draft import Approval, CourseDraft

LONGEST_WAY_BACK = 20
"""How many changes of a draft can be taken back."""


class DraftingStore(Protocol):
    """The part of a store that knows how drafts began, and how they came to be as they are."""

    def save_first_wording(self, course_id: str, lesson_id: str, wording: str) -> None:
        """Keep how a lesson of a draft read before it was edited, or what an admin stands by.

        It goes with the draft."""

    def list_first_wordings(self, course_id: str) -> Mapping[str, str]:
        """Return what was kept so, by lesson id."""

    def save_draft_step(self, before: CourseDraft) -> None:
        """Keep how a draft stands before it is changed; of many only the latest 20.

        It goes with the draft."""

    def take_draft_step(self, course_id: str) -> tuple[Course, frozenset[str]] | None:
        """Return the course and the approved lessons of the latest step, which is kept no more, nor
        that words that came after it are anybody's; ``None`` without one."""

    def add_draft_hands(
        self, course_id: str, lesson_ids: Iterable[str], person_ids: Set[int], version: int
    ) -> None:
        """Keep that from this version on those lessons hold words of these people; an empty id is
        the course's own words. It goes with the draft."""

    def list_draft_hands(self, course_id: str) -> Mapping[str, Set[int]]:
        """Return whose words there are, by lesson id."""

    def save_approvals(self, course_id: str, approvals: Iterable[Approval]) -> None:
        """Keep who approved which wording; of several who approved the same, the latest."""

    def list_approvals(self, course_id: str) -> list[Approval]:
        """Return who approved which wording of that course, in the order of time."""
