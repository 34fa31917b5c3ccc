"""Work on drafts, on SQLite: the open question, and the first wordings."""

from collections.abc import Mapping

from lessons.draft.draft import DraftQuestion
from lessons.draft.parts import Part
from storage.sqlite.base import SQLitePart


class SQLiteDrafting(SQLitePart):
    """The part of the store that knows where the work on drafts stands."""

    def find_draft_question(self, chat_id: int) -> DraftQuestion | None:
        """See ``DraftingStore``."""
        row = self._database.execute(
            "SELECT * FROM draft_questions WHERE chat_id = ?", (chat_id,)
        ).fetchone()
        if row is None:
            return None
        return DraftQuestion(
            chat_id=chat_id,
            part=Part(row["part"]) if row["part"] else None,
            course_id=row["course_id"],
            lesson_id=row["lesson_id"],
            seen=row["seen"],
            screen_message_id=row["screen_message_id"],
        )

    def save_draft_question(self, question: DraftQuestion) -> None:
        """See ``DraftingStore``."""
        self._database.table("draft_questions").upsert(
            {
                "chat_id": question.chat_id,
                "part": question.part.value if question.part else None,
                "course_id": question.course_id,
                "lesson_id": question.lesson_id,
                "seen": question.seen,
                "screen_message_id": question.screen_message_id,
            },
            pk="chat_id",
        )

    def delete_draft_question(self, chat_id: int) -> None:
        """See ``DraftingStore``."""
        self._database.execute("DELETE FROM draft_questions WHERE chat_id = ?", (chat_id,))

    def save_first_wording(self, course_id: str, lesson_id: str, wording: str) -> None:
        """See ``DraftingStore``."""
        self._database.table("first_wordings").upsert(
            {"course_id": course_id, "lesson_id": lesson_id, "wording": wording},
            pk=("course_id", "lesson_id"),
        )

    def list_first_wordings(self, course_id: str) -> Mapping[str, str]:
        """See ``DraftingStore``."""
        rows = self._database.execute(
            "SELECT lesson_id, wording FROM first_wordings WHERE course_id = ?", (course_id,)
        )
        return {row["lesson_id"]: row["wording"] for row in rows}
