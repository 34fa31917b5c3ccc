"""What admins read where chats seem gone, one group or all of them."""

from bot.views.language import _, ngettext
from bot.views.rich_text import RichText, bold, paragraphs, rich
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
