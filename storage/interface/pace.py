"""What every store promises about reading at one's own pace, and the end of a course."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from lessons.delivery.enrollment import Enrollment


class PaceStore(Protocol):
    """The part of a store that knows rounds through a course, and who is to be thanked."""

    def move_lesson_date(self, delivery_id: int, local_date: date) -> None:
        """Count a lesson as that date's; one that cannot be, because the date has another, stays
        as it is."""

    def set_lesson_dates_back(self, chat_id: int) -> None:
        """Count every lesson that has used up a date as that of the day before."""

    def begin_round(self, chat_id: int, course_id: str) -> None:
        """Put everything that came of the course so far into an earlier round: all of it may come
        again."""

    def end_round(self, chat_id: int, course_id: str) -> None:
        """Undo ``begin_round``; only where nothing has come of the new round, or is on its way."""

    def list_farewells(self, limit: int) -> Sequence[Enrollment]:
        """Return finished enrollments whose chats are still to be thanked, the oldest first."""

    def note_farewell(self, chat_id: int, course_id: str) -> None:
        """That one has been thanked."""
