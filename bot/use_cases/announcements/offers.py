"""Offering a course to many, or letting it begin for them: the draft, and whom it is for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.use_cases.announcements.audiences import (
    find_audience,
)
from bot.use_cases.announcements.offer_counts import Counted
from bot.use_cases.library import Library, standing_of
from lessons.course.course import Course
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import EVERYONE, Audience, AudienceKind
from lessons.delivery.course_offer import CourseOffer, Meeting
from lessons.send_times.when import When
from lessons.times.schedule import find_wall_instant, local_date, to_local
from storage.interface.store import Store

FIRST_HOUR = time(9)
_MOST_LINKS = 10
_CONFIRMED_WITHIN = timedelta(days=1)

Wording = Callable[[Course, CourseOffer], str]
"""Returns what people read of an offer."""


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """A draft of an offer, with its course and whom it is for."""

    announcement: Announcement
    course: Course
    counted: Counted

    @property
    def offer(self) -> CourseOffer:
        """Return the offer."""
        assert self.announcement.offer is not None
        return self.announcement.offer


def draft(
    store: Store,
    library: Library,
    actor_id: int,
    course_id: str,
    word: Wording,
    now: datetime,
    timezone: str,
    *,
    begins: bool,
    audience: Audience = EVERYONE,
    meeting: Meeting | None = None,
) -> Announcement | None:
    """Keep a draft that offers the course to everybody, or begins it tomorrow at nine on
    everybody's own clock, or that audience; ``None`` if there is no such course on offer."""
    course = library.get(course_id)
    if course is None or not standing_of(library, course_id).is_on_offer:
        return None
    tomorrow = local_date(timezone, now) + timedelta(days=1)
    offer = CourseOffer(
        course_id, tomorrow if begins else None, FIRST_HOUR if begins else None, meeting
    )
    told_at = offer.told_at or datetime.combine(tomorrow, FIRST_HOUR)
    item = store.add_announcement(
        created_by=actor_id,
        created_at=now,
        at=now,
        text=word(course, offer),
        wall_time=told_at,
        audience=audience,
        offer=offer,
    )
    item = _at_its_time(item, store.list_zones())
    store.save_announcement(item)
    return item


def draft_end(
    store: Store, library: Library, actor_id: int, course_id: str, word: Wording, now: datetime
) -> Announcement | None:
    """Keep a draft by which the course is over for all who are in it, as soon as it is confirmed;
    ``None`` if there is no such course."""
    course = library.get(course_id)
    if course is None:
        return None
    offer = CourseOffer(course_id, ends=True)
    return store.add_announcement(
        created_by=actor_id,
        created_at=now,
        at=now,
        last_at=now + _CONFIRMED_WITHIN,
        text=word(course, offer),
        audience=Audience(AudienceKind.COURSE, course_id),
        offer=offer,
    )


def find_draft(
    store: Store, library: Library, actor_id: int, number: int, version: int | None = None
) -> tuple[Announcement, Course] | None:
    """Return one's own draft of an offer, if it is still of that version."""
    item = store.find_announcement(number)
    if item is None or item.offer is None or item.status is not AnnouncementStatus.DRAFT:
        return None
    course = library.get(item.offer.course_id)
    is_it = item.created_by == actor_id and version in (None, item.version)
    return (item, course) if course and is_it else None


def change(
    store: Store,
    library: Library,
    actor_id: int,
    number: int,
    version: int,
    word: Wording,
    choice: Audience | Meeting | time | None,
) -> Announcement | None:
    """Change one's own draft; buttons drawn before are out of date. A time is that for all, without
    one it begins at the hour of each.

    ``None`` if it is no draft any more, has changed since, or that names nobody here.
    """
    found = find_draft(store, library, actor_id, number, version)
    if found is None:
        return None
    item, course = found
    offer = item.offer
    assert offer is not None
    match choice:
        case Audience():
            audience = find_audience(library, choice)
            if audience is None:
                return None
            item = replace(item, audience=audience)
        case Meeting():
            offer = replace(offer, meeting=choice)
        case _:
            offer = replace(offer, at=choice)
    item = replace(item, offer=offer, version=version + 1, text=word(course, offer))
    item = _at_its_time(item, store.list_zones())
    store.save_announcement(item)
    return item


def retime(
    store: Store,
    library: Library,
    actor_id: int,
    number: int,
    when: When,
    word: Wording,
    timezone: str,
) -> Announcement | None:
    """Let one's own draft begin the course at another time; ``None`` if it is none any more."""
    item = store.find_announcement(number)
    if item is None or item.offer is None or item.status is not AnnouncementStatus.DRAFT:
        return None
    if item.created_by != actor_id:
        return None
    moved = retimed(store, library, item, when, word, timezone)
    if moved is not None:
        moved = replace(moved, version=item.version + 1)
        store.save_announcement(moved)
    return moved


def retimed(
    store: Store, library: Library, item: Announcement, when: When, word: Wording, timezone: str
) -> Announcement | None:
    """Return it as it begins at another time, given as that of everybody's clock or of
    ``timezone``; ``None`` if its course is gone. Nothing is kept."""
    course = library.get(item.offer.course_id) if item.offer else None
    if item.offer is None or course is None:
        return None
    wall = when.wall_time or to_local(timezone, when.first_at).replace(tzinfo=None)
    # Who has chosen their own hour keeps it.
    at = None if item.offer.at is None else wall.time()
    offer = replace(item.offer, begins_on=wall.date(), at=at)
    return _at_its_time(replace(item, offer=offer, text=word(course, offer)), store.list_zones())


def retime_draft(store: Store, actor_id: int, number: int, when: When) -> Announcement | None:
    """Let one's own draft of an offer go at another time; ``None`` if it is none any more."""
    item = store.find_announcement(number)
    if item is None or item.offer is None or item.status is not AnnouncementStatus.DRAFT:
        return None
    if item.created_by != actor_id:
        return None
    item = replace(
        item,
        at=when.first_at,
        first_at=when.first_at,
        last_at=when.last_at,
        wall_time=when.wall_time,
        version=item.version + 1,
    )
    store.save_announcement(item)
    return item


def _at_its_time(item: Announcement, zones: Collection[str]) -> Announcement:
    """Return it with the instants that follow from what it offers and when."""
    offer = item.offer
    assert offer is not None
    told_at = offer.told_at or item.wall_time
    assert told_at is not None
    lived_in = zones or ["UTC"]
    told = [at for zone in lived_in if (at := find_wall_instant(zone, told_at))] or [item.at]
    begun = [
        at
        for zone in lived_in
        for hour in (time(0), time(23, 59))
        if (at := offer.begins_at(zone, hour))
    ] or told
    return replace(item, wall_time=told_at, at=min(told), first_at=min(begun), last_at=max(begun))


def list_starts(store: Store, course_id: str) -> list[Announcement]:
    """Return what is scheduled to begin or to offer that course, the earliest first."""
    scheduled = store.list_announcements(AnnouncementStatus.SCHEDULED)
    return [item for item in scheduled if item.offer and item.offer.course_id == course_id]


def list_link_words(store: Store) -> list[str]:
    """Return the words of the latest links, whose people an offer can be for."""
    return store.list_link_words(_MOST_LINKS)
