"""What an admin schedules for everybody: draft, confirm, cancel; and the counts."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.library import Library, find_lesson
from lessons.announcement import Announcement, AnnouncementStatus
from lessons.audit import AuditAction, AuditEntry
from lessons.course import Course, Lesson
from storage.store import Counts, Store


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, and how many people it would reach if it went out now."""

    announcement: Announcement
    recipients: int


def find_named_lesson(library: Library, name: str) -> tuple[Course, Lesson] | None:
    """Return the lesson that an admin means by ``lesson-id`` or ``course-id/lesson-id``.

    A bare id that several courses use means none of them.
    """
    wanted = name.strip().lower()
    course_id, slash, lesson_id = wanted.partition("/")
    if slash:
        return find_lesson(library, course_id, lesson_id)
    found = [
        (course, lesson)
        for course in library.values()
        if (lesson := course.find_lesson(wanted)) is not None
    ]
    return found[0] if len(found) == 1 else None


def draft(
    store: Store,
    created_by: int,
    at: datetime,
    content: tuple[Course, Lesson] | str,
    now: datetime,
) -> Draft:
    """Keep a draft of a lesson or a text; nothing is sent before it is confirmed."""
    if isinstance(content, str):
        kept = store.add_announcement(created_by=created_by, created_at=now, at=at, text=content)
    else:
        course, lesson = content
        kept = store.add_announcement(
            created_by=created_by,
            created_at=now,
            at=at,
            course_id=course.course_id,
            lesson_id=lesson.lesson_id,
        )
    return Draft(kept, store.count_recipients())


def confirm(store: Store, actor_id: int, announcement_id: int, now: datetime) -> Draft | None:
    """Schedule one's own draft; ``None`` if it is none any more or its instant has passed."""
    announcement = store.find_announcement(announcement_id)
    if announcement is None or announcement.created_by != actor_id or announcement.at <= now:
        return None
    if not store.set_announcement_status(
        announcement_id, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED
    ):
        return None
    _note(store, actor_id, AuditAction.SCHEDULED, announcement_id, now)
    return Draft(announcement, store.count_recipients())


def cancel(store: Store, actor_id: int, announcement_id: int, now: datetime) -> bool:
    """Cancel a draft or a scheduled announcement; ``False`` if it is neither."""
    for status in (AnnouncementStatus.SCHEDULED, AnnouncementStatus.DRAFT):
        if store.set_announcement_status(announcement_id, status, AnnouncementStatus.CANCELLED):
            _note(store, actor_id, AuditAction.CANCELLED, announcement_id, now, before=status)
            return True
    return False


def _note(
    store: Store,
    actor_id: int,
    action: AuditAction,
    announcement_id: int,
    now: datetime,
    before: str = "",
    after: str = "",
) -> None:
    store.add_audit_entry(
        AuditEntry(now, actor_id, action, f"no. {announcement_id}", None, before, after)
    )


def list_scheduled(store: Store) -> list[Announcement]:
    """Return what is scheduled, the earliest first."""
    return store.list_announcements(AnnouncementStatus.SCHEDULED)


def find_announcement(store: Store, announcement_id: int) -> Announcement | None:
    """Return that announcement."""
    return store.find_announcement(announcement_id)


def count_everything(store: Store) -> tuple[Counts, datetime | None]:
    """Return the counts that an admin sees, and when anything falls due next."""
    return store.count_everything(), store.find_earliest_due_at()


def get_timezone(store: Store, chat_id: int, default_timezone: str) -> str:
    """Return the zone in which an admin's times are meant."""
    subscriber = store.find_subscriber(chat_id)
    return subscriber.schedule.timezone if subscriber else default_timezone
