"""Lessons that somebody asks for by number or by name."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import bold, compose, lines, paragraphs
from bot.views.screen import Button, Screen
from bot.views.subscribers.reading import coming_button
from lessons.course.course import Course, Lesson

# So many of the longest titles fit into a message beside all else.
_MOST_TITLES = 24


def still_to_come(course: Course, lesson: Lesson) -> Screen:
    """Return the offer of a lesson that has not come yet."""
    return Screen(
        compose(
            _("Lesson {number}, {name}, is still to come. You can have it out of its turn."),
            number=str(course.find_position(lesson.lesson_id)),
            name=bold(lesson.title),
        ),
        (
            (
                Button(_("Read it now"), pack(Verb.JUMP, course.course_id, lesson.lesson_id)),
                coming_button(),
            ),
        ),
    )


def no_such_lesson(course: Course) -> Screen:
    """Return the answer to a wish for a lesson that is not there: which ones are."""
    titles = [
        _("{number}. {title}").format(number=number, title=lesson.title)
        for number, lesson in enumerate(course.lessons[:_MOST_TITLES], start=1)
    ]
    left_out = len(course.lessons) - len(titles)
    return Screen(
        paragraphs(
            _("I know no lesson by that. The course has lessons 1 to {count}:").format(
                count=len(course.lessons)
            ),
            lines(*titles, _("and {count} more").format(count=left_out) if left_out else None),
            _("Write it like /lesson 3. /lessons lists those that you have had."),
        ),
        ((coming_button(),),),
    )
