"""What every store promises about work on drafts: the open question, and the first wordings."""

from collections.abc import Mapping
from typing import Protocol

from lessons.draft.draft import DraftQuestion


class DraftingStore(Protocol):
    """The part of a store that knows where the work on drafts stands."""

    def find_draft_question(self, chat_id: int) -> DraftQuestion | None:
        """Return the question that is open in this chat."""

    def save_draft_question(self, question: DraftQuestion) -> None:
        """Open the question, or replace the one that is open in its chat."""

    def delete_draft_question(self, chat_id: int) -> None:
        """Close the question, if one is open."""

    def save_first_wording(self, course_id: str, lesson_id: str, wording: str) -> None:
        """Keep how a lesson of a draft read before it was edited, or what an admin stands by.

        It goes with the draft."""

    def list_first_wordings(self, course_id: str) -> Mapping[str, str]:
        """Return what was kept so, by lesson id."""
