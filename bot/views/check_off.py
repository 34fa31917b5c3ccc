"""What people see where the operator has switched the symptom check off."""

from dataclasses import replace

from bot.views.callback_data import Verb, pack, parse
from bot.views.language import _
from bot.views.rich_text import lines
from bot.views.screen import Button, Screen

_OF_THE_CHECK = frozenset({Verb.CHECK, Verb.BEGIN_CHECK, Verb.CORRECT_CHECK, Verb.WHY_ASKED})


def switched_off() -> Screen:
    """Return the answer to whoever asks for the check."""
    return Screen(
        lines(
            _("There is no symptom check here."),
            _("If something worries you, talk to a clinician. If it cannot wait, call for help."),
        ),
        ((Button(_("Urgent signs"), pack(Verb.URGENT)),),),
    )


def without_check(screen: Screen) -> Screen:
    """Return the screen without any button that leads into the check."""
    rows = (tuple(item for item in row if not _leads_there(item)) for row in screen.keyboard)
    return replace(screen, keyboard=tuple(row for row in rows if row))


def _leads_there(button: Button) -> bool:
    press = parse(button.data) if button.data else None
    return press is not None and press.verb in _OF_THE_CHECK
