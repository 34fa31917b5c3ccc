"""What stands still, as admins see it: lessons, announcements, all of bulk."""

from collections.abc import Sequence

from bot.use_cases.delivery.holding import Held, HeldAnnouncement, HeldByFlood, HeldByOutage
from bot.use_cases.delivery.refused_lessons import RefusedLesson
from bot.use_cases.lesson_holds import HeldLessons
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, compose, lines, rich
from bot.views.screen import Button, Screen, shorten
from lessons.delivery.hold import MOST_WAITING
from lessons.delivery.outage import Try

_MOST_BUTTONS = 20
ALL = "-"
"""What a button brings in place of a course's id for the lessons of all."""


def on_hold(held: Sequence[Held]) -> list[RichText]:
    """Return a line for everything on hold."""
    return [rich(_("On hold: {what}").format(what=_describe(one))) for one in held]


def _describe(one: Held) -> str:
    match one:
        case HeldByOutage():
            return {
                Try.GONE: _("everything in bulk, as nobody seems to be there"),
                Try.REFUSED: _("everything in bulk, as Telegram refuses it"),
                Try.FAILED: _("everything in bulk, as Telegram does not answer properly"),
            }[one.kind]
        case HeldByFlood():
            return _("everything in bulk, as Telegram wants nothing before {time} UTC").format(
                time=f"{one.until_at:%H:%M}"
            )
        case RefusedLesson():
            return _("{lesson}, as Telegram refuses it").format(lesson=one.subject)
        case HeldAnnouncement():
            name = _("no. {number}").format(number=one.announcement.announcement_id)
            return _("{name}, {waiting}").format(name=name, waiting=_wait(one.waiting))
        case HeldLessons():
            name = lessons_of(one.hold.course_id)
            return _("{name}, {waiting}").format(name=name, waiting=_lessons_wait(one.waiting))


def _wait(count: int) -> str:
    return ngettext("{count:,} waits", "{count:,} wait", count).format(count=count)


def _lessons_wait(count: int) -> str:
    if count < MOST_WAITING:
        return _wait(count)
    return _("{count:,} or more wait").format(count=count)


def lessons_of(course_id: str | None) -> str:
    """Return the name of the lessons of a course, or of all."""
    return _("lessons of {course}").format(course=course_id) if course_id else _("all lessons")


def lessons_held(found: HeldLessons, timezone: str) -> Screen:
    """Return that lessons are on hold, and what that means for people."""
    course_id = found.hold.course_id
    return Screen(
        lines(
            bold(_("On hold: {lessons}.").format(lessons=lessons_of(course_id))),
            compose(
                _("Since {moment}. {waiting}."),
                moment=instant(found.hold.held_at, timezone),
                waiting=_lessons_wait(found.waiting),
            ),
            _("None leaves by itself, and everybody keeps their place."),
            _how_late(),
            _("{command} lets them go on.").format(command=_go_command(course_id)),
        ),
        ((Button(_("Let them go on"), pack(Verb.ASK_LESSONS_GO, course_id or ALL)),),),
    )


def _how_late() -> str:
    return _(
        "What is let go within six hours of somebody's hour goes out then; who has waited longer "
        "gets the same lesson at the next slot."
    )


def _go_command(course_id: str | None) -> str:
    return f"/go course {course_id}" if course_id else "/go lessons"


def held_already(held: Sequence[HeldLessons]) -> Screen:
    """Return what lessons are on hold, and how each of them goes on."""
    return Screen(
        lines(
            _("No announcement is on its way. These lessons are on hold:"),
            *(
                _("{lessons}, {waiting}. {command} lets them go on.").format(
                    lessons=lessons_of(one.hold.course_id),
                    waiting=_lessons_wait(one.waiting),
                    command=_go_command(one.hold.course_id),
                )
                for one in held
            ),
        ),
        tuple(
            (
                Button(
                    shorten(_("Let go: {lessons}").format(lessons=lessons_of(one.hold.course_id))),
                    pack(Verb.ASK_LESSONS_GO, one.hold.course_id or ALL),
                ),
            )
            for one in held[:_MOST_BUTTONS]
        ),
    )


def ask_lessons_go(found: HeldLessons) -> Screen:
    """Return the question before lessons go on."""
    course_id = found.hold.course_id
    return Screen(
        lines(
            bold(_("Let them go on: {lessons}?").format(lessons=lessons_of(course_id))),
            _("{waiting}.").format(waiting=_lessons_wait(found.waiting)),
            _how_late(),
        ),
        (
            (
                Button(_("Yes, go on"), pack(Verb.LESSONS_GO, course_id or ALL)),
                Button(_("Close"), pack(Verb.FORM_CLOSE)),
            ),
        ),
    )


def lessons_go(course_id: str | None) -> Screen:
    """Return that lessons go on."""
    return Screen(rich(_("They go on: {lessons}.").format(lessons=lessons_of(course_id))))


def lessons_not_held(course_id: str | None) -> Screen:
    """Return the answer where those lessons are not on hold."""
    return Screen(rich(_("Not on hold: {lessons}.").format(lessons=lessons_of(course_id))))


def no_such_course(given: str, course_ids: Sequence[str]) -> Screen:
    """Return the answer to a name of no course, with those that there are."""
    return Screen(
        compose(
            _("“{given}” is no course here. Here are: {ids}. For instance: /hold course {first}"),
            given=given[:60],
            ids=", ".join(course_ids),
            first=course_ids[0] if course_ids else "back-and-head",
        )
    )


def others_held(who: str, course_id: str | None) -> RichText:
    """Return the word to the other admins that one of them holds lessons."""
    return compose(
        _("{who} put on hold: {lessons}. {command} lets them go on."),
        who=who,
        lessons=lessons_of(course_id),
        command=_go_command(course_id),
    )


def others_let_go(who: str, course_id: str | None) -> RichText:
    """Return the word to the other admins that one of them let lessons go on."""
    return compose(_("{who} let go on: {lessons}."), who=who, lessons=lessons_of(course_id))


def reminder(one: Held) -> RichText:
    """Return what the admins are reminded of after an hour."""
    how = {
        HeldLessons: _("/go lessons or /go course and its id lets lessons go on."),
        HeldAnnouncement: _("/go and its number lets it go on, /cancel stops the rest."),
        HeldByOutage: _("It goes on by itself as soon as messages arrive."),
        HeldByFlood: _("It goes on by itself."),
        RefusedLesson: _("It goes on by itself as soon as one arrives. Please look at its text."),
    }[type(one)]
    return lines(_("For an hour now on hold: {what}.").format(what=_describe(one)), how)
