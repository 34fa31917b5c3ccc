"""The calendar as admins see it: what goes out, by day."""

from collections.abc import Iterator, Sequence

from bot.use_cases.announcements.calendar import Day, Week
from bot.use_cases.announcements.progress import Following
from bot.use_cases.delivery.holding import Held
from bot.use_cases.library import Library
from bot.views import holds
from bot.views.announcements import missed
from bot.views.announcements.preview import numbered, people, what
from bot.views.announcements.progress import counts, follow
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.moments import as_of, clock_time, instant, whole_date, zone
from bot.views.paging import cut, turning, which
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows, shorten
from lessons.delivery.announcement import Announcement
from lessons.delivery.progress import Progress

MOST_WEEKS = 53
_MOST_A_DAY = 8
_MOST_BUTTONS = 20
_PAST = 8


def week(found: Week, library: Library, timezone: str, held: Sequence[Held]) -> Screen:
    """Return one week, with a button to everything in it."""
    text = paragraphs(
        lines(bold(_("Calendar")), *holds.on_hold(held)),
        *(in_words(day, library, timezone) for day in found.days),
        how_it_counts(found, timezone),
    )
    buttons = [*_announcement_buttons(found), *_course_buttons(found, library)]
    turning = []
    if found.number > 1:
        turning.append(Button(_("Week before"), pack(Verb.CALENDAR, found.number - 1)))
    if found.number < MOST_WEEKS:
        turning.append(Button(_("Next week"), pack(Verb.CALENDAR, found.number + 1)))
    return Screen(
        text,
        (
            *rows(buttons[:_MOST_BUTTONS], per_row=1),
            tuple(turning),
            (Button(_("Past"), pack(Verb.PAST, 1)),),
        ),
    )


def how_it_counts(found: Week, timezone: str) -> RichText:
    """Return in which zone days and times stand, and who is counted."""
    return lines(
        _("Lessons stand on the readers' own dates and come at the hour that each chose.")
        if found.clocks_differ
        else None,
        (_("Other times are {zone} time.") if found.clocks_differ else _("In {zone} time.")).format(
            zone=zone(timezone)
        ),
        _("Who is on a break is not counted."),
        as_of(found.counted_at, timezone),
    )


def past(items: Sequence[tuple[Announcement, Progress]], timezone: str, number: int) -> Screen:
    """Return a page of what has gone out, with what became of each and a button to it."""
    page = cut(items, number, _PAST)
    listed = [
        lines(
            numbered(item, timezone),
            counts(progress),
        )
        for item, progress in page.items
    ]
    buttons = [
        Button(
            shorten(f"{item.announcement_id}. {what(item)}"),
            pack(Verb.OPEN_ANNOUNCEMENT, item.announcement_id),
        )
        for item, _progress in page.items
    ]
    return Screen(
        paragraphs(
            bold(_("Past")), *(listed or [rich(_("Nothing has gone out yet."))]), which(page)
        ),
        (
            *rows(buttons, per_row=1),
            *turning(page, Verb.PAST),
            (Button(_("Calendar"), pack(Verb.CALENDAR, 1)),),
        ),
    )


def in_words(day: Day, library: Library, timezone: str) -> RichText:
    """Return what goes out on one day, below its date."""
    lessons = [
        compose(
            _("Lessons of {course}: {people}"),
            course=library[course_id].title,
            people=people(count),
        )
        for course_id, count in day.lessons.most_common(_MOST_A_DAY)
    ]
    announced = [
        _announcement(item, count, timezone) for item, count in day.announcements[:_MOST_A_DAY]
    ]
    begun = [
        compose(
            _("{course} begins: {people}"),
            course=library[item.offer.course_id].title,
            people=people(count),
        )
        for item, count in day.starts[:_MOST_A_DAY]
        if item.offer and item.offer.course_id in library
    ]
    more = max(0, len(day.lessons) - _MOST_A_DAY) + max(0, len(day.announcements) - _MOST_A_DAY)
    return lines(
        bold(whole_date(day.date)),
        *announced,
        *begun,
        *lessons,
        _("and {count} more").format(count=more) if more else None,
        _("Nothing") if not (announced or begun or lessons) else None,
    )


def _announcement(item: Announcement, count: int, timezone: str) -> RichText:
    moment: RichText | str = (
        _("{time} on everybody's own clock").format(time=clock_time(item.wall_time.time()))
        if item.wall_time
        else instant(item.first_at or item.at, timezone)
    )
    return compose(
        _("{number}. {moment}, {people}: {what}"),
        number=item.announcement_id,
        moment=moment,
        what=what(item),
        people=people(count),
    )


def _announcement_buttons(found: Week) -> Iterator[Button]:
    for day in found.days:
        for item, _count in day.announcements:
            yield Button(
                shorten(f"{item.announcement_id}. {what(item)}"),
                pack(Verb.OPEN_ANNOUNCEMENT, item.announcement_id),
            )


def _course_buttons(found: Week, library: Library) -> Iterator[Button]:
    for course_id in dict.fromkeys(name for day in found.days for name in day.lessons):
        yield Button(shorten(library[course_id].title), pack(Verb.COURSE, course_id))


def opened(found: Following, timezone: str) -> Screen:
    """Return how an announcement stands, with the beginning of its words."""
    screen, number = follow(found, timezone), found.announcement.announcement_id
    return Screen(
        lines(
            compose(
                _("{number}. {what}"),
                number=number,
                what=what(found.announcement),
            ),
            screen.text,
            *missed.said(found),
        ),
        (
            *screen.keyboard,
            *missed.buttons(found),
            (Button(_("Schedule the same again"), pack(Verb.SCHEDULE_AGAIN, number)),),
            (Button(_("Calendar"), pack(Verb.CALENDAR, 1)),),
        ),
    )
