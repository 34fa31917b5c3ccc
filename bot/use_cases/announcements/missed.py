"""Those whom an announcement did not reach, and what is the same as it."""

from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import Audience, AudienceFilter, AudienceKind
from lessons.delivery.progress import Missed
from storage.interface.store import Store

_MAY_HAVE_LEFT = (
    AnnouncementStatus.SCHEDULED,
    AnnouncementStatus.PLANNED,
    AnnouncementStatus.CANCELLED,
)


def look_up(store: Store, audience: Audience) -> AudienceFilter:
    """Return what a chat must meet to have missed that announcement and still lack its words."""
    number = int(audience.name)
    return AudienceFilter(missed=number, same_ids=_find_same(store, number))


def count(store: Store, item: Announcement) -> Missed:
    """Return what has become of those whom it did not reach."""
    number = item.announcement_id
    return store.count_missed(number, _find_same(store, number))


def _find_same(store: Store, number: int) -> frozenset[int]:
    """Return the announcements that say the same, and those for whom it did not reach."""
    original = store.find_announcement(number)
    if original is None:
        return frozenset()
    said = _content(original)
    return frozenset(
        item.announcement_id
        for status in _MAY_HAVE_LEFT
        for item in store.list_announcements(status)
        if _content(item) == said
        or (item.audience.kind, item.audience.name) == (AudienceKind.MISSED, str(number))
    )


def _content(item: Announcement) -> tuple[object, ...]:
    return item.course_id, item.lesson_id, item.wording, item.offer
