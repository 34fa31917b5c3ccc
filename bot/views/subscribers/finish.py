"""The end of a course: thanks, what was learnt, when to seek care, what now."""

from bot.views.callback_data import Verb, pack
from bot.views.care import check_button
from bot.views.language import _
from bot.views.rich_text import bold, expandable_quote, lines, paragraphs
from bot.views.screen import Button, Keyboard, Screen
from lessons.course.course import Course


def farewell(course: Course, *, is_only: bool, following: Course | None = None) -> Screen:
    """Return the thanks to somebody who has just had the last lesson, and what begins next."""
    learnt = [f"• {lesson.takeaway}" for lesson in course.lessons if lesson.takeaway]
    text = paragraphs(
        lines(
            bold(_("You have read it all. Thank you for your time.")),
            _("That was “{title}”, all {count} lessons of it. Well done.").format(
                title=course.title, count=len(course.lessons)
            ),
        ),
        expandable_quote(lines(bold(_("What you take along")), *learnt)) if learnt else None,
        _(
            "If something worries you, talk to a clinician, whatever a lesson says. “Urgent signs” "
            "tells when to get help at once."
        ),
        _("Next begins “{title}”, with your next lesson. /settings changes that.").format(
            title=following.title
        )
        if following
        else _("Nothing more will come by itself. What you can do now:"),
    )
    return Screen(text, _what_now(is_only=is_only))


def finished(course: Course, *, is_only: bool, offers_check: bool) -> Screen:
    """Return the answer once every lesson has been read, and what can be done then."""
    return Screen(
        lines(
            _("You are through all {count} lessons of “{title}”.").format(
                count=len(course.lessons), title=course.title
            ),
            _("Nothing more will come by itself."),
            _("/lessons lets you read any of them."),
            _("/check is there whenever something hurts.") if offers_check else None,
        ),
        _what_now(is_only=is_only),
    )


def _what_now(*, is_only: bool) -> Keyboard:
    another = Button(_("Choose another course"), pack(Verb.ASK_COURSE, 1))
    return (
        (
            Button(_("Read any lesson"), pack(Verb.LESSONS, 1)),
            Button(_("Begin again"), pack(Verb.ASK_AGAIN)),
        ),
        *(() if is_only else ((another,),)),
        (check_button(), Button(_("Urgent signs"), pack(Verb.URGENT))),
    )
