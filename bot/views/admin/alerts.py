"""What admins read: previews, lists and counts; never a name."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, code, compose, lines, paragraphs, rich
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.statistics import Statistics, SubscriberCounts, shown
from lessons.delivery.subscriber import SubscriberStatus


def stats(
    counts: SubscriberCounts, found: Statistics, next_at: datetime | None, timezone: str
) -> RichText:
    """Return the counts: of people as they are now, of messages as of the last census. A group of
    people too small is not told."""
    people = {
        SubscriberStatus.ACTIVE: _("active"),
        SubscriberStatus.JOINING: _("joining"),
        SubscriberStatus.STOPPED: _("stopped"),
        SubscriberStatus.BLOCKED: _("blocked the bot"),
    }
    outcomes = {
        DeliveryStatus.SENT: _("sent"),
        DeliveryStatus.RETRY: _("to be tried again"),
        DeliveryStatus.SKIPPED: _("skipped"),
        DeliveryStatus.FAILED: _("failed"),
        DeliveryStatus.UNKNOWN: _("unknown"),
    }
    return paragraphs(
        lines(
            bold(_("People")),
            *(f"{word}: {shown(counts.by_status.get(key, 0))}" for key, word in people.items()),
            _("on a break: {count}").format(count=shown(counts.paused)),
        ),
        lines(
            bold(_("Messages")),
            *(f"{word}: {found.deliveries.get(key, 0)}" for key, word in outcomes.items()),
            compose(_("next: {moment}"), moment=instant(next_at, timezone)) if next_at else None,
        ),
    )


def lesson_could_not_be_formatted(what: str) -> RichText:
    """Return the notice that Telegram refused a message's formatting."""
    return compose(
        _("Telegram refused the formatting of {what}. It went out as plain text."), what=what
    )


def refused(what: str) -> RichText:
    """Return the notice that Telegram does not take a message."""
    return compose(
        _(
            "Telegram refused {what}. To whom it was refused it did not come; a lesson is tried "
            "once more in an hour. /stats counts what has failed."
        ),
        what=what,
    )


def polling_conflict() -> RichText:
    """Return the notice that another process uses the bot's token."""
    return rich(
        _(
            "Another program receives this bot's updates with the same token. I send nothing "
            "unasked until it stops; then I go on by myself."
        )
    )


def polling_again() -> RichText:
    """Return the notice that the other process has gone."""
    return rich(_("The other program is gone. I send again."))


def deaf(*, must_wait: bool = False) -> RichText:
    """Return the notice that nobody's words have come for a while; with ``must_wait`` because
    Telegram wants not to be asked."""
    why = (
        _("Telegram wants me to ask for the updates more seldom. I ask once a minute at least,")
        if must_wait
        else _("Telegram does not give me the updates. I keep asking,")
    )
    return lines(
        _("For two minutes I have not heard what anybody writes or taps."),
        _("{why} and tell you when I hear again.").format(why=why),
        _("Lessons still go out as far as they can."),
    )


def unreached(reason: str) -> RichText:
    """Return the notice that Telegram cannot bring updates to the webhook; the reason is its."""
    return lines(
        _("For two minutes I have not heard what anybody writes or taps."),
        compose(
            _("Telegram cannot bring it to WEBHOOK_URL. It says: {reason}"), reason=code(reason)
        ),
        _("Whoever runs me should look at that address, its proxy and its certificate."),
        _("Lessons still go out as far as they can. What people write is kept at Telegram."),
    )


def settings_differ(names: Sequence[str]) -> RichText:
    """Return the notice that two processes of the same bot do not run with the same settings."""
    return lines(
        _("Two of my processes run with different settings, so people are treated differently:"),
        code(", ".join(names)),
        _("Whoever runs me should give all of them the same, and the same release."),
    )


def hears_again() -> RichText:
    """Return the notice that updates come again."""
    return rich(_("I hear again. What was written meanwhile is being answered now."))


def updates_unreadable(count: int) -> RichText:
    """Return the notice that something which came cannot be read."""
    return rich(
        ngettext(
            "{count} update from Telegram is set aside: it cannot be read. Everything else goes "
            "on. The log has its number and kind.",
            "{count} updates from Telegram are set aside: they cannot be read. Everything else "
            "goes on. The log has their numbers and kinds.",
            count,
        ).format(count=count)
    )


def updates_that_end_the_process(count: int) -> RichText:
    """Return the notice that something which came is not handled any more."""
    return rich(
        ngettext(
            "{count} update from Telegram is set aside: handling it ended the program again and "
            "again. Everything else goes on. The log has its number and kind.",
            "{count} updates from Telegram are set aside: handling them ended the program again "
            "and again. Everything else goes on. The log has their numbers and kinds.",
            count,
        ).format(count=count)
    )


def updates_that_fail(count: int) -> RichText:
    """Return the notice that something which was asked for could not be done."""
    return rich(
        ngettext(
            "{count} wish failed by a mistake of mine, and whoever had it was told so. The log "
            "has the place, under the reference that they were given.",
            "{count} wishes failed by a mistake of mine, and whoever had them was told so. The "
            "log has the places, under the references that they were given.",
            count,
        ).format(count=count)
    )


def fate_unknown(count: int, in_all: int) -> RichText:
    """Return the notice that deliveries stay unknown."""
    told = ngettext(
        "{count} message stays unknown: Telegram never said whether it arrived.",
        "{count} messages stay unknown: Telegram never said whether they arrived.",
        count,
    ).format(count=count)
    return rich(told + _in_all(count, in_all))


def unconfirmed(count: int, in_all: int) -> RichText:
    """Return the notice that Telegram took messages and gave no number for them."""
    told = ngettext(
        "{count} message was taken by Telegram, which gave no number for it: it has come, as far "
        "as I know, is not sent again, and cannot be corrected or recalled.",
        "{count} messages were taken by Telegram, which gave no numbers for them: they have come, "
        "as far as I know, are not sent again, and cannot be corrected or recalled.",
        count,
    ).format(count=count)
    return rich(told + _in_all(count, in_all))


def _in_all(count: int, in_all: int) -> str:
    if in_all == count:
        return ""
    return " " + _("Since I was started there were {count}.").format(count=in_all)


def database_lost(rescued: Path | None) -> RichText:
    """Return the notice that the database was lost or damaged, and where a copy of it was saved."""
    return lines(
        _(
            "My database is damaged or gone. No lesson goes out any more and nobody can change "
            "anything; urgent words and the check are still answered."
        ),
        compose(
            _("Whoever runs me has to stop me, put it back, and start me: {command}"),
            command=code(f"python -m bot restore {rescued or 'copy.db'}"),
        ),
        _("That file holds what I could rescue.") if rescued else None,
    )


def started_without_database(operator: str) -> RichText:
    """Return the notice that a process has begun which has no database to work with."""
    return compose(
        _(
            "I have started, but cannot use my database: no lesson goes out and nobody can change "
            "anything; urgent words and the check are answered. Whoever runs me should look: {why}"
        ),
        why=operator[:500],
    )


def nothing_can_be_kept(remedy: str) -> RichText:
    """Return the notice that the store has refused everything for a while."""
    return rich(
        _(
            "I cannot keep anything right now, so lessons wait and nobody can change anything; "
            "urgent words are answered. Whoever runs me should look: {remedy}"
        ).format(remedy=remedy)
    )


def all_is_kept_again() -> RichText:
    """Return the notice that the store takes everything again."""
    return rich(_("I can keep everything again, and go on."))


def token_refused() -> RichText:
    """Return the notice that Telegram did not know the bot's token for a while."""
    return rich(
        _(
            "Telegram refused my token for a while, and nothing went out meanwhile. It takes it "
            "again, or you would not read this. If it was changed, is mine the new one?"
        )
    )
