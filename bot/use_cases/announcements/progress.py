"""An announcement on its way: how far it is, hold and go, and the hold that comes by itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.use_cases.announcements import missed
from bot.use_cases.announcements.audiences import AnnouncementPolicy, Reach, count_reach
from bot.use_cases.announcements.scheduling import is_still_to_begin, note
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audit import AuditAction
from lessons.delivery.course_offer import Answer
from lessons.delivery.delivery import AnnouncementContent, Delivery, DeliveryStatus, Outcome
from lessons.delivery.progress import FAILURE_SHARE, Missed, Progress
from lessons.delivery.reasons import CHAT_IS_SHUT, HoldReason
from storage.interface.store import Store

_HELD_FOR = timedelta(days=1)


class Phase(Enum):
    """Where an announcement stands."""

    CAN_BE_UNDONE = auto()
    WAITING = auto()
    RUNNING = auto()
    ON_HOLD = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Following:
    """An announcement as the message that follows it shows it: how many have answered an offer
    how, and whether what was told can be called off, as the course has not begun everywhere.
    ``missed`` is what has become of those whom one that is done did not reach."""

    announcement: Announcement
    phase: Phase
    progress: Progress
    reach: Reach
    answers: Mapping[Answer, int] = field(default_factory=dict)
    can_be_called_off: bool = False
    missed: Missed = field(default_factory=Missed)


@dataclass(frozen=True, slots=True)
class RunningState:
    """Where an announcement stands, without the cost of counting whom it would reach."""

    announcement: Announcement
    phase: Phase
    progress: Progress


def follow(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    now: datetime,
    reach: Reach | None = None,
) -> Following:
    """Return how a confirmed announcement stands; whom it would reach is not counted again where
    ``reach`` is given."""
    number = item.announcement_id
    progress = store.count_progress([number])[number]
    if progress.total:
        reach = Reach(progress.total, 0, 0)
    elif reach is None:
        reach = count_reach(store, library, policy, item, now)
    phase = _find_phase(item, progress, now)
    has_missed = phase is Phase.DONE and progress.failed + progress.unknown > 0
    return Following(
        item,
        phase,
        progress,
        reach,
        store.list_answers(number) if item.offer else {},
        is_still_to_begin(item, now),
        missed.count(store, item) if has_missed else Missed(),
    )


def find_following(
    store: Store, library: Library, policy: AnnouncementPolicy, announcement_id: int, now: datetime
) -> Following | None:
    """Return how the announcement of that number stands."""
    item = store.find_announcement(announcement_id)
    return follow(store, library, policy, item, now) if item else None


def check_all(store: Store, now: datetime) -> list[RunningState]:
    """Return how every confirmed announcement stands that is not done; what is done now is noted
    so."""
    items = store.list_open()
    progress = store.count_progress([item.announcement_id for item in items])
    states = []
    for item in items:
        found = progress[item.announcement_id]
        phase = _find_phase(item, found, now)
        if phase is Phase.DONE:
            store.save_announcement(replace(item, done_at=now))
        states.append(RunningState(item, phase, found))
    return states


def _find_phase(item: Announcement, progress: Progress, now: datetime) -> Phase:
    if item.on_hold_because is not None:
        return Phase.ON_HOLD
    if item.status is AnnouncementStatus.SCHEDULED and progress.total == 0:
        is_held = item.undo_until_at is not None and now < item.undo_until_at
        return Phase.CAN_BE_UNDONE if is_held else Phase.WAITING
    is_over = item.status is not AnnouncementStatus.SCHEDULED and progress.waiting == 0
    return Phase.DONE if is_over else Phase.RUNNING


def list_past(store: Store) -> list[tuple[Announcement, Progress]]:
    """Return what has gone out, the latest first, and what became of each."""
    items = [
        item
        for item in store.list_announcements(AnnouncementStatus.PLANNED)
        if item.done_at is not None
    ]
    progress = store.count_progress([item.announcement_id for item in items])
    return [(item, progress[item.announcement_id]) for item in reversed(items)]


def find_running(store: Store, *, on_hold: bool) -> list[Announcement]:
    """Return what is on its way and, as asked, on hold or not; the latest first. What was held as
    it was to begin a course counts as on its way."""
    items = [item for item in store.list_open() if (item.on_hold_because is not None) is on_hold]
    progress = store.count_progress([item.announcement_id for item in items])
    running = [
        item
        for item in items
        if progress[item.announcement_id].total or item.on_hold_because is HoldReason.BY_REVIEW
    ]
    return sorted(running, key=lambda item: item.announcement_id, reverse=True)


def hold(store: Store, actor_id: int, announcement_id: int, now: datetime) -> Announcement | None:
    """Let nothing more of it leave; ``None`` if it is not on its way, or on hold already."""
    running = {item.announcement_id: item for item in find_running(store, on_hold=False)}
    if announcement_id not in running:
        return None
    item = _hold(store, running[announcement_id], HoldReason.BY_ADMIN)
    note(store, actor_id, AuditAction.HELD, item, now)
    return item


def go_on(store: Store, actor_id: int, announcement_id: int, now: datetime) -> Announcement | None:
    """Send what was held, to those who still want messages; ``None`` if it was not on hold."""
    item = store.find_announcement(announcement_id)
    if item is None or item.on_hold_because is None:
        return None
    at = now if item.on_hold_because is HoldReason.BY_REVIEW else item.at
    item = replace(item, at=at, on_hold_because=None, went_on_at=now)
    store.save_announcement(item)
    # What has failed gets a fresh start: by its old failures it would be held again at once.
    store.put_back_deliveries(announcement_id)
    note(store, actor_id, AuditAction.WENT_ON, item, now)
    return item


def hold_for_review(store: Store, item: Announcement, now: datetime) -> None:
    """Let nobody be brought into the course by it before an admin lets it go on."""
    # Nothing of it is planned meanwhile, so that its instant must not stay the next one.
    later = replace(item, at=now + _HELD_FOR)
    if item.on_hold_because is HoldReason.BY_REVIEW:
        store.save_announcement(later)
        return
    _hold(store, later, HoldReason.BY_REVIEW)
    note(store, 0, AuditAction.HELD, item, now, after="the review of its course is overdue")


def keep_in_hand(store: Store, tries: Sequence[tuple[Delivery, Outcome]], now: datetime) -> None:
    """Put announcements on hold of which too many messages fail, after these attempts.

    People who blocked the bot are no failures.
    """
    tried: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    for delivery, outcome in tries:
        if isinstance(delivery.content, AnnouncementContent):
            number = delivery.content.announcement_id
            tried[number] += 1
            failed[number] += _is_failure(outcome)
    for number, failures in failed.items():
        if failures and failures >= FAILURE_SHARE * tried[number]:
            _hold_if_failing(store, number, now)


def _is_failure(outcome: Outcome) -> bool:
    if outcome.error in CHAT_IS_SHUT:
        return False
    return outcome.status in (DeliveryStatus.RETRY, DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN)


def _hold_if_failing(store: Store, announcement_id: int, now: datetime) -> None:
    item = store.find_announcement(announcement_id)
    progress = store.count_progress([announcement_id])[announcement_id]
    if item and item.on_hold_because is None and progress.waiting and progress.is_failing:
        _hold(store, item, HoldReason.BY_FAILURES)
        told = f"{progress.failures} of {progress.arrived + progress.failures} failed"
        note(store, 0, AuditAction.HELD, item, now, after=told)


def _hold(store: Store, item: Announcement, reason: HoldReason) -> Announcement:
    held = replace(item, on_hold_because=reason)
    store.save_announcement(held)
    store.put_back_deliveries(item.announcement_id)
    return held
