"""The books on SQLite: counts for the admin, and what there is about one chat."""

from collections.abc import Mapping

from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.statistics import Counts
from lessons.delivery.subscriber import SubscriberStatus
from storage.sqlite.statistics import SQLiteStatistics

_ABOUT_A_CHAT = {
    "subscribers": "chat_id = ?",
    "enrollments": "chat_id = ?",
    "deliveries": "chat_id = ?",
    "announcements": "created_by = ?",
    "corrections": "created_by = ?",
    "course_drafts": "created_by = ?",
    "course_revisions": "created_by = ?",
    "schedule_forms": "chat_id = ?",
    "draft_questions": "chat_id = ?",
    "admins": "?1 IN (chat_id, added_by)",
    "audit_log": "?1 IN (actor_id, subject_chat_id)",
}


class SQLiteBooks(SQLiteStatistics):
    """The part of the store that counts."""

    def count_everything(self) -> Counts:
        """See ``Store``."""
        subscribers = self._count_by_status("SELECT status, count(*) FROM subscribers GROUP BY 1")
        deliveries = self._count_by_status("SELECT status, count(*) FROM deliveries GROUP BY 1")
        lessons = self._database.execute(
            """
            SELECT course_id, lesson_id, count(*) FROM deliveries
            WHERE status = 'sent' AND course_id IS NOT NULL GROUP BY 1, 2
            """
        )
        return Counts(
            subscribers={status: subscribers.get(status, 0) for status in SubscriberStatus},
            paused=self._database.table("subscribers").count_where(
                "status = 'active' AND is_paused"
            ),
            deliveries={status: deliveries.get(status, 0) for status in DeliveryStatus},
            lessons_sent={(course_id, lesson_id): sent for course_id, lesson_id, sent in lessons},
        )

    def count_rows_about(self, chat_id: int) -> Mapping[str, int]:
        """See ``Store``."""
        counts = {
            table: self._database.table(table).count_where(where, [chat_id])
            for table, where in _ABOUT_A_CHAT.items()
        }
        return {table: count for table, count in counts.items() if count}

    def _count_by_status(self, sql: str) -> dict[str, int]:
        return dict(self._database.execute(sql).fetchall())
