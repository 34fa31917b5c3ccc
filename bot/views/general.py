"""Help, privacy and what goes wrong."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.views.callback_data import Verb, pack
from bot.views.commands import Command
from bot.views.language import _
from bot.views.moments import clock_time, weekdays, whole_date, whole_zone
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.delivery.subscriber import Subscriber


def description() -> str:
    """Return what an empty chat shows (at most 512 characters)."""
    return _(
        "One short, sourced health lesson a day, at your own local time. "
        "Information, not a diagnosis. Tap Start."
    )


def short_description() -> str:
    """Return what the bot's profile shows (at most 120 characters)."""
    return _("One short, sourced health lesson a day. Information, not a diagnosis.")


def help_text(commands: Sequence[Command], admin: Sequence[Command]) -> Screen:
    """Return what the bot can do; the admin's part only for an admin."""

    def listed(those: Sequence[Command]) -> RichText:
        return lines(*(f"/{command.name}: {command.description}" for command in those))

    return Screen(
        paragraphs(
            bold(_("One short health lesson a day")),
            listed(commands),
            lines(bold(_("For admins")), listed(admin)) if admin else None,
            _(
                "This is general information. It cannot say what you have. If you are worried, "
                "talk to a clinician, whatever a lesson says."
            ),
        )
    )


def not_understood() -> Screen:
    """Return the answer to text that asks for nothing known."""
    return Screen(
        lines(
            _("I am a simple bot and did not understand that."),
            _("/lesson brings the next lesson, /help shows all I can do."),
            _("If you feel very unwell, call your local emergency number now."),
        )
    )


def only_group_admins() -> str:
    """Return the word for a member who may not change what a group gets."""
    return _("Only an admin of this group can change that.")


def refused(message: str) -> Screen:
    """Return an error whose message is fit for people."""
    return Screen(rich(message))


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


def privacy(subscriber: Subscriber | None, row_counts: Mapping[str, int]) -> Screen:
    """Return what is kept about this chat, as it stands."""
    never = lines(
        bold(_("Never kept")),
        _("Your name, your messages, your location, your quiz answers."),
        _("Nothing of a symptom check: no answer, not even that there was one."),
        _("Telegram itself carries and keeps this chat, as it does every chat."),
    )
    log_rows = row_counts.get("audit_log", 0)
    logged = _("• Lines with its number in the admins' log: {count}").format(count=log_rows)
    if subscriber is None and not row_counts:
        nothing = rich(_("Nothing is kept about this chat."))
        return Screen(paragraphs(bold(_("Your privacy")), nothing, never))
    delete = ((Button(_("Delete all of it"), pack(Verb.ASK_ERASE)),),)
    if subscriber is None:
        kept = lines(
            bold(_("Kept about this chat")),
            _("• Its number at Telegram"),
            logged if log_rows else None,
        )
        return Screen(paragraphs(bold(_("Your privacy")), kept, never), delete)
    schedule = subscriber.schedule
    kept = lines(
        bold(_("Kept about this chat")),
        _("• Its number at Telegram: {id}").format(id=subscriber.chat_id),
        _("• Joined: {date}").format(date=f"{subscriber.joined_at:%Y-%m-%d}"),
        _("• Lesson time: {time}, {days}, {zone}").format(
            time=clock_time(schedule.send_time),
            days=weekdays(schedule.weekdays),
            zone=whole_zone(schedule.timezone),
        ),
        _("• App language: {language}").format(language=subscriber.language_code or _("unknown")),
        _on_a_break(subscriber.resume_date) if subscriber.is_paused else None,
        _("• Course places: {courses}, messages sent: {deliveries}").format(
            courses=row_counts.get("enrollments", 0), deliveries=row_counts.get("deliveries", 0)
        ),
        logged if log_rows else None,
    )
    return Screen(
        paragraphs(
            bold(_("Your privacy")),
            kept,
            never,
            compose(_("It is kept until you delete it.")),
        ),
        delete,
    )


def _on_a_break(resume_date: date | None) -> str:
    if resume_date is None:
        return _("• A break until you end it")
    return _("• A break until: {date}").format(date=whole_date(resume_date))


def ask_erase() -> Screen:
    """Return the last question before everything goes."""
    return Screen(
        lines(
            bold(_("Delete everything kept about this chat?")),
            _("Lessons end, and your place is lost. This cannot be undone."),
        ),
        (
            (
                Button(_("Yes, delete"), pack(Verb.ERASE)),
                Button(_("No, keep it"), pack(Verb.PRIVACY)),
            ),
        ),
    )


def erased() -> Screen:
    """Return the confirmation that nothing is left."""
    return Screen(
        lines(
            bold(_("Deleted. Nothing about this chat is kept any more.")),
            _("/start begins anew whenever you like."),
        )
    )
