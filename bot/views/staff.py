"""A question to people of the clinic: what becomes of it is said before it is asked for."""

from bot.views.callback_data import Verb, pack
from bot.views.care import emergency_button, in_an_emergency
from bot.views.clinic import for_a_human
from bot.views.language import _
from bot.views.moments import whole_date
from bot.views.rich_text import bold, expandable_quote, italic, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.clinic.placeholders import Clinic
from lessons.clinic.staff import LONGEST, MOST_A_DAY, Hindrance, StaffQuestion
from lessons.symptom_checks.local_help import LocalHelp


def ask(clinic: Clinic, local: LocalHelp) -> Screen:
    """Return what a question goes through, and the wish to type it."""
    return Screen(
        paragraphs(
            bold(_("Ask the people of {name}").format(name=_name(clinic))),
            in_an_emergency(local),
            _what_happens(),
            _hours(clinic),
            _("Type your question now, in one message of at most {limit} characters.").format(
                limit=LONGEST
            ),
        ),
        ((Button(_("No question"), pack(Verb.NO_QUESTION)), emergency_button()),),
    )


def may_i(clinic: Clinic, local: LocalHelp, *, is_urgent: bool = False) -> Screen:
    """Return the question below the words that would be passed on; ``is_urgent`` if they name an
    emergency, for which nobody should wait here."""
    warning = _("If it is happening now, do not wait for them: nobody may read it in time.")
    take = _("Pass it on all the same") if is_urgent else _("Pass it on")
    return Screen(
        paragraphs(
            bold(
                _("Shall I pass these words on to the people of {name}?").format(name=_name(clinic))
            ),
            in_an_emergency(local),
            warning if is_urgent else None,
            _what_happens(),
            _hours(clinic),
        ),
        (
            (
                Button(take, pack(Verb.RELAY)),
                Button(_("No question"), pack(Verb.NO_QUESTION)),
            ),
            (emergency_button(),),
        ),
    )


def _what_happens() -> str:
    return _(
        "Your words go to a group of theirs in Telegram. They do not see your name or number; if "
        "they shall call you, write your number. I keep your words for 30 days, then delete them "
        "here and there; /privacy shows and deletes them sooner."
    )


def _hours(clinic: Clinic) -> str:
    if clinic.hours:
        return _("They answer in their hours: {hours}.").format(hours=clinic.hours)
    return _("I do not know when they answer; it may take days.")


def _name(clinic: Clinic) -> str:
    return clinic.name or _("the clinic")


def passed_on(question: StaffQuestion, clinic: Clinic) -> Screen:
    """Return the confirmation that it was passed on."""
    return Screen(
        lines(
            bold(_("Passed on. The answer comes here.")),
            _hours(clinic),
            _("Your words are kept until {date}; /privacy deletes them sooner.").format(
                date=whole_date(question.kept_until.date())
            ),
        ),
        ((emergency_button(),),),
    )


def not_passed_on() -> Screen:
    """Return the answer to somebody who asks nothing after all."""
    return Screen(rich(_("All right. Nothing was passed on, and nothing of it is kept.")))


def not_reached(clinic: Clinic) -> Screen:
    """Return the word that it could not be passed on."""
    return Screen(
        lines(
            bold(_("I could not reach their group. Nothing was passed on or kept.")),
            for_a_human(clinic) or _("Please try again later, or call them."),
        ),
        ((emergency_button(),),),
    )


def words_are_gone() -> Screen:
    """Return the answer to a button whose message was deleted: nothing had been kept of it."""
    return Screen(rich(_("I do not have your words any more. /ask begins again.")))


def too_long(length: int) -> Screen:
    """Return the answer to a question that is too long."""
    told = _("That has {count} characters; {limit} fit. Please shorten it, and send it again.")
    return Screen(rich(told.format(count=length, limit=LONGEST)))


def hindered(hindrance: Hindrance, clinic: Clinic) -> Screen:
    """Return why it is not passed on now."""
    why = {
        Hindrance.ONE_IS_OPEN: _(
            "Your last question has no answer yet. I pass on another once it has, or after a day."
        ),
        Hindrance.MANY_OF_THEIRS: _("I pass on at most {limit} questions a day.").format(
            limit=MOST_A_DAY
        ),
        Hindrance.MANY_OF_ALL: _(
            "So many people have asked today that I can pass on no more. Please ask tomorrow."
        ),
    }[hindrance]
    return Screen(lines(why, for_a_human(clinic)), ((emergency_button(),),))


def switched_off(clinic: Clinic) -> Screen:
    """Return the answer to whoever would ask where nobody answers."""
    return Screen(
        lines(
            _("Nobody answers questions here; I can only bring lessons."),
            for_a_human(clinic) or _("If something worries you, talk to a clinician."),
        ),
        ((emergency_button(),),),
    )


def ask_button() -> Button:
    """Return the button with which somebody asks a person."""
    return Button(_("Ask a person"), pack(Verb.ASK_STAFF))


def hello() -> Screen:
    """Return the first word in the staff's group."""
    return Screen(
        lines(
            bold(_("Hello! What people /ask comes here.")),
            _("Answer with a reply to their question: it goes to them, without your name."),
        )
    )


def for_staff(question: StaffQuestion, *, is_urgent: bool = False) -> Screen:
    """Return a question as the staff sees it, marked if it names an emergency; who asks is not
    told."""
    mark = _("URGENT: this may be an emergency. They were shown whom to call at once.")
    return Screen(
        paragraphs(
            bold(mark) if is_urgent else None,
            bold(_("Somebody asks:")),
            question.text,
            italic(
                _(
                    "Answer with a reply to this message: your words go to them as they are, "
                    "without your name. This is deleted on {date}."
                ).format(date=whole_date(question.kept_until.date()))
            ),
        )
    )


def is_gone_for_staff(*, was_withdrawn: bool) -> Screen:
    """Return what stands in the place of a question that was deleted."""
    return Screen(
        rich(
            _("A question stood here. Whoever asked it has deleted it.")
            if was_withdrawn
            else _("A question stood here. It was deleted after 30 days.")
        )
    )


def answer(question: StaffQuestion, text: str, clinic: Clinic) -> Screen:
    """Return the staff's answer as whoever asked gets it."""
    return Screen(
        paragraphs(
            bold(_("An answer from the people of {name}:").format(name=_name(clinic))),
            text,
            expandable_quote(lines(bold(_("You asked:")), question.text)),
        ),
        ((ask_button(), emergency_button()),),
    )


def answer_too_long(length: int, limit: int) -> Screen:
    """Return the word to staff whose answer does not fit."""
    told = _("Not sent: that has {count} characters; {limit} fit.")
    return Screen(rich(told.format(count=length, limit=limit)))


def answer_is_no_text() -> Screen:
    """Return the word to staff who answer with something else."""
    return Screen(rich(_("Not sent: I can pass on text only.")))


def answer_sent() -> Screen:
    """Return the word to staff whose answer has arrived."""
    return Screen(rich(_("Sent.")))


def answer_not_sent() -> Screen:
    """Return the word to staff whose answer could not be sent."""
    return Screen(rich(_("Not sent: whoever asked cannot be reached any more.")))


def moved(setting: str) -> str:
    """Return the word to admins that the staff's group has another number by now."""
    return _("The staff's group has another number by now. Set STAFF_CHAT={setting}").format(
        setting=setting
    )
