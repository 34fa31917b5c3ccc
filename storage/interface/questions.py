"""What every store promises about open questions."""

from datetime import datetime
from typing import Protocol

from lessons.questions.open_question import OpenQuestion


class QuestionStore(Protocol):
    """The part of a store that knows what each chat was asked last."""

    def find_question(self, chat_id: int) -> OpenQuestion | None:
        """Return what this chat was asked last and has not answered, however long ago."""

    def save_question(self, question: OpenQuestion) -> None:
        """Open the question in place of whatever was open in its chat."""

    def close_question(self, chat_id: int) -> None:
        """Close whatever is open in this chat."""

    def close_questions(self, asked_before: datetime) -> int:
        """Close every question that is older than that; return how many there were."""
