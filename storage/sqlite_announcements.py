"""Announcements on SQLite."""

from datetime import datetime

from lessons.announcement import Announcement, AnnouncementStatus
from storage.sqlite_outbox import SQLiteOutbox
from storage.sqlite_rows import read_announcement, write_instant


class SQLiteAnnouncements(SQLiteOutbox):
    """The part of the store that knows what admins schedule for many at once."""

    def add_announcement(
        self,
        *,
        created_by: int,
        created_at: datetime,
        at: datetime,
        course_id: str | None = None,
        lesson_id: str | None = None,
        text: str | None = None,
    ) -> Announcement:
        """See ``Store``."""
        row = self._database.execute(
            """
            INSERT INTO announcements
                (status, created_by, created_at, at, course_id, lesson_id, text)
            VALUES ('draft', ?, ?, ?, ?, ?, ?) RETURNING *
            """,
            (created_by, write_instant(created_at), write_instant(at), course_id, lesson_id, text),
        ).fetchone()
        return read_announcement(row)

    def find_announcement(self, announcement_id: int) -> Announcement | None:
        """See ``Store``."""
        row = self._database.execute(
            "SELECT * FROM announcements WHERE announcement_id = ?", (announcement_id,)
        ).fetchone()
        return read_announcement(row) if row else None

    def list_announcements(self, status: AnnouncementStatus) -> list[Announcement]:
        """See ``Store``."""
        rows = self._database.execute(
            "SELECT * FROM announcements WHERE status = ? ORDER BY at, announcement_id",
            (status.value,),
        )
        return [read_announcement(row) for row in rows]

    def set_announcement_status(
        self, announcement_id: int, expected: AnnouncementStatus, new: AnnouncementStatus
    ) -> bool:
        """See ``Store``."""
        moved = self._database.execute(
            "UPDATE announcements SET status = ? WHERE announcement_id = ? AND status = ?",
            (new.value, announcement_id, expected.value),
        )
        return moved.rowcount == 1

    def plan_announcement(self, announcement_id: int, due_at: datetime) -> int:
        """See ``Store``."""
        if not self.set_announcement_status(
            announcement_id, AnnouncementStatus.SCHEDULED, AnnouncementStatus.PLANNED
        ):
            return 0
        return self._database.execute(
            """
            INSERT INTO deliveries (chat_id, announcement_id, due_at)
            SELECT chat_id, ?, ? FROM subscribers WHERE status = 'active' AND NOT is_paused
            ON CONFLICT DO NOTHING
            """,
            (announcement_id, write_instant(due_at)),
        ).rowcount

    def delete_drafts(self, created_before: datetime) -> int:
        """See ``Store``."""
        return self._database.execute(
            "DELETE FROM announcements WHERE status = 'draft' AND created_at < ?",
            (write_instant(created_before),),
        ).rowcount

    def count_recipients(self) -> int:
        """See ``Store``."""
        return self._database.table("subscribers").count_where(
            "status = 'active' AND NOT is_paused"
        )
