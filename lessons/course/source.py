"""A course as it stands in its folder: every field with its line, every fault of form told.

The folder is named after the course's id; it holds ``course.toml`` and a file
``<lesson-id>.md`` for each lesson. A lesson that people may have had and that is no longer
sent stays listed under ``lessons``, as a place, and is named under ``removed`` too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lessons.course import limits
from lessons.course.course import Course, CourseStatus
from lessons.course.lesson_source import LessonSource, read_lesson_source
from lessons.sign_off import without_mere_name
from lessons.toml_files.fields import Fields, parse_fields, read_course_text
from lessons.toml_files.problems import Problem

COURSE_FIELDS = {
    "title": 'title = "Your back and your head"',
    "description": 'description = "What a low-back problem can and cannot do to your head."',
    "language": 'language = "en"',
    "source": 'source = "https://example.org/back-and-head"',
    "status": 'status = "draft"',
    "lessons": 'lessons = ["the-honest-answer", "your-nerves"]',
    "removed": 'removed = ["your-nerves"]',
}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class CourseSource:
    """What could be read of a course; ``course`` is ``None`` if ``course.toml`` could not."""

    course: Course | None
    file: Path
    lines: Mapping[str, int]
    lessons: tuple[LessonSource, ...]
    problems: tuple[Problem, ...]

    def line(self, name: str) -> int:
        """Return where the field of ``course.toml`` stands; a missing one stands at the top."""
        return self.lines.get(name, 1)


def is_slug(text: str, limit: int) -> bool:
    """Tell whether the text can be an id of at most that many bytes."""
    return _SLUG.fullmatch(text) is not None and len(text) <= limit


def slug_rule(limit: int) -> str:
    """Say what an id of at most that many bytes looks like."""
    return (
        f"Accepted: small letters, digits and single hyphens, at most {limit} in all,"
        " as in back-and-head."
    )


def read_course_source(folder: Path) -> CourseSource:
    """Read a course folder without stopping at its faults."""
    problems: list[Problem] = []
    file = folder / "course.toml"
    course_id = folder.resolve().name
    if not is_slug(course_id, limits.COURSE_ID_BYTES):
        rule = slug_rule(limits.COURSE_ID_BYTES)
        problems.append(Problem(folder, 1, f'"{course_id}" cannot be a course id', rule))
    text = read_course_text(file, problems)
    fields = None
    if text is not None:
        fields = parse_fields(text, COURSE_FIELDS, file=file, lines_before=0, problems=problems)
    if fields is None:
        return CourseSource(None, file, {}, (), tuple(problems))
    fields = without_mere_name(fields)
    fields.refuse_unknown()
    head = Course(
        course_id=course_id,
        title=fields.read_text("title"),
        description=fields.read_text("description"),
        language=fields.read_text("language"),
        source=fields.read_text("source"),
        status=_read_status(fields),
        lessons=(),
    )
    order = fields.read_texts("lessons")
    removed = _read_removed(fields, order)
    lessons = tuple(_read_lessons(folder, fields, order, removed))
    known = {source.lesson.lesson_id for source in lessons} | removed
    course = replace(
        head,
        lessons=tuple(source.lesson for source in lessons),
        order=tuple(lesson_id for lesson_id in dict.fromkeys(order) if lesson_id in known),
    )
    return CourseSource(course, file, fields.lines, lessons, tuple(problems))


def _read_status(fields: Fields) -> CourseStatus:
    status = fields.read_text("status")
    if status in set(CourseStatus):
        return CourseStatus(status)
    if isinstance(fields.values.get("status"), str):
        remedy = f"Accepted: draft or published, as in {COURSE_FIELDS['status']}"
        fields.refuse("status", f'"status" is "{status}"', remedy)
    return CourseStatus.DRAFT


def _read_removed(fields: Fields, order: tuple[str, ...]) -> frozenset[str]:
    """Most courses have no such field."""
    removed = fields.read_texts("removed") if "removed" in fields.values else ()
    for lesson_id in removed:
        if lesson_id not in order:
            remedy = f'Keep its place in "lessons" too, as in {COURSE_FIELDS["lessons"]}'
            fields.refuse("removed", f'removed lesson "{lesson_id}" is not listed', remedy)
    return frozenset(removed)


def _read_lessons(
    folder: Path, fields: Fields, lesson_ids: tuple[str, ...], removed: frozenset[str]
) -> Iterator[LessonSource]:
    example = f"as in {COURSE_FIELDS['lessons']}"
    if fields.values.get("lessons") == [] or (lesson_ids and removed.issuperset(lesson_ids)):
        fields.refuse("lessons", "a course has at least one lesson", f"List its id, {example}")
    for lesson_id in dict.fromkeys(lesson_ids):
        file = folder / f"{lesson_id}.md"
        if lesson_ids.count(lesson_id) > 1:
            problem = f'lesson "{lesson_id}" is listed twice'
            fields.refuse("lessons", problem, f"List each id once, {example}")
        if not is_slug(lesson_id, limits.LESSON_ID_BYTES):
            problem = f'"{lesson_id}" cannot be a lesson id'
            fields.refuse("lessons", problem, slug_rule(limits.LESSON_ID_BYTES))
        elif lesson_id in removed:
            if file.is_file():
                problem = f'removed lesson "{lesson_id}" still has its file {file.name}'
                fields.refuse("removed", problem, "Remove that file, or take the id out of here.")
        elif not file.is_file():
            problem = f'lesson "{lesson_id}" has no file {file.name}'
            fields.refuse("lessons", problem, f"Write that file or unlist the id, {example}")
        elif lesson := read_lesson_source(file, fields.problems):
            yield lesson
    for file in sorted(folder.glob("*.md")):
        if file.stem not in lesson_ids:
            remedy = f'Add it to "lessons" in course.toml, {example}, or remove the file.'
            fields.problems.append(Problem(file, 1, f'lesson "{file.stem}" is not listed', remedy))
