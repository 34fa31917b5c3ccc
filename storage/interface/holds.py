"""What every store promises about lessons on hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from lessons.delivery.hold import HoldSince, LessonHold


class HoldStore(Protocol):
    """The part of a store that knows which lessons stand still. Their slots are planned all the
    same; ``claim_deliveries`` passes over what is held."""

    def list_lesson_holds(self) -> list[LessonHold]:
        """Return the holds, that of all lessons first."""

    def add_lesson_hold(self, hold: LessonHold) -> bool:
        """Hold a course's lessons, or all; ``False`` if they are held so already.

        What of them was claimed, or waits to be tried again, goes back to what is planned."""

    def delete_lesson_hold(self, course_id: str | None) -> bool:
        """Let them go on; ``False`` if they were not held so."""

    def count_waiting_lessons(self, course_id: str | None) -> int:
        """Return how many lessons of a course, or of all, are planned and have not left; no
        more than ``MOST_WAITING``."""

    def skip_late_lessons(self, due_before: datetime, limit: int) -> int:
        """Skip so many lessons that have not left and were due before then; return how many."""

    def list_holds_since(self) -> list[HoldSince]:
        """Return what was kept last."""

    def save_holds_since(self, holds: Sequence[HoldSince]) -> None:
        """``list_holds_since`` returns these from now on."""
