"""Rows as values: the one place that knows how a column is written.

Instants are cut to the millisecond.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from lessons.delivery.coming import ReaderCrowd
from lessons.delivery.delivery import (
    AnnouncementContent,
    Content,
    Delivery,
    DeliveryStatus,
    LessonContent,
    NewDelivery,
    Outcome,
)
from lessons.delivery.enrollment import Enrollment, EnrollmentStatus
from lessons.delivery.planning import Cohort
from lessons.delivery.reasons import Reason
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.times.break_ahead import BreakAhead
from lessons.times.schedule import Schedule, Slot, is_timezone
from storage.sql.part import Row

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


Values = dict[str, str | int | None]
"""What a row holds, by column."""


# A tick writes the same few instants for thousands.
@lru_cache(maxsize=1024)
def write_instant(at: datetime) -> str:
    """Return the instant as 24 characters that sort as instants do."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def read_instant(text: str) -> datetime:
    """Return the instant, aware, UTC."""
    return datetime.fromisoformat(text)


def write_subscriber(subscriber: Subscriber) -> Values:
    """Return the subscriber's row."""
    schedule, resume_date = subscriber.schedule, subscriber.resume_date
    ahead = subscriber.break_ahead
    return {
        "chat_id": subscriber.chat_id,
        "kind": subscriber.kind.value,
        "status": subscriber.status.value,
        "timezone": schedule.timezone,
        "send_time": schedule.send_time.isoformat(timespec="minutes"),
        "weekdays": _write_weekdays(schedule.weekdays),
        "language_code": subscriber.language_code,
        "joined_at": write_instant(subscriber.joined_at),
        "is_paused": int(subscriber.is_paused),
        "resume_date": resume_date.isoformat() if resume_date else None,
        "break_begins": ahead.begin.isoformat() if ahead else None,
        "break_ends": ahead.end.isoformat() if ahead else None,
        "break_at": write_instant(ahead.begins_at(schedule.timezone)) if ahead else None,
    }


def read_subscriber(row: Row) -> Subscriber:
    """Return the subscriber of that row."""
    resume_date = row["resume_date"]
    return Subscriber(
        chat_id=row["chat_id"],
        kind=ChatKind(row["kind"]),
        status=SubscriberStatus(row["status"]),
        schedule=read_schedule(row["timezone"], row["send_time"], row["weekdays"]),
        language_code=row["language_code"],
        joined_at=read_instant(row["joined_at"]),
        is_paused=bool(row["is_paused"]),
        resume_date=date.fromisoformat(resume_date) if resume_date else None,
        break_ahead=read_break(row["break_begins"], row["break_ends"]),
    )


def write_enrollment(enrollment: Enrollment) -> Values:
    """Return the enrollment's row."""
    slot, finished_at = enrollment.next_slot, enrollment.finished_at
    return {
        "chat_id": enrollment.chat_id,
        "course_id": enrollment.course_id,
        "status": enrollment.status.value,
        "enrolled_at": write_instant(enrollment.enrolled_at),
        "last_lesson_id": enrollment.last_lesson_id,
        "next_date": slot.local_date.isoformat() if slot else None,
        "next_due_at": write_instant(slot.due_at) if slot else None,
        "finished_at": write_instant(finished_at) if finished_at else None,
    }


def read_enrollment(row: Row) -> Enrollment:
    """Return the enrollment of that row."""
    slot, finished_at = None, row["finished_at"]
    if row["next_date"]:
        slot = Slot(date.fromisoformat(row["next_date"]), read_instant(row["next_due_at"]))
    return Enrollment(
        chat_id=row["chat_id"],
        course_id=row["course_id"],
        status=EnrollmentStatus(row["status"]),
        enrolled_at=read_instant(row["enrolled_at"]),
        last_lesson_id=row["last_lesson_id"],
        next_slot=slot,
        finished_at=read_instant(finished_at) if finished_at else None,
    )


def read_cohorts(rows: Iterable[tuple[Any, ...]]) -> tuple[list[Cohort], list[int]]:
    """Return the chats by what their rows have in common: each is a ``chat_id`` and then the
    columns in the order of ``_read_cohort``. Beside them, the chats whose rows make no sense."""
    cohorts: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in rows:
        cohorts[row[1:]].append(row[0])
    found, odd = [], []
    for alike, chat_ids in cohorts.items():
        try:
            found.append(_read_cohort(alike, chat_ids))
        except (ValueError, TypeError):
            odd += chat_ids
    return found, odd


def _read_cohort(alike: tuple[Any, ...], chat_ids: Sequence[int]) -> Cohort:
    # By position: by name would cost more than all else for the many cohorts of one chat.
    (
        course_id,
        last_lesson_id,
        next_date,
        next_due_at,
        timezone,
        send_time,
        weekdays,
        is_paused,
        break_begins,
        break_ends,
    ) = alike
    if not is_timezone(timezone):
        raise ValueError("a zone that is not among the zone files")
    return Cohort(
        course_id,
        last_lesson_id,
        _read_slot(next_date, next_due_at),
        read_schedule(timezone, send_time, weekdays),
        bool(is_paused),
        tuple(chat_ids),
        read_break(break_begins, break_ends),
    )


def read_reader_crowd(row: Row) -> ReaderCrowd:
    """Return the crowd of that row, whose columns are in the order of its fields."""
    course_id, last_lesson_id, timezone, weekdays, next_date, begins, ends, count = row
    return ReaderCrowd(
        course_id,
        last_lesson_id,
        timezone,
        _read_weekdays(weekdays),
        date.fromisoformat(next_date),
        read_break(begins, ends),
        count,
    )


def write_new_delivery(new: NewDelivery) -> Values:
    """Return the columns of a delivery that is about to be planned."""
    lesson = new.content if isinstance(new.content, LessonContent) else None
    announcement = new.content if isinstance(new.content, AnnouncementContent) else None
    return {
        "chat_id": new.chat_id,
        "course_id": lesson.course_id if lesson else None,
        "lesson_id": lesson.lesson_id if lesson else None,
        "local_date": lesson.local_date.isoformat() if lesson else None,
        "announcement_id": announcement.announcement_id if announcement else None,
        "due_at": write_instant(new.due_at),
        "is_extra": int(new.is_extra),
    }


def read_delivery(row: Row) -> Delivery:
    """Return the delivery of that row."""
    content: Content
    if row["course_id"] is None:
        content = AnnouncementContent(row["announcement_id"])
    else:
        local_date = date.fromisoformat(row["local_date"])
        content = LessonContent(row["course_id"], row["lesson_id"], local_date)
    return Delivery(
        delivery_id=row["delivery_id"],
        chat_id=row["chat_id"],
        content=content,
        due_at=read_instant(row["due_at"]),
        status=DeliveryStatus(row["status"]),
        attempts=row["attempts"],
        resends=row["resends"],
        message_ids=tuple(map(int, row["message_ids"].split())),
        content_revision=row["content_revision"],
        sent_at=read_instant(row["sent_at"]) if row["sent_at"] else None,
        error=Reason(row["error"]) if row["error"] else None,
        is_settled=bool(row["is_settled"]),
        is_extra=bool(row["is_extra"]),
        rounds_ago=row["rounds_ago"],
    )


def write_outcome(outcome: Outcome) -> Values:
    """Return what an attempt changes in its delivery's row."""
    is_sent = outcome.status is DeliveryStatus.SENT
    return {
        "delivery_id": outcome.delivery_id,
        "status": outcome.status.value,
        "sent_at": write_instant(outcome.at) if is_sent else None,
        "message_ids": " ".join(map(str, outcome.message_ids)),
        "content_revision": outcome.content_revision,
        "retry_at": write_instant(outcome.retry_at) if outcome.retry_at else None,
        "due_at": write_instant(outcome.due_at) if outcome.due_at else None,
        "error": outcome.error,
    }


def write_ids(ids: Iterable[int]) -> str:
    """Return the ids as the one parameter that SQLite's ``json_each`` takes apart."""
    return json.dumps(list(ids))


# Thousands share a schedule, and more a slot.
@lru_cache(maxsize=4096)
def read_schedule(timezone: str, send_time: str, weekdays: str) -> Schedule:
    """Return the schedule of those columns."""
    return Schedule(timezone, time.fromisoformat(send_time), _read_weekdays(weekdays))


@lru_cache(maxsize=1024)
def _read_slot(local_date: str, due_at: str) -> Slot:
    return Slot(date.fromisoformat(local_date), read_instant(due_at))


def read_break(begins: str | None, ends: str | None) -> BreakAhead | None:
    """Return the break of those columns, if there is one."""
    if begins is None or ends is None:
        return None
    return BreakAhead(date.fromisoformat(begins), date.fromisoformat(ends))


def write_optional(at: datetime | None) -> str | None:
    """Return an instant, or none, as it is kept."""
    return write_instant(at) if at else None


def read_optional(text: str | None) -> datetime | None:
    """Return the instant, or none, of what is kept."""
    return datetime.fromisoformat(text) if text else None


def _write_weekdays(weekdays: Set[int]) -> str:
    return " ".join(_WEEKDAYS[day] for day in sorted(weekdays))


def _read_weekdays(text: str) -> frozenset[int]:
    return frozenset(map(_WEEKDAYS.index, text.split()))
