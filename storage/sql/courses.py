"""Courses that were made or edited in the chat, in SQL.

A course is kept as JSON that people can read, and checked whenever it is read.
"""

import json
import logging
from collections.abc import Set
from datetime import date, datetime

from pydantic import TypeAdapter, ValidationError

from lessons.course.course import Course
from lessons.delivery.reasons import Reason
from lessons.draft.draft import CourseDraft, CourseRevision, RevisionEntry
from storage.sql.part import Row, SQLPart
from storage.sql.rows import read_instant, write_instant

logger = logging.getLogger(__name__)

_COURSE = TypeAdapter(Course)
_TEXTS = TypeAdapter(tuple[str, ...])


class SQLCourses(SQLPart):
    """The part of the store that keeps courses."""

    def find_course_draft(self, course_id: str) -> CourseDraft | None:
        """See ``CourseStore``."""
        row = self._database.execute(
            "SELECT * FROM course_drafts WHERE course_id = ?", (course_id,)
        ).fetchone()
        return _read_draft(row) if row else None

    def list_course_drafts(self) -> list[CourseDraft]:
        """See ``CourseStore``."""
        rows = self._database.execute(
            "SELECT * FROM course_drafts ORDER BY updated_at DESC, course_id"
        )
        return [draft for draft in map(_read_draft, rows) if draft]

    def save_course_draft(self, draft: CourseDraft) -> None:
        """See ``CourseStore``."""
        self._database.execute(
            """
            INSERT INTO course_drafts (course_id, course, version, approved, notes, based_on,
                created_by, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            -- The row itself stays, and with it what belongs to it.
            ON CONFLICT (course_id) DO UPDATE SET
                course = excluded.course, version = excluded.version,
                approved = excluded.approved, notes = excluded.notes,
                based_on = excluded.based_on, created_by = excluded.created_by,
                updated_at = excluded.updated_at
            """,
            (
                draft.course.course_id,
                _write_course(draft.course),
                draft.version,
                json.dumps(sorted(draft.approved)),
                json.dumps(draft.notes, ensure_ascii=False),
                draft.based_on,
                draft.created_by,
                write_instant(draft.updated_at),
            ),
        )

    def delete_course_draft(self, course_id: str) -> bool:
        """See ``CourseStore``."""
        deleted = self._database.execute(
            "DELETE FROM course_drafts WHERE course_id = ?", (course_id,)
        )
        return deleted.rowcount == 1

    def add_course_revision(self, course: Course, created_by: int, created_at: datetime) -> int:
        """See ``CourseStore``."""
        [revision] = self._database.execute(
            """
            INSERT INTO course_revisions (course_id, revision, course, created_by, created_at)
            SELECT :course_id, coalesce(max(revision), 0) + 1, :course, :created_by, :created_at
            FROM course_revisions WHERE course_id = :course_id
            RETURNING revision
            """,
            {
                "course_id": course.course_id,
                "course": _write_course(course),
                "created_by": created_by,
                "created_at": write_instant(created_at),
            },
        ).fetchone()
        return int(revision)

    def list_current_revisions(self) -> list[CourseRevision]:
        """See ``CourseStore``."""
        rows = self._database.execute(
            """
            SELECT * FROM course_revisions
            WHERE (course_id, revision) IN (
                SELECT course_id, max(revision) FROM course_revisions GROUP BY course_id
            )
            ORDER BY course_id
            """
        )
        return [revision for revision in map(_read_revision, rows) if revision]

    def list_course_revisions(self, course_id: str) -> list[RevisionEntry]:
        """See ``CourseStore``."""
        rows = self._database.execute(
            """
            SELECT revision, created_by, created_at FROM course_revisions
            WHERE course_id = ? ORDER BY revision
            """,
            (course_id,),
        )
        return [
            RevisionEntry(revision, created_by, read_instant(created_at))
            for revision, created_by, created_at in rows
        ]

    def find_course_revision(self, course_id: str, revision: int) -> CourseRevision | None:
        """See ``CourseStore``."""
        row = self._database.execute(
            "SELECT * FROM course_revisions WHERE course_id = ? AND revision = ?",
            (course_id, revision),
        ).fetchone()
        return _read_revision(row) if row else None

    def list_course_ids_in_use(self) -> set[str]:
        """See ``CourseStore``."""
        rows = self._database.execute(
            "SELECT DISTINCT course_id FROM enrollments WHERE status = 'active'"
        )
        return {course_id for (course_id,) in rows}

    def count_waiting_people(self, course_id: str) -> int:
        """See ``CourseStore``."""
        [count] = self._database.execute(
            """
            SELECT count(*) FROM enrollments JOIN subscribers USING (chat_id)
            WHERE course_id = ? AND enrollments.status = 'active'
                AND subscribers.status = 'active'
            """,
            (course_id,),
        ).fetchone()
        return int(count)

    def list_overdue_reviews_told(self) -> set[tuple[str, date]]:
        """See ``CourseStore``."""
        rows = self._database.execute("SELECT course_id, due_date FROM overdue_reviews_told")
        return {(course_id, date.fromisoformat(due)) for course_id, due in rows}

    def save_overdue_review_told(self, course_id: str, due_date: date) -> None:
        """See ``CourseStore``."""
        self._database.execute(
            """
            INSERT INTO overdue_reviews_told (course_id, due_date) VALUES (?, ?)
            ON CONFLICT (course_id, due_date) DO NOTHING
            """,
            (course_id, due_date.isoformat()),
        )

    def skip_lessons(self, course_id: str, lesson_ids: Set[str], error: Reason) -> int:
        """See ``CourseStore``."""
        # Each half reads an index that holds only what is not settled.
        return self._database.execute(
            f"""
            UPDATE deliveries
            SET status = 'skipped', lease_until_at = NULL, retry_at = NULL, error = :error
            WHERE delivery_id IN (
                SELECT delivery_id FROM deliveries WHERE status = 'planned'
                UNION ALL SELECT delivery_id FROM deliveries WHERE status = 'retry'
                UNION ALL SELECT delivery_id FROM deliveries
                WHERE lease_until_at IS NOT NULL AND status = 'claimed'
            )
                AND course_id = :course_id
                AND lesson_id IN {self._texts(":lesson_ids")}
            """,
            {
                "course_id": course_id,
                "lesson_ids": json.dumps(sorted(lesson_ids)),
                "error": error,
            },
        ).rowcount


def _write_course(course: Course) -> str:
    return _COURSE.dump_json(course, indent=1).decode()


def _read_draft(row: Row) -> CourseDraft | None:
    try:
        return CourseDraft(
            course=_parse_course(row),
            version=row["version"],
            approved=frozenset(_TEXTS.validate_json(row["approved"])),
            notes=_TEXTS.validate_json(row["notes"]),
            based_on=row["based_on"],
            created_by=row["created_by"],
            updated_at=read_instant(row["updated_at"]),
        )
    except ValueError as error:
        _tell_unreadable(row, error)
        return None


def _read_revision(row: Row) -> CourseRevision | None:
    try:
        course, created_at = _parse_course(row), read_instant(row["created_at"])
    except ValueError as error:
        _tell_unreadable(row, error)
        return None
    return CourseRevision(course, row["revision"], row["created_by"], created_at)


def _parse_course(row: Row) -> Course:
    course = _COURSE.validate_json(row["course"])
    if course.course_id != row["course_id"]:
        raise ValueError("it holds another course")
    return course


def _tell_unreadable(row: Row, error: ValueError) -> None:
    reason = type(error).__name__
    if isinstance(error, ValidationError):
        # What stands there is left out: nobody may have seen it yet.
        reason = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'all'}: {fault['type']}"
            for fault in error.errors(include_input=False)[:3]
        )
    logger.error("what the store keeps of course %s cannot be read: %s", row["course_id"], reason)
