"""Courses on disk: loaded only when they are sound, written whole or not at all."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lessons.course import limits
from lessons.course.check import check_course_source
from lessons.course.course import Course, CourseStatus, Lesson, Quiz
from lessons.course.source import read_course_source
from lessons.errors import InvalidInput
from lessons.sign_off import sign_off_lines
from lessons.toml_files.problems import CourseFileError, Problem, Severity

__all__ = [
    "BUILT_IN_COURSES",
    "CourseFileError",
    "list_hidden_courses",
    "list_replaced_courses",
    "load_built_in_courses",
    "load_course",
    "load_courses",
    "load_published_courses",
    "write_course",
]

BUILT_IN_COURSES = Path(__file__).parent.parent / "courses"


def load_course(folder: Path) -> Course:
    """Return the course in that folder.

    A published course is loaded only if ``check_course`` finds no error in it. A draft may
    lack evidence, sources, takeaways and quizzes; its files must still be well formed.

    Raises:
        CourseFileError: naming file, line, problem and remedy.
    """
    source = read_course_source(folder)
    errors = list(source.problems)
    if source.course is not None and source.course.status is CourseStatus.PUBLISHED:
        found = check_course_source(source)
        errors = [problem for problem in found if problem.severity is Severity.ERROR]
    if errors:
        raise CourseFileError(errors)
    assert source.course is not None
    return source.course


def load_courses(folder: Path) -> dict[str, Course]:
    """Return every course in that folder by its id, in the order of their ids.

    Files, and folders whose name begins with a dot, are no courses.

    Raises:
        CourseFileError: with all problems of the courses that cannot be loaded.
    """
    if not folder.is_dir():
        remedy = "Accepted: a folder with one folder for each course, such as lessons/courses."
        raise CourseFileError([Problem(folder, 1, "there is no such folder", remedy)])
    folders = sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
    )
    courses: dict[str, Course] = {}
    problems: list[Problem] = []
    for path in folders:
        try:
            courses[path.name] = load_course(path)
        except CourseFileError as error:
            problems += error.problems
    if problems:
        raise CourseFileError(problems)
    return {course.course_id: course for course in courses.values()}


@cache
def load_built_in_courses() -> Mapping[str, Course]:
    """Return the courses that come with the program, by their ids; they are read once a process.

    Raises:
        CourseFileError: for the first course that cannot be loaded.
    """
    return MappingProxyType(load_courses(BUILT_IN_COURSES))


def list_hidden_courses(more: Path | None) -> frozenset[str]:
    """Return the ids of the built-in courses that no course of the folder ``more`` replaces."""
    return frozenset(load_built_in_courses()) - frozenset(list_replaced_courses(more))


def list_replaced_courses(more: Path | None) -> list[str]:
    """Return the ids of the built-in courses in whose place one of that folder is taken."""
    folders = more.iterdir() if more else ()
    return sorted(
        {folder.name for folder in folders if folder.is_dir()} & set(load_built_in_courses())
    )


def load_published_courses(more: Path | None) -> dict[str, Course]:
    """Return the published courses by id: the built-in ones, and those in the folder if one is
    given.

    Raises:
        CourseFileError: for a course that cannot be read or is published with errors.
    """
    courses = {**load_built_in_courses(), **(load_courses(more) if more else {})}
    return {
        course_id: course
        for course_id, course in courses.items()
        if course.status is CourseStatus.PUBLISHED
    }


def write_course(course: Course, folder: Path) -> None:
    """Write the course so that ``load_course(folder)`` returns an equal one.

    The folder carries the course's id and must not exist. It appears complete or not at all.

    Raises:
        InvalidInput: if something of that name exists.
    """
    assert folder.name == course.course_id
    if folder.exists():
        another = course.course_id[: limits.COURSE_ID_BYTES - 2].rstrip("-") + "-2"
        raise InvalidInput(
            f"{folder} exists already, and a course is never overwritten."
            f" Accepted: an id that is free, such as {another}"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (unfinished / "course.toml").write_text(_course_toml(course), encoding="utf-8")
        for lesson in course.lessons:
            text = _lesson_text(lesson)
            (unfinished / f"{lesson.lesson_id}.md").write_text(text, encoding="utf-8")
        unfinished.chmod(0o755)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _course_toml(course: Course) -> str:
    return "\n".join(
        [
            f"title = {_quote(course.title)}",
            f"description = {_quote(course.description)}",
            f"language = {_quote(course.language)}",
            f"source = {_quote(course.source)}",
            f"status = {_quote(course.status)}",
            f"lessons = {_quote_all(course.order)}",
            *([f"removed = {_quote_all(course.removed)}"] if course.removed else []),
            "",
        ]
    )


def _lesson_text(lesson: Lesson) -> str:
    quiz = lesson.quiz or Quiz("", ("", "", ""), 0, "")
    return "\n".join(
        [
            "+++",
            f"title = {_quote(lesson.title)}",
            f"section = {_quote(lesson.section)}",
            f"evidence = {_quote(lesson.evidence or '')}",
            *([f"claim = {_quote(lesson.claim)}"] if lesson.claim else []),
            f"sources = {_quote_all(lesson.sources)}",
            f"takeaway = {_quote(lesson.takeaway)}",
            *([f"about_source = {_quote(lesson.about_source)}"] if lesson.about_source else []),
            *([f"encouragement = {_quote(lesson.encouragement)}"] if lesson.encouragement else []),
            *([f"unchecked = {_quote(lesson.unchecked)}"] if lesson.unchecked else []),
            "",
            "[quiz]",
            f"question = {_quote(quiz.question)}",
            f"options = {_quote_all(quiz.options)}",
            f"right = {quiz.answer + 1}",
            f"explanation = {_quote(quiz.explanation)}",
            *(["", *sign_off_lines(lesson.sign_off)] if lesson.sign_off else []),
            "+++",
            "",
            lesson.body,
            "",
        ]
    )


def _quote(text: str) -> str:
    """A JSON string is a TOML string, but for the one control character JSON lets through."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _quote_all(texts: Iterable[str]) -> str:
    items = "".join(f"    {_quote(text)},\n" for text in texts)
    return f"[\n{items}]" if items else "[]"
