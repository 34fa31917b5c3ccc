"""Help, and what goes wrong."""

from collections.abc import Sequence

from bot.use_cases.subscribers.asking import ToldIn
from bot.views import clinic as clinic_views
from bot.views.callback_data import Verb, pack
from bot.views.care import check_button, emergency_button
from bot.views.commands import Command
from bot.views.language import _
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from bot.views.staff import ask_button
from lessons.clinic.placeholders import NOBODY, Clinic


def description() -> str:
    """Return what an empty chat shows (at most 512 characters)."""
    return _(
        "A minute a day: what helps, what to leave, and when to worry. One short, sourced health "
        "lesson, at your own time of day. Information, not a diagnosis. Tap Start."
    )


def short_description() -> str:
    """Return what the bot's profile shows (at most 120 characters)."""
    return _("One short, sourced health lesson a day. Information, not a diagnosis.")


def help_text(
    commands: Sequence[Command],
    admin: Sequence[Command],
    *,
    has_begun: bool = True,
    clinic: Clinic = NOBODY,
) -> Screen:
    """Return what the bot can do; the admin's part only for an admin, and first of all how to begin
    for who has not."""

    def listed(those: Sequence[Command]) -> RichText:
        return lines(*(f"/{command.name}: {command.description}" for command in those))

    return Screen(
        paragraphs(
            bold(_("One short health lesson a day")),
            None if has_begun else _("Tap Begin below, and the first lesson is one tap away."),
            listed(commands),
            lines(bold(_("For admins")), listed(admin)) if admin else None,
            clinic_views.reach(clinic),
            _(
                "This is general information. It cannot say what you have. If you are worried, "
                "talk to a clinician, whatever a lesson says."
            ),
        ),
        () if has_begun else ((begin_button(),),),
    )


def was_restarted() -> Screen:
    """Return the word for somebody whose wish was kept and whose answer may have been lost."""
    return Screen(
        rich(
            _(
                "I was restarted just now. What you asked for last is done, even if I could not "
                "say so. /settings shows how things stand."
            )
        )
    )


def not_understood(
    *,
    has_lapsed: bool = False,
    has_begun: bool = True,
    is_quiet: bool = False,
    is_finished: bool = False,
    clinic: Clinic = NOBODY,
    takes_questions: bool = False,
) -> Screen:
    """Return the answer to text that asks for nothing known; the lines of care come before it.
    ``has_lapsed`` is for somebody who owed an answer until too long ago, ``is_quiet`` for somebody
    to whom no lesson comes until they say so, ``is_finished`` for whoever has had them all."""
    lapsed = _(
        "If it was to answer a question of mine: that question has lapsed, as I wait for a day, "
        "or until the next lesson. "
        "Please give its command again."
    )
    return Screen(
        lines(
            _("I am a simple bot and did not understand that."),
            clinic_views.for_a_human(clinic),
            lapsed if has_lapsed else None,
            _("No lesson comes now. Tap Resume, and they go on.")
            if is_quiet
            else _("The course is done. /lessons lists what you have had.")
            if is_finished
            else _("/lesson brings the next lesson.")
            if has_begun
            else _("Tap Begin for lessons."),
        ),
        (
            *(((Button(_("Resume"), pack(Verb.RESUME)),),) if is_quiet else ()),
            *(() if has_begun else ((begin_button(),),)),
            (emergency_button(), check_button()),
            ((ask_button(), help_button()) if takes_questions else (help_button(),)),
        ),
    )


def only_for_admins() -> Screen:
    """Return the answer to somebody else who sends an admin's command."""
    return Screen(rich(_("That is only for admins. /help shows what is for you.")))


def begin_button() -> Button:
    """Return the button with which somebody begins."""
    return Button(_("Begin"), pack(Verb.BEGIN_HERE))


def help_button() -> Button:
    """Return the button that shows what the bot can do."""
    return Button(_("Help"), pack(Verb.HELP))


def told_in(answer: ToldIn) -> Screen:
    """Return the answer to a question that a lesson answers; one that was had can be read."""
    name = bold(answer.lesson.title)
    course_id, lesson_id = answer.course.course_id, answer.lesson.lesson_id
    if not answer.was_had:
        return Screen(
            compose(
                _(
                    "I cannot answer questions. A lesson that is still to come tells "
                    "about it: {name}."
                ),
                name=name,
            ),
            ((Button(_("Read it now"), pack(Verb.JUMP, course_id, lesson_id)),),),
        )
    return Screen(
        compose(_("I cannot answer questions. A lesson tells about it: {name}."), name=name),
        ((Button(_("Read it again"), pack(Verb.READ, course_id, lesson_id)),),),
    )


def words_not_used(command: str) -> Screen:
    """Return the word to somebody who wrote more after a command than it takes."""
    return Screen(rich(_("I did not use the words after /{command}.").format(command=command)))


def left_out(unread: int) -> Screen:
    """Return the word to somebody who wrote faster than they may be answered; ``unread`` messages
    were not even taken in."""
    taken = (
        _("I did what you asked, but could not answer each message.")
        if not unread
        else _("I did not answer each message, and could not take in {count} of them.").format(
            count=unread
        )
    )
    return Screen(
        lines(
            _("That was more at once than I can answer."),
            taken,
            _("If something is missing, please send it once more. In an emergency: /urgent"),
        )
    )


def refused(message: str) -> Screen:
    """Return an error whose message is fit for people."""
    return Screen(rich(message))


def not_kept() -> Screen:
    """Return the answer where the store cannot be used."""
    return Screen(
        lines(
            _("This cannot be kept right now. Please send it again in a minute."),
            _("If this is urgent, do not wait for me: call your local emergency number."),
        )
    )


def being_repaired() -> Screen:
    """Return the answer where there is no store to work with until somebody has mended it."""
    return Screen(
        lines(
            _("I am being repaired: I can keep nothing now, and no lesson comes until it is done."),
            _("Nothing was changed. Please ask me again tomorrow."),
            _("/urgent and /check work. If this is urgent, call your local emergency number."),
        )
    )


def perhaps_answered() -> Screen:
    """Return what is true whether or not an answer arrived, of which Telegram said nothing."""
    return Screen(
        lines(
            _("Telegram did not tell me whether my last answer reached you."),
            _("If it stands above, all is well. If not, please send your message once more."),
            _("If this is urgent, do not wait for me: call your local emergency number."),
        )
    )


def went_wrong(reference: str) -> Screen:
    """Return the plain answer to an error on our side."""
    return Screen(
        lines(
            _("Something went wrong on our side."),
            _("If this is urgent, do not wait for me: call your local emergency number."),
            _("Please try again. If it stays, tell the people who run this bot: {ref}").format(
                ref=reference
            ),
        )
    )
