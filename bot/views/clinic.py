"""The clinic, as people can reach it, and what is said of places in texts that cannot be filled."""

from collections.abc import Sequence

from bot.views.language import _
from bot.views.rich_text import RichText, bold, lines, paragraphs
from bot.views.screen import Screen
from lessons.clinic.placeholders import NOBODY, Clinic, Placeholder


def reach(clinic: Clinic) -> RichText | None:
    """Return how to reach the clinic, ``None`` where nothing of it was set."""
    if clinic == NOBODY:
        return None
    return lines(
        bold(clinic.name or _("The clinic")),
        _("Phone: {phone}").format(phone=clinic.phone) if clinic.phone else None,
        _("Hours: {hours}").format(hours=clinic.hours) if clinic.hours else None,
    )


def for_a_human(clinic: Clinic) -> str | None:
    """Return where somebody who wanted a person finds one; ``None`` without a phone number."""
    if not clinic.phone:
        return None
    name = clinic.name or _("the clinic")
    if not clinic.hours:
        return _("To talk to a person, call {name}: {phone}.").format(name=name, phone=clinic.phone)
    return _("To talk to a person, call {name}: {phone} ({hours}).").format(
        name=name, phone=clinic.phone, hours=clinic.hours
    )


def not_filled(unknown: Sequence[str], unset: Sequence[Placeholder]) -> Screen:
    """Return why a text with such places goes to nobody."""
    known = ", ".join(item.written for item in Placeholder)
    return Screen(
        paragraphs(
            bold(_("Nothing was scheduled.")),
            _(
                "I do not know what to put in place of {unknown}. I know {known}. Please send the "
                "text again with one of these, or without braces."
            ).format(unknown=", ".join(unknown), known=known)
            if unknown
            else None,
            unset_words(unset) if unset else None,
        )
    )


def unset_words(unset: Sequence[Placeholder]) -> str:
    """Return that what is needed was never set, and who sets it."""
    return _(
        "{places} cannot be filled: {settings} is not set. Whoever runs the bot sets it; or write "
        "the words themselves."
    ).format(
        places=", ".join(item.written for item in unset),
        settings=", ".join(item.setting for item in unset),
    )
