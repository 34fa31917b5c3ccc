"""The courses as an admin sees them: what people get, and what is being worked on."""

from collections.abc import Sequence

from bot.use_cases.courses.courses import CourseState, People
from bot.use_cases.review_dates import Overdue
from bot.views.admin.health import panel_button
from bot.views.callback_data import Verb, pack
from bot.views.course_offers import start_in_words
from bot.views.courses.course_link import link_button, links_button, offer_buttons
from bot.views.courses.second_person import switched_off
from bot.views.courses.signing import sign_button
from bot.views.language import _, ngettext
from bot.views.lesson import count_lessons, review_in_words
from bot.views.moments import as_of, whole_date
from bot.views.paging import COURSES_PER_PAGE, cut, turning, which
from bot.views.rich_text import RichText, bold, clipped, code, compose, lines, paragraphs
from bot.views.screen import Button, Keyboard, Screen, shorten
from lessons.course.course import Course
from lessons.course.standing import Standing

_LONGEST_TITLE = 100


def course_list(courses: Sequence[CourseState], number: int, desk_url: str | None = None) -> Screen:
    """Return a page of the courses, each to be opened; and the way to the desk, if there is one."""
    page = cut(courses, number, COURSES_PER_PAGE)
    shown = page.items
    return Screen(
        paragraphs(
            bold(_("Courses")),
            *(_entry(item) for item in shown),
            None if shown else _("There is no course yet."),
            which(page),
            _("/import makes a new one from an article. /preview cauda-equina shows one lesson."),
        ),
        (
            *((Button(shorten(item.title), pack(Verb.COURSE, item.course_id)),) for item in shown),
            *turning(page, Verb.COURSES),
            *(((Button(_("Open the desk"), page_url=desk_url),),) if desk_url else ()),
            (Button(_("Archived"), pack(Verb.ARCHIVED, 1)), panel_button()),
        ),
    )


def _entry(item: CourseState) -> RichText:
    return lines(clipped(item.title, _LONGEST_TITLE), *facts(item))


def facts(item: CourseState) -> list[str | None]:
    """Return what there is to say of it in a line each."""
    told: list[str | None] = []
    if item.published is not None:
        told.append(
            _("{lessons}, {state}").format(
                lessons=count_lessons(len(item.published.lessons)), state=_state(item)
            )
        )
        told.append(_standing(item))
    if item.draft is not None:
        approved, total = len(item.draft.approved), len(item.draft.course.lessons)
        told.append(
            _("draft: {approved} of {total} lessons approved").format(
                approved=approved, total=total
            )
        )
    return told


def _standing(item: CourseState) -> str | None:
    return {
        Standing.ON_OFFER: None,
        Standing.DEFAULT: _("newcomers begin it without being asked"),
        Standing.WITHDRAWN: _("withdrawn: nobody new gets into it"),
        Standing.ARCHIVED: _("archived: nobody new gets into it"),
    }[item.standing]


def _state(item: CourseState) -> str:
    if item.revision:
        return _("from the chat, revision {number}").format(number=item.revision)
    return _("built-in")


def course_page(item: CourseState, timezone: str, *, needs_second_person: bool) -> Screen:
    """Return one course, with what can be done with it and how many are in it."""
    buttons: list[tuple[Button, ...]] = []
    if item.published is not None:
        buttons.append(
            (Button(_("Preview lessons"), pack(Verb.PREVIEW_COURSE, item.course_id, 1)),)
        )
        buttons.append((link_button(item.course_id), links_button(item.course_id)))
        buttons += offer_buttons(item.course_id) if item.standing.is_on_offer else ()
        buttons += _standing_buttons(item.course_id, item.standing)
    if item.draft is not None:
        discard = pack(Verb.ASK_DISCARD, item.course_id, item.draft.version)
        buttons.append((Button(_("Go on with the draft"), pack(Verb.DRAFT, item.course_id)),))
        buttons.append((Button(_("Discard the draft"), discard),))
    else:
        edit = Button(_("Edit"), pack(Verb.EDIT_COURSE, item.course_id))
        buttons.append((edit, sign_button(item.course_id)))
    buttons.append((Button(_("Courses"), pack(Verb.COURSES, 1)),))
    if item.revision > 1:
        earlier = pack(Verb.EARLIER, item.course_id)
        buttons.append((Button(_("Earlier revisions"), earlier),))
    return Screen(
        lines(
            bold(clipped(item.title, _LONGEST_TITLE)),
            compose(_("Id: {id}"), id=code(item.course_id)),
            *about(item, timezone, needs_second_person=needs_second_person),
            *(start_in_words(start, count, timezone) for start, count in item.starts),
        ),
        (*tuple(buttons), *_start_buttons(item)),
    )


def _start_buttons(item: CourseState) -> Keyboard:
    return tuple(
        (
            Button(
                _("Number {number}").format(number=start.announcement_id),
                pack(Verb.OPEN_ANNOUNCEMENT, start.announcement_id),
            ),
        )
        for start, _count in item.starts
    )


def _standing_buttons(course_id: str, standing: Standing) -> Keyboard:
    """Return what can be done about how a course stands."""
    withdraw = Button(_("Withdraw"), pack(Verb.ASK_WITHDRAW, course_id))
    again = Button(_("Offer it again"), pack(Verb.OFFER_AGAIN, course_id))
    match standing:
        case Standing.ON_OFFER:
            first = Button(_("For newcomers"), pack(Verb.FOR_NEWCOMERS, course_id, 1))
            return ((first, withdraw),)
        case Standing.DEFAULT:
            ask = Button(_("Ask newcomers"), pack(Verb.FOR_NEWCOMERS, course_id, 0))
            return ((ask, withdraw),)
        case Standing.WITHDRAWN:
            return ((again, Button(_("Archive"), pack(Verb.ARCHIVE, course_id))),)
        case Standing.ARCHIVED:
            return ((again,),)


def archived_list(courses: Sequence[CourseState], number: int) -> Screen:
    """Return a page of the courses that are in no other list."""
    page = cut(courses, number, COURSES_PER_PAGE)
    return Screen(
        paragraphs(
            bold(_("Archived")),
            *(_entry(item) for item in page.items),
            None if page.items else _("Nothing is archived."),
            which(page),
        ),
        (
            *(
                (Button(shorten(item.title), pack(Verb.COURSE, item.course_id)),)
                for item in page.items
            ),
            *turning(page, Verb.ARCHIVED),
            (Button(_("Courses"), pack(Verb.COURSES, 1)),),
        ),
    )


def about(
    item: CourseState, timezone: str, *, needs_second_person: bool
) -> list[RichText | str | None]:
    """Return what there is to say of a course that is opened."""
    counted = count_people(item.people, timezone) if item.published and item.people else ()
    return [
        *facts(item),
        review_in_words(item.published) if item.published else None,
        overdue_since(item.overdue) if item.overdue else None,
        *counted,
        None if needs_second_person else switched_off(),
    ]


def overdue_since(overdue: Overdue) -> str:
    """Return that a review is overdue, and until when somebody new can begin."""
    if overdue.last_date is None:
        return _("Its review is overdue.")
    return _("Its review is overdue. Nobody new can begin it after {day}.").format(
        day=whole_date(overdue.last_date)
    )


def takes_nobody_new(course: Course) -> Screen:
    """Return why a course can be offered to nobody: its review is overdue."""
    due = course.review_due
    assert due is not None, "only a review with a day is overdue"
    return Screen(
        paragraphs(
            compose(
                _("Nobody new can begin “{title}” then: it was to be reviewed again by {day}."),
                title=clipped(course.title, _LONGEST_TITLE),
                day=whole_date(due),
            ),
            _("A reviewer signs it anew under Courses; once that is published it can be offered."),
        ),
        ((Button(_("The course"), pack(Verb.COURSE, course.course_id)),),),
    )


def count_people(found: People, timezone: str) -> tuple[RichText | str | None, ...]:
    """Return how many are in a course, and as of when."""
    counted = ngettext("{count} person is in it.", "{count} people are in it.", found.count)
    return counted.format(count=found.count), as_of(found.counted_at, timezone)


def no_such_course() -> Screen:
    """Return the answer to a button of a course that is gone."""
    return Screen(
        lines(_("There is no such course any more.")),
        ((Button(_("Courses"), pack(Verb.COURSES, 1)),),),
    )
