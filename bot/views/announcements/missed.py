"""Whom a past announcement did not reach, and the way to send it to them again."""

from collections.abc import Iterator

from bot.use_cases.announcements.progress import Following
from bot.views.announcements.preview import people
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.screen import Button


def said(found: Following) -> Iterator[str]:
    """Return how many it did not reach who can get it again, and why not the others."""
    missed, progress = found.missed, found.progress
    lacking = missed.again + missed.paused
    if lacking:
        yield _("{people} it did not reach can get it again.").format(people=people(lacking))
    if lacking and progress.unknown:
        yield _(
            "Of those counted as unknown nobody knows whether they have it: for them it may be "
            "the second time."
        )
    counted = [
        (missed.paused, _("On a break, so they get nothing now: {count}")),
        (missed.since, _("Have got the same since, or are to get it: {count}")),
        (missed.gone + progress.blocked, _("Cannot be reached any more: {count}")),
    ]
    for count, words in counted:
        if count and (progress.failed or progress.unknown):
            yield words.format(count=count)


def buttons(found: Following) -> Iterator[tuple[Button]]:
    """Return the button that sends it again; an offer of a course has ways of its own."""
    item, again = found.announcement, found.missed.again
    if again and item.offer is None:
        label = _("Send again to the {count} it did not reach").format(count=again)
        yield (Button(label, pack(Verb.SEND_AGAIN, item.announcement_id)),)
