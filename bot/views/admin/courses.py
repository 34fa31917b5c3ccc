"""What admins read of courses whose files are gone or broken."""

from collections.abc import Sequence

from bot.use_cases.courses.missing import MissingCourse
from bot.use_cases.review_dates import Overdue
from bot.views.language import _, ngettext
from bot.views.moments import whole_date
from bot.views.rich_text import RichText, clipped, compose, lines, rich
from lessons.course import limits


def missing(courses: Sequence[MissingCourse]) -> RichText:
    """Return the notice, at a start, that people wait for courses which are not here."""
    return lines(
        _("I have started without courses that people are in:"),
        *(
            ngettext("{course}: {count} person", "{course}: {count} people", one.people).format(
                course=one.course_id, count=one.people
            )
            for one in courses
        ),
        _(
            "They get no lesson, keep their places, and read that their course is being repaired. "
            "Put the files back and start me again."
        ),
    )


def files_gone(what: str) -> RichText:
    """Return the notice that files of courses are gone or broken while lessons go on."""
    return lines(
        compose(_("Files of courses are gone or broken: {what}"), what=what[:500]),
        _(
            "Lessons go on as they were read at the start, but I could not start again. Please put "
            "the files right before the next restart."
        ),
    )


def review_overdue(overdue: Overdue) -> RichText:
    """Return the notice that a course was to be reviewed again, and what comes of it."""
    last = overdue.last_date
    return lines(
        compose(
            _("The review of “{title}” is overdue: the next was to be on {day}, as readers see."),
            title=clipped(overdue.course.title, limits.TITLE),
            day=whole_date(overdue.due_date),
        ),
        _("Nobody new can begin it after {day}. Whoever is in it goes on.").format(
            day=whole_date(last)
        )
        if last
        else None,
        _("A reviewer opens it under /admin, Courses, and signs it anew; then it is published."),
    )


def files_back() -> RichText:
    """Return the notice that they are well again."""
    return rich(_("The files of all courses are there and sound again."))
