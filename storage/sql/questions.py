"""Open questions, in SQL: one row a chat, what was asked as JSON that people can read."""

import logging
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lessons.questions.draft_question import (
    DraftQuestion,
    FileQuestion,
    LinkQuestion,
    SignQuestion,
)
from lessons.questions.open_question import OpenQuestion, SettingQuestion
from lessons.questions.schedule_form import ScheduleForm
from storage.sql.part import SQLPart
from storage.sql.rows import read_instant, write_instant

logger = logging.getLogger(__name__)

_KINDS: dict[type, str] = {
    SettingQuestion: "setting",
    ScheduleForm: "schedule",
    # What brings people a course is asked for like what brings them a message.
    LinkQuestion: "schedule",
    DraftQuestion: "draft",
    SignQuestion: "draft",
    FileQuestion: "file",
}
_PAYLOADS: dict[str, TypeAdapter[Any]] = {
    **{name: TypeAdapter(of) for of, name in _KINDS.items()},
    "schedule": TypeAdapter(ScheduleForm | LinkQuestion),
    "draft": TypeAdapter(DraftQuestion | SignQuestion),
}


class SQLQuestions(SQLPart):
    """The part of the store that knows what each chat was asked last."""

    def find_question(self, chat_id: int) -> OpenQuestion | None:
        """See ``QuestionStore``. One that cannot be read counts as none, and the log tells."""
        row = self._database.execute(
            "SELECT * FROM open_questions WHERE chat_id = ?", (chat_id,)
        ).fetchone()
        if row is None:
            return None
        try:
            question = _PAYLOADS[row["kind"]].validate_json(row["payload"])
        except ValidationError:
            # Without the cause, which would quote what was typed.
            logger.error("an open question (%s) cannot be read", row["kind"])
            return None
        return OpenQuestion(chat_id, question, read_instant(row["asked_at"]))

    def save_question(self, question: OpenQuestion) -> None:
        """See ``QuestionStore``."""
        kind = _KINDS[type(question.question)]
        self._database.execute(
            """
            INSERT INTO open_questions (chat_id, kind, payload, asked_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET
                kind = excluded.kind, payload = excluded.payload, asked_at = excluded.asked_at
            """,
            (
                question.chat_id,
                kind,
                _PAYLOADS[kind].dump_json(question.question).decode(),
                write_instant(question.asked_at),
            ),
        )

    def close_question(self, chat_id: int) -> None:
        """See ``QuestionStore``."""
        self._database.execute("DELETE FROM open_questions WHERE chat_id = ?", (chat_id,))

    def close_questions(self, asked_before: datetime) -> int:
        """See ``QuestionStore``."""
        return self._database.execute(
            "DELETE FROM open_questions WHERE asked_at < ?", (write_instant(asked_before),)
        ).rowcount
