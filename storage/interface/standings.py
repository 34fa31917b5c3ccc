"""What every store promises about how courses stand, and about the links that lead to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from lessons.course.standing import Standing
from lessons.delivery.progress import IdRange


class LinkCount(NamedTuple):
    """A link of a course by its word, how many came by it, and how many of them have finished."""

    word: str
    course_id: str
    came: int
    finished: int


class StandingStore(Protocol):
    """The part of a store that knows who may get into which course, and how."""

    def list_standings(self) -> Mapping[str, Standing]:
        """Return how courses stand, by id; one that is not there is on offer."""

    def save_standing(self, course_id: str, standing: Standing) -> None:
        """Keep how that course stands; where it is the default, no other one is."""

    def end_course(self, course_id: str, id_range: IdRange) -> int:
        """Take everybody of the id_range out of that course, at the place they have there; return
        how many."""

    def add_course_link(self, word: str, course_id: str, created_at: datetime) -> bool:
        """Keep a link to that course by its word; ``False`` if the word is taken."""

    def list_link_words(self, limit: int) -> list[str]:
        """Return the words of the latest links, in their order."""

    def find_linked_course(self, word: str) -> str | None:
        """Return the id of the course to which the link of that word leads."""

    def note_link(self, chat_id: int, course_id: str, word: str) -> None:
        """Note by which link the chat came into the course."""

    def count_links(self, course_id: str | None) -> list[LinkCount]:
        """Return the links of that course, or of all, with who came by each, the latest last."""
