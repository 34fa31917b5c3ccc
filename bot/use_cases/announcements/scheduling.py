"""What an admin schedules for many: draft, confirm, undo, move, cancel; and the counts."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.announcements.audiences import (
    AnnouncementPolicy,
    Reach,
    count_reach,
    find_audience,
)
from bot.use_cases.library import Library
from lessons.course.course import Course, Lesson
from lessons.delivery.announcement import (
    MANY,
    UNDO_WINDOW,
    Announcement,
    AnnouncementStatus,
)
from lessons.delivery.attachment import LinkButton
from lessons.delivery.audience import Audience, InvalidAudience
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.their_time import settle
from lessons.delivery.wording import Wording
from lessons.send_times.when import When, parse_when
from storage.interface.store import Store


@dataclass(frozen=True, slots=True)
class AnnouncementDraft:
    """An announcement, and how many people it would reach as things stand now."""

    announcement: Announcement
    reach: Reach


@dataclass(frozen=True, slots=True)
class ChoiceWanted:
    """It must be chosen what becomes of those whose hour has passed."""

    draft: AnnouncementDraft


@dataclass(frozen=True, slots=True)
class ManyWanted:
    """A second tap is wanted, as so many would get it, so many more than was shown, or nobody."""

    draft: AnnouncementDraft


def read_when(store: Store, text: str, now: datetime, timezone: str) -> When:
    """Return when a typed text means, for all who are subscribers. Raises ``InvalidWhen``."""
    return parse_when(text, now, timezone, store.list_zones())


def get_audience(library: Library, audience: Audience) -> Audience:
    """Return the audience with its names written out. Raises ``InvalidAudience``."""
    found = find_audience(library, audience)
    if found is None:
        raise InvalidAudience(str(audience))
    return found


def draft(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    created_by: int,
    content: tuple[Course, Lesson] | Wording,
    when: When,
    audience: Audience,
    now: datetime,
) -> AnnouncementDraft:
    """Keep a draft of a lesson or a text; nothing is sent before it is confirmed."""
    wording, named = (content, None) if isinstance(content, Wording) else (None, content)
    kept = store.add_announcement(
        created_by=created_by,
        created_at=now,
        at=when.first_at,
        last_at=when.last_at,
        wall_time=when.wall_time,
        course_id=named[0].course_id if named else None,
        lesson_id=named[1].lesson_id if named else None,
        text=wording.text if wording else None,
        marks=wording.marks if wording else (),
        attachment=wording.attachment if wording else None,
        link=wording.link if wording else None,
        audience=audience,
    )
    if when.wall_time is not None and when.first_at <= now:
        kept = settle(kept, None, now, store.list_zones())
        store.save_announcement(kept)
    return AnnouncementDraft(kept, count_reach(store, library, policy, kept, now))


def confirm(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    version: int,
    shown: int,
    screen_message_id: int | None,
    now: datetime,
    *,
    is_second_tap: bool,
    reach: Reach | None = None,
) -> AnnouncementDraft | ManyWanted | ChoiceWanted | None:
    """Schedule one's own draft, to be undone for ``UNDO_WINDOW``; a second tap on the same button
    changes nothing. ``shown`` is how many would get it as its admin was asked, ``reach`` how many
    it is now, where that was counted.

    ``None`` if it is none any more, has changed since this button was drawn, or its time has
    passed.
    """
    item = store.find_announcement(announcement_id)
    if item is not None and _was_confirmed_by(item, actor_id, version, screen_message_id):
        return AnnouncementDraft(item, count_reach(store, library, policy, item, now))
    if (
        item is None
        or item.status is not AnnouncementStatus.DRAFT
        or (item.created_by, item.version) != (actor_id, version)
        or _is_over(item, now)
    ):
        return None
    if item.wall_time is not None and item.offer is None and item.at <= now:
        # For some the hour may have passed since it was shown.
        item = settle(item, item.behind, now, store.list_zones())
    reach = reach or count_reach(store, library, policy, item, now)
    if reach.behind and item.behind is None:
        store.save_announcement(item)
        return ChoiceWanted(AnnouncementDraft(item, reach))
    is_unusual = reach.recipients > MANY or not reach.recipients
    if is_unexpected(reach, shown) or (is_unusual and not is_second_tap):
        return ManyWanted(AnnouncementDraft(item, reach))
    item = replace(
        item,
        status=AnnouncementStatus.SCHEDULED,
        undo_until_at=now + UNDO_WINDOW,
        at=max(item.at, now + UNDO_WINDOW),
        screen_message_id=screen_message_id,
    )
    store.save_announcement(item)
    instead = ", instead of the day's lesson" if item.replaces_lesson else ""
    note(
        store,
        actor_id,
        AuditAction.SCHEDULED,
        item,
        now,
        after=f"{tell_when(item)}, to {item.audience}{instead}",
    )
    return AnnouncementDraft(item, reach)


def is_unexpected(reach: Reach, shown: int) -> bool:
    """Whether so many more would get it than its admin was shown that it is asked again."""
    return reach.recipients - shown > shown // 10


def _is_over(item: Announcement, now: datetime) -> bool:
    """Whether its time has passed for all; who hears late of a course that begins hears all the
    same."""
    is_late_too = (item.offer and (item.offer.begins_on or item.offer.ends)) or item.wall_time
    return (item.last_at or item.at if is_late_too else item.at) <= now


def _was_confirmed_by(
    item: Announcement, actor_id: int, version: int, screen_message_id: int | None
) -> bool:
    return (
        item.is_confirmed
        and screen_message_id is not None
        and (item.created_by, item.version, item.screen_message_id)
        == (actor_id, version, screen_message_id)
    )


def cancel(
    store: Store, actor_id: int, announcement_id: int, now: datetime, version: int | None = None
) -> Announcement | None:
    """Cancel a draft, or what is scheduled or under way; what has left, has left. A second tap
    on the same button changes nothing. Where nothing was planned yet it can be brought back for
    ``UNDO_WINDOW``.

    ``None`` if there is nothing to cancel, or it has changed since the button was drawn.
    """
    item = store.find_announcement(announcement_id)
    if item is None or (version is not None and item.version != version):
        return None
    if version is not None and item.status is AnnouncementStatus.CANCELLED:
        return item
    if not _is_cancellable(store, item, now):
        return None
    if is_waiting(store, item):
        item = replace(item, undo_until_at=now + UNDO_WINDOW)
    cancelled = call_off(store, item)
    note(store, actor_id, AuditAction.CANCELLED, item, now, before=item.status)
    return cancelled


def is_still_to_begin(item: Announcement, now: datetime) -> bool:
    """Whether people were told of a course that has not begun for all of them."""
    begins = item.offer is not None and item.offer.begins_on is not None
    is_told = item.status is AnnouncementStatus.PLANNED
    return begins and is_told and item.last_at is not None and now < item.last_at


def _is_cancellable(store: Store, item: Announcement, now: datetime) -> bool:
    if is_still_to_begin(item, now):
        return True
    if item.status is AnnouncementStatus.PLANNED and item.done_at is None:
        progress = store.count_progress([item.announcement_id])[item.announcement_id]
        return progress.waiting + progress.held > 0
    return item.status in (AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)


def call_off(store: Store, item: Announcement) -> Announcement:
    """Let nothing more of it leave, ever; the ticks drop what it has waiting."""
    cancelled = replace(item, status=AnnouncementStatus.CANCELLED, on_hold_because=None)
    store.save_announcement(cancelled)
    store.put_back_deliveries(item.announcement_id)
    return cancelled


def can_be_brought_back(store: Store, item: Announcement, now: datetime) -> bool:
    """Whether it was called off a moment ago, before anything of it was planned."""
    return (
        item.status is AnnouncementStatus.CANCELLED
        and item.undo_until_at is not None
        and now < item.undo_until_at
        and store.count_progress([item.announcement_id])[item.announcement_id].total == 0
    )


def bring_back(
    store: Store, actor_id: int, announcement_id: int, version: int, now: datetime
) -> Announcement | None:
    """Schedule again what was called off a moment ago; a second tap changes nothing.

    ``None`` if that cannot be undone any more.
    """
    item = store.find_announcement(announcement_id)
    if item is None:
        return None
    if item.status is AnnouncementStatus.SCHEDULED and item.version == version + 1:
        return item
    if item.version != version or not can_be_brought_back(store, item, now):
        return None
    back = replace(
        item,
        status=AnnouncementStatus.SCHEDULED,
        undo_until_at=None,
        # A tick since then has found that nothing of it was left to drop.
        done_at=None,
        version=version + 1,
    )
    store.save_announcement(back)
    note(store, actor_id, AuditAction.SCHEDULED, item, now, item.status, tell_when(back))
    return back


def is_waiting(store: Store, announcement: Announcement) -> bool:
    """Whether it is scheduled and nothing of it has been planned."""
    number = announcement.announcement_id
    return (
        announcement.status is AnnouncementStatus.SCHEDULED
        and store.count_progress([number])[number].total == 0
    )


def tell_when(item: Announcement) -> str:
    """Return the time as the log has it."""
    if item.offer and item.offer.begins_on:
        at = f"{item.offer.at:%H:%M} their time" if item.offer.at else "at their own hour"
        return f"{item.offer.course_id} begins {item.offer.begins_on} {at}"
    if item.wall_time:
        return f"{item.wall_time:%Y-%m-%d %H:%M} their time"
    return f"{item.first_at or item.at:%Y-%m-%d %H:%M} UTC"


def note(
    store: Store,
    actor_id: int,
    action: AuditAction,
    item: Announcement,
    now: datetime,
    before: str = "",
    after: str = "",
) -> None:
    """Write into the log what was done to an announcement."""
    subject = f"no. {item.announcement_id}"
    store.add_audit_entry(AuditEntry(now, actor_id, action, subject, None, before, after))


def list_scheduled(store: Store) -> list[Announcement]:
    """Return what is scheduled, the earliest first."""
    return store.list_announcements(AnnouncementStatus.SCHEDULED)


def find_announcement(store: Store, announcement_id: int) -> Announcement | None:
    """Return that announcement."""
    return store.find_announcement(announcement_id)


def put_link(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    actor_id: int,
    announcement_id: int,
    link: LinkButton | None,
    now: datetime,
) -> AnnouncementDraft | None:
    """Put that button, or none, below one's own draft of a text; buttons drawn before are out of
    date. ``None`` if there is no such draft any more."""
    item = store.find_announcement(announcement_id)
    if (
        item is None
        or item.text is None
        or item.offer is not None
        or item.status is not AnnouncementStatus.DRAFT
        or item.created_by != actor_id
    ):
        return None
    item = replace(item, link=link, version=item.version + 1)
    store.save_announcement(item)
    return AnnouncementDraft(item, count_reach(store, library, policy, item, now))
