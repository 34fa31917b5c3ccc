"""Work on drafts, in SQL: how their lessons read at first."""

from collections.abc import Mapping

from storage.sql.part import SQLPart


class SQLDrafting(SQLPart):
    """The part of the store that knows how drafts began."""

    def save_first_wording(self, course_id: str, lesson_id: str, wording: str) -> None:
        """See ``DraftingStore``."""
        self._database.execute(
            """
            INSERT INTO first_wordings (course_id, lesson_id, wording) VALUES (?, ?, ?)
            ON CONFLICT (course_id, lesson_id) DO UPDATE SET wording = excluded.wording
            """,
            (course_id, lesson_id, wording),
        )

    def list_first_wordings(self, course_id: str) -> Mapping[str, str]:
        """See ``DraftingStore``."""
        rows = self._database.execute(
            "SELECT lesson_id, wording FROM first_wordings WHERE course_id = ?", (course_id,)
        )
        return {row["lesson_id"]: row["wording"] for row in rows}
