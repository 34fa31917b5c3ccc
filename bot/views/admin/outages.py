"""What admins read where chats seem gone, and where rows make no sense."""

from datetime import datetime

from bot.use_cases.delivery.refused_lessons import RefusedLesson
from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, compose, paragraphs, rich
from lessons.delivery.outage import Outage, Try


def begun(outage: Outage) -> RichText:
    """Return the notice that bulk waits because next to nothing arrives."""
    why = {
        Try.GONE: _(
            "Of the last {tried} messages, {lost} came back as if the chat were gone or the bot "
            "blocked. So many at once are not the people: it is Telegram, or the token of another "
            "bot. I count nobody as gone, keep lessons and announcements back, and try one message "
            "every half minute. As soon as they arrive I go on by myself."
        ),
        Try.REFUSED: _(
            "Of the last {tried} messages, {lost} were refused by Telegram, and not only those of "
            "one lesson. I keep lessons and announcements back and try one message every half "
            "minute, later less often. As soon as they arrive I go on by myself, and whoever was "
            "refused gets theirs."
        ),
        Try.FAILED: _(
            "For two minutes nothing has arrived: of the last {tried} messages, {lost} met an "
            "error on Telegram's side or no answer. I keep lessons and announcements back and try "
            "one message now and then. As soon as they arrive I go on by myself."
        ),
    }[outage.kind]
    advice = {
        Try.GONE: _("Please check that BOT_TOKEN is this bot's."),
        Try.REFUSED: _("The log has the kind of the refusals. Was something changed here?"),
        Try.FAILED: _("Please check whether this machine reaches Telegram."),
    }[outage.kind]
    return paragraphs(
        bold(_("Sending stands still")),
        why.format(tried=outage.tried, lost=outage.lost),
        rich(advice + " " + _("What people ask for is still answered.")),
    )


def deserted(outage: Outage) -> RichText:
    """Return the notice that half or more of a small round seemed gone."""
    return paragraphs(
        _(
            "Of the last {tried} messages, {gone} came back as if the chat were gone or the bot "
            "blocked. I count nobody as gone for that: their lesson is tried again in an hour, or "
            "as soon as they write."
        ).format(tried=len(outage.tries), gone=outage.gone),
        rich(_("If you know that they are there, check that BOT_TOKEN is this bot's.")),
    )


def many_left(count: int) -> RichText:
    """Return the notice that half of all or more have blocked the bot at once."""
    return rich(
        _(
            "{count} people have blocked me within a few minutes, which is half of all or more. So "
            "many at once are hardly the people: was something sent that should not have been, or "
            "is it Telegram? They get nothing for now; a word or an unblocking brings each back."
        ).format(count=count)
    )


def line(outage: Outage, timezone: str) -> RichText | None:
    """Return how it stands in one line, ``None`` where nothing does."""
    if outage.began_at is None:
        return None
    return compose(
        {
            Try.GONE: _("Sending stands still since {moment}: {lost} of {tried} seemed gone"),
            Try.REFUSED: _("Sending stands still since {moment}: {lost} of {tried} were refused"),
            Try.FAILED: _("Sending stands still since {moment}: {lost} of {tried} failed"),
        }[outage.kind],
        moment=instant(outage.began_at, timezone),
        lost=outage.lost,
        tried=outage.tried,
    )


def ended(outage: Outage) -> RichText:
    """Return the notice that it is over."""
    spared = {
        Try.GONE: _("Nobody was given up, and whatever"),
        Try.REFUSED: _("Whoever was refused gets it, and whatever"),
        Try.FAILED: _("Whatever"),
    }[outage.kind]
    return rich(
        _(
            "Messages arrive again, so sending goes on. {spared} is not more than six hours late "
        ).format(spared=spared)
        + _("goes out now.")
    )


def lesson_held(one: RefusedLesson) -> RichText:
    """Return the notice that one lesson waits, as Telegram takes it from nobody."""
    return paragraphs(
        bold(_("On hold: the lesson {lesson}").format(lesson=one.subject)),
        _(
            "Of its last {tried} messages, Telegram refused {lost}. I keep back this one lesson, "
            "and nothing else. I try one now and then, and as soon as it arrives everybody gets "
            "it who is not more than six hours late; they keep their place."
        ).format(tried=one.outage.tried, lost=one.outage.lost),
        compose(_("Please look at it: /preview {lesson}"), lesson=one.subject),
    )


def lesson_let_go(one: RefusedLesson) -> RichText:
    """Return the notice that it arrives again."""
    return compose(_("The lesson {lesson} arrives again and goes out."), lesson=one.subject)


def flooded(until_at: datetime) -> RichText:
    """Return the notice that Telegram wants nothing in bulk for long."""
    return rich(
        _(
            "Telegram asks me to send nothing in bulk before {time} UTC, as too much came at once. "
            "Lessons and announcements wait and go on by themselves; what people ask for is still "
            "answered."
        ).format(time=f"{until_at:%H:%M}")
    )


def groups_given_up(count: int) -> RichText:
    """Return the notice that groups get nothing any more."""
    return rich(
        ngettext(
            "{count} group has not let me write for a week. I send nothing there any more; any "
            "command in the group lets me try again.",
            "{count} groups have not let me write for a week. I send nothing there any more; any "
            "command in a group lets me try again.",
            count,
        ).format(count=count)
    )


def rows_set_aside(count: int) -> RichText:
    """Return the notice that rows of the database cannot be used."""
    return rich(
        ngettext(
            "{count} row of the database makes no sense, for instance a time zone that this "
            "machine does not know, or a date that is none. I set it aside: whose it is gets no "
            "lessons until they choose their zone or time anew in /settings. All others are "
            "served.",
            "{count} rows of the database make no sense, for instance time zones that this "
            "machine does not know, or dates that are none. I set them aside: whose they are get "
            "no lessons until they choose their zone or time anew in /settings. All others are "
            "served.",
            count,
        ).format(count=count)
    )
