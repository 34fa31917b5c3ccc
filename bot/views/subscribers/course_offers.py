"""What people read once they have answered a course that is offered to them."""

from bot.use_cases.subscribers.course_offers import Left
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import RichText, bold, clipped, lines, rich
from bot.views.screen import Button, Screen
from bot.views.subscribers.reading import whats_next
from lessons.course import limits
from lessons.delivery.course_offer import Answer
from lessons.delivery.enrollment import EnrollmentStatus


def left(found: Left, answer: Answer) -> Screen:
    """Return that the course does not begin, what goes on, and how it can be begun."""
    title = clipped(found.course.title, limits.TITLE)
    first = (
        _("All right: “{title}” does not begin.")
        if answer is Answer.DECLINED
        else _("All right, not now. “{title}” begins whenever you tap below.")
    ).format(title=title.text)
    begin = Button(_("Begin it now"), pack(Verb.SET_COURSE, found.course.course_id))
    return Screen(
        lines(bold(first), *_goes_on(found)),
        ((begin,),),
    )


def _goes_on(found: Left) -> list[RichText | str | None]:
    place = found.enrollment
    if found.former is None or place is None or place.status is not EnrollmentStatus.ACTIVE:
        return [_("No lesson comes by itself.")]
    goes_on = _("“{title}” goes on where you were.").format(
        title=found.former.title[: limits.TITLE]
    )
    return [goes_on, whats_next(found.subscriber, place)]


def not_now() -> Screen:
    """Return the answer to whoever does not want what was offered."""
    return Screen(rich(_("All right. Nothing changes.")))


def not_in_it() -> Screen:
    """Return the answer where there is nothing to decline, or nothing is offered any more."""
    return Screen(
        rich(_("That does not stand any more: nothing changes. /settings shows your course."))
    )
