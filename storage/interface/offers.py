"""What every store promises about courses that are offered, and that begin by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from lessons.delivery.audience import AudienceFilter
from lessons.delivery.course_offer import Answer, Starter
from lessons.delivery.progress import IdRange
from lessons.times.schedule import Slot


class StartCrowd(NamedTuple):
    """So many of an audience who live alike: ``is_elsewhere`` says that they are in another course,
    ``had`` that they are in this one, have finished it or declined it. The times of day are of
    those among them who have their lesson first and last, as ``07:30``."""

    timezone: str
    is_paused: bool
    is_elsewhere: bool
    had: bool
    earliest: str
    latest: str
    people: int


class Begun(NamedTuple):
    """Somebody in a course that began by itself and was called off; ``has_lesson`` says that the
    first lesson has come or is on its way."""

    chat_id: int
    course_id: str
    instead_of: str | None
    has_lesson: bool


class OfferStore(Protocol):
    """The part of a store that knows of courses that are offered."""

    def count_starters(
        self, audience: AudienceFilter, course_id: str, id_range: IdRange
    ) -> list[StartCrowd]:
        """Return how many of the id_range meet the filter, in crowds."""

    def list_starters(
        self,
        announcement_id: int,
        audience: AudienceFilter,
        id_range: IdRange,
        due_by_zone: Mapping[str, datetime],
    ) -> list[Starter]:
        """Return those for whom ``plan_announcement`` would plan."""

    def begin_course(
        self,
        announcement_id: int,
        course_id: str,
        slots: Sequence[tuple[Starter, Slot]],
        now: datetime,
    ) -> None:
        """Make the course the current one of each, from that slot on, at the place that they had
        there; the one they were in keeps its place."""

    def queue_course(self, announcement_id: int, course_id: str, chat_ids: Sequence[int]) -> None:
        """Let the course begin for each of them once they have finished the one they are in."""

    def find_course_to_come(self, chat_id: int) -> str | None:
        """Return the id of the course that begins for the chat after the present one."""

    def drop_course_to_come(self, chat_id: int) -> None:
        """Forget that course."""

    def find_former_course(self, chat_id: int, course_id: str) -> str | None:
        """Return the id of the course in whose place that one began for the chat."""

    def note_start(self, chat_id: int, course_id: str, announcement_id: int | None) -> None:
        """Note by which announcement that course of the chat began, if by any; whoever left a
        course that did is not put into it again."""

    def list_called_off(self, limit: int) -> list[Begun]:
        """Return some of those in a course whose start was called off since."""

    def drop_called_off(self, limit: int) -> int:
        """Forget some of the courses to come whose start was called off; return how many."""

    def count_answer(self, announcement_id: int, answer: Answer) -> None:
        """Count one more of those answers to an announcement."""

    def list_answers(self, announcement_id: int) -> Mapping[Answer, int]:
        """Return how many there are of each."""
