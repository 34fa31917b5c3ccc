"""What every store promises about admins and the log of what they do."""

from collections.abc import Set
from datetime import datetime
from typing import Protocol

from lessons.delivery.audit import Admin, AuditEntry, Invitation
from lessons.roles import Role


class AdminStore(Protocol):
    """The part of a store that knows who may do what, and who did."""

    def list_admins(self) -> list[Admin]:
        """Return everybody whom an owner made an admin, the first one first."""

    def find_admin(self, chat_id: int) -> Admin | None:
        """Return the admin that an owner made of this chat."""

    def add_admin(self, admin: Admin) -> bool:
        """Make the chat an admin; ``False`` if it is one already."""

    def set_admin_roles(self, chat_id: int, roles: Set[Role]) -> bool:
        """Give the admin other roles, and close what was asked under the old ones; ``False`` if
        the chat has no seat."""

    def delete_admin(self, chat_id: int) -> bool:
        """Take the chat's seat away, cancel its drafts, close what it was asked as one, and let its
        messages follow nothing any more; ``False`` if it had no seat."""

    def save_former_seat(self, admin: Admin, undo_until_at: datetime) -> None:
        """Keep until then how a seat was before it was taken or changed."""

    def take_former_seat(self, chat_id: int, now: datetime) -> Admin | None:
        """Return how that seat was, which is kept no more; ``None`` if it was kept until before."""

    def delete_former_seats(self, until_at: datetime) -> None:
        """Delete what was kept until then or less."""

    def save_invitation(self, invitation: Invitation) -> None:
        """Insert the invitation, or replace the one of its key."""

    def find_invitation(self, key: str) -> Invitation | None:
        """Return the invitation of that key."""

    def list_invitations(self, now: datetime) -> list[Invitation]:
        """Return the invitations that are still good, the one that ends first first."""

    def delete_invitation(self, key: str) -> None:
        """Delete the invitation of that key, if there is one."""

    def delete_invitations(self, until_at: datetime) -> None:
        """Delete every invitation that was good until then or less."""

    def add_audit_entry(self, entry: AuditEntry) -> None:
        """Write into the log. What stands there is never changed nor deleted; only the numbers
        of a chat become 0 when that chat is forgotten."""

    def list_audit_entries(self, limit: int, before_id: int | None = None) -> list[AuditEntry]:
        """Return the latest entries, the newest first; or those before that one."""

    def list_refusals(self, since_at: datetime) -> list[tuple[int, str]]:
        """Return who was refused what since then."""
