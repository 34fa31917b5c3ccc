"""Looks after the files of courses while the program runs: it goes on with what it has read, but
could not start again without them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.views.admin import courses as views
from bot.views.rich_text import RichText
from lessons.course.course import Course
from lessons.errors import LessonADayError

logger = logging.getLogger(__name__)


class CourseWatch:
    """Tells the admins once when files are gone or broken, and once when all are well again.

    ``load`` reads every course from its files, in a thread.
    """

    def __init__(
        self,
        load: Callable[[], Mapping[str, Course]],
        notify_admins: Callable[[RichText], Awaitable[bool]],
    ) -> None:
        self._load = load
        self._notify_admins = notify_admins
        self._known: set[str] | None = None
        self._told = ""

    async def look(self) -> None:
        """Compare the files with what they were."""
        trouble = await self._find_trouble()
        if trouble == self._told:
            return
        words = views.files_gone(trouble) if trouble else views.files_back()
        if await self._notify_admins(words):
            self._told = trouble

    async def _find_trouble(self) -> str:
        try:
            found = set(await asyncio.to_thread(self._load))
        except (LessonADayError, OSError) as error:
            logger.warning("the files of courses cannot be read: %s", type(error).__name__)
            return str(error)
        if self._known is None:
            self._known = found
        gone = sorted(self._known - found)
        self._known |= found
        return ", ".join(gone)
