"""A restored database, as admins see it: what fell due, what would leave, and the two ways on."""

from bot.use_cases.delivery.restoring import Held, Overdue
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.moments import instant
from bot.views.rich_text import RichText, bold, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.delivery.restore import Past, Restore

SHOW = "show"
"""What the button of the panel brings."""


def held_line(held: Held, timezone: str) -> RichText:
    """Return the line of the panel."""
    return compose(_("Restored, nothing goes out: {since}"), since=_since(held.restore, timezone))


def held_button() -> Button:
    """Return the way to what would leave, and to letting it go."""
    return Button(_("Restored: what now?"), pack(Verb.RESTORED, SHOW))


def held(found: Held, timezone: str) -> Screen:
    """Return what an admin has to decide."""
    return Screen(
        paragraphs(
            lines(
                bold(_("Restored from a backup")),
                _since(found.restore, timezone),
                _("Nothing goes out in bulk until an admin says so. Answers go out as always."),
            ),
            lines(bold(_("Fell due since the backup was made")), *past(found.past)),
            _(
                "Whether any of it arrived before the restore, nobody can know. Whoever stopped "
                "or deleted everything since then is back as before."
            ),
            lines(bold(_("To come")), *_to_come(found, timezone)),
            lines(
                _("“They had it”: nobody gets any of it again, and places move on."),
                _(
                    "“Send it”: what is less than six hours late goes out now, also to those "
                    "who had it."
                ),
            )
            if found.past.is_anything
            else None,
        ),
        (
            (
                (Button(_("They had it"), pack(Verb.RESTORED, Overdue.HAD)),),
                (Button(_("Send it"), pack(Verb.RESTORED, Overdue.OWED)),),
            )
            if found.past.is_anything
            else ((Button(_("Go on"), pack(Verb.RESTORED, Overdue.OWED)),),)
        ),
    )


def past(found: Past) -> list[str]:
    """Return the counts of what fell due."""
    numbers = ", ".join(str(number) for number in found.announcement_ids)
    return [
        words
        for count, words in (
            (
                found.lessons,
                ngettext(
                    "the lessons of {count} person", "the lessons of {count} people", found.lessons
                ).format(count=found.lessons),
            ),
            (
                found.deliveries,
                ngettext(
                    "{count} message on its way", "{count} messages on their way", found.deliveries
                ).format(count=found.deliveries),
            ),
            (len(numbers), _("announcements not begun: {numbers}").format(numbers=numbers)),
        )
        if count
    ] or [_("nothing")]


def let_go(overdue: Overdue) -> Screen:
    """Return that it goes on."""
    return Screen(
        rich(
            {
                Overdue.HAD: _("It goes on with what is to come. What fell due counts as had."),
                Overdue.OWED: _("It goes on. What fell due and is not too late goes out now."),
            }[overdue]
        )
    )


def nothing_is_restored() -> Screen:
    """Return the answer to a button that has done its work."""
    return Screen(rich(_("Nothing is held because of a restore.")))


def told(restore: Restore) -> RichText:
    """Return the notice to the admins."""
    since = _since(restore, "UTC")
    return lines(
        compose(_("I was restored from a backup. {since}"), since=since),
        _("Nothing goes out in bulk until you say so: /go shows what would, and asks."),
    )


def _since(restore: Restore, timezone: str) -> RichText:
    if restore.backed_up_at is None:
        return rich(_("When the backup was made, it does not say."))
    return compose(
        _("The backup was made: {moment}"), moment=instant(restore.backed_up_at, timezone)
    )


def _to_come(found: Held, timezone: str) -> list[RichText | str]:
    parts: list[RichText | str] = []
    if found.to_come:
        numbers = ", ".join(str(item.announcement_id) for item in found.to_come)
        parts.append(_("announcements: {numbers}").format(numbers=numbers))
    if found.next_at and found.next_at > found.until_at:
        parts.append(compose(_("next: {moment}"), moment=instant(found.next_at, timezone)))
    return parts or [_("lessons at everybody's hour")]
