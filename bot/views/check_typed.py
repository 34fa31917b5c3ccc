"""What stands above a question of the check where its answer was typed, or something else was."""

from dataclasses import replace

from bot.views.care import care_lines, in_an_emergency
from bot.views.language import _
from bot.views.rich_text import paragraphs
from bot.views.screen import Screen
from lessons.symptom_checks.local_help import LocalHelp


def opened_by_text(screen: Screen, local: LocalHelp) -> Screen:
    """Return the first screen of a check that a typed complaint opened, below whom to call."""
    return replace(screen, text=paragraphs(in_an_emergency(local), screen.text))


def asked_again(screen: Screen, local: LocalHelp) -> Screen:
    """Return the question again below the lines of care, for a text that does not answer it."""
    please = _("I did not understand that. Please tap a button below, or type what it says.")
    return _below(screen, local, please)


def noted_ahead(screen: Screen, local: LocalHelp) -> Screen:
    """Return the question below the thanks for what was said to one that is still to come."""
    return _below(screen, local, _("I have taken that in, for this check only. First:"))


def one_at_a_time(screen: Screen, local: LocalHelp) -> Screen:
    """Return the question below the word that another complaint wants a check of its own."""
    told = _("This check is about what you chose. /check begins one for something else.")
    return _below(screen, local, told)


def _below(screen: Screen, local: LocalHelp, told: str) -> Screen:
    return replace(screen, text=paragraphs(care_lines(local), told, screen.text))
