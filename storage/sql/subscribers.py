"""Subscribers and their places in courses, in SQL."""

from collections.abc import Sequence
from datetime import datetime

from lessons.delivery.enrollment import Enrollment
from lessons.delivery.subscriber import Subscriber
from storage.errors import StoreError
from storage.sql.part import SQLPart
from storage.sql.rows import (
    read_enrollment,
    read_subscriber,
    write_enrollment,
    write_ids,
    write_subscriber,
)


class SQLSubscribers(SQLPart):
    """The part of the store that knows who wants what, and when."""

    def find_subscriber(self, chat_id: int) -> Subscriber | None:
        """See ``Store``."""
        found = self.list_subscribers([chat_id])
        return found[0] if found else None

    def list_subscribers(self, chat_ids: Sequence[int]) -> list[Subscriber]:
        """See ``Store``."""
        rows = self._database.execute(
            f"SELECT * FROM subscribers WHERE chat_id IN {self._ids('?')}",
            [write_ids(chat_ids)],
        )
        return [read_subscriber(row) for row in rows]

    def save_subscriber(self, subscriber: Subscriber) -> None:
        """See ``Store``."""
        values = write_subscriber(subscriber)
        self._database.execute(
            f"""
            INSERT INTO subscribers ({", ".join(values)})
            VALUES ({", ".join(f":{column}" for column in values)})
            ON CONFLICT (chat_id) DO UPDATE
                SET {", ".join(f"{each} = excluded.{each}" for each in values)}
            """,  # no value of anybody's is in it
            values,
        )

    def drop_newcomer(self, chat_id: int, now: datetime) -> None:
        """See ``Store``."""
        dropped = self._database.execute(
            "DELETE FROM subscribers WHERE chat_id = ? AND status = 'joining'", (chat_id,)
        )
        if dropped.rowcount:
            self._note_traces(now)

    def find_enrollment(self, chat_id: int, course_id: str) -> Enrollment | None:
        """See ``Store``."""
        return self._find_enrollment(
            "SELECT * FROM enrollments WHERE chat_id = ? AND course_id = ?", (chat_id, course_id)
        )

    def find_current_enrollment(self, chat_id: int) -> Enrollment | None:
        """See ``Store``."""
        return self._find_enrollment(
            """
            SELECT * FROM enrollments
            WHERE chat_id = ? AND status IN ('active', 'finished')
            ORDER BY status = 'active' DESC, finished_at DESC LIMIT 1
            """,
            (chat_id,),
        )

    def save_enrollment(self, enrollment: Enrollment) -> None:
        """See ``Store``."""
        try:
            self._database.execute(
                """
                INSERT INTO enrollments (chat_id, course_id, status, enrolled_at, last_lesson_id,
                    next_date, next_due_at, finished_at)
                VALUES (:chat_id, :course_id, :status, :enrolled_at, :last_lesson_id,
                    :next_date, :next_due_at, :finished_at)
                ON CONFLICT (chat_id, course_id) DO UPDATE SET
                    status = excluded.status, enrolled_at = excluded.enrolled_at,
                    last_lesson_id = excluded.last_lesson_id, next_date = excluded.next_date,
                    next_due_at = excluded.next_due_at, finished_at = excluded.finished_at,
                    owes_farewell = CASE
                        WHEN excluded.status <> 'finished' THEN 0
                        WHEN enrollments.status = 'active' THEN 1
                        ELSE enrollments.owes_farewell END
                """,
                write_enrollment(enrollment),
            )
        except self.refused as error:
            raise StoreError(
                "An enrollment cannot be kept: the chat has another active one, "
                "or is no subscriber.",
                operator=f"enrollment refused: {error}",
            ) from error

    def _find_enrollment(self, sql: str, parameters: Sequence[int | str]) -> Enrollment | None:
        row = self._database.execute(sql, parameters).fetchone()
        return read_enrollment(row) if row else None
