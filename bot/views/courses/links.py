"""The links of a course that have a name: by which of them people came."""

from collections.abc import Sequence

from bot.use_cases.courses.linking import LinkCount, LinkProblem
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import bold, clipped, compose, lines, rich
from bot.views.screen import Button, Screen, rows
from lessons.course import limits
from lessons.course.course import Course
from lessons.delivery.statistics import SMALLEST_GROUP, shown

_MOST = 40


def links(course: Course, counted: Sequence[LinkCount]) -> Screen:
    """Return the links with who came by each, and the way to a new one."""
    latest = counted[-_MOST:]
    buttons = [Button(item.word, pack(Verb.NAMED_LINK, item.word)) for item in latest]
    return Screen(
        lines(
            bold(_("Links to this course")),
            clipped(course.title, limits.TITLE),
            *(
                _("{word}: {came} came, {finished} have finished").format(
                    word=item.word, came=shown(item.came), finished=shown(item.finished)
                )
                for item in latest
            ),
            _("Fewer than {count} are not told apart.").format(count=SMALLEST_GROUP)
            if latest
            else _("None has a name yet."),
            _("/schedule Hello. in 1h to link {word} reaches those who came by one.").format(
                word=latest[-1].word
            )
            if latest
            else None,
        ),
        (
            *rows(buttons),
            (Button(_("New link with a name"), pack(Verb.NAME_LINK, course.course_id)),),
            (Button(_("The course"), pack(Verb.COURSE, course.course_id)),),
        ),
    )


def ask_name(course: Course) -> Screen:
    """Ask for the name of a new link."""
    return Screen(
        lines(
            bold(_("What shall the link be called?")),
            _(
                "Type where it will hang, such as Poster in the waiting room, or another name for "
                "the course. Whoever opens it begins “{title}”, and is counted by it."
            ).format(title=course.title[: limits.TITLE]),
        ),
        ((Button(_("Back"), pack(Verb.COURSE_LINKS, course.course_id)),),),
    )


def not_added(problem: LinkProblem, typed: str) -> Screen:
    """Return why that is no name for a link, with one that would be."""
    reason = {
        LinkProblem.NO_NAME: _("“{given}” has no letter and no digit."),
        LinkProblem.TAKEN: _("“{given}” is taken: a course or another link has it."),
        LinkProblem.EMERGENCY: _(
            "“{given}” is no name for a link: whoever opened it would get the emergency words and "
            "not the course."
        ),
        LinkProblem.NO_COURSE: _("There is no such course any more: “{given}” leads nowhere."),
    }[problem]
    return Screen(
        lines(
            compose(reason, given=typed[:40]),
            _("Please type another name, such as Poster 2."),
        )
    )


def gone() -> Screen:
    """Return the answer to the button of a link whose course is gone."""
    return Screen(rich(_("That link leads nowhere any more.")))
