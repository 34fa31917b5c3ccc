"""The text to which people agree, and the answers."""

from dataclasses import replace
from datetime import date

from bot.views.callback_data import Verb, pack
from bot.views.care import check_button, emergency_button
from bot.views.language import _
from bot.views.moments import whole_date
from bot.views.rich_text import RichText, bold, from_markdown, italic, lines, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen
from lessons.clinic.consent import Consent

# What a link may carry beside all else in a button.
LONGEST_WORD = 40


def ask(consent: Consent, word: str = "", *, offers_check: bool = True) -> Screen:
    """Return the question before anything else; ``word`` is what the link carried that was
    followed here. Care needs no answer."""
    return Screen(
        paragraphs(
            bold(_("Before we begin, please read this:")),
            _words(consent),
            lines(
                _("Tap I agree, and it begins. Without it nothing about you is kept."),
                _care_works(offers_check=offers_check),
            ),
        ),
        (*_answers(consent, word), (emergency_button(), check_button())),
    )


def ask_again(consent: Consent) -> Screen:
    """Return the question to somebody who gets lessons already: nothing stops by itself."""
    return Screen(
        paragraphs(
            bold(_("Please read this when you have a moment:")),
            _words(consent),
            lines(
                _("You get lessons already, and they go on unless you say no."),
                _("I ask this once."),
            ),
        ),
        _answers(consent, ""),
    )


def has_changed(screen: Screen) -> Screen:
    """Return the question to somebody who answered an older text."""
    told = _("The text has changed since you were asked. This is how it reads now:")
    return replace(screen, text=paragraphs(told, screen.text))


def agreed(consent: Consent, day: date, *, goes_on: bool) -> Screen:
    """Return the text as it stands once somebody has agreed."""
    return Screen(
        paragraphs(
            _words(consent),
            lines(
                bold(_("You agreed on {date}.").format(date=whole_date(day))),
                _("Thank you. Lessons go on as they are.") if goes_on else None,
                _("/privacy shows it, and deletes it."),
            ),
        )
    )


def declined(*, had_joined: bool, offers_check: bool = True) -> Screen:
    """Return the answer to somebody who does not agree."""
    if had_joined:
        delete = Button(_("Delete all of it"), pack(Verb.ASK_ERASE))
        text = lines(
            bold(_("All right. No lesson comes any more.")),
            _("Your place is kept. /start asks you once more whenever you like."),
            _care_works(offers_check=offers_check),
        )
        return Screen(text, ((delete,), (emergency_button(), check_button())))
    text = lines(
        bold(_("All right. Nothing about you is kept, and nothing comes.")),
        _("/start asks you once more whenever you like."),
        _care_works(offers_check=offers_check),
    )
    return Screen(text, ((emergency_button(), check_button()),))


def not_asked() -> Screen:
    """Return the answer to a no that nobody asks for any more."""
    text = _("Nobody is asked this any more. /stop ends lessons, /start begins them.")
    return Screen(rich(text))


def _care_works(*, offers_check: bool) -> str:
    if offers_check:
        return _("/urgent and /check work in any case.")
    return _("/urgent works in any case.")


def _words(consent: Consent) -> RichText:
    version = italic(_("Version {version}").format(version=consent.version))
    return paragraphs(from_markdown(consent.text), version)


def _answers(consent: Consent, word: str) -> Keyboard:
    agree = pack(Verb.AGREE, consent.fingerprint, word)
    decline = pack(Verb.DECLINE, consent.fingerprint)
    return ((Button(_("I agree"), agree), Button(_("No thanks"), decline)),)
