"""Those who would get the same twice: it is next in their course, or scheduled already."""

from bot.use_cases.announcements.audiences import Reach
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.rich_text import RichText, bold, lines, rich
from bot.views.screen import Button
from lessons.delivery.announcement import Announcement


def said(item: Announcement, found: Reach) -> RichText | None:
    """Return what else brings the same, how many have it next in their course, and what becomes of
    them."""
    if not (found.same or found.coming):
        return None
    return lines(_said_of_others(found), _said_of_course(item, found))


def _said_of_others(found: Reach) -> RichText | None:
    if not found.same:
        return None
    words = ngettext(
        "Number {numbers} brings the same within a day: whoever is in both gets it twice.",
        "Numbers {numbers} bring the same within a day: whoever is in several gets it each time.",
        len(found.same),
    )
    return bold(words.format(numbers=", ".join(map(str, found.same))))


def _said_of_course(item: Announcement, found: Reach) -> RichText | None:
    if not found.coming:
        return None
    if item.audience.spares_next:
        words = ngettext(
            "{count} person gets it next in their course, and so is left out here.",
            "{count} people get it next in their course, and so are left out here.",
            found.coming,
        )
        return rich(words.format(count=found.coming))
    words = ngettext(
        "{count} of them gets it next in their course anyway, and so would have it twice.",
        "{count} of them get it next in their course anyway, and so would have it twice.",
        found.coming,
    )
    return bold(words.format(count=found.coming))


def buttons(item: Announcement, found: Reach) -> tuple[tuple[Button, ...], ...]:
    """Return the choice to leave them out, or to send it to them too."""
    if not found.coming:
        return ()
    spares = item.audience.spares_next
    label = _("To them too") if spares else _("Leave those out")
    data = pack(Verb.SPARE_NEXT, item.announcement_id, item.version, int(not spares))
    return ((Button(label, data),),)
