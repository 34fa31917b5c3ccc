"""Announcements in SQL: drafts and schedules."""

from datetime import datetime

from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.attachment import Attachment, LinkButton
from lessons.delivery.audience import EVERYONE, Audience
from lessons.delivery.course_offer import CourseOffer
from lessons.delivery.wording import Mark
from storage.sql.announcement_rows import read_announcement, write_announcement
from storage.sql.part import SQLPart
from storage.sql.rows import write_instant


class SQLAnnouncements(SQLPart):
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
        marks: tuple[Mark, ...] = (),
        last_at: datetime | None = None,
        wall_time: datetime | None = None,
        audience: Audience = EVERYONE,
        offer: CourseOffer | None = None,
        attachment: Attachment | None = None,
        link: LinkButton | None = None,
    ) -> Announcement:
        """See ``AnnouncementStore``."""
        draft = Announcement(
            announcement_id=0,
            status=AnnouncementStatus.DRAFT,
            created_by=created_by,
            created_at=created_at,
            at=at,
            course_id=course_id,
            lesson_id=lesson_id,
            text=text,
            marks=marks,
            first_at=at,
            last_at=last_at or at,
            wall_time=wall_time,
            audience=audience,
            offer=offer,
            attachment=attachment,
            link=link,
        )
        row = self._database.execute(
            """
            INSERT INTO announcements (status, created_by, created_at, at, course_id, lesson_id,
                text, first_at, last_at, wall_time, audience, version, marks, offer,
                attachment, link)
            VALUES (:status, :created_by, :created_at, :at, :course_id, :lesson_id,
                :text, :first_at, :last_at, :wall_time, :audience, :version, :marks, :offer,
                :attachment, :link)
            RETURNING *
            """,
            write_announcement(draft),
        ).fetchone()
        return read_announcement(row)

    def find_announcement(self, announcement_id: int) -> Announcement | None:
        """See ``AnnouncementStore``."""
        row = self._database.execute(
            "SELECT * FROM announcements WHERE announcement_id = ?", (announcement_id,)
        ).fetchone()
        return read_announcement(row) if row else None

    def list_announcements(self, status: AnnouncementStatus) -> list[Announcement]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            "SELECT * FROM announcements WHERE status = ? ORDER BY at, announcement_id",
            (status.value,),
        )
        return [read_announcement(row) for row in rows]

    def list_open(self) -> list[Announcement]:
        """See ``AnnouncementStore``."""
        rows = self._database.execute(
            """
            SELECT * FROM announcements
            WHERE status IN ('scheduled', 'planned') AND done_at IS NULL
            """
        )
        return [read_announcement(row) for row in rows]

    def set_announcement_status(
        self, announcement_id: int, expected: AnnouncementStatus, new: AnnouncementStatus
    ) -> bool:
        """See ``AnnouncementStore``."""
        moved = self._database.execute(
            "UPDATE announcements SET status = ? WHERE announcement_id = ? AND status = ?",
            (new.value, announcement_id, expected.value),
        )
        return moved.rowcount == 1

    def save_announcement(self, announcement: Announcement) -> None:
        """See ``AnnouncementStore``."""
        self._database.execute(
            """
            UPDATE announcements
            SET status = :status, at = :at, course_id = :course_id, lesson_id = :lesson_id,
                text = :text, first_at = :first_at, last_at = :last_at, wall_time = :wall_time,
                audience = :audience, version = :version, undo_until_at = :undo_until_at,
                on_hold_because = :on_hold_because, went_on_at = :went_on_at,
                screen_message_id = :screen_message_id, done_at = :done_at,
                replaces_lesson = :replaces_lesson, marks = :marks, offer = :offer,
                behind = :behind, behind_at = :behind_at,
                attachment = :attachment, link = :link
            WHERE announcement_id = :announcement_id
            """,
            write_announcement(announcement),
        )

    def delete_drafts(self, created_before: datetime) -> int:
        """See ``AnnouncementStore``."""
        self._database.execute(
            "DELETE FROM corrections WHERE status = 'draft' AND created_at < ?",
            (write_instant(created_before),),
        )
        return self._database.execute(
            "DELETE FROM announcements WHERE status = 'draft' AND created_at < ?",
            (write_instant(created_before),),
        ).rowcount
