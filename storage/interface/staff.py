"""What every store promises about questions to people of the clinic."""

from datetime import datetime
from typing import Protocol

from lessons.clinic.staff import StaffQuestion


class StaffStore(Protocol):
    """The part of a store that keeps, for a while, what people asked the clinic's staff."""

    def save_staff_question(self, question: StaffQuestion) -> None:
        """Keep it, in place of what was kept of the same message."""

    def find_asked(self, chat_id: int, message_id: int) -> StaffQuestion | None:
        """Return what the chat asked in that message."""

    def find_staff_question(
        self, staff_chat_id: int, staff_message_id: int
    ) -> StaffQuestion | None:
        """Return the question of which that is the staff's copy."""

    def list_staff_questions(self, chat_id: int) -> list[StaffQuestion]:
        """Return what the chat asked, in order."""

    def count_staff_questions(self, since_at: datetime) -> int:
        """Return how many were asked since then."""

    def list_old_staff_questions(self, before_at: datetime, limit: int) -> list[StaffQuestion]:
        """Return some that were asked before that, the oldest first."""

    def delete_staff_question(self, question: StaffQuestion, now: datetime) -> None:
        """Delete it; its traces go from the disk as after ``delete_subscriber``."""
