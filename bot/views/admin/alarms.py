"""What admins hear of the process itself: late, failing, short of room, taken over."""

from bot.views.language import _
from bot.views.rich_text import RichText, lines, rich

_MB = 2**20


def tick_late() -> RichText:
    """Return the notice that nothing is planned any more."""
    return lines(
        _("For a minute I have not looked what is due, and I should each second."),
        _("Lessons wait meanwhile. If I do not tell you soon that I look again, start me anew."),
    )


def tick_again() -> RichText:
    """Return the notice that what is due is planned again."""
    return rich(_("I look what is due each second again; what was due meanwhile goes out."))


def failures_rise(minutes: int) -> RichText:
    """Return the notice that too much of what is sent fails."""
    return lines(
        _(
            "Of the messages of the last {minutes} minutes a fifth or more failed, for reasons "
            "other than blocked chats."
        ).format(minutes=minutes),
        _("/stats counts them, and the log has each with its reason."),
    )


def failures_over() -> RichText:
    """Return the notice that messages arrive again as they should."""
    return rich(_("Messages arrive as they should again."))


def disk_fills(free_bytes: int, least_bytes: int) -> RichText:
    """Return the notice that there is little room left for the database."""
    return lines(
        _("The disk with my database has {free} MB left; there should be {least} MB.").format(
            free=free_bytes // _MB, least=least_bytes // _MB
        ),
        _(
            "Nothing is lost yet. Whoever runs me should make room: once it is full I cannot keep "
            "anything, and lessons wait."
        ),
    )


def disk_has_room() -> RichText:
    """Return the notice that there is room again."""
    return rich(_("The disk with my database has room again."))


def taken_over() -> RichText:
    """Return the notice that this process serves now, and another one did before."""
    return rich(
        _(
            "The process that served before me is gone, and I have taken over. If nobody stopped "
            "it, its log tells why it ended."
        )
    )
