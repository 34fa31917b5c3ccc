"""Back to an earlier revision of a course: which there are, and what each would change."""

from collections.abc import Sequence

from bot.use_cases.courses.publishing import Published
from bot.use_cases.courses.rolling_back import WayBack
from bot.views.callback_data import Verb, pack
from bot.views.courses.courses import count_people
from bot.views.courses.publishing import for_people
from bot.views.language import _
from bot.views.moments import instant
from bot.views.rich_text import bold, clipped, compose, lines, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen
from lessons.course import limits
from lessons.draft.draft import RevisionEntry

_MOST = 10


def earlier(course_id: str, entries: Sequence[RevisionEntry], timezone: str) -> Screen:
    """Return the earlier revisions, the latest first."""
    shown = entries[:_MOST]
    return Screen(
        lines(
            bold(_("Earlier revisions")),
            *(
                compose(
                    _("{number}: published {moment}"),
                    number=entry.revision,
                    moment=instant(entry.created_at, timezone),
                )
                for entry in shown
            ),
            None if shown else _("There is none: this is the first one published in the chat."),
        ),
        (
            *(
                (
                    Button(
                        _("Revision {number}").format(number=entry.revision),
                        pack(Verb.ASK_ROLL_BACK, course_id, entry.revision),
                    ),
                )
                for entry in shown
            ),
            (Button(_("The course"), pack(Verb.COURSE, course_id)),),
        ),
    )


def ask(way: WayBack, timezone: str) -> Screen:
    """Return what going back would change, and ask."""
    course_id, revision = way.course.course_id, way.entry.revision
    return Screen(
        paragraphs(
            lines(
                bold(_("Go back to revision {number}?").format(number=revision)),
                clipped(way.course.title, limits.TITLE),
                compose(_("Published {moment}"), moment=instant(way.entry.created_at, timezone)),
            ),
            lines(*count_people(way.people, timezone)),
            *for_people(way.changes),
        ),
        (
            (
                Button(_("Yes, go back"), pack(Verb.ROLL_BACK, course_id, revision, way.current)),
                Button(_("Not now"), pack(Verb.COURSE, course_id)),
            ),
        ),
    )


def undo(course_id: str, revision: int) -> Keyboard:
    """Return the way back to the revision that was the newest before."""
    label = _("Undo: revision {number}").format(number=revision)
    return ((Button(label, pack(Verb.ASK_ROLL_BACK, course_id, revision)),),)


def undo_publishing(done: Published) -> Keyboard:
    """Return the way back from what was published: to the revision before, or out of the lists if
    the course is new. None leads back to files."""
    course_id = done.course.course_id
    if done.was is None:
        withdraw = Button(_("Undo: withdraw it"), pack(Verb.ASK_WITHDRAW, course_id))
        return ((withdraw,),)
    return undo(course_id, done.was) if done.was else ()


def not_done(course_id: str) -> Screen:
    """Return the answer where that revision cannot be gone back to any more."""
    return Screen(
        rich(
            _(
                "Nothing has changed: another revision was published since, that one is not there, "
                "or it needs words of the clinic that are not set. Please look again."
            )
        ),
        ((Button(_("The course"), pack(Verb.COURSE, course_id)),),),
    )
