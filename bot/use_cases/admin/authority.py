"""Who may do what: owners come from the settings, they make admins, and the log knows all."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lessons.delivery.audit import Admin, AuditAction, AuditEntry, Invitation
from lessons.roles import Capability, Role, may
from storage.interface.store import Store

LOG_PAGE = 15

# Strangers who go on trying must neither fill the disk nor push the first page of the log off:
# what all of them try within a day takes less than a page.
_SAME_REFUSAL = timedelta(days=1)
MOST_REFUSALS_OF_ONE = 3
MOST_REFUSALS = 10
_MORE = "more than is told here"


@dataclass(frozen=True, slots=True)
class Seats:
    """Everybody who may administer, and whether the one who asks is an owner; owners see who is
    invited, too."""

    owner_ids: tuple[int, ...]
    admins: tuple[Admin, ...]
    is_owner: bool
    invitations: tuple[Invitation, ...] = ()


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, the newest first; ``older_before_id`` leads to those before them, if any, and
    ``is_newest`` tells that none come after. ``names`` are those that admins carry, by number."""

    entries: tuple[AuditEntry, ...]
    older_before_id: int | None
    is_newest: bool = True
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """What somebody lacks: the capability, and who of those with a seat has it, by their names
    (or numbers, where no name is known). ``has_seat`` tells whether they have any role."""

    capability: Capability
    has_seat: bool = False
    holders: tuple[str, ...] = ()


def authorise(
    store: Store, owner_ids: Set[int], person_id: int, capability: Capability
) -> NotAllowed | None:
    """Return ``None`` if this person may do that, else what is lacking and who could do it.

    Whoever serves an admin asks this before every act: the chat's commands, buttons and typed
    answers, and the page.
    """
    roles = find_roles(store, owner_ids, person_id)
    if may(roles, capability):
        return None
    holders = (one for one in store.list_admins() if may(one.roles, capability))
    told = tuple(one.name or str(one.chat_id) for one in holders) if roles else ()
    return NotAllowed(capability, bool(roles), told)


def find_roles(store: Store, owner_ids: Set[int], person_id: int) -> frozenset[Role]:
    """Return what this person is; nothing for whoever has no seat."""
    if person_id in owner_ids:
        return frozenset(Role)
    admin = store.find_admin(person_id)
    return admin.roles if admin else frozenset()


def list_roles(store: Store, owner_ids: Set[int]) -> dict[int, frozenset[Role]]:
    """Return what everybody who has a seat may do, the owners first."""
    admins = {admin.chat_id: admin.roles for admin in store.list_admins()}
    return {**dict.fromkeys(sorted(owner_ids), frozenset(Role)), **admins}


def list_admin_ids(store: Store, owner_ids: Set[int]) -> list[int]:
    """Return everybody who may administer, the owners first."""
    return [*sorted(owner_ids), *(admin.chat_id for admin in store.list_admins())]


def list_seats(store: Store, owner_ids: Set[int], asker_id: int, now: datetime) -> Seats:
    """Return who may administer, as that person may see it."""
    is_owner = asker_id in owner_ids
    invited = store.list_invitations(now) if is_owner else ()
    return Seats(tuple(sorted(owner_ids)), tuple(store.list_admins()), is_owner, tuple(invited))


def note_refusal(store: Store, actor_id: int, what: str, now: datetime) -> None:
    """Write down that a stranger tried an admin's command or button: within a day once for each,
    a few of one and of all strangers, and that there was more."""
    refusals = store.list_refusals(now - _SAME_REFUSAL)
    own = [subject for refused_id, subject in refusals if refused_id == actor_id]
    room = min(MOST_REFUSALS_OF_ONE - len(own), MOST_REFUSALS - len(refusals))
    if what not in own and room >= 0:
        subject = what if room else _MORE
        store.add_audit_entry(AuditEntry(now, actor_id, AuditAction.REFUSED, subject))


def read_log(store: Store, before_id: int | None) -> LogPage:
    """Return a page of the log: the latest entries, or those before that one."""
    entries = store.list_audit_entries(LOG_PAGE + 1, before_id)
    page = tuple(entries[:LOG_PAGE])
    older_before_id = page[-1].entry_id if len(entries) > LOG_PAGE else None
    return LogPage(page, older_before_id, before_id is None, name_admins(store))


def name_admins(store: Store) -> Mapping[int, str]:
    """Return the names of those who have a seat, by number, as far as they are known."""
    return {admin.chat_id: admin.name for admin in store.list_admins() if admin.name}
