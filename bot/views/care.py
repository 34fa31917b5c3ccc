"""Care in words: whom to call, and what is said to a text that names an emergency."""

from dataclasses import replace

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs
from bot.views.screen import Button, Screen
from lessons.symptom_checks.local_help import LocalHelp
from lessons.symptom_checks.urgent_answers import BLEEDING, EYE, GAS

DIRECTORY = "findahelpline.com"
"""Where a line is found that is not known here; a directory of many countries."""


def emergency_button() -> Button:
    """Return the button that every screen and every lesson has."""
    return Button(_("Urgent signs"), pack(Verb.URGENT))


def check_button() -> Button:
    """Return the button that begins a check."""
    return Button(_("Symptom check"), pack(Verb.BEGIN_CHECK))


def call_line(local: LocalHelp) -> RichText:
    """Return whom to call: the number if it is known, and where it holds, else the local one."""
    if local.number is None:
        return bold(_("Call your local emergency number now."))
    if local.country is None:
        return bold(_("Call {number} now (your emergency number).").format(number=local.number))
    return compose(
        _("{call} Elsewhere: your local emergency number."),
        call=bold(
            _("Call {number} now (in {country}).").format(
                number=local.number, country=local.country
            )
        ),
    )


def crisis_line(local: LocalHelp, who: str | None = None) -> RichText:
    """Return where somebody finds an ear who thinks of suicide, or ``who`` it is for."""
    line, who = local.crisis_line, who or _("If you think of suicide:")
    if line is None:
        return compose(
            _("{who} A crisis line listens. Find yours at {directory}."),
            who=bold(who),
            directory=DIRECTORY,
        )
    return compose(
        _("{who} {name} listens at {number} (in {country}{hours})."),
        who=bold(who),
        name=line.name,
        number=bold(line.number),
        country=local.place or "",
        hours="" if line.is_always_open else _(", not at every hour"),
    )


def care_lines(local: LocalHelp) -> RichText:
    """Return the two lines of care, short enough for the largest letters: whom to call, and where
    to find who listens. The button "Urgent signs" stands below them."""
    return lines(in_an_emergency(local), _("Thoughts of suicide? Tap Urgent signs."))


def violence_line(local: LocalHelp) -> RichText:
    """Return where somebody finds an ear whom another hurts."""
    line = local.violence_line
    if line is None:
        return compose(
            _(
                "Many countries have a helpline for violence at home. Find yours at {directory}, "
                "or ask a doctor, the police or somebody you trust."
            ),
            directory=DIRECTORY,
        )
    return compose(
        _("{name} listens at {number} (in {country}{hours}), also before you decide anything."),
        name=line.name,
        number=bold(line.number),
        country=local.place or "",
        hours="" if line.is_always_open else _(", not at every hour"),
    )


def with_care(screen: Screen, local: LocalHelp) -> Screen:
    """Return the screen with the two lines of care before it and their buttons below, for a text
    that was not understood: whatever it was, a miss must cost little."""
    offered = {button.data for row in screen.keyboard for button in row}
    buttons = [item for item in (emergency_button(), check_button()) if item.data not in offered]
    return Screen(
        paragraphs(care_lines(local), screen.text),
        (*screen.keyboard, tuple(buttons)) if buttons else screen.keyboard,
        screen.location_label,
        screen.removes_location_button,
    )


def before_care(screen: Screen, local: LocalHelp) -> Screen:
    """Return the same with the lines of care below the screen's own words, for an admin who fills
    in an admin's form: what was typed there is hardly ever about their health."""
    cared = with_care(screen, local)
    return replace(cared, text=paragraphs(screen.text, care_lines(local)))


def in_an_emergency(local: LocalHelp) -> RichText:
    """Return the short line that says whom to call, where nothing urgent was named."""
    when = bold(_("In an emergency:"))
    if local.number is None:
        return compose(_("{when} call your local number."), when=when)
    if local.country is None:
        return compose(_("{when} call {number}."), when=when, number=bold(local.number))
    return compose(
        _("{when} call {number} (in {country})."),
        when=when,
        number=bold(local.number),
        country=local.country,
    )


def words_of_emergency(
    local: LocalHelp, *, own: str | None = None, entry_id: str = "", is_bare: bool = False
) -> Screen:
    """Return the answer to a text that names an emergency; ``own`` says it in the person's own
    language, and ``entry_id`` what it is. A bare "help" may have meant the commands."""
    first = _("First go out into the open air, all of you.") if entry_id == GAS else None
    return Screen(
        paragraphs(
            bold(_("This sounds urgent, and I am only a bot.")),
            lines(first, call_line(local), own),
            _say_what_helps(entry_id),
            _("If you cannot call, ask someone near you. Do not drive yourself."),
            crisis_line(local) if is_bare else None,
            _("You wanted to know what I can do? Tap /help.") if is_bare else None,
        ),
        ((emergency_button(),),),
    )


def press_hard() -> str:
    return _(
        "Press hard on the wound with a clean cloth, without a break, until help is there. If it "
        "is soaked, put another on top. Leave in what sticks in the wound, and press beside it."
    )


def _say_what_helps(entry_id: str) -> str | None:
    """Return what somebody can do at once, where there is one thing that matters."""
    if entry_id == BLEEDING:
        return _("Where a wound bleeds: {press}").format(press=press_hard())
    if entry_id == EYE:
        return _(
            "If something caustic is in the eye, rinse at once with plenty of clean water, for 20 "
            "minutes at least, the lid held open. Take lenses out if that is easy. Do not rub, and "
            "take out nothing that is stuck."
        )
    if entry_id == GAS:
        return _(
            "Call from outside. Where gas smells, touch no switch and light no flame. Do not go "
            "back in before you are told that it is safe, even if you feel better."
        )
    return None


def words_of_crisis(crisis: str, local: LocalHelp, *, own: str | None = None) -> Screen:
    """Return the answer to a text about harming oneself, with the check's words of ``crisis``:
    nothing is asked back."""
    return Screen(
        paragraphs(
            bold(_("I am only a bot, and I am glad that you wrote.")),
            crisis,
            crisis_line(local),
            lines(
                _("If you are in danger now, or have hurt yourself or taken something:"),
                call_line(local),
                own,
            ),
        ),
        ((emergency_button(),),),
    )


def words_of_deep_cut(local: LocalHelp, *, own: str | None = None) -> Screen:
    """Return the answer to a text about a bleeding cut that may have been made on purpose."""
    return Screen(
        paragraphs(
            bold(_("This sounds urgent, and I am only a bot.")),
            lines(call_line(local), own),
            press_hard(),
            _("Do not stay alone. You matter, whatever happened, and I am glad that you wrote."),
            crisis_line(local),
        ),
        ((emergency_button(),),),
    )


def words_for_a_helper(local: LocalHelp, *, own: str | None = None) -> Screen:
    """Return the answer to a text about somebody else who may be about to end their life."""
    return Screen(
        paragraphs(
            bold(_("It is good that you look after them. I am only a bot.")),
            lines(
                _("If they are in danger now, or have hurt themselves or taken something:"),
                call_line(local),
                own,
            ),
            _(
                "Call for them, even if they asked you not to. Say where they are and what they "
                "said. Then stay with them, or on the phone with them, until help is there: ask, "
                "listen, and do not argue. Do not put yourself in danger."
            ),
            _("If nothing has happened yet, stay all the same, and put away pills, blades, ropes."),
            crisis_line(local, _("For them, and for you:")),
        ),
        ((emergency_button(),),),
    )


def words_for_a_baby(local: LocalHelp, *, own: str | None = None) -> Screen:
    """Return the answer to somebody who is afraid to hurt a baby."""
    return Screen(
        paragraphs(
            bold(_("I am only a bot, and I am glad that you wrote.")),
            _(
                "Put the baby on the back in the cot now, and go into another room for ten "
                "minutes. Crying does a baby no harm; shaking or hitting does. Then look again, "
                "and ask somebody to come and take over."
            ),
            lines(
                _("If you might do it, or the baby has been shaken or hurt, or is limp:"),
                call_line(local),
                own,
            ),
            _("Many tired parents have such thoughts, and a doctor or midwife helps with them."),
            crisis_line(local),
        ),
        ((emergency_button(),),),
    )


def words_of_overdose(
    local: LocalHelp, *, own: str | None = None, is_small_child: bool = False
) -> Screen:
    """Return the answer to a text about too much of a medicine, or poison; what a small child
    swallowed says nothing of a wish to die."""
    last: tuple[RichText | str, ...]
    if is_small_child:
        last = (
            _(
                "Stay with the child, and give nothing to eat or drink unless they tell you to. If "
                "the child cannot be woken or breathes badly, say that first."
            ),
        )
    else:
        last = (_("Stay with someone. You matter, whatever happened."), crisis_line(local))
    return Screen(
        paragraphs(
            bold(_("This sounds urgent, and I am only a bot.")),
            lines(call_line(local), own),
            _(
                "Do so even if nothing is felt yet. Say what it was, how much and when, and keep "
                "the pack at hand. Do not make anybody vomit."
            ),
            *last,
        ),
        ((emergency_button(),),),
    )


def words_of_violence(local: LocalHelp, *, own: str | None = None) -> Screen:
    """Return the answer to a text about somebody who is hurt or threatened by another: what can be
    done, and nothing asked back."""
    call = _call_police(local)
    return Screen(
        paragraphs(
            bold(_("Nobody may hurt you or those near you. It is not your fault.")),
            lines(_("I am only a bot. If somebody is in danger or hurt now:"), call, own),
            _(
                "If you can, go where there is a way out, or to somebody you trust. After hands "
                "around the neck, a blow to the head or belly, or forced sex, have a doctor look "
                "today, even if nothing shows."
            ),
            violence_line(local),
            _("Whoever holds this phone can read this chat. Delete it if that is not safe."),
        ),
        ((emergency_button(),),),
    )


def words_of_intruder(local: LocalHelp, *, own: str | None = None) -> Screen:
    """Return the answer to a text about a stranger in the house."""
    return Screen(
        paragraphs(
            bold(_("I am only a bot, and cannot send anybody.")),
            lines(_call_police(local), own),
            _(
                "If you can get out unseen, go, and call from there. If not, stay where you are "
                "hidden, lock or block the door, make the phone silent, and whisper your address "
                "first. Do not hang up, even if you cannot speak. Do not face them."
            ),
        ),
        ((emergency_button(),),),
    )


def _call_police(local: LocalHelp) -> RichText:
    """Return the number that brings the police: the ambulance's is not always theirs."""
    if local.number is None or local.reaches_police:
        return call_line(local)
    return bold(_("Call the police, or your local emergency number, now."))
