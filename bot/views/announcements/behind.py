"""Those whose hour has passed already when something goes at everybody's own: what of them?"""

from bot.use_cases.announcements.audiences import Reach
from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.moments import clock_time
from bot.views.rich_text import RichText, bold, rich
from bot.views.screen import Button
from lessons.delivery.announcement import Announcement, Behind


def is_asked(item: Announcement, found: Reach) -> bool:
    """Whether it must be chosen what becomes of somebody before it can be confirmed."""
    return found.behind > 0 and item.behind is None


def said(item: Announcement, found: Reach) -> RichText | None:
    """Return how many have that hour behind them, and what becomes of them if that is chosen."""
    if not found.behind or item.wall_time is None:
        return None
    words = {
        None: ngettext(
            "{count} person has {time} behind them already. When shall they get it?",
            "{count} people have {time} behind them already. When shall they get it?",
            found.behind,
        ),
        Behind.AT_ONCE: ngettext(
            "{count} person has {time} behind them already and gets it at once.",
            "{count} people have {time} behind them already and get it at once.",
            found.behind,
        ),
        Behind.NEXT_DAY: ngettext(
            "{count} person has {time} behind them already and gets it on the day after.",
            "{count} people have {time} behind them already and get it on the day after.",
            found.behind,
        ),
        Behind.WITHOUT: ngettext(
            "{count} person has {time} behind them already and does not get it.",
            "{count} people have {time} behind them already and do not get it.",
            found.behind,
        ),
    }[item.behind]
    told = words.format(count=found.behind, time=clock_time(item.wall_time.time()))
    return bold(told) if item.behind is None else rich(told)


def buttons(item: Announcement, found: Reach) -> tuple[tuple[Button, ...], ...]:
    """Return what can be chosen for them, other than what is."""
    if not found.behind:
        return ()
    labels = {
        Behind.AT_ONCE: _("They: at once"),
        Behind.NEXT_DAY: _("They: the day after"),
        Behind.WITHOUT: _("Without them"),
    }
    return (
        tuple(
            Button(label, pack(Verb.BEHIND, item.announcement_id, item.version, choice.value))
            for choice, label in labels.items()
            if choice is not item.behind
        ),
    )
