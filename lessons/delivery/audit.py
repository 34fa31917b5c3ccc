"""The admins' log: who did what, when, and what it changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lessons.roles import GIVEN_ROLES, Role


class AuditAction(StrEnum):
    """What the log tells of. ``REFUSED`` is a stranger's try at an admin's command or button."""

    REFUSED = "refused"
    ADMIN_ADDED = "admin added"
    ADMIN_REMOVED = "admin removed"
    INVITED = "invited"
    DECLINED = "declined"
    ROLES_CHANGED = "roles changed"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MOVED = "moved"
    HELD = "held"
    WENT_ON = "went on"
    CORRECTED = "corrected"
    RECALLED = "recalled"
    PUBLISHED = "published"
    IMPORTED = "imported"
    EDITED = "edited"
    APPROVED = "approved"
    SIGNED = "signed"
    DISCARDED = "discarded"
    ADOPTED = "adopted"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    BACK_ON_OFFER = "back on offer"
    BECAME_DEFAULT = "became default"
    LINK_ADDED = "link added"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing done. ``actor_id`` is 0 for what the bot did by itself, and for somebody
    whose data were deleted since.

    ``subject`` names what it was done to, ``subject_chat_id`` whom, if anybody. ``at`` is aware,
    UTC. Neither ``before`` nor ``after`` ever holds the number of a chat.
    """

    at: datetime
    actor_id: int
    action: AuditAction
    subject: str
    subject_chat_id: int | None = None
    before: str = ""
    after: str = ""
    entry_id: int = 0


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody whom an owner made an admin; ``added_at`` is aware, UTC. ``name`` is the one that
    Telegram showed then, empty where it was not known."""

    chat_id: int
    added_by: int
    added_at: datetime
    roles: frozenset[Role] = GIVEN_ROLES
    name: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A seat that an owner offers by a link until then (aware, UTC). ``key`` is a hash of what the
    link carries; ``opened_by`` and ``name`` are of whoever opened it, if anybody did."""

    key: str
    roles: frozenset[Role]
    created_by: int
    expires_at: datetime
    opened_by: int | None = None
    name: str = ""
