"""How a course differs from what was published before it."""

from dataclasses import dataclass

from lessons.course.course import Course, Lesson


@dataclass(frozen=True, slots=True)
class CourseChanges:
    """Lessons that are new, reworded (as they will read) and removed (as they read)."""

    added: tuple[Lesson, ...]
    reworded: tuple[Lesson, ...]
    removed: tuple[Lesson, ...]


def find_changes(before: Course, after: Course) -> CourseChanges:
    """Return what differs in the lessons; the ids say which is which."""
    kept = [(lesson, before.find_lesson(lesson.lesson_id)) for lesson in after.lessons]
    return CourseChanges(
        added=tuple(lesson for lesson, old in kept if old is None),
        reworded=tuple(lesson for lesson, old in kept if old and old.revision != lesson.revision),
        removed=tuple(
            lesson for lesson in before.lessons if after.find_lesson(lesson.lesson_id) is None
        ),
    )
