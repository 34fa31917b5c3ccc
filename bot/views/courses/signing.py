"""What a reviewer is asked before their name stands below lessons, and what readers will see."""

from datetime import date

from bot.use_cases.courses.signing import Signing
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.lesson import count_lessons, reviewed_by
from bot.views.rich_text import bold, code, compose, italic, lines, paragraphs
from bot.views.screen import Button, Screen
from lessons.sign_off import SignOff

_MONTHS = (6, 12, 24)


def ask(signing: Signing, today: date) -> Screen:
    """Return what is still to be said, or all of it before it counts."""
    question = signing.question
    if not question.name:
        return _ask_name(signing)
    if question.next_review is None:
        return _ask_next_review(signing)
    return _ask_to_sign(signing, today, question.next_review)


def _ask_name(signing: Signing) -> Screen:
    again = _("That is no name and role with a comma between them, of at most 100 signs each.")
    return Screen(
        paragraphs(
            None if signing.is_understood else italic(again),
            lines(
                bold(_("Send your name and what you are, as readers shall see it below a lesson.")),
                _("For example:"),
                code(_("Dr. Mara Klein, neurologist")),
            ),
        ),
        ((_cancel(signing),),),
    )


def _ask_next_review(signing: Signing) -> Screen:
    course_id = signing.question.course_id
    again = _("That is no day to come. Such as 2028-03-01, or 1 March 2028.")
    labels = {6: _("In 6 months"), 12: _("In a year"), 24: _("In 2 years")}
    return Screen(
        paragraphs(
            None if signing.is_understood else italic(again),
            lines(
                bold(_("When is it to be reviewed again?")),
                _("Readers see that day. You can type one, such as 1 March 2028."),
            ),
        ),
        (
            tuple(Button(labels[it], pack(Verb.SIGN_UNTIL, course_id, it)) for it in _MONTHS),
            (_cancel(signing),),
        ),
    )


def _ask_to_sign(signing: Signing, today: date, next_review: date) -> Screen:
    question, count = signing.question, len(signing.lessons)
    sign_off = SignOff(question.name, question.role, today, "", next_review)
    left = len(signing.review.lessons) - count
    left_out = ngettext(
        "{count} lesson holds words of yours and is not signed.",
        "{count} lessons hold words of yours and are not signed.",
        left,
    ).format(count=left)
    return Screen(
        paragraphs(
            bold(_("Sign this review?")),
            lines(
                compose(_("Below {lessons} readers will see:"), lessons=count_lessons(count)),
                italic(reviewed_by(sign_off)),
            ),
            lines(
                _("With it you say that you have read each of them."),
                _("Any change of their words, or of what the course says of itself, clears it."),
                left_out if left else None,
            ),
        ),
        (
            (
                Button(_("Yes, sign"), pack(Verb.SIGN, question.course_id, question.version)),
                _cancel(signing),
            ),
        ),
    )


def _cancel(signing: Signing) -> Button:
    return Button(_("Cancel"), pack(Verb.CLOSE_SIGN, signing.question.course_id))


def sign_button(course_id: str) -> Button:
    """Return the button that begins a signature."""
    return Button(_("Sign the review"), pack(Verb.ASK_SIGN, course_id))
