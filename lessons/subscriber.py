"""Subscribers: the chats that may receive lessons, and how each wants them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lessons.schedule import Schedule


class ChatKind(StrEnum):
    """What sort of chat a subscriber is, in Telegram's own words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class SubscriberStatus(StrEnum):
    """Where a subscriber stands; only an ``ACTIVE`` one is sent anything unasked."""

    JOINING = "joining"
    ACTIVE = "active"
    STOPPED = "stopped"
    BLOCKED = "blocked"


class Awaiting(StrEnum):
    """Which typed answer the chat was asked for; kept, so that a restart loses no dialogue."""

    TIME = "time"
    PLACE = "place"
    PAUSE_END = "pause_end"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One chat. ``resume_date`` is the first local date after a pause; a pause without one
    lasts until it is ended by hand. ``joined_at`` is aware, UTC."""

    chat_id: int
    kind: ChatKind
    status: SubscriberStatus
    schedule: Schedule
    language_code: str | None
    joined_at: datetime
    awaiting: Awaiting | None = None
    is_paused: bool = False
    resume_date: date | None = None
