"""Tells the admins once of each course whose review is overdue, whatever is restarted meanwhile."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from bot.process.clock import Clock
from bot.process.store_thread import StoreThread
from bot.use_cases import review_dates
from bot.use_cases.library import Library
from bot.views.admin import courses as views
from bot.views.rich_text import RichText
from lessons.course.course import Course


class ReviewWatch:
    """What nobody heard of is told again; ``grace`` is how long new people may still begin."""

    def __init__(
        self,
        store: StoreThread,
        library: Library,
        clock: Clock,
        notify_admins: Callable[[RichText], Awaitable[bool]],
        grace: timedelta | None,
    ) -> None:
        self._store = store
        self._library = library
        self._clock = clock
        self._notify_admins = notify_admins
        self._grace = grace
        self._looked_at: tuple[date, tuple[Course, ...]] | None = None

    async def look(self) -> None:
        """Tell of what has become overdue, with a new day or other courses."""
        now = self._clock.now()
        looks_at = (now.date(), tuple(self._library.values()))
        if looks_at == self._looked_at:
            return
        untold = await self._store.run(review_dates.find_untold, self._library, self._grace, now)
        for overdue in untold:
            if not await self._notify_admins(views.review_overdue(overdue)):
                return
            await self._store.run(review_dates.note_told, overdue)
        self._looked_at = looks_at
