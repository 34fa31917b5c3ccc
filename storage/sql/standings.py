"""How courses stand, and the links that lead to them, in SQL."""

from collections.abc import Mapping
from datetime import datetime

from lessons.course.standing import Standing
from lessons.delivery.progress import IdRange
from storage.interface.standings import LinkCount
from storage.sql.part import SQLPart
from storage.sql.rows import write_instant


class SQLStandings(SQLPart):
    """The part of the store that knows who may get into which course, and how."""

    def list_standings(self) -> Mapping[str, Standing]:
        """See ``StandingStore``."""
        rows = self._database.execute("SELECT course_id, standing FROM course_standings")
        return {course_id: Standing(standing) for course_id, standing in rows}

    def save_standing(self, course_id: str, standing: Standing) -> None:
        """See ``StandingStore``."""
        self._database.execute("DELETE FROM course_standings WHERE course_id = ?", (course_id,))
        if standing is Standing.DEFAULT:
            self._database.execute("DELETE FROM course_standings WHERE standing = 'default'")
        if standing is not Standing.ON_OFFER:
            self._database.execute(
                "INSERT INTO course_standings (course_id, standing) VALUES (?, ?)",
                (course_id, standing.value),
            )

    def end_course(self, course_id: str, id_range: IdRange) -> int:
        """See ``StandingStore``."""
        return self._database.execute(
            """
            UPDATE enrollments SET status = 'left', next_date = NULL, next_due_at = NULL
            WHERE chat_id BETWEEN ? AND ? AND course_id = ? AND status = 'active'
            """,
            (id_range.first_chat_id, id_range.last_chat_id, course_id),
        ).rowcount

    def add_course_link(self, word: str, course_id: str, created_at: datetime) -> bool:
        """See ``StandingStore``."""
        added = self._database.execute(
            """
            INSERT INTO course_links (word, course_id, created_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            (word, course_id, write_instant(created_at)),
        )
        return added.rowcount == 1

    def list_link_words(self, limit: int) -> list[str]:
        """See ``StandingStore``."""
        rows = self._database.execute(
            "SELECT word FROM course_links ORDER BY created_at DESC, word LIMIT ?", (limit,)
        )
        return sorted(word for (word,) in rows)

    def find_linked_course(self, word: str) -> str | None:
        """See ``StandingStore``."""
        row = self._database.execute(
            "SELECT course_id FROM course_links WHERE word = ?", (word,)
        ).fetchone()
        return row["course_id"] if row else None

    def note_link(self, chat_id: int, course_id: str, word: str) -> None:
        """See ``StandingStore``."""
        self._database.execute(
            "UPDATE enrollments SET came_by = ? WHERE chat_id = ? AND course_id = ?",
            (word, chat_id, course_id),
        )

    def count_links(self, course_id: str | None) -> list[LinkCount]:
        """See ``StandingStore``."""
        rows = self._database.execute(
            """
            SELECT word, course_id, (
                SELECT count(*) FROM enrollments WHERE came_by = word
            ), (
                SELECT count(*) FROM enrollments WHERE came_by = word AND status = 'finished'
            )
            FROM course_links WHERE course_id = coalesce(CAST(:course_id AS text), course_id)
            ORDER BY created_at, word
            """,
            {"course_id": course_id},
        )
        return [LinkCount(*row) for row in rows]
