"""When an announcement falls due in each zone, also where the hour has passed already."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from lessons.delivery.announcement import Announcement, Behind
from lessons.times.schedule import find_wall_instant

_DAY = timedelta(days=1)


def due_in(announcement: Announcement, timezone: str) -> datetime:
    """Return when the announcement falls due in that zone, before any quiet hours."""
    first_at = announcement.first_at or announcement.at
    wall = announcement.wall_time
    if wall is None:
        return first_at
    at = find_wall_instant(timezone, wall) or first_at
    since = announcement.behind_at
    if since is None or at > since:
        return at
    if announcement.behind is Behind.AT_ONCE:
        return since
    if announcement.behind is Behind.NEXT_DAY:
        while at <= since:
            wall += _DAY
            # No zone leaves out two dates in a row.
            at = find_wall_instant(timezone, wall) or at
    return at


def is_behind(announcement: Announcement, timezone: str) -> bool:
    """Whether the hour had passed there when the announcement was made or confirmed."""
    since, wall = announcement.behind_at, announcement.wall_time
    if since is None or wall is None:
        return False
    at = find_wall_instant(timezone, wall)
    return at is not None and at <= since


def is_left_out(announcement: Announcement, timezone: str) -> bool:
    """Whether nobody there gets it, as the hour has passed for them."""
    return announcement.behind is Behind.WITHOUT and is_behind(announcement, timezone)


def settle(
    announcement: Announcement, behind: Behind | None, since: datetime, zones: Collection[str]
) -> Announcement:
    """Return the announcement with what becomes of those whose hour has passed by ``since``, and
    the instants that follow from it."""
    if announcement.wall_time is None:
        return announcement
    item = replace(announcement, behind=behind, behind_at=since)
    due = [due_in(item, zone) for zone in zones if not is_left_out(item, zone)]
    if not due:
        return item
    return replace(item, at=min(due), first_at=min(due), last_at=max(due))
