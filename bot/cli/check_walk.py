"""The symptom check on paper: tapped by written labels or numbers, its screens printed."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.views import symptom_check as views
from bot.views.callback_data import Verb, parse
from bot.views.screen import Button
from lessons.errors import InvalidInput
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.engine import Asking, Outcome, apply, next_step
from lessons.symptom_checks.local_help import LocalHelp
from lessons.symptom_checks.state import State, unpack


def walk(check: SymptomCheck, answers: Iterable[str], *, asks_again: bool = False) -> Iterator[str]:
    """Yield every screen as somebody sees it, and each tap between two of them.

    An answer is a button's label, however it is capitalised, or its number on the screen. It
    ends with the card, or with the screen that no answer is left for. The card's level comes
    last, as ``END emergency_now``. An answer that is no button is told with ``asks_again``.

    Raises:
        InvalidInput: naming an answer that is no button of its screen, and those that are.
    """
    today = datetime.now(UTC).date()
    state = State()
    waiting = iter(answers)
    while True:
        step = next_step(check, state)
        screen = (
            views.card(check, step, LocalHelp(), today)
            if isinstance(step, Outcome)
            else views.question(check, state, step)
        )
        buttons = [button for row in screen.keyboard for button in row]
        labels = [f"  {number}. {button.label}" for number, button in enumerate(buttons, 1)]
        yield "\n".join([screen.text.text, *labels, ""])
        if isinstance(step, Outcome):
            yield f"END {step.level.code}"
            return
        answer = next(waiting, None)
        if answer is None:
            return
        try:
            button = _find_button(buttons, answer)
        except InvalidInput as error:
            if not asks_again:
                raise
            yield f"{error}\n"
            continue
        yield f"> {button.label}\n"
        press = parse(button.data)
        if press is not None and press.verb is Verb.CHECK:
            state = apply(check, *unpack(check, press.arguments[0]))
        elif press is not None and press.verb is Verb.WHY_ASKED and isinstance(step, Asking):
            yield step.screen.why + "\n"
        else:
            yield views.urgent_signs(check, LocalHelp()).text.text + "\n"


def _find_button(buttons: list[Button], answer: str) -> Button:
    for number, button in enumerate(buttons, 1):
        if answer == str(number) or answer.casefold() == button.label.casefold():
            return button
    accepted = "; ".join(button.label for button in buttons)
    raise InvalidInput(f'"{answer}" is no button of this screen. Accepted: {accepted}')
