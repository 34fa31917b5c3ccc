"""Words that name an emergency and stand where an admin was to answer something else."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import lines, rich
from bot.views.screen import Button, Screen


def ask_whether_meant(mark: int) -> Screen:
    """Return that nothing was taken, with the way to have it taken; ``mark`` is the question's."""
    return Screen(
        lines(
            _("I have not taken that as your answer: my question is still open."),
            _("If it is meant as one, tap below."),
        ),
        ((Button(_("It is meant"), pack(Verb.MEANT, mark)),),),
    )


def not_taken() -> Screen:
    """Return that what can be no answer was not taken for one."""
    return Screen(rich(_("I have not taken that as your answer: my question is still open.")))


def is_over() -> Screen:
    """Return the answer to the button of a question that is not open any more."""
    return Screen(rich(_("Nothing was taken: that question is not open any more.")))
