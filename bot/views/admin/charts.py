"""What a chart of the statistics shows, in words."""

from bot.use_cases.admin.statistics import by_title
from bot.use_cases.library import Library
from bot.views.admin.chart_picture import Bars
from bot.views.language import _
from bot.views.moments import calendar_date
from lessons.delivery.statistics import SMALLEST_GROUP, Statistics, shown

Row = tuple[str, float, str]


def caption() -> str:
    """Return the words below the chart."""
    return _("Groups of fewer than {count} people are not told apart.").format(count=SMALLEST_GROUP)


def parts(found: Statistics, library: Library) -> tuple[Bars, ...]:
    """Return the funnel, the lessons and the growth, as far as there is anything to draw."""
    funnel = [
        (_("enrolled"), found.enrolled),
        (_("had a lesson"), found.had_a_lesson),
        (_("finished"), found.finished),
        (_("blocked"), found.blocked),
    ]
    lessons = [(lesson, count) for _course, lesson, count in by_title(found, library)]
    joined = [(calendar_date(week), count) for week, count in found.joined]
    drawn = [
        (_("People"), funnel),
        (_("How many got each lesson"), lessons),
        (_("New people by week"), joined),
    ]
    return tuple(Bars(heading, _measure(counted)) for heading, counted in drawn if counted)


def _measure(counted: list[tuple[str, int]]) -> tuple[Row, ...]:
    most = max(count for _name, count in counted) or 1
    return tuple(
        (name, count / most if count >= SMALLEST_GROUP else 0.0, shown(count))
        for name, count in counted
    )
