"""Corrections and recalls of what people have already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.use_cases.announcements.scheduling import call_off, note
from bot.use_cases.library import Library, find_named_lesson
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.correction import (
    Amendment,
    AmendmentCounts,
    AmendmentOutcome,
    CopyCount,
    Correction,
    CorrectionKind,
    CorrectionStatus,
)
from lessons.delivery.wording import Wording
from storage.interface.store import Store

PLANNED_AT_ONCE = 500
"""How many deliveries one transaction looks through for copies."""
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Intent:
    """A correction or recall to be confirmed: how many copies there are, and whether any more
    may still leave."""

    correction: Correction
    copies: CopyCount
    may_leave: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether nobody has a copy, and nobody will get one."""
        return not self.copies.count and not self.may_leave


@dataclass(frozen=True, slots=True)
class CorrectionState:
    """How far a correction has come; ``is_repeated`` tells that a second tap changed nothing, and
    ``had_begun`` that any of its announcement had left."""

    correction: Correction
    counts: AmendmentCounts
    is_repeated: bool = False
    had_begun: bool = False


def list_correctable(store: Store, kind: CorrectionKind) -> list[Announcement]:
    """Return the latest announcements of which people have copies; for an edit those of a text."""
    items = [
        item
        for status in (
            AnnouncementStatus.PLANNED,
            AnnouncementStatus.SCHEDULED,
            AnnouncementStatus.CANCELLED,
        )
        for item in store.list_announcements(status)
    ]
    latest = sorted(items, key=lambda item: item.announcement_id, reverse=True)[: _LISTED * 4]
    sent = store.count_progress([item.announcement_id for item in latest])
    found = (
        item
        for item in latest
        if sent[item.announcement_id].sent
        and (kind is CorrectionKind.RECALL or item.text)
        and store.has_copies(_of_announcement(kind, item, item.created_by, None, item.at))
    )
    return list(islice(found, _LISTED))


def find_text(store: Store, announcement_id: int) -> Announcement | None:
    """Return that announcement if it has a text that may have left."""
    item = store.find_announcement(announcement_id)
    if item is None or not item.text or item.status is AnnouncementStatus.DRAFT:
        return None
    return item


def changes_nothing(store: Store, announcement_id: int) -> bool:
    """Whether nobody has a copy of that announcement, and nobody will get one."""
    item = store.find_announcement(announcement_id)
    return item is None or not (
        _may_leave(item)
        or store.has_copies(
            _of_announcement(CorrectionKind.EDIT, item, item.created_by, None, item.at)
        )
    )


def _may_leave(item: Announcement) -> bool:
    return item.is_confirmed and item.done_at is None


def draft_edit(
    store: Store, actor_id: int, announcement_id: int, wording: Wording, now: datetime
) -> Intent | None:
    """Keep the new wording of an announcement's text; ``None`` if there is no such text."""
    item = find_text(store, announcement_id)
    if item is None:
        return None
    return _draft(store, actor_id, CorrectionKind.EDIT, item, wording, now)


def draft_lesson_edit(
    store: Store, library: Library, actor_id: int, name: str, now: datetime
) -> Intent | None:
    """Have every copy of a lesson brought to its present wording; ``None`` if there is none."""
    return _draft_of_lesson(store, library, actor_id, CorrectionKind.EDIT, name, now)


def draft_lesson_recall(
    store: Store, library: Library, actor_id: int, name: str, now: datetime
) -> Intent | None:
    """Have every copy of a lesson deleted that Telegram lets go; ``None`` if there is no such
    lesson. Who has not had it gets it all the same, unless it is on hold."""
    return _draft_of_lesson(store, library, actor_id, CorrectionKind.RECALL, name, now)


def _draft_of_lesson(
    store: Store,
    library: Library,
    actor_id: int,
    kind: CorrectionKind,
    name: str,
    now: datetime,
) -> Intent | None:
    named = find_named_lesson(library, name)
    if named is None:
        return None
    course, lesson = named
    kept = store.add_correction(_of_lesson(kind, course.course_id, lesson.lesson_id, actor_id, now))
    return Intent(kept, store.count_copies(kept))


def count_lesson_copies(store: Store, course_id: str, lesson_id: str, now: datetime) -> int:
    """Return how many copies of a lesson people have, perhaps as of the last census."""
    return store.count_copies(_of_lesson(CorrectionKind.EDIT, course_id, lesson_id, 0, now)).count


def _of_lesson(
    kind: CorrectionKind, course_id: str, lesson_id: str, actor_id: int, now: datetime
) -> Correction:
    return Correction(
        correction_id=0,
        kind=kind,
        status=CorrectionStatus.DRAFT,
        created_by=actor_id,
        created_at=now,
        course_id=course_id,
        lesson_id=lesson_id,
    )


def draft_recall(store: Store, actor_id: int, announcement_id: int, now: datetime) -> Intent | None:
    """Have every copy of an announcement deleted; ``None`` if there is no such announcement."""
    item = store.find_announcement(announcement_id)
    if item is None or item.status is AnnouncementStatus.DRAFT:
        return None
    return _draft(store, actor_id, CorrectionKind.RECALL, item, None, now)


def _draft(
    store: Store,
    actor_id: int,
    kind: CorrectionKind,
    item: Announcement,
    wording: Wording | None,
    now: datetime,
) -> Intent:
    kept = store.add_correction(_of_announcement(kind, item, actor_id, wording, now))
    return Intent(kept, store.count_copies(kept), _may_leave(item))


def _of_announcement(
    kind: CorrectionKind, item: Announcement, actor_id: int, wording: Wording | None, now: datetime
) -> Correction:
    return Correction(
        correction_id=0,
        kind=kind,
        status=CorrectionStatus.DRAFT,
        created_by=actor_id,
        created_at=now,
        announcement_id=item.announcement_id,
        text=wording.text if wording else None,
        marks=wording.marks if wording else (),
        version=item.version,
    )


def apply(
    store: Store,
    actor_id: int,
    correction_id: int,
    screen_message_id: int | None,
    now: datetime,
) -> CorrectionState | None:
    """Begin one's own correction; a second tap on the same button changes nothing.

    ``None`` if it began elsewhere, or its announcement has changed since.

    What has not left yet leaves with the new wording, or not at all; copies that leave from now on
    stay as they are. The copies are found a few at a time by ``plan``.
    """
    correction = store.find_correction(correction_id)
    if correction is None or correction.created_by != actor_id:
        return None
    if correction.status is not CorrectionStatus.DRAFT:
        is_second_tap = screen_message_id is not None and (
            correction.screen_message_id == screen_message_id
        )
        counts = store.count_amendments(correction_id)
        return CorrectionState(correction, counts, is_repeated=True) if is_second_tap else None
    if correction.announcement_id is not None:
        item = store.find_announcement(correction.announcement_id)
        if item is None or item.version != correction.version:
            return None
        _change(store, actor_id, item, correction, now)
    else:
        subject = f"{correction.course_id}/{correction.lesson_id}"
        is_recall = correction.kind is CorrectionKind.RECALL
        action = AuditAction.RECALLED if is_recall else AuditAction.CORRECTED
        store.add_audit_entry(AuditEntry(now, actor_id, action, subject))
    correction = replace(
        correction, status=CorrectionStatus.RUNNING, screen_message_id=screen_message_id
    )
    store.save_correction(correction)
    store.begin_amendments(correction, now)
    # The first ones at once, which are all where there are few.
    begun = store.plan_amendments(correction_id, PLANNED_AT_ONCE) or correction
    counts = store.count_amendments(correction_id)
    return CorrectionState(begun, counts, had_begun=counts.total > 0 or _has_left(store, begun))


def _has_left(store: Store, correction: Correction) -> bool:
    number = correction.announcement_id
    return number is not None and store.count_progress([number])[number].sent > 0


def _change(
    store: Store, actor_id: int, item: Announcement, correction: Correction, now: datetime
) -> None:
    changed = replace(item, version=item.version + 1)
    if correction.kind is CorrectionKind.RECALL:
        call_off(store, changed)
        note(store, actor_id, AuditAction.RECALLED, item, now)
        return
    store.save_announcement(replace(changed, text=correction.text, marks=correction.marks))
    before, after = item.text or "", correction.text or ""
    note(store, actor_id, AuditAction.CORRECTED, item, now, before=before, after=after)


def plan(store: Store) -> bool:
    """Look for some more copies of the oldest correction that has not found all; return whether any
    may be left to be found."""
    unplanned = (one for one in store.list_running_corrections() if one.planning)
    correction = next(unplanned, None)
    if correction is None:
        return False
    store.plan_amendments(correction.correction_id, PLANNED_AT_ONCE)
    return True


def claim(store: Store, real_now: datetime, limit: int) -> list[Amendment]:
    """Claim copies to be changed; none of a store that was restored and not let go."""
    if store.find_restore() is not None:
        return []
    return store.claim_amendments(real_now, limit)


def settle(store: Store, outcomes: Sequence[AmendmentOutcome]) -> None:
    """Record what became of the tries."""
    store.record_amendments(outcomes)


def take_over(store: Store) -> int:
    """Plan again what a process that is gone had under way."""
    return store.release_amendments()


def follow_all(store: Store) -> list[CorrectionState]:
    """Return how far every correction is that was not done; what is done now is noted so."""
    followed = []
    for correction in store.list_running_corrections():
        counts = store.count_amendments(correction.correction_id)
        if not counts.waiting and not correction.planning:
            done = replace(correction, status=CorrectionStatus.DONE)
            store.save_correction(done)
            followed.append(CorrectionState(done, counts))
        else:
            followed.append(CorrectionState(correction, counts))
    return followed
