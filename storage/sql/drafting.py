"""Work on drafts, in SQL: how their lessons read at first, how they stood before, whose
words they hold and who approved them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from pydantic import TypeAdapter

from lessons.course.course import Course
from lessons.draft.draft import Approval, CourseDraft
from storage.interface.drafting import LONGEST_WAY_BACK
from storage.sql.part import SQLPart
from storage.sql.rows import read_instant, write_instant

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
            RETURNING course, approved, version
            """,
            (course_id, course_id),
        ).fetchone()
        if row is None:
            return None
        self._database.execute(
            "DELETE FROM draft_hands WHERE course_id = ? AND version > ?",
            (course_id, row["version"]),
        )
        return _COURSE.validate_json(row["course"]), _IDS.validate_json(row["approved"])

    def add_draft_hands(
        self, course_id: str, lesson_ids: Iterable[str], person_ids: Set[int], version: int
    ) -> None:
        """See ``DraftingStore``."""
        self._database.executemany(
            """
            INSERT INTO draft_hands (course_id, lesson_id, person_id, version) VALUES (?, ?, ?, ?)
            ON CONFLICT (course_id, lesson_id, person_id) DO NOTHING
            """,
            [
                (course_id, lesson_id, person_id, version)
                for lesson_id in lesson_ids
                for person_id in sorted(person_ids)
            ],
        )

    def list_draft_hands(self, course_id: str) -> Mapping[str, Set[int]]:
        """See ``DraftingStore``."""
        hands: defaultdict[str, set[int]] = defaultdict(set)
        for lesson_id, person_id in self._database.execute(
            "SELECT lesson_id, person_id FROM draft_hands WHERE course_id = ?", (course_id,)
        ):
            hands[lesson_id].add(person_id)
        return hands

    def save_approvals(self, course_id: str, approvals: Iterable[Approval]) -> None:
        """See ``DraftingStore``."""
        self._database.executemany(
            """
            INSERT INTO approvals (course_id, lesson_id, fingerprint, approved_by, approved_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (course_id, lesson_id, fingerprint) DO UPDATE SET
                approved_by = excluded.approved_by, approved_at = excluded.approved_at
            """,
            [
                (
                    course_id,
                    it.lesson_id,
                    it.fingerprint,
                    it.approved_by,
                    write_instant(it.approved_at),
                )
                for it in approvals
            ],
        )

    def list_approvals(self, course_id: str) -> list[Approval]:
        """See ``DraftingStore``."""
        rows = self._database.execute(
            """
            SELECT lesson_id, fingerprint, approved_by, approved_at FROM approvals
            WHERE course_id = ? ORDER BY approved_at, lesson_id, fingerprint
            """,
            (course_id,),
        )
        return [Approval(row[0], row[1], row[2], read_instant(row[3])) for row in rows]
