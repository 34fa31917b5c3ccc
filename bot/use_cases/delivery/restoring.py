"""A database that was put back from a backup: it stands still until an admin lets it go.

What left after the backup was made is in people's chats and not in the database, and Telegram has
no look-up. So nobody can know which of what fell due since has arrived: an admin decides, and
nothing is sent again by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.use_cases.announcements.audiences import AnnouncementPolicy, Cursor
from bot.use_cases.delivery.planning import BATCH, plan_announcements, plan_cohort
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.restore import Past, Restore
from lessons.times.quiet_hours import NEVER
from storage.interface.store import Store

_AT_ONCE = 1_000
_SUBJECT = "a backup"


class Overdue(StrEnum):
    """What becomes of that which fell due between the backup and the restore."""

    HAD = "had"
    """It counts as delivered: nobody gets it from now on, and places move on."""
    OWED = "owed"
    """It counts as never sent: what is not too late yet goes out now, perhaps a second time."""


@dataclass(frozen=True, slots=True)
class Held:
    """A restored database: what fell due until ``until_at``, when anything falls due next, and what
    admins have scheduled for later."""

    restore: Restore
    until_at: datetime
    past: Past
    next_at: datetime | None
    to_come: tuple[Announcement, ...]


def begin(store: Store, now: datetime) -> Restore | None:
    """Note when the program first started on a restored database; return that it is one, if so."""
    restore = store.find_restore()
    if restore is not None and restore.restored_at is None:
        restore = replace(restore, restored_at=now)
        store.save_restore(restore)
        store.add_audit_entry(AuditEntry(now, 0, AuditAction.RESTORED, _SUBJECT))
    return restore


def find_held(store: Store, now: datetime) -> Held | None:
    """Return how a restored database stands; ``None`` if it is none, or was let go."""
    restore = store.find_restore()
    if restore is None or restore.is_being_settled:
        return None
    until_at = restore.restored_at or now
    scheduled = store.list_announcements(AnnouncementStatus.SCHEDULED)
    return Held(
        restore,
        until_at,
        store.count_past(until_at),
        store.find_earliest_due_at(),
        tuple(item for item in scheduled if item.at > until_at),
    )


def is_held(store: Store) -> bool:
    """Whether nothing may leave in bulk."""
    return store.find_restore() is not None


def let_go(store: Store, actor_id: int, overdue: Overdue, now: datetime) -> bool:
    """Let a restored database go; ``False`` if there is nothing to let go."""
    restore = store.find_restore()
    if restore is None or restore.is_being_settled:
        return False
    if overdue is Overdue.OWED:
        store.delete_restore()
    else:
        restored_at = restore.restored_at or now
        store.save_restore(replace(restore, restored_at=restored_at, is_being_settled=True))
    entry = AuditEntry(now, actor_id, AuditAction.WENT_ON, _SUBJECT, after=overdue.value)
    store.add_audit_entry(entry)
    return True


def settle(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    restore: Restore,
    passes: Mapping[int, Cursor],
) -> dict[int, Cursor] | None:
    """Note some of what fell due until the restore as of unknown fate; ``None`` once that is done
    and the database let go, else how far announcements have come.

    Each lesson is planned as if its hour had come, so that places, days and ``/lessons`` are as if
    all had gone well.
    """
    assert restore.restored_at is not None
    until_at = restore.restored_at
    if store.leave_unknown(until_at, _AT_ONCE):
        return dict(passes)
    if cohorts := store.list_due_cohorts(until_at, BATCH):
        store.save_plans([plan_cohort(cohort, library, cohort.slot.due_at) for cohort in cohorts])
        return dict(passes)
    # Nobody waited for the morning after the hour had come.
    as_it_was = replace(policy, quiet_hours=NEVER)
    if further := plan_announcements(store, library, as_it_was, until_at, passes):
        return further
    if store.leave_unknown(until_at, _AT_ONCE):
        return {}
    store.delete_restore()
    return None
