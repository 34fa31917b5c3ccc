"""What a delivery says: drawn as it is now, and encoded once for all who are owed the same."""

from dataclasses import dataclass

from bot.delivery.payload import Payload, encode
from bot.process.store_thread import StoreThread
from bot.use_cases.announcements import scheduling
from bot.use_cases.library import Library, find_lesson
from bot.views import course_offers
from bot.views import lesson as lesson_views
from bot.views.screen import Screen
from lessons.course.course import Course
from lessons.delivery.delivery import AnnouncementContent, Content, LessonContent

Parts = tuple[Payload, ...]
"""The messages of one delivery, in their order; empty if its content is gone."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message as people see it; ``name`` says what it is to an admin."""

    screen: Screen
    name: str
    revision: str | None = None


class Renderer:
    """Turns contents into messages, and keeps the payloads of the present fan-out."""

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
                course = self._library.get(course_id)
                of_course, parts = self._lessons.get((course_id, lesson_id), (None, ()))
                if course is None:
                    return ()
                if of_course is not course:
                    # This is the first time, or the course was published anew since.
                    parts = _encode(self._draw_lesson(course_id, lesson_id))
                    self._lessons[course_id, lesson_id] = course, parts
                return parts
            case AnnouncementContent(announcement_id):
                if announcement_id not in self._announcements:
                    self._announcements[announcement_id] = _encode(await self.draw(content))
                return self._announcements[announcement_id]

    async def draw(self, content: Content) -> Drawing | None:
        """Return that content as it is now, ``None`` if it is gone."""
        match content:
            case LessonContent(course_id, lesson_id):
                return self._draw_lesson(course_id, lesson_id)
            case AnnouncementContent(announcement_id):
                item = await self._store.run(scheduling.find_announcement, announcement_id)
                if item and item.course_id and item.lesson_id:
                    return self._draw_lesson(item.course_id, item.lesson_id)
                screen = course_offers.message(item) if item else None
                return Drawing(screen, f"no. {announcement_id}") if screen else None

    def _draw_lesson(self, course_id: str, lesson_id: str) -> Drawing | None:
        named = find_lesson(self._library, course_id, lesson_id)
        if named is None:
            return None
        course, lesson = named
        screen = lesson_views.lesson(course, lesson)
        return Drawing(screen, f"{course_id}/{lesson_id}", lesson.revision)


def _encode(drawing: Drawing | None) -> Parts:
    return (encode(drawing.screen, drawing.name, drawing.revision),) if drawing else ()
