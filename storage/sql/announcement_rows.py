"""Announcements as rows, with what of them is kept as JSON that people can read."""

from typing import Any

from pydantic import TypeAdapter

from lessons.delivery.announcement import Announcement, AnnouncementStatus, Behind
from lessons.delivery.attachment import Attachment, LinkButton
from lessons.delivery.audience import parse_audience
from lessons.delivery.course_offer import CourseOffer
from lessons.delivery.reasons import HoldReason
from lessons.delivery.wording import Mark
from storage.sql.part import Row
from storage.sql.rows import Values, read_instant, read_optional, write_instant, write_optional

_MARKS: TypeAdapter[tuple[Mark, ...]] = TypeAdapter(tuple[Mark, ...])
_OFFER = TypeAdapter(CourseOffer)
_ATTACHMENT = TypeAdapter(Attachment)
_LINK = TypeAdapter(LinkButton)


def write_announcement(item: Announcement) -> Values:
    """Return the announcement's row."""
    return {
        "announcement_id": item.announcement_id,
        "status": item.status.value,
        "created_by": item.created_by,
        "created_at": write_instant(item.created_at),
        "at": write_instant(item.at),
        "course_id": item.course_id,
        "lesson_id": item.lesson_id,
        "text": item.text,
        "first_at": write_optional(item.first_at),
        "last_at": write_optional(item.last_at),
        "wall_time": item.wall_time.isoformat(timespec="minutes") if item.wall_time else None,
        "audience": str(item.audience),
        "version": item.version,
        "undo_until_at": write_optional(item.undo_until_at),
        "on_hold_because": item.on_hold_because,
        "went_on_at": write_optional(item.went_on_at),
        "screen_message_id": item.screen_message_id,
        "done_at": write_optional(item.done_at),
        "replaces_lesson": int(item.replaces_lesson),
        "behind": item.behind,
        "behind_at": write_optional(item.behind_at),
        "marks": write_marks(item.marks),
        "attachment": _write_json(_ATTACHMENT, item.attachment),
        "link": _write_json(_LINK, item.link),
        "offer": _OFFER.dump_json(item.offer).decode() if item.offer else None,
    }


def read_announcement(row: Row) -> Announcement:
    """Return the announcement of that row."""
    return Announcement(
        announcement_id=row["announcement_id"],
        status=AnnouncementStatus(row["status"]),
        created_by=row["created_by"],
        created_at=read_instant(row["created_at"]),
        at=read_instant(row["at"]),
        course_id=row["course_id"],
        lesson_id=row["lesson_id"],
        text=row["text"],
        first_at=read_optional(row["first_at"]),
        last_at=read_optional(row["last_at"]),
        wall_time=read_optional(row["wall_time"]),
        audience=parse_audience(row["audience"]),
        version=row["version"],
        undo_until_at=read_optional(row["undo_until_at"]),
        on_hold_because=HoldReason(row["on_hold_because"]) if row["on_hold_because"] else None,
        went_on_at=read_optional(row["went_on_at"]),
        screen_message_id=row["screen_message_id"],
        done_at=read_optional(row["done_at"]),
        replaces_lesson=bool(row["replaces_lesson"]),
        behind=Behind(row["behind"]) if row["behind"] else None,
        behind_at=read_optional(row["behind_at"]),
        marks=read_marks(row["marks"]),
        offer=_OFFER.validate_json(row["offer"]) if row["offer"] else None,
        attachment=_ATTACHMENT.validate_json(row["attachment"]) if row["attachment"] else None,
        link=_LINK.validate_json(row["link"]) if row["link"] else None,
    )


def _write_json(adapter: TypeAdapter[Any], value: object) -> str | None:
    return adapter.dump_json(value).decode() if value is not None else None


def write_marks(marks: tuple[Mark, ...]) -> str:
    """Return the marks as JSON that people can read."""
    return _MARKS.dump_json(marks, exclude_none=True).decode()


def read_marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of that JSON."""
    return _MARKS.validate_json(text)
