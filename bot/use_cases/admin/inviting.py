"""How somebody gets a seat: a link that is good once, and an owner who confirms who opened it."""

import hashlib
import secrets
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.use_cases.admin.authority import find_roles
from lessons.delivery.audit import Admin, AuditAction, AuditEntry, Invitation
from lessons.roles import GIVEN_ROLES, Role
from storage.interface.store import Store

GOOD_FOR = timedelta(days=1)
_TOKEN_BYTES = 24
_KEY_SIGNS = 32


@dataclass(frozen=True, slots=True)
class Answered:
    """An invitation that an owner answered, and whether it gave a seat."""

    invitation: Invitation
    is_confirmed: bool


def invite(
    store: Store, owner_ids: Set[int], actor_id: int, roles: Set[Role], now: datetime
) -> str | None:
    """Offer a seat, and return the token that opens it, which is kept nowhere; ``None`` if the
    actor is no owner, or there is no role that can be given."""
    if actor_id not in owner_ids or not roles or not roles <= GIVEN_ROLES:
        return None
    store.delete_invitations(now)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation = Invitation(_key(token), frozenset(roles), actor_id, now + GOOD_FOR)
    store.save_invitation(invitation)
    told = ", ".join(sorted(roles))
    store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.INVITED, "seat", after=told))
    return token


def open_invitation(
    store: Store, owner_ids: Set[int], token: str, person_id: int, name: str, now: datetime
) -> Invitation | None:
    """Note who opened it, under the name that Telegram shows; it is good for nobody else then.

    ``None`` for one that is unknown, over, or another's, and for whoever has a seat already.
    """
    found = store.find_invitation(_key(token))
    if found is None or found.expires_at <= now or find_roles(store, owner_ids, person_id):
        return None
    if found.opened_by is not None:
        return found if found.opened_by == person_id else None
    opened = replace(found, opened_by=person_id, name=name)
    store.save_invitation(opened)
    return opened


def answer_invitation(
    store: Store,
    owner_ids: Set[int],
    actor_id: int,
    key: str,
    is_confirmed: bool,
    now: datetime,
) -> Answered | None:
    """Give the seat to whoever opened the link, or to nobody; the invitation is over.

    ``None`` if the actor is no owner, if it was over before, or if nobody has opened it whom it
    could be confirmed for.
    """
    found = store.find_invitation(key)
    if actor_id not in owner_ids or found is None or found.expires_at <= now:
        return None
    if is_confirmed and found.opened_by is None:
        return None
    store.delete_invitation(key)
    if is_confirmed and found.opened_by is not None:
        store.add_admin(Admin(found.opened_by, actor_id, now, found.roles, found.name))
    action = AuditAction.ADMIN_ADDED if is_confirmed else AuditAction.DECLINED
    told = ", ".join(sorted(found.roles))
    store.add_audit_entry(AuditEntry(now, actor_id, action, "seat", found.opened_by, after=told))
    return Answered(found, is_confirmed)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:_KEY_SIGNS]
