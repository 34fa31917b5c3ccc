"""The questions of the guided form of /schedule."""

from collections.abc import Sequence

from bot.views.announcements.times import preset_buttons
from bot.views.callback_data import Verb, pack
from bot.views.examples import example_lesson
from bot.views.language import _
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.rich_text import bold, lines, paragraphs, rich
from bot.views.screen import Button, Screen, rows, shorten
from lessons.course.course import Course
from lessons.delivery.audience import Audience, AudienceKind

_LESSONS = 15


def _close() -> Button:
    return Button(_("Close"), pack(Verb.FORM_CLOSE))


def _back() -> Button:
    return Button(_("Back"), pack(Verb.FORM_BACK))


def ask_what(courses: Sequence[Course], number: int = 1) -> Screen:
    """Return the first question with a page of the courses, and how the command goes in one
    line."""
    page = cut(courses, number, COURSES_PER_PAGE)
    buttons = [
        Button(shorten(course.title), pack(Verb.FORM_COURSE, course.course_id, 1))
        for course in page.items
    ]
    return Screen(
        paragraphs(
            lines(
                bold(_("What shall be sent?")),
                _(
                    "Type the message, send a picture, voice, video or file, or choose a lesson "
                    "below."
                ),
                which(page),
            ),
            lines(
                _("In one line:"),
                "/schedule <lesson or text> <when> to <audience>",
                f"/schedule {example_lesson(courses)} tomorrow 9:00 their time",
                "/schedule The clinic is closed on Friday. 2026-12-01 09:00",
                "/schedule Flu shots start today. in 2h to groups",
            ),
        ),
        (*rows(buttons, per_row=1), *turning(page, Verb.FORM_PAGE), (_close(),)),
    )


def choose_lesson(course: Course, number: int = 1) -> Screen:
    """Return a page of the lessons of a course."""
    page = cut(course.lessons, number, _LESSONS)
    buttons = [
        Button(
            shorten(f"{place}. {lesson.title}"),
            pack(Verb.FORM_LESSON, course.course_id, lesson.lesson_id),
        )
        for place, lesson in enumerate(page.items, start=(page.number - 1) * _LESSONS + 1)
    ]
    return Screen(
        lines(
            bold(_("Which lesson?")),
            ", ".join(item.lesson_id for item in page.items),
            which(page),
        ),
        (
            *rows(buttons, per_row=1),
            *turning(page, Verb.FORM_COURSE, course.course_id),
            (_back(), _close()),
        ),
    )


def ask_when(*, moving: int | None) -> Screen:
    """Return the question about the time, of something new or of the number to be moved."""
    return Screen(
        lines(
            bold(_("When?")),
            _("Tap, or type a time: 2026-12-01 09:00, tomorrow 9am, mon 18:30 or in 2h."),
            _("“their time”, a city or a zone such as Europe/Berlin may follow it."),
        ),
        (*rows(preset_buttons(moving), per_row=1), (_close(),) if moving else (_back(), _close())),
    )


def ask_who(courses: Sequence[Course], number: int = 1) -> Screen:
    """Return the question about the audience, with a page of the courses."""
    page = cut(courses, number, COURSES_PER_PAGE)

    def choice(label: str, audience: Audience) -> Button:
        return Button(shorten(label), pack(Verb.FORM_WHO, str(audience)))

    buttons = [
        choice(_("Everyone"), Audience()),
        choice(_("Test list"), Audience(AudienceKind.TEST)),
        choice(_("Who finished"), Audience(AudienceKind.FINISHED)),
        choice(_("Inactive 14 days"), Audience(AudienceKind.INACTIVE, days=14)),
        choice(_("Groups"), Audience(AudienceKind.GROUPS)),
        *(choice(item.title, Audience(AudienceKind.COURSE, item.course_id)) for item in page.items),
    ]
    return Screen(
        lines(
            bold(_("For whom?")),
            _("Tap, or type: from {lesson} (who had it or a later one), inactive 30 days.").format(
                lesson=example_lesson(courses)
            ),
            which(page),
        ),
        (*rows(buttons), *turning(page, Verb.FORM_PAGE), (_back(), _close())),
    )


def closed() -> Screen:
    """Return the end of a form, and the answer to a button of one that has ended."""
    return Screen(
        rich(_("Closed. Nothing was scheduled or changed by this. /admin shows the rest."))
    )
