"""Offering a course to many, or letting it begin for them: the draft, and whom it is for."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.use_cases.announcements.audiences import (
    AnnouncementPolicy,
    Reach,
    count_reach,
    due_in,
    find_audience,
    look_up_people,
)
from bot.use_cases.library import Library, standing_of
from lessons.course.course import Course
from lessons.delivery.announcement import UNDO_WINDOW, Announcement, AnnouncementStatus
from lessons.delivery.audience import EVERYONE, Audience, AudienceKind
from lessons.delivery.course_offer import Answer, CourseOffer, Meeting
from lessons.delivery.progress import IdRange
from lessons.send_times.when import When
from lessons.times.schedule import find_wall_instant, local_date, to_local
from lessons.times.wall_time import parse_time
from storage.interface.offers import StartCrowd
from storage.interface.store import Store

FIRST_HOUR = time(9)
_CONFIRMED_WITHIN = timedelta(days=1)
PEOPLE_AT_ONCE = 10_000
"""How many one transaction looks at to count them."""

Wording = Callable[[Course, CourseOffer], str]
"""Returns what people read of an offer."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Whom an offer is for: so many begin (``begin``, of whom ``elsewhere`` are in another course),
    have ``had`` it already or declined it, or are on a break (``paused``). ``following`` of those
    who begin do so on a later day, as that hour has passed where they are.

    ``first_at`` and ``last_at`` are when it begins for the first and the last (aware, UTC).
    """

    begin: int = 0
    elsewhere: int = 0
    had: int = 0
    paused: int = 0
    following: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


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


def count_stretch(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    so_far: "Tally",
    now: datetime,
) -> "Tally | None":
    """Return the tally with the next stretch of people counted, ``None`` after the last one."""
    id_range = store.find_id_range(so_far.after_chat_id, PEOPLE_AT_ONCE)
    if id_range is None:
        return None
    assert item.offer is not None
    wanted = look_up_people(store, library, policy, item.audience, now)
    crowds = store.count_starters(wanted, item.offer.course_id, id_range)
    return so_far.with_crowds(crowds, id_range, item, policy, now)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far counting has come."""

    counted: Counted = Counted()
    after_chat_id: int | None = None

    def with_crowds(
        self,
        crowds: Collection[StartCrowd],
        id_range: IdRange,
        item: Announcement,
        policy: AnnouncementPolicy,
        now: datetime,
    ) -> "Tally":
        """Return the tally with the crowds of that range."""
        offer = item.offer
        assert offer is not None
        found: Counter[str] = Counter()
        instants = [self.counted.first_at, self.counted.last_at]
        for crowd in crowds:
            if crowd.had:
                found["had"] += crowd.people
            elif crowd.is_paused:
                found["paused"] += crowd.people
            else:
                found["elsewhere"] += crowd.people * crowd.is_elsewhere
                if crowd.is_elsewhere and offer.meeting is Meeting.WITHOUT:
                    continue
                found["begin"] += crowd.people
                told_at = _told_at(item, crowd.timezone, policy, now)
                hours = map(parse_time, (crowd.earliest, crowd.latest))
                begun = [offer.begins_at(crowd.timezone, hour) for hour in hours]
                is_late = any(at is not None and at < told_at for at in begun)
                found["following"] += crowd.people * is_late
                instants += [max(at, told_at) for at in begun if at]
        counted = self.counted
        known = [at for at in instants if at]
        return Tally(
            Counted(
                counted.begin + found["begin"],
                counted.elsewhere + found["elsewhere"],
                counted.had + found["had"],
                counted.paused + found["paused"],
                counted.following + found["following"],
                min(known, default=None),
                max(known, default=None),
            ),
            id_range.last_chat_id,
        )


def _told_at(
    item: Announcement, timezone: str, policy: AnnouncementPolicy, now: datetime
) -> datetime:
    at = max(due_in(item, timezone), now + UNDO_WINDOW)
    return policy.quiet_hours.leave(timezone, at)


def reach_of(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    item: Announcement,
    counted: Counted,
    now: datetime,
) -> Reach:
    """Return how many the message goes to, of those that were counted."""
    found = count_reach(store, library, policy, item, now)
    return replace(
        found, on_time=counted.begin, in_quiet_hours=0, paused=counted.paused, counted_at=None
    )


def list_starts(store: Store, course_id: str) -> list[Announcement]:
    """Return what is scheduled to begin or to offer that course, the earliest first."""
    scheduled = store.list_announcements(AnnouncementStatus.SCHEDULED)
    return [item for item in scheduled if item.offer and item.offer.course_id == course_id]


def list_answers(store: Store, number: int) -> dict[Answer, int]:
    """Return how many people have answered an offer how."""
    return dict(store.list_answers(number))
