"""Whom an announcement reaches, and when each of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.use_cases.announcements import beginnings, missed
from bot.use_cases.library import Library
from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import (
    GROUP_KINDS,
    PEOPLE_KINDS,
    Audience,
    AudienceFilter,
    AudienceKind,
)
from lessons.delivery.course_offer import CourseOffer, Meeting
from lessons.delivery.planning import Plan
from lessons.delivery.their_time import due_in, is_behind, is_left_out
from lessons.times.quiet_hours import AT_NIGHT, QuietHours
from storage.interface.store import Store

_COUNTED_NEXT = (AudienceKind.EVERYONE, AudienceKind.TEST, AudienceKind.LINK, AudienceKind.MISSED)
_DAY = timedelta(days=1)
PEOPLE_AT_ONCE = 2_000
"""How many one transaction looks at to plan an announcement."""

STARTERS_AT_ONCE = 400
"""The same where a course begins for them, which takes several times as long."""


@dataclass(frozen=True, slots=True)
class AnnouncementPolicy:
    """What the operator has set for announcements; ``review_grace`` is how long past the day of its
    review a course is begun by anybody new, ``None`` for ever."""

    owner_ids: frozenset[int] = frozenset()
    quiet_hours: QuietHours = AT_NIGHT
    review_grace: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How many an announcement is for: ``on_time``, ``paused`` (they get nothing), and
    ``in_quiet_hours`` (they get it at ``quiet_until``). ``first_at`` and ``last_at`` are when the
    first and the last of them get it (aware, UTC). ``counted_at`` is as of when, ``None``
    where it is so at this very moment. The hour has passed for ``behind`` of those who are on no
    break; ``left_out`` get nothing because of that. ``coming`` have the same lesson next in their
    course, and ``same`` are the numbers of other announcements that bring the same within a day.
    """

    on_time: int
    paused: int
    in_quiet_hours: int
    quiet_until: time | None = None
    counted_at: datetime | None = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    behind: int = 0
    left_out: int = 0
    coming: int = 0
    same: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """Return how many belong to the audience."""
        return self.on_time + self.paused + self.in_quiet_hours + self.left_out

    @property
    def recipients(self) -> int:
        """Return how many get it."""
        return self.on_time + self.in_quiet_hours


def find_audience(library: Library, audience: Audience) -> Audience | None:
    """Return the audience with its names written out; ``None`` if they name nothing here."""
    if audience.kind is AudienceKind.FROM_LESSON:
        course_id, slash, lesson_id = audience.name.rpartition("/")
        found = [
            f"{course.course_id}/{lesson_id}"
            for course in library.values()
            if course.find_lesson(lesson_id) and (not slash or course.course_id == course_id)
        ]
        return replace(audience, name=found[0]) if len(found) == 1 else None
    is_no_course = audience.kind in (AudienceKind.LINK, AudienceKind.MISSED)
    is_known = is_no_course or audience.name in library
    return audience if not audience.name or is_known else None


def look_up(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    announcement: Announcement,
    now: datetime,
) -> AudienceFilter:
    """Return what a chat must meet to get that announcement now.

    A course is offered to people, never to a group, and to nobody who is in it already.
    """
    wanted = _look_up(store, library, policy, announcement.audience, now)
    if announcement.audience.spares_next:
        wanted = replace(wanted, except_next=_find_before(library, announcement))
    return without_those_in_it(wanted, announcement.offer) if announcement.offer else wanted


def _find_before(library: Library, announcement: Announcement) -> tuple[str, str] | None:
    """Return the course of the lesson that is sent, and the lesson before it there, if there is
    one: whoever had that last gets the same one next."""
    course = library.get(announcement.course_id or "")
    order = course.order if course else ()
    if course is None or announcement.lesson_id not in order[1:]:
        return None
    return course.course_id, order[order.index(announcement.lesson_id) - 1]


def _count_next(
    store: Store,
    library: Library,
    announcement: Announcement,
    wanted: AudienceFilter,
    now: datetime,
) -> Counter[tuple[str, bool]]:
    """Return how many of those have the same lesson next in their course, by their zone and
    whether they are on a break; of an audience that has no count of them, none."""
    before = _find_before(library, announcement)
    kind = announcement.audience.kind
    if before is None or not (kind in _COUNTED_NEXT or announcement.audience.name == before[0]):
        return Counter()
    those = replace(
        wanted,
        except_next=None,
        course_id=before[0],
        last_lesson_ids=frozenset({before[1]}),
        must_be_on_way=True,
    )
    crowds = store.count_audience(those, now).crowds
    return Counter({(crowd.timezone, crowd.is_paused): crowd.count for crowd in crowds})


def look_up_people(
    store: Store, library: Library, policy: AnnouncementPolicy, audience: Audience, now: datetime
) -> AudienceFilter:
    """Return what a chat must meet to be one person's, and belong to that audience now."""
    wanted = _look_up(store, library, policy, audience, now)
    return replace(wanted, kinds=(wanted.kinds or PEOPLE_KINDS) & PEOPLE_KINDS)


def without_those_in_it(wanted: AudienceFilter, offer: CourseOffer) -> AudienceFilter:
    """Return what a person must meet besides to be offered that course, or anybody to hear that it
    ends."""
    if offer.ends:
        return replace(wanted, course_id=offer.course_id, must_be_on_way=True)
    return replace(
        wanted,
        kinds=(wanted.kinds or PEOPLE_KINDS) & PEOPLE_KINDS,
        except_course_id=offer.course_id,
        must_be_free=offer.meeting is Meeting.WITHOUT,
    )


def _look_up(
    store: Store, library: Library, policy: AnnouncementPolicy, audience: Audience, now: datetime
) -> AudienceFilter:
    match audience.kind:
        case AudienceKind.EVERYONE:
            return AudienceFilter()
        case AudienceKind.COURSE:
            return AudienceFilter(course_id=audience.name)
        case AudienceKind.FINISHED:
            return AudienceFilter(course_id=audience.name or None, must_have_finished=True)
        case AudienceKind.FROM_LESSON:
            course_id, _, lesson_id = audience.name.rpartition("/")
            course = library.get(course_id)
            order = course.order if course else ()
            # Whoever stands at a lesson that was removed since belongs there too.
            from_it = order[order.index(lesson_id) :] if lesson_id in order else ()
            return AudienceFilter(course_id=course_id, last_lesson_ids=frozenset(from_it))
        case AudienceKind.INACTIVE:
            return AudienceFilter(no_lesson_since_at=now - timedelta(days=audience.days))
        case AudienceKind.LINK:
            return AudienceFilter(came_by=audience.name)
        case AudienceKind.MISSED:
            return missed.look_up(store, audience)
        case AudienceKind.GROUPS:
            return AudienceFilter(kinds=GROUP_KINDS)
        case AudienceKind.TEST:
            seats = {admin.chat_id for admin in store.list_admins()}
            return AudienceFilter(chat_ids=policy.owner_ids | seats)


def count_reach(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    announcement: Announcement,
    now: datetime,
) -> Reach:
    """Return how many it would reach as things stand, and why not the others."""
    wanted = look_up(store, library, policy, announcement, now)
    on_time = paused = in_quiet_hours = behind = left_out = 0
    instants = []
    coming = _count_next(store, library, announcement, wanted, now)
    found = store.count_audience(replace(wanted, except_next=None), now)
    for each in found.crowds:
        spared = coming[each.timezone, each.is_paused] if wanted.except_next else 0
        crowd = replace(each, count=each.count - spared)
        due_at = due_in(announcement, crowd.timezone)
        if not crowd.count:
            continue
        if crowd.is_paused:
            paused += crowd.count
            continue
        behind += crowd.count if is_behind(announcement, crowd.timezone) else 0
        if is_left_out(announcement, crowd.timezone):
            left_out += crowd.count
            continue
        leaves_at = policy.quiet_hours.leave(crowd.timezone, due_at)
        instants.append(leaves_at)
        if leaves_at != due_at:
            in_quiet_hours += crowd.count
        else:
            on_time += crowd.count
    return Reach(
        on_time,
        paused,
        in_quiet_hours,
        policy.quiet_hours.end,
        found.counted_at,
        min(instants, default=None),
        max(instants, default=None),
        behind,
        left_out,
        sum(count for (_zone, is_paused), count in coming.items() if not is_paused),
        _list_same(store, announcement),
    )


def _list_same(store: Store, item: Announcement) -> tuple[int, ...]:
    """Return the numbers of what is scheduled or on its way, and brings the same within a day."""
    brought = (item.course_id, item.lesson_id, item.text, item.attachment, item.offer)
    return tuple(
        other.announcement_id
        for other in store.list_open()
        if other.announcement_id != item.announcement_id
        and (other.course_id, other.lesson_id, other.text, other.attachment, other.offer) == brought
        and abs(other.at - item.at) < _DAY
    )


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far planning an announcement has come: ``after_chat_id`` is who was looked at last,
    ``following_at`` the next instant at which it falls due in a zone seen so far. Until it has
    come to its end, ``must_precede_lessons`` says, no lesson may be planned."""

    after_chat_id: int | None = None
    following_at: datetime | None = None
    must_precede_lessons: bool = False


def plan_due(
    store: Store,
    library: Library,
    policy: AnnouncementPolicy,
    announcement: Announcement,
    now: datetime,
    so_far: Cursor,
) -> Cursor | None:
    """Plan it for some of those in whose zones it is due; ``None`` once everybody was looked at,
    with the instant noted at which the next zones follow.

    A few at a time, so that nobody waits long for the store. What is planned already is not
    planned again, so a pass that breaks off begins anew without harm. Whoever has moved since
    into a zone where it was due before gets it with the next ones, so a move loses nobody.
    """
    at_once = STARTERS_AT_ONCE if beginnings.begins(announcement) else PEOPLE_AT_ONCE
    id_range = store.find_id_range(so_far.after_chat_id, at_once)
    if id_range is None:
        moved = (
            replace(announcement, at=so_far.following_at)
            if so_far.following_at
            else replace(announcement, status=AnnouncementStatus.PLANNED)
        )
        store.save_announcement(moved)
        return None
    due = {
        zone: due_in(announcement, zone)
        for zone in id_range.zones
        if not is_left_out(announcement, zone)
    }
    wanted = look_up(store, library, policy, announcement, now)
    number, leaving = announcement.announcement_id, _leave_quiet_hours(policy.quiet_hours, due, now)
    if beginnings.begins(announcement):
        # Who hears of it late hears of it all the same.
        leaving = {zone: max(at, now) for zone, at in leaving.items()}
        starters = store.list_starters(number, wanted, id_range, leaving)
        beginnings.begin(store, announcement, starters, now)
        wanted = AudienceFilter(chat_ids=frozenset(one.chat_id for one in starters))
    store.plan_announcement(number, wanted, id_range, leaving)
    if announcement.offer and announcement.offer.ends:
        beginnings.end(store, library, announcement.offer, id_range, is_first=so_far == Cursor())
    if announcement.replaces_lesson:
        # Nothing is planned and the place stays: the lesson comes at the slot after that date.
        cohorts = store.list_replaced_cohorts(number, id_range, leaving)
        store.save_plans([Plan(cohort, None, cohort.catch_up(now)[1]) for cohort in cohorts])
    following = [at for at in (*due.values(), so_far.following_at) if at and at > now]
    return Cursor(id_range.last_chat_id, min(following, default=None), announcement.replaces_lesson)


def _leave_quiet_hours(
    quiet_hours: QuietHours, due: Mapping[str, datetime], now: datetime
) -> dict[str, datetime]:
    leaving = {}
    for zone, at in due.items():
        if at <= now:
            # Late ones ask for the quiet hours of now: an outage must not wake anybody.
            loud_at = quiet_hours.leave(zone, max(at, now))
            leaving[zone] = at if loud_at == max(at, now) else loud_at
    return leaving
