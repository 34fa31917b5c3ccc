"""How checks ended, week by week; a number under five is not told."""

from collections.abc import Sequence
from itertools import groupby

from bot.views.language import _
from bot.views.moments import calendar_date
from bot.views.rich_text import RichText, bold, lines
from lessons.delivery.statistics import shown
from lessons.symptom_checks.counts import NAMES, CheckCount


def weeks(counts: Sequence[CheckCount]) -> RichText | None:
    """Return a line for each week and revision, ``None`` where nothing was counted."""
    if not counts:
        return None
    names = {
        "emergency_now": _("emergency"),
        "same_day": _("today"),
        "within_days": _("days"),
        "routine": _("planned"),
        "self_care_with_safety_net": _("at home"),
        "not_sure": _("of all, not sure"),
    }
    told = [bold(_("How symptom checks ended"))]
    for (week, revision), group in groupby(counts, lambda item: (item.week, item.revision)):
        by_name = {item.name: item.count for item in group}
        ends = ", ".join(f"{names[name]} {shown(by_name.get(name, 0))}" for name in NAMES)
        told.append(
            lines(
                _("{week}, revision {revision}: {ends}").format(
                    week=calendar_date(week), revision=revision, ends=ends
                )
            )
        )
    return lines(*told)
