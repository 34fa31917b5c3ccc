"""What was done to an announcement last, for whoever looks at a screen that is out of date."""

from dataclasses import dataclass
from datetime import datetime

from lessons.delivery.audit import AuditAction
from storage.interface.store import Store

_MOST = 300
"""How far the log is read back."""


@dataclass(frozen=True, slots=True)
class LatestChange:
    """Who did what with it last; ``who`` is empty for whoever is not known by a name, ``is_own``
    where it was the one who asks."""

    action: AuditAction
    at: datetime
    who: str
    is_own: bool


def find(store: Store, announcement_id: int, asker_id: int) -> LatestChange | None:
    """Return what was done to the announcement last, as far back as the log is read."""
    subject = f"no. {announcement_id}"
    for entry in store.list_audit_entries(_MOST):
        if entry.subject == subject:
            names = {admin.chat_id: admin.name for admin in store.list_admins()}
            who = names.get(entry.actor_id, "")
            return LatestChange(entry.action, entry.at, who, entry.actor_id == asker_id)
    return None
