"""What a look through the books found, for the admins, the log and the command line."""

from collections.abc import Sequence

from bot.views.language import _, ngettext
from bot.views.rich_text import RichText, lines, rich
from lessons.delivery.books import Finding, Flaw


def told(findings: Sequence[Finding]) -> RichText:
    """Return the notice that the books are not in order."""
    return lines(
        _("My books of what is owed to whom do not add up. This is what I found:"),
        *(line(finding) for finding in findings),
    )


def in_order_again() -> RichText:
    """Return the notice that a later look found nothing."""
    return rich(_("My books add up again."))


def line(finding: Finding) -> str:
    """Return one finding: how many, of what, and what was done or is to be done about it."""
    count = finding.count
    if finding.flaw is Flaw.OVERDUE:
        what = ngettext(
            "{count} message is long past its hour and has not left, though nothing holds it.",
            "{count} messages are long past their hour and have not left, though nothing holds "
            "them.",
            count,
        )
        remedy = _("Look at Health in /admin and at the log; if neither tells why, start me anew.")
        return f"{what} {remedy}".format(count=count)
    if finding.flaw is Flaw.UNPLANNED:
        what = ngettext(
            "{count} lesson or announcement is long due, and nothing was planned for it.",
            "{count} lessons or announcements are long due, and nothing was planned for them.",
            count,
        )
        remedy = _("I plan each second while I run: if I do, look at the log and start me anew.")
        return f"{what} {remedy}".format(count=count)
    told_of = _WHAT[finding.flaw]
    what = ngettext(*told_of, count).format(count=count)
    return f"{what} {_mended(finding)}"


def _mended(finding: Finding) -> str:
    if finding.mended >= finding.count:
        return _("Put right.")
    if finding.mended:
        return _("Put right: {mended}. The others I try again in an hour.").format(
            mended=finding.mended
        )
    return _(
        "Nothing of it is put right yet. I try each hour while I run; if this stays, tell whoever "
        "looks after the program."
    )


_WHAT: dict[Flaw, tuple[str, str]] = {
    Flaw.LEASED: (
        "{count} message was claimed by a process that is gone, and by nobody else since.",
        "{count} messages were claimed by a process that is gone, and by nobody else since.",
    ),
    Flaw.MISPLACED: (
        "{count} chat has no next hour and should have one, or has one and should not.",
        "{count} chats have no next hour and should have one, or have one and should not.",
    ),
    Flaw.ENDED: (
        "{count} announcement counts as done though messages of it wait.",
        "{count} announcements count as done though messages of them wait.",
    ),
    Flaw.ORPHANED: (
        "{count} message is for a chat or of an announcement that is gone.",
        "{count} messages are for chats or of announcements that are gone.",
    ),
    Flaw.TIMELESS: (
        "{count} message was sent and has no time; when it was due stands in for it.",
        "{count} messages were sent and have no time; when they were due stands in for it.",
    ),
    Flaw.PEOPLE_MISCOUNTED: (
        "{count} count of people is not what counting them gives.",
        "{count} counts of people are not what counting them gives.",
    ),
    Flaw.MESSAGES_MISCOUNTED: (
        "{count} count of an announcement's messages is not what counting them gives.",
        "{count} counts of announcements' messages are not what counting them gives.",
    ),
}
