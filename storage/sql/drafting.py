"""Work on drafts, in SQL: how their lessons read at first, and how they stood before."""

import json
from collections.abc import Mapping

from pydantic import TypeAdapter

from lessons.course.course import Course
from lessons.draft.draft import CourseDraft
from storage.interface.drafting import LONGEST_WAY_BACK
from storage.sql.part import SQLPart

_COURSE = TypeAdapter(Course)
_IDS = TypeAdapter(frozenset[str])


class SQLDrafting(SQLPart):
    """The part of the store that knows how drafts began, and how they stood."""

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

    def save_draft_step(self, before: CourseDraft) -> None:
        """See ``DraftingStore``."""
        course_id = before.course.course_id
        self._database.execute(
            """
            INSERT INTO draft_steps (course_id, version, course, approved) VALUES (?, ?, ?, ?)
            ON CONFLICT (course_id, version) DO NOTHING
            """,
            (
                course_id,
                before.version,
                _COURSE.dump_json(before.course).decode(),
                json.dumps(sorted(before.approved)),
            ),
        )
        self._database.execute(
            "DELETE FROM draft_steps WHERE course_id = ? AND version <= ?",
            (course_id, before.version - LONGEST_WAY_BACK),
        )

    def take_draft_step(self, course_id: str) -> tuple[Course, frozenset[str]] | None:
        """See ``DraftingStore``."""
        row = self._database.execute(
            """
            DELETE FROM draft_steps
            WHERE course_id = ? AND version = (
                SELECT max(version) FROM draft_steps WHERE course_id = ?
            )
            RETURNING course, approved
            """,
            (course_id, course_id),
        ).fetchone()
        if row is None:
            return None
        return _COURSE.validate_json(row["course"]), _IDS.validate_json(row["approved"])
