"""What a delivery says, encoded once for all who are owed the same."""

from bot.delivery.payload import Payload, encode
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import scheduling
from bot.use_cases.library import Library
from bot.views import lesson as lesson_views
from lessons.course.course import Course
from lessons.delivery.delivery import AnnouncementContent, Content, LessonContent

Parts = tuple[Payload, ...]
"""The messages of one delivery, in their order; empty if its content is gone."""


class Renderer:
    """Turns contents into payloads, and keeps those of the present fan-out."""

    def __init__(self, store: StoreThread, library: Library) -> None:
        self._store = store
        self._library = library
        self._announcements: dict[int, Parts] = {}
        self._lessons: dict[tuple[str, str], tuple[Course | None, Parts]] = {}

    def invalidate(self) -> None:
        """Look anew at what the store says, from the next time on."""
        self._announcements.clear()

    async def render(self, content: Content) -> Parts:
        """Return the parts of that content."""
        match content:
            case LessonContent(course_id, lesson_id):
                return self._render_lesson(course_id, lesson_id)
            case AnnouncementContent(announcement_id):
                if announcement_id not in self._announcements:
                    parts = await self._render_announcement(announcement_id)
                    self._announcements[announcement_id] = parts
                return self._announcements[announcement_id]

    def _render_lesson(self, course_id: str, lesson_id: str) -> Parts:
        course = self._library.get(course_id)
        name = f"{course_id}/{lesson_id}"
        of_course, parts = self._lessons.get((course_id, lesson_id), (None, ()))
        if course is None:
            return ()
        if of_course is not course:
            # This is the first time, or the course was published anew since.
            lesson = course.find_lesson(lesson_id)
            parts = (
                (encode(lesson_views.lesson(course, lesson), name, lesson.revision),)
                if lesson
                else ()
            )
            self._lessons[course_id, lesson_id] = course, parts
        return parts

    async def _render_announcement(self, announcement_id: int) -> Parts:
        item = await self._store.run(scheduling.find_announcement, announcement_id)
        if item and item.course_id and item.lesson_id:
            return self._render_lesson(item.course_id, item.lesson_id)
        if item and item.text:
            return (encode(lesson_views.announcement(item.text), f"no. {announcement_id}"),)
        return ()
