"""What is said to somebody who thinks that a card's advice is wrong, and what admins get of it."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import RichText, bold, lines, paragraphs
from bot.views.screen import Button, Screen
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.engine import Outcome


def ask() -> Screen:
    """Return what would be sent to whom, and ask."""
    return Screen(
        paragraphs(
            bold(_("Does the advice of your last check seem wrong?")),
            _(
                "Thank you for saying so. If you say yes, the people who run this bot get how soon "
                "the check said to be seen, and the rules that led to it. From these one can tell "
                "some of what you tapped. They get neither your name nor your chat."
            ),
            _("Nothing is sent unless you say yes. Nobody can answer you here."),
            _("Do not wait for it: if you feel worse than the card says, get help sooner."),
        ),
        (
            (
                Button(_("Yes, send it"), pack(Verb.WRONG_ADVICE, 1)),
                Button(_("No, send nothing"), pack(Verb.WRONG_ADVICE, 0)),
            ),
        ),
    )


def no_check() -> Screen:
    """Return the answer where no finished check is remembered."""
    return Screen(
        lines(
            _("I remember no finished check here: after ten minutes I forget each."),
            _("After a check whose advice seems wrong, send /wrong at once."),
            _("If you feel worse than a card said, get help sooner, whatever it said."),
        ),
        ((Button(_("Symptom check"), pack(Verb.BEGIN_CHECK)),),),
    )


def nothing_sent() -> Screen:
    """Return the word to somebody who said no."""
    return Screen(lines(_("All right, nothing was sent.")))


def sent(*, has_reached: bool) -> Screen:
    """Return the thanks, or that nobody could be reached."""
    return Screen(
        lines(
            _("Thank you. It was sent, and nothing of it is kept here.")
            if has_reached
            else _("Nobody could be reached just now. Please try again in a minute."),
            _("If you feel worse than the card said, get help sooner."),
        )
    )


def notice(check: SymptomCheck, outcome: Outcome) -> RichText:
    """Return what admins get: of which wording it is, its end, and the rules that led there."""
    fired = ", ".join(item.rule.rule_id for item in outcome.fired)
    return lines(
        bold(_("Somebody thinks that the advice of the symptom check is wrong.")),
        _("{title}, revision {number}, wording {wording}.").format(
            title=check.title, number=check.revision, wording=check.wording
        ),
        _("It ended in {level}, by: {rules}").format(
            level=outcome.level.code, rules=fired or _("no rule")
        ),
        _("Who it was is not known, and cannot be answered."),
    )
