"""Seats taken and changed by owners; each can be undone for a minute."""

from collections.abc import Set
from datetime import datetime

from lessons.delivery.announcement import UNDO_WINDOW
from lessons.delivery.audit import Admin, AuditAction, AuditEntry
from lessons.roles import GIVEN_ROLES, Role
from storage.interface.store import Store


def find_seat(store: Store, chat_id: int) -> Admin | None:
    """Return the seat of that number, if there is one."""
    return store.find_admin(chat_id)


def remove_admin(
    store: Store, owner_ids: Set[int], actor_id: int, chat_id: int, now: datetime
) -> Admin | None:
    """Take a seat away, and void what its holder had still to confirm; return the seat, ``None`` if
    the actor is no owner, or there is no such seat."""
    before = store.find_admin(chat_id)
    if actor_id not in owner_ids or before is None:
        return None
    store.save_former_seat(before, now + UNDO_WINDOW)
    store.delete_admin(chat_id)
    _note(store, actor_id, AuditAction.ADMIN_REMOVED, chat_id, now)
    return before


def change_roles(
    store: Store,
    owner_ids: Set[int],
    actor_id: int,
    chat_id: int,
    roles: Set[Role],
    now: datetime,
) -> Admin | None:
    """Give that admin these roles instead; return the seat as it was, ``None`` if the actor is no
    owner, or there is no such seat, or no role that can be given."""
    before = store.find_admin(chat_id)
    if actor_id not in owner_ids or before is None or not roles or not roles <= GIVEN_ROLES:
        return None
    if before.roles != roles:
        store.save_former_seat(before, now + UNDO_WINDOW)
        store.set_admin_roles(chat_id, roles)
        _note(store, actor_id, AuditAction.ROLES_CHANGED, chat_id, now, before.roles, roles)
    return before


def undo(
    store: Store, owner_ids: Set[int], actor_id: int, chat_id: int, now: datetime
) -> Admin | None:
    """Give a seat back as it was before it was taken or changed within a minute; return it,
    ``None`` if the actor is no owner, or that was longer ago."""
    if actor_id not in owner_ids:
        return None
    former = store.take_former_seat(chat_id, now)
    if former is None:
        return None
    if present := store.find_admin(chat_id):
        store.set_admin_roles(chat_id, former.roles)
        roles = present.roles, former.roles
        _note(store, actor_id, AuditAction.ROLES_CHANGED, chat_id, now, *roles)
    else:
        store.add_admin(former)
        _note(store, actor_id, AuditAction.ADMIN_ADDED, chat_id, now, after=former.roles)
    return former


def _note(
    store: Store,
    actor_id: int,
    action: AuditAction,
    chat_id: int,
    now: datetime,
    before: Set[Role] = frozenset(),
    after: Set[Role] = frozenset(),
) -> None:
    was, became = (", ".join(sorted(those)) for those in (before, after))
    store.add_audit_entry(AuditEntry(now, actor_id, action, "seat", chat_id, was, became))
