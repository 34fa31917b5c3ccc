"""What an admin schedules for everybody: draft, confirm, cancel; and the counts."""

from dataclasses import dataclass
from datetime import datetime

from bot.use_cases.library import Library, find_lesson
from lessons.announcement import Announcement, AnnouncementStatus
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


def confirm(store: Store, announcement_id: int, now: datetime) -> Draft | None:
    """Schedule a draft; ``None`` if it is no draft any more or its instant has passed."""
    announcement = store.find_announcement(announcement_id)
    if announcement is None or announcement.at <= now:
        return None
    if not store.set_announcement_status(
        announcement_id, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED
    ):
        return None
    return Draft(announcement, store.count_recipients())


def cancel(store: Store, announcement_id: int) -> bool:
    """Cancel a draft or a scheduled announcement; ``False`` if it is neither."""
    return any(
        store.set_announcement_status(announcement_id, status, AnnouncementStatus.CANCELLED)
        for status in (AnnouncementStatus.SCHEDULED, AnnouncementStatus.DRAFT)
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
