"""Why a delivery is not sent, or not sent yet; and why an announcement stands still.

The values are kept in the store.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why the last attempt on a delivery, or on a copy to be corrected, was not the end of it,
    or was its end."""

    FORBIDDEN = "forbidden"
    CHAT_GONE = "chat_gone"
    NO_RIGHTS = "no_rights"
    REFUSED = "refused"
    MIGRATED = "migrated"
    FLOOD = "flood"
    HELD = "held"
    CHAT_PACE = "chat_pace"
    SHUT_OUT = "shut_out"
    NOT_CONNECTED = "not_connected"
    SERVER_ERROR = "server_error"
    UNANSWERED = "unanswered"
    ANSWER_UNREADABLE = "answer_unreadable"
    ANSWER_ODD = "answer_odd"
    LEASE_EXPIRED = "lease_expired"
    RESTORED = "restored"
    BROKEN = "broken"
    CONTENT_GONE = "content_gone"
    NOT_THERE = "not_there"
    TOO_OLD = "too_old"
    TOO_LATE = "too_late"
    CANCELLED = "cancelled"
    LESSON_REMOVED = "lesson_removed"
    SKIPPED_BY_READER = "skipped_by_reader"
    PAUSED = "paused"
    STOPPED = "stopped"
    BLOCKED = "blocked"
    NOT_WANTED = "not_wanted"
    OTHER = "other"
    """A word of another version."""

    @classmethod
    def _missing_(cls, _value: object) -> "Reason":
        return cls.OTHER


CHAT_IS_GONE = frozenset({Reason.FORBIDDEN, Reason.CHAT_GONE})
"""Nothing can be written to the chat any more, which is no failure of the message's."""


CHAT_IS_SHUT = CHAT_IS_GONE | {Reason.NO_RIGHTS}
"""Nothing can be written to the chat now, whatever the message."""


class HoldReason(StrEnum):
    """What put an announcement on hold: an admin, what failed, or the overdue review of the course
    that it brings people into."""

    BY_ADMIN = "admin"
    BY_FAILURES = "failures"
    BY_REVIEW = "review"
