"""The commonest ways through the built-in check, and what each asks of somebody on a phone."""

import math
import textwrap
from collections.abc import Iterator
from datetime import date

from bot.views import symptom_check as views
from bot.views.callback_data import Verb, parse
from bot.views.screen import Screen
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.engine import Outcome, apply, next_step
from lessons.symptom_checks.local_help import LocalHelp
from lessons.symptom_checks.state import State, unpack

WAYS: dict[str, tuple[str, ...]] = {
    "a sore back for some days": ("Back or leg",),
    "a sore back for months": ("Back or leg", "6 weeks or longer"),
    "a leg that tingles": (
        "Back or leg",
        "Weak, numb, swollen or hot leg",
        "A patch stays numb or tingles",
    ),
    "a back too bad to sleep": ("Back or leg", "Too bad to sleep or move"),
    "a back with a fever": (
        "Back or leg",
        "Fever 38 C, 100.4 F or shivers",
        "It is more than a cold or flu",
    ),
    "a wry neck": ("Neck",),
    "a usual headache": ("Headache",),
    "a new headache": ("Headache", "No, it is new to me"),
    "painkillers on many days": ("Headache", "Painkillers 10+ days a month"),
    "headache and back": ("Headache and back or neck",),
    "a child with a headache": ("For a child", "Headache"),
    "something else": ("Something else",),
}
"""What each taps; whatever else is asked is answered with the mildest."""

_MILDEST = (
    "For me", "Next", "None of these", "18 to 49", "11 to 17 years",
    "Yes, the same as always", "Less than 2 weeks", "Less than 3 days", "No, or more than that",
)  # fmt: skip

# A phone of 390 x 844 pixels with the chat page: the log, a line of text, a row of buttons.
LOG_PIXELS = 680
_LINE_PIXELS = 22.4
_LINE_LETTERS = 32
_BUBBLE_PIXELS = 14
ROW_PIXELS = 48
_QUOTE_LINES = 3


def walk_way(check: SymptomCheck, wishes: tuple[str, ...]) -> Iterator[tuple[Screen, str]]:
    """Yield each screen with the button that is tapped on it; the card has none."""
    state = State()
    while True:
        step = next_step(check, state)
        if isinstance(step, Outcome):
            yield views.card(check, step, LocalHelp(), date(2026, 11, 28)), ""
            return
        screen = views.question(check, state, step)
        buttons = {item.label: item.data for row in screen.keyboard for item in row}
        wish = next(label for label in (*wishes, *_MILDEST) if label in buttons)
        yield screen, wish
        press = parse(buttons[wish])
        assert press is not None
        assert press.verb is Verb.CHECK
        state = apply(check, *unpack(check, press.arguments[0]))


def count_words(screen: Screen) -> int:
    """Return how many words the text has."""
    return len(screen.text.text.split())


def count_button_words(screen: Screen) -> int:
    """Return how many words its buttons have."""
    return sum(len(button.label.split()) for row in screen.keyboard for button in row)


def count_words_at_once(screen: Screen) -> int:
    """Return how many words are to be read without unfolding a quote."""
    return len(_unfolded(screen).split())


def _unfolded(screen: Screen) -> str:
    text = screen.text.text
    folded = [item for item in screen.text.entities if item.type == "expandable_blockquote"]
    return text[: folded[0].offset] if folded else text


def text_pixels(screen: Screen) -> float:
    """Return how high the text is on the phone; a folded quote shows its first lines."""
    kept = _unfolded(screen)
    drawn = sum(max(1, len(textwrap.wrap(line, _LINE_LETTERS))) for line in kept.split("\n"))
    is_folded = len(kept) < len(screen.text.text)
    quote = _QUOTE_LINES * _LINE_PIXELS + ROW_PIXELS if is_folded else 0
    return math.ceil(drawn * _LINE_PIXELS + quote + _BUBBLE_PIXELS)


def screen_pixels(screen: Screen) -> float:
    """Return how high the whole message is on the phone, its buttons included."""
    return text_pixels(screen) + len(screen.keyboard) * ROW_PIXELS
