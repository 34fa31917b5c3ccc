"""What admins read: previews, lists and counts; never a name."""

from collections.abc import Sequence
from datetime import datetime

from bot.callback_codec import Verb, pack
from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.announcement import Announcement
from lessons.course import Course
from lessons.delivery import DeliveryStatus
from lessons.subscriber import SubscriberStatus
from lessons.when import WhenProblem
from storage.store import Counts


def how_to_schedule(courses: Sequence[Course]) -> Screen:
    """Return how the command goes, with the ids of the lessons."""
    listed = [
        lines(
            bold(_("{title}: lessons").format(title=course.title)),
            ", ".join(lesson.lesson_id for lesson in course.lessons),
        )
        for course in courses
    ]
    return Screen(
        paragraphs(
            lines(
                bold(_("Schedule a lesson or a message for everybody")),
                "/schedule <lesson or text> <when>",
            ),
            lines(
                _("For instance:"),
                "/schedule cauda-equina tomorrow 9:00",
                "/schedule The clinic is closed on Friday. 2026-12-01 09:00",
                "/schedule Flu jabs start today. in 2h",
            ),
            *listed,
        )
    )


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=count)


def confirm_announcement(announcement: Announcement, recipients: int, timezone: str) -> Screen:
    """Return the question below the preview: to how many, and when."""
    number = announcement.announcement_id
    return Screen(
        lines(
            bold(_("Above is what people will get.")),
            compose(_("To: {people} (active and not on a break)"), people=_people(recipients)),
            compose(_("When: {moment}"), moment=instant(announcement.at, timezone)),
        ),
        (
            (
                Button(_("Confirm"), pack(Verb.CONFIRM_ANNOUNCEMENT, number)),
                Button(_("Cancel"), pack(Verb.CANCEL_ANNOUNCEMENT, number)),
            ),
        ),
    )


def confirmed(announcement: Announcement, recipients: int, timezone: str) -> Screen:
    """Return the confirmation that it is scheduled."""
    return Screen(
        lines(
            bold(_("Scheduled as number {number}.").format(number=announcement.announcement_id)),
            compose(
                _("To {people} as of now, {moment}."),
                people=_people(recipients),
                moment=instant(announcement.at, timezone),
            ),
            _("/cancel {number} takes it back until then.").format(
                number=announcement.announcement_id
            ),
        )
    )


def not_confirmed() -> Screen:
    """Return the answer to a confirmation that comes too late."""
    return Screen(
        rich(
            _(
                "Nothing was scheduled: this draft is gone, was settled before, or its time has "
                "passed. Please give the command again."
            )
        )
    )


def cancelled() -> Screen:
    """Return the confirmation that nothing will be sent."""
    return Screen(rich(_("Cancelled. Nothing will be sent.")))


def not_cancelled(given: str) -> Screen:
    """Return the answer to a number that cannot be cancelled."""
    return Screen(
        compose(
            _("“{given}” is no number of something scheduled. /scheduled lists them: /cancel 3"),
            given=given[:40],
        )
    )


def scheduled(announcements: Sequence[Announcement], timezone: str) -> Screen:
    """Return what is scheduled, the earliest first."""
    if not announcements:
        return Screen(rich(_("Nothing is scheduled. /schedule shows how.")))
    return Screen(
        lines(
            bold(_("Scheduled")),
            *(
                compose(
                    _("{number}. {moment}: {what}"),
                    number=item.announcement_id,
                    moment=instant(item.at, timezone),
                    what=item.lesson_id or (item.text or "")[:60],
                )
                for item in announcements
            ),
            _("/cancel and a number takes one back."),
        )
    )


def when_refused(given: str, problem: WhenProblem) -> Screen:
    """Return why an instant was refused, with an example."""
    reason = {
        WhenProblem.UNREADABLE: _("I found no time at the end of that."),
        WhenProblem.PAST: _("That time has passed."),
        WhenProblem.IN_GAP: _("The clocks go forward then, so that time does not exist."),
        WhenProblem.AMBIGUOUS: _("That can be read in two ways."),
        WhenProblem.TOO_FAR: _("That is more than a year away."),
    }[problem]
    return Screen(
        lines(
            compose(_("“{given}”: {reason}"), given=given[-60:], reason=reason),
            _("Please end with a time such as 2026-12-01 09:00, tomorrow 9am, mon 18:30 or in 2h."),
        )
    )


def nothing_to_send() -> Screen:
    """Return the answer to a time without a lesson or a text before it."""
    return Screen(rich(_("There is no lesson or text before the time. /schedule shows how.")))


def stats(counts: Counts, next_at: datetime | None, timezone: str) -> Screen:
    """Return the counts."""
    people = {
        SubscriberStatus.ACTIVE: _("active"),
        SubscriberStatus.JOINING: _("joining"),
        SubscriberStatus.STOPPED: _("stopped"),
        SubscriberStatus.BLOCKED: _("blocked the bot"),
    }
    outcomes = {
        DeliveryStatus.SENT: _("sent"),
        DeliveryStatus.RETRY: _("to be tried again"),
        DeliveryStatus.SKIPPED: _("skipped"),
        DeliveryStatus.FAILED: _("failed"),
        DeliveryStatus.UNKNOWN: _("unknown"),
    }
    by_lesson = [
        f"{course_id}/{lesson_id}: {count}"
        for (course_id, lesson_id), count in sorted(counts.lessons_sent.items())
    ]
    return Screen(
        paragraphs(
            lines(
                bold(_("People")),
                *(f"{word}: {counts.subscribers.get(key, 0)}" for key, word in people.items()),
                _("on a break: {count}").format(count=counts.paused),
            ),
            lines(
                bold(_("Messages")),
                *(f"{word}: {counts.deliveries.get(key, 0)}" for key, word in outcomes.items()),
                compose(_("next: {moment}"), moment=instant(next_at, timezone))
                if next_at
                else None,
            ),
            lines(bold(_("Lessons sent")), *by_lesson) if by_lesson else None,
        )
    )


def lesson_could_not_be_formatted(what: str) -> RichText:
    """Return the notice that Telegram refused a message's formatting."""
    return compose(
        _("Telegram refused the formatting of {what}. It went out as plain text."), what=what
    )


def refused(what: str) -> RichText:
    """Return the notice that Telegram takes a message from nobody."""
    return compose(
        _("Telegram refused {what}. Whoever was to get it did not; /stats counts them."), what=what
    )


def polling_conflict() -> RichText:
    """Return the notice that another process uses the bot's token."""
    return rich(
        _(
            "Another program receives this bot's updates with the same token. I send nothing "
            "unasked until it stops; then I go on by myself."
        )
    )


def polling_again() -> RichText:
    """Return the notice that the other process has gone."""
    return rich(_("The other program is gone. I send again."))


def fate_unknown(count: int) -> RichText:
    """Return the notice that deliveries stay unknown."""
    return rich(
        ngettext(
            "{count} message stays unknown: Telegram never said whether it arrived.",
            "{count} messages stay unknown: Telegram never said whether they arrived.",
            count,
        ).format(count=count)
    )
