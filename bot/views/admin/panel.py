"""The admins' panel, statistics and previews: counts, never a name."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from bot.use_cases.admin.statistics import Panel, by_title
from bot.use_cases.courses.linking import LinkCount
from bot.use_cases.library import Library
from bot.views import holds
from bot.views.admin import outages, restoring
from bot.views.admin.health import count_troubles, deaf, panel_button, seem_gone
from bot.views.callback_data import Verb, pack
from bot.views.examples import example_lesson
from bot.views.language import _
from bot.views.lesson import count_lessons
from bot.views.moments import as_of, calendar_date, instant
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.rich_text import RichText, bold, clipped, code, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows, shorten
from lessons.course.course import Course
from lessons.delivery.statistics import SMALLEST_GROUP, Statistics, shown
from lessons.delivery.subscriber import SubscriberStatus

_BAR = 10
_LESSONS_PER_PAGE = 20
# A message takes 4096 units and 100 entities, of which each bar is one.
_TITLE = 40
_MOST_LINKS = 10
_MOST_LESSONS = 40


def panel(found: Panel, timezone: str, deaf_seconds: float | None) -> Screen:
    """Return everything at a glance, with the ways on."""
    people, health = found.people.by_status, found.health
    running = ", ".join(str(item.announcement_id) for item in found.running) or _("nothing")
    return Screen(
        lines(
            bold(_("Admin")),
            restoring.held_line(found.restored, timezone) if found.restored else None,
            outages.line(found.outage, timezone),
            _("{active} active, {paused} of them on a break, {blocked} blocked the bot").format(
                active=shown(people.get(SubscriberStatus.ACTIVE, 0)),
                paused=shown(found.people.paused),
                blocked=shown(people.get(SubscriberStatus.BLOCKED, 0)),
            ),
            compose(_("Next: {moment}"), moment=instant(found.next_at, timezone))
            if found.next_at
            else _("Next: nothing is due"),
            *holds.on_hold(found.held),
            _("On its way: {running}").format(running=running),
            _("Scheduled: {scheduled}, drafts of courses: {drafts}").format(
                scheduled=found.scheduled, drafts=health.course_drafts
            ),
            _("Failures since yesterday: {count}").format(
                count=count_troubles(health.failed_lately)
            ),
            seem_gone(health, timezone),
            deaf(deaf_seconds),
        ),
        (
            (
                Button(_("Schedule"), pack(Verb.PANEL, "schedule")),
                Button(_("Scheduled"), pack(Verb.PANEL, "scheduled")),
            ),
            (
                Button(_("Courses"), pack(Verb.PANEL, "courses")),
                Button(_("Statistics"), pack(Verb.PANEL, "stats")),
            ),
            (
                Button(_("Health"), pack(Verb.PANEL, "health")),
                Button(_("Log"), pack(Verb.PANEL, "log")),
            ),
            (
                Button(_("Calendar"), pack(Verb.PANEL, "calendar")),
                Button(_("Admins"), pack(Verb.PANEL, "admins")),
            ),
            *(((restoring.held_button(),),) if found.restored else ()),
        ),
    )


def _bar(share: float) -> str:
    filled = round(_BAR * min(1.0, share))
    return "▇" * filled + "▁" * (_BAR - filled)


def _lag(lag: timedelta | None) -> str:
    return _("none yet") if lag is None else _("{s:.1f} s").format(s=lag.total_seconds())


def being_counted() -> Screen:
    """Return what is shown before anything was counted."""
    return Screen(
        rich(_("All is being counted for the first time. Please look again in a few minutes.")),
        ((panel_button(),),),
    )


def statistics(found: Statistics, library: Library, timezone: str) -> RichText:
    """Return the statistics as bars of text, and as of when they are."""
    whole = max(1, found.enrolled)
    funnel = [
        (_("enrolled"), found.enrolled),
        (_("had a lesson"), found.had_a_lesson),
        (_("finished"), found.finished),
        (_("blocked the bot"), found.blocked),
    ]
    ordered = by_title(found, library)
    most = max((count for *_ids, count in ordered), default=1)
    busiest = max((count for _week, count in found.joined), default=1)
    return paragraphs(
        lines(
            bold(_("From planned to finished")),
            _("messages planned: {planned}, sent: {sent}").format(
                planned=found.planned, sent=found.sent
            ),
            *(
                compose(
                    "{bar} {name}: {count}",
                    bar=code(_bar(count / whole if count >= SMALLEST_GROUP else 0)),
                    name=name,
                    count=shown(count),
                )
                for name, count in funnel
            ),
        ),
        lines(
            bold(_("How many got each lesson")),
            *_by_course(ordered[:_MOST_LESSONS], most),
            _("and {count} more lessons, which the CSV has").format(
                count=len(ordered) - _MOST_LESSONS
            )
            if len(ordered) > _MOST_LESSONS
            else None,
        )
        if ordered
        else None,
        lines(
            bold(_("New people by week")),
            *(
                compose(
                    "{bar} {week}: {count}",
                    bar=code(_bar(count / busiest if count >= SMALLEST_GROUP else 0)),
                    week=calendar_date(week),
                    count=shown(count),
                )
                for week, count in found.joined
            ),
        )
        if found.joined
        else None,
        counted(found, timezone),
    )


def _by_course(ordered: Sequence[tuple[str, str, int]], most: int) -> Iterator[RichText]:
    for course, lessons in groupby(ordered, key=itemgetter(0)):
        yield clipped(course, _TITLE)
        for _course, lesson, count in lessons:
            yield compose(
                "{bar} {name}: {count}",
                bar=code(_bar(count / most if count >= SMALLEST_GROUP else 0)),
                name=clipped(lesson, _TITLE),
                count=shown(count),
            )


def named_links(links: Sequence[LinkCount], library: Library) -> RichText | None:
    """Return who came by each link that has a name, the latest ones."""
    if not links:
        return None
    return lines(
        bold(_("By links with a name")),
        *(
            compose(
                _("{word} ({course}): {came} came, {finished} have finished"),
                word=item.word,
                course=clipped(
                    library[item.course_id].title if item.course_id in library else item.course_id,
                    _TITLE,
                ),
                came=shown(item.came),
                finished=shown(item.finished),
            )
            for item in links[-_MOST_LINKS:]
        ),
    )


def counted(found: Statistics, timezone: str) -> RichText:
    """Return how soon messages arrived lately, and as of when all is counted."""
    return paragraphs(
        _("Lag of the last 7 days: half within {median}, 95 % within {late}").format(
            median=_lag(found.median_lag), late=_lag(found.late_lag)
        )
        if found.median_lag is not None
        else _("Lag of the last 7 days: nothing was sent"),
        as_of(found.counted_at, timezone),
    )


def start_words(words: Sequence[tuple[str, int]]) -> RichText | None:
    """Return the words of the links by which people came; none that fewer came by than may be
    told apart, since a word can be made for one person."""
    told = [(word, count) for word, count in words if count >= SMALLEST_GROUP]
    if not told:
        return None
    return lines(
        bold(_("By which links people came")),
        *(
            compose("{word}: {count}", word=word or _("other words"), count=str(count))
            for word, count in told[:_MOST_LESSONS]
        ),
    )


def statistics_buttons() -> tuple[tuple[Button, ...], ...]:
    """Return the ways to take the statistics away."""
    return (
        (
            Button(_("Chart, light"), pack(Verb.CHART, "light")),
            Button(_("Chart, dark"), pack(Verb.CHART, "dark")),
        ),
        (Button(_("CSV"), pack(Verb.CSV)), panel_button()),
    )


def choose_course(courses: Sequence[Course], number: int = 1) -> Screen:
    """Return a page of the courses, each to be looked at."""
    if not courses:
        return Screen(rich(_("There is no course yet.")))
    page = cut(courses, number, COURSES_PER_PAGE)
    buttons = [
        Button(shorten(course.title), pack(Verb.PREVIEW_COURSE, course.course_id, 1))
        for course in page.items
    ]
    listed = [
        _("{title}: {lessons}").format(
            title=course.title, lessons=count_lessons(len(course.lessons))
        )
        for course in page.items
    ]
    return Screen(
        lines(
            bold(_("Courses")),
            *listed,
            which(page),
            _("/preview {lesson} shows one lesson.").format(lesson=example_lesson(courses)),
        ),
        (*rows(buttons, per_row=1), *turning(page, Verb.PREVIEW_COURSES)),
    )


def choose_lesson(course: Course, number: int = 1) -> Screen:
    """Return a page of the lessons of a course, each to be looked at."""
    page = cut(list(enumerate(course.lessons, start=1)), number, _LESSONS_PER_PAGE)
    buttons = [
        Button(
            shorten(f"{place}. {lesson.title}"),
            pack(Verb.PREVIEW, course.course_id, lesson.lesson_id),
        )
        for place, lesson in page.items
    ]
    ids = ", ".join(lesson.lesson_id for _place, lesson in page.items)
    return Screen(
        lines(bold(course.title), ids, which(page)),
        (
            *rows(buttons, per_row=1),
            *turning(page, Verb.PREVIEW_COURSE, course.course_id),
            (Button(_("Courses"), pack(Verb.PREVIEW_COURSES, 1)),),
        ),
    )


def no_such_lesson(given: str, courses: Iterable[Course]) -> Screen:
    """Return the answer to a name of no lesson, with one that is here."""
    return Screen(
        compose(
            _("“{given}” is no lesson here. /preview lists them, /preview {lesson} shows one."),
            given=given[:60],
            lesson=example_lesson(courses),
        )
    )
