"""How courses stand: offered to newcomers, withdrawn from them, hidden from lists."""

from datetime import datetime

from bot.use_cases.announcements.offers import list_starts
from bot.use_cases.announcements.scheduling import call_off, note
from bot.use_cases.library import LiveLibrary
from lessons.course.standing import Standing
from lessons.delivery.audit import AuditAction, AuditEntry
from storage.interface.store import Store

_ACTIONS = {
    Standing.ON_OFFER: AuditAction.BACK_ON_OFFER,
    Standing.DEFAULT: AuditAction.BECAME_DEFAULT,
    Standing.WITHDRAWN: AuditAction.WITHDRAWN,
    Standing.ARCHIVED: AuditAction.ARCHIVED,
}


def change(
    store: Store,
    library: LiveLibrary,
    actor_id: int,
    course_id: str,
    standing: Standing,
    now: datetime,
) -> list[int] | None:
    """Let the course stand so from now on; what was scheduled to bring people into one that is
    withdrawn is called off. Return the numbers of that; ``None`` if there is no such course.

    Opens its own transaction: the library changes once it is kept.
    """
    if course_id not in library:
        return None
    with store.transaction():
        if library.standing_of(course_id) is standing:
            return []
        store.save_standing(course_id, standing)
        store.add_audit_entry(AuditEntry(now, actor_id, _ACTIONS[standing], course_id))
        called_off = []
        if not standing.is_on_offer:
            for item in list_starts(store, course_id):
                if item.offer and not item.offer.ends:
                    call_off(store, item)
                    note(store, actor_id, AuditAction.CANCELLED, item, now, item.status)
                    called_off.append(item.announcement_id)
        standings = store.list_standings()
    library.set_standings(standings)
    return called_off
