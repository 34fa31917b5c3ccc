"""What admins read where chats seem gone, and where rows make no sense."""

from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, compose, paragraphs, rich
from lessons.delivery.outage import Outage


def begun(outage: Outage) -> RichText:
    """Return the notice that bulk waits because nobody seems to be there."""
    return paragraphs(
        bold(_("Sending stands still")),
        _(
            "Of the last {tried} messages, {lost} came back as if the chat were gone or the bot "
            "blocked. So many at once are not the people: it is Telegram, or the token of another "
            "bot. I count nobody as gone, keep lessons and announcements back, and try one message "
            "every half minute. As soon as they arrive I go on by myself."
        ).format(tried=outage.tried, lost=outage.lost),
        _("Please check that BOT_TOKEN is this bot's. What people ask for is still answered."),
    )


def line(outage: Outage, timezone: str) -> RichText | None:
    """Return how it stands in one line, ``None`` where nothing does."""
    if outage.began_at is None:
        return None
    return compose(
        _("Sending stands still since {moment}: {lost} of {tried} seemed gone"),
        moment=instant(outage.began_at, timezone),
        lost=outage.lost,
        tried=outage.tried,
    )


def ended() -> RichText:
    """Return the notice that it is over."""
    return rich(
        _("Messages arrive again, so sending goes on. Nobody was given up, and whatever is not ")
        + _("more than six hours late goes out now.")
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
