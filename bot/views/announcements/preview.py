"""Scheduling for many: the check before, lists, and what cannot be."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.use_cases.announcements.audiences import Reach
from bot.use_cases.announcements.scheduling import AnnouncementDraft
from bot.use_cases.delivery.dry_run import Forecast
from bot.views.announcements import behind, coming
from bot.views.callback_data import Verb, pack
from bot.views.course_offers import begins, told_when
from bot.views.examples import example_course, example_lesson
from bot.views.language import _, ngettext
from bot.views.moments import as_of, calendar_date, clock_time, instant, whole_date
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.course.course import Course
from lessons.delivery.announcement import Announcement
from lessons.delivery.audience import Audience, AudienceKind
from lessons.send_times.when import find_words_of_time
from lessons.times.schedule import local_date


def people(count: int) -> str:
    """Return a number of people."""
    return ngettext("{count} person", "{count} people", count).format(count=count)


def audience(item: Audience) -> str:
    """Return an audience in words."""
    if item.spares_next:
        among = audience(replace(item, spares_next=False))
        return _("{audience}, except who gets it next").format(audience=among)
    match item.kind:
        case AudienceKind.EVERYONE:
            return _("everyone")
        case AudienceKind.COURSE:
            return _("everyone in {course}").format(course=item.name)
        case AudienceKind.FROM_LESSON:
            return _("those who have had {lesson} or a later one").format(lesson=item.name)
        case AudienceKind.FINISHED if item.name:
            return _("those who finished {course}").format(course=item.name)
        case AudienceKind.FINISHED:
            return _("those who finished a course")
        case AudienceKind.INACTIVE:
            return _("those whom no lesson has reached for {days} days").format(days=item.days)
        case AudienceKind.LINK:
            return _("those who came by the link {word}").format(word=item.name)
        case AudienceKind.MISSED:
            return _("those whom number {number} did not reach").format(number=item.name)
        case AudienceKind.GROUPS:
            return _("groups and channels")
        case AudienceKind.TEST:
            return _("the test list: admins who get lessons themselves")


def reach(found: Reach, timezone: str) -> RichText:
    """Return how many an announcement is for, what becomes of each, and as of when that is."""
    on_time = ngettext("{count} gets it then", "{count} get it then", found.on_time)
    parts = [on_time.format(count=found.on_time)]
    if found.in_quiet_hours and found.quiet_until is not None:
        waiting = ngettext(
            "{count} in quiet hours gets it at {time}",
            "{count} in quiet hours get it at {time}",
            found.in_quiet_hours,
        )
        parts.append(waiting.format(count=found.in_quiet_hours, time=clock_time(found.quiet_until)))
    if found.paused:
        paused = ngettext(
            "{count} on a break gets nothing", "{count} on a break get nothing", found.paused
        )
        parts.append(paused.format(count=found.paused))
    return lines(
        compose(_("To: {people}: {parts}"), people=people(found.total), parts=", ".join(parts)),
        as_of(found.counted_at, timezone),
    )


def when(item: Announcement, found: Reach | None, timezone: str) -> RichText:
    """Return when it goes, in the reader's zone; for everybody's own time also from when to
    when that is for those whom it reaches, as far as that is known."""
    if item.offer and (begun := begins(item.offer)):
        return lines(begun, told_when() if item.offer.begins_on else None)
    if item.wall_time is None:
        at = item.first_at or item.at
        year = local_date(timezone, at).year
        return compose(
            _("When: {moment}{year}"),
            moment=instant(at, timezone),
            year=_(" in {year}").format(year=year) if year != item.created_at.year else "",
        )
    first_at, last_at = (found.first_at, found.last_at) if found else (None, None)
    return lines(
        compose(
            _("When: {date}, {time} on everybody's own clock"),
            date=whole_date(item.wall_time.date())
            if item.wall_time.year != item.created_at.year
            else calendar_date(item.wall_time.date()),
            time=clock_time(item.wall_time.time()),
        ),
        compose(_("First: {moment}"), moment=instant(first_at, timezone)) if first_at else None,
        compose(_("Last: {moment}"), moment=instant(last_at, timezone)) if last_at else None,
    )


def what(item: Announcement) -> str:
    """Return the beginning of what is sent."""
    return item.lesson_id or " ".join((item.text or "").split())[:60]


def numbered(item: Announcement, timezone: str) -> RichText:
    """Return its line in a list: its number, when it goes and the beginning of what is sent."""
    return compose(
        _("{number}. {moment}: {what}"),
        number=item.announcement_id,
        moment=instant(item.first_at or item.at, timezone),
        what=what(item),
    )


def check(
    draft: AnnouncementDraft,
    timezone: str,
    meant: Sequence[str] = (),
    *,
    looks_like_a_name: bool = False,
    typed_when: str = "",
) -> Screen:
    """Return the question below the preview: to how many, and when, and from which words at the
    end of a line that was read.

    A text may be like the names of lessons that were ``meant`` (``course-id/lesson-id``).
    """
    item = draft.announcement
    number, version, count = item.announcement_id, item.version, draft.reach.recipients
    return Screen(
        lines(
            bold(_("Above is what people will get.")),
            _warning(meant, looks_like_a_name=looks_like_a_name),
            _left_over(item.text),
            compose(_("For: {audience}"), audience=audience(item.audience)),
            reach(draft.reach, timezone),
            None if count else bold(_("As things stand this reaches nobody.")),
            when(item, draft.reach, timezone),
            behind.said(item, draft.reach),
            coming.said(item, draft.reach),
            compose(_("Read from: “{words}”"), words=typed_when) if typed_when else None,
            _instead(item) or _("It takes the place of nobody's lesson."),
        ),
        (
            *behind.buttons(item, draft.reach),
            *coming.buttons(item, draft.reach),
            (
                *(
                    ()
                    if behind.is_asked(item, draft.reach)
                    else (
                        Button(
                            _("Confirm"), pack(Verb.CONFIRM_ANNOUNCEMENT, number, version, count)
                        ),
                    )
                ),
                Button(_("Cancel"), pack(Verb.CANCEL_ANNOUNCEMENT, number, version)),
            ),
            (
                Button(_("Dry run"), pack(Verb.DRY_RUN, number)),
                *(
                    (Button(_("Link button"), pack(Verb.ASK_LINK, number)),)
                    if item.text and item.offer is None
                    else ()
                ),
            ),
            (
                Button(
                    _("Instead of that day's lesson: yes")
                    if item.replaces_lesson
                    else _("Instead of that day's lesson: no"),
                    pack(Verb.REPLACE_LESSON, number, version, int(not item.replaces_lesson)),
                ),
            ),
            *(
                (
                    Button(
                        _("Send the lesson {name}").format(name=name.rpartition("/")[2]),
                        pack(Verb.MEANT_LESSON, number, choice),
                    ),
                )
                for choice, name in enumerate(meant)
            ),
        ),
    )


def _instead(item: Announcement) -> str | None:
    if not item.replaces_lesson:
        return None
    return _(
        "Whoever gets it gets no lesson of the course that day; the lesson comes on the next day "
        "of theirs. Who has had the day's lesson before gets both."
    )


def _warning(meant: Sequence[str], *, looks_like_a_name: bool) -> RichText | None:
    if meant:
        return bold(
            _("This goes out as a text, not as the lesson {name}.").format(
                name=_(" or ").join(meant)
            )
        )
    if looks_like_a_name:
        return bold(_("This goes out as a text: no lesson has that name. /preview lists them."))
    return None


def _left_over(text: str | None) -> RichText | None:
    """Return a warning where a message ends in words that seem to belong to its time."""
    words = find_words_of_time(text or "")
    if not words:
        return None
    return bold(
        _("The message ends in “{words}”. If that belongs to the time, please cancel.").format(
            words=words
        )
    )


def taken_for_lesson() -> Screen:
    """Return what is left of the check of a text that became a lesson."""
    return Screen(rich(_("Not as a text, then: the lesson is below.")))


def ask_again(draft: AnnouncementDraft, shown: int, timezone: str) -> Screen:
    """Return the second question, because it goes to many, to many more than was ``shown``, or to
    nobody."""
    item, count = draft.announcement, draft.reach.recipients
    number, version = item.announcement_id, item.version
    return Screen(
        lines(
            bold(
                _("This goes to {people}. Really?").format(people=people(count))
                if count
                else _("As things stand nobody gets this. Schedule it all the same?")
            ),
            more_than_shown(count, shown),
            as_of(draft.reach.counted_at, timezone),
            when(item, draft.reach, timezone),
            behind.said(item, draft.reach),
            coming.said(item, draft.reach),
            _instead(item),
        ),
        (
            (
                Button(
                    _("Yes, to {count}").format(count=count) if count else _("Yes, for nobody yet"),
                    pack(Verb.CONFIRM_MANY, number, version, count),
                ),
                Button(_("Cancel"), pack(Verb.CANCEL_ANNOUNCEMENT, number, version)),
            ),
        ),
    )


def more_than_shown(count: int, shown: int) -> str | None:
    """Return by how many an audience has grown since an admin was shown how many it has."""
    if count <= shown:
        return None
    more = ngettext("{count} more", "{count} more", count - shown).format(count=count - shown)
    return _("That is {more} than when you were asked.").format(more=more)


def foreseen(found: Forecast, timezone: str) -> Screen:
    """Return what a dry run found, and what it cannot know."""
    return Screen(
        lines(
            bold(_("Dry run: nothing was sent.")),
            _("As things stand it would go to {people}.").format(people=people(found.leaving)),
            as_of(found.counted_at, timezone),
            compose(_("The first: {moment}"), moment=instant(found.first_at, timezone))
            if found.first_at
            else None,
            compose(_("The last: {moment}"), moment=instant(found.last_at, timezone))
            if found.last_at
            else None,
            _("For {people} it would be too late: the hour has passed where they are.").format(
                people=people(found.too_late)
            )
            if found.too_late
            else None,
            _(
                "Nobody can know yet who will have blocked the bot by then, who joins, stops or "
                "takes a break meanwhile, and what Telegram will refuse."
            ),
        )
    )


def not_confirmed() -> Screen:
    """Return the answer to a button that comes too late."""
    return Screen(
        rich(
            _(
                "Nothing was scheduled: this draft is gone, was settled or changed before, or its "
                "time has passed. Please give the command again."
            )
        )
    )


def audience_refused(given: str, courses: Collection[Course], *, is_kept: bool = False) -> Screen:
    """Return how an audience is written, with names that are here; ``is_kept`` where the message
    and its time are kept until one is typed."""
    return Screen(
        lines(
            compose(_("“{given}” is no audience here."), given=given[:60]),
            _("The message and its time are kept. For whom? Type, for instance:")
            if is_kept
            else _("Please write, for instance:"),
            "to everyone",
            f"to course {example_course(courses)}",
            f"to from {example_lesson(courses)}",
            "to finished",
            "to inactive 14 days",
            "to link poster",
            "to groups",
            "to test",
        )
    )


def nothing_to_send() -> Screen:
    """Return the answer to a time without a lesson or a text before it."""
    return Screen(rich(_("There is no lesson or text before the time. /schedule shows how.")))


def too_long(length: int, limit: int) -> Screen:
    """Return the answer to a text that Telegram would not take."""
    return Screen(
        paragraphs(
            _("The text has {length} characters, Telegram takes {limit}.").format(
                length=length, limit=limit
            )
        )
    )
