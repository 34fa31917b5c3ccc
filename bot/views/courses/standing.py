"""How a course stands: who may get into it, what becomes of people in one that is withdrawn."""

from collections.abc import Sequence

from bot.use_cases.courses.courses import CourseState
from bot.views.callback_data import Verb, pack
from bot.views.courses.courses import count_people
from bot.views.language import _, ngettext
from bot.views.rich_text import bold, clipped, lines
from bot.views.screen import Button, Screen, rows, shorten
from lessons.course import limits
from lessons.course.course import Course

FINISH, END, MOVE = WAYS = ("finish", "end", "move")
"""What may become of people in a course that is withdrawn."""


def course_button(course_id: str) -> Button:
    """Return the button back to the course."""
    return Button(_("The course"), pack(Verb.COURSE, course_id))


def ask_withdraw(item: CourseState, timezone: str) -> Screen:
    """Ask what becomes of those who are in it."""
    course_id = item.course_id
    return Screen(
        lines(
            bold(_("Withdraw this course?")),
            clipped(item.title, limits.TITLE),
            *(count_people(item.people, timezone) if item.people else ()),
            _("From then on nobody new gets into it, not by a link either."),
            _scheduled(len(item.starts)) if item.starts else None,
            bold(_("What becomes of those who are in it?")),
        ),
        (
            (Button(_("They finish it"), pack(Verb.WITHDRAW, course_id, FINISH)),),
            (Button(_("It ends for them now"), pack(Verb.WITHDRAW, course_id, END)),),
            (Button(_("They move to another"), pack(Verb.WITHDRAW, course_id, MOVE)),),
            (Button(_("Keep the course"), pack(Verb.COURSE, course_id)),),
        ),
    )


def _scheduled(count: int) -> str:
    return ngettext(
        "{count} start or offer of it is scheduled and is called off.",
        "{count} starts or offers of it are scheduled and are called off.",
        count,
    ).format(count=count)


def withdrawn(course: Course, called_off: Sequence[int]) -> Screen:
    """Return that nobody new gets into the course; those in it finish it."""
    numbers = ", ".join(map(str, called_off))
    return Screen(
        lines(
            bold(_("Withdrawn.")),
            clipped(course.title, limits.TITLE),
            _("Nobody new gets into it. Whoever is in it finishes it."),
            _("Called off: {numbers}").format(numbers=numbers) if called_off else None,
        ),
        (
            (Button(_("Undo: offer it again"), pack(Verb.OFFER_AGAIN, course.course_id)),),
            (course_button(course.course_id),),
        ),
    )


def choose_target(course: Course, others: Sequence[Course]) -> Screen:
    """Ask into which course people shall move."""
    buttons = [
        Button(shorten(other.title), pack(Verb.MOVE_PEOPLE, course.course_id, place))
        for place, other in enumerate(others, start=1)
    ]
    return Screen(
        lines(
            bold(_("Into which course shall they move?")),
            _("The course is withdrawn. Nobody moves before you have confirmed it.")
            if others
            else _("The course is withdrawn, and there is no other one on offer."),
        ),
        (*rows(buttons, per_row=1), (course_button(course.course_id),)),
    )


def back_on_offer(course: Course) -> Screen:
    """Return that anybody can get into the course again."""
    return Screen(
        lines(bold(_("On offer.")), clipped(course.title, limits.TITLE)),
        ((course_button(course.course_id),),),
    )


def archived(course: Course) -> Screen:
    """Return that the course is in no list any more."""
    return Screen(
        lines(
            bold(_("Archived.")),
            clipped(course.title, limits.TITLE),
            _("It is in no list any more; Archived below Courses has it."),
        ),
        (
            (Button(_("Undo"), pack(Verb.OFFER_AGAIN, course.course_id)),),
            (Button(_("Courses"), pack(Verb.COURSES, 1)),),
        ),
    )


def chosen_for_newcomers(course: Course) -> Screen:
    """Return that newcomers begin that course without being asked."""
    return Screen(
        lines(
            bold(_("Newcomers begin this course.")),
            clipped(course.title, limits.TITLE),
            _("Who comes without a link to another one is not asked. /settings changes it."),
        ),
        (
            (Button(_("Undo: ask them"), pack(Verb.FOR_NEWCOMERS, course.course_id, 0)),),
            (course_button(course.course_id),),
        ),
    )
