"""Questions to people of the clinic, in SQL."""

from datetime import datetime

from lessons.clinic.staff import StaffQuestion
from storage.sql.part import Row, SQLPart
from storage.sql.rows import read_instant, write_instant


class SQLStaff(SQLPart):
    """The part of the store that keeps, for a while, what people asked the clinic's staff."""

    def save_staff_question(self, question: StaffQuestion) -> None:
        """See ``StaffStore``."""
        self._database.execute(
            """
            INSERT INTO staff_questions (
                chat_id, message_id, question, asked_at, staff_chat_id, staff_message_id,
                answered_at
            ) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (chat_id, message_id) DO UPDATE SET
                staff_chat_id = excluded.staff_chat_id,
                staff_message_id = excluded.staff_message_id,
                answered_at = excluded.answered_at
            """,
            (
                question.chat_id,
                question.message_id,
                question.text,
                write_instant(question.asked_at),
                question.staff_chat_id,
                question.staff_message_id,
                write_instant(question.answered_at) if question.answered_at else None,
            ),
        )

    def find_asked(self, chat_id: int, message_id: int) -> StaffQuestion | None:
        """See ``StaffStore``."""
        row = self._database.execute(
            "SELECT * FROM staff_questions WHERE chat_id = ? AND message_id = ?",
            (chat_id, message_id),
        ).fetchone()
        return _read(row) if row else None

    def find_staff_question(
        self, staff_chat_id: int, staff_message_id: int
    ) -> StaffQuestion | None:
        """See ``StaffStore``."""
        row = self._database.execute(
            "SELECT * FROM staff_questions WHERE staff_chat_id = ? AND staff_message_id = ?",
            (staff_chat_id, staff_message_id),
        ).fetchone()
        return _read(row) if row else None

    def list_staff_questions(self, chat_id: int) -> list[StaffQuestion]:
        """See ``StaffStore``."""
        rows = self._database.execute(
            "SELECT * FROM staff_questions WHERE chat_id = ? ORDER BY asked_at, message_id",
            (chat_id,),
        )
        return [_read(row) for row in rows]

    def count_staff_questions(self, since_at: datetime) -> int:
        """See ``StaffStore``."""
        [count] = self._database.execute(
            "SELECT count(*) FROM staff_questions WHERE asked_at >= ?", (write_instant(since_at),)
        ).fetchone()
        return int(count)

    def list_old_staff_questions(self, before_at: datetime, limit: int) -> list[StaffQuestion]:
        """See ``StaffStore``."""
        rows = self._database.execute(
            """
            SELECT * FROM staff_questions WHERE asked_at < ?
            ORDER BY asked_at, chat_id, message_id LIMIT ?
            """,
            (write_instant(before_at), limit),
        )
        return [_read(row) for row in rows]

    def delete_staff_question(self, question: StaffQuestion, now: datetime) -> None:
        """See ``StaffStore``."""
        self._database.execute(
            "DELETE FROM staff_questions WHERE chat_id = ? AND message_id = ?",
            (question.chat_id, question.message_id),
        )
        self._note_traces(now)


def _read(row: Row) -> StaffQuestion:
    answered_at = row["answered_at"]
    return StaffQuestion(
        row["chat_id"],
        row["message_id"],
        row["question"],
        read_instant(row["asked_at"]),
        row["staff_chat_id"],
        row["staff_message_id"],
        read_instant(answered_at) if answered_at else None,
    )
