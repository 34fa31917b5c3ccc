"""What every store promises about work on drafts: how their lessons read at first."""

from collections.abc import Mapping
from typing import Protocol


class DraftingStore(Protocol):
    """The part of a store that knows how drafts began."""

    def save_first_wording(self, course_id: str, lesson_id: str, wording: str) -> None:
        """Keep how a lesson of a draft read before it was edited, or what an admin stands by.

        It goes with the draft."""

    def list_first_wordings(self, course_id: str) -> Mapping[str, str]:
        """Return what was kept so, by lesson id."""
