"""``python -m bot course``: import an article, check a course, export one from the chat."""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from bot.cli.course_import import count, import_, refuse
from bot.setting_source import load_settings
from bot.settings import DEFAULT_DATABASE
from lessons.course import limits
from lessons.course.check import check_course
from lessons.course.course import Course, CourseStatus
from lessons.course.files import CourseFileError, load_course, write_course
from lessons.errors import InvalidInput, LessonADayError
from lessons.sign_off import HOW_TO_SIGN
from lessons.toml_files.problems import Severity
from storage import is_there, open_store


@click.group()
def course() -> None:
    """Work on courses: import an article, check what was written, export what the chat made.

    A course is a folder with course.toml and one Markdown file for each lesson.
    """


course.add_command(import_)


@course.command()
@click.argument("folder", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """Tell everything that keeps the course in FOLDER from being published.

    Each line names the file, the line, the problem and the remedy. The exit code is 1 if there
    is an error; warnings alone leave it 0.

    \b
    Example:
      python -m bot course check courses/back-care
    """
    if not folder.is_dir():
        refuse(f"{folder} is no folder. Accepted: a course's folder, as in courses/back-care")
    problems = check_course(folder)
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    found = f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    if errors:
        click.echo(f"{found}: this course cannot be published yet.")
        raise SystemExit(1)
    click.echo(f"{found}: this course can be published.")


@course.command()
@click.argument("folder", type=click.Path(path_type=Path))
def review(folder: Path) -> None:
    """Tell which lessons in FOLDER were reviewed as they read, and what signs each.

    A lesson is signed in its own file, by whoever answers for it, with the fingerprint of the
    wording that was read. Any change of wording changes the fingerprint, and the lesson counts
    as not reviewed until somebody signs it again.

    \b
    Example:
      python -m bot course review courses/back-care
    """
    try:
        found = load_course(folder)
    except LessonADayError as error:
        refuse(str(error))
    for lesson in found.lessons:
        state = "reviewed by nobody"
        if signed := found.find_review(lesson):
            state = f"reviewed by {signed.reviewer}"
            state += f", next review on {signed.next_day}" if signed.next_review else ""
        elif lesson.sign_off:
            state = f"reworded since {lesson.sign_off.reviewer}"
        fingerprint = found.fingerprint(lesson)
        click.echo(f"{fingerprint}  {lesson.lesson_id:<{limits.LESSON_ID_BYTES}}  {state}")
    click.echo(f"{found.reviewed} of {count(len(found.lessons), 'lesson')} reviewed as they read.")
    click.echo(f"\nTo sign a lesson, put this at the end of its fields:\n{HOW_TO_SIGN}")


@course.command()
@click.argument("course_id")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("courses"),
    show_default=True,
    help="The folder that gets the course's folder.",
)
@click.option("--draft", is_flag=True, help="The draft that is worked on, not what is published.")
def export(course_id: str, folder: Path, draft: bool) -> None:
    """Write a course that was made or edited in the chat to a folder of its own.

    It is read from the database in DATABASE_URL, also while the bot runs: the newest revision that
    was published, or with --draft what is being worked on. An existing folder is never
    overwritten. What is published in the chat passes ``course check``; what was published under
    older rules and breaks one of today's is written with the status "draft".

    \b
    Example:
      python -m bot course export back-care --to courses
    """
    try:
        found = _find_in_store(course_id, draft)
        written = found if _may_be_published(found) else replace(found, status=CourseStatus.DRAFT)
        write_course(written, folder / course_id)
    except LessonADayError as error:
        refuse(str(error))
    except OSError as error:
        reason = error.strerror or error
        refuse(f"{folder} cannot be written: {reason}. Choose another, as in --to courses")
    click.echo(f"Wrote {count(len(written.lessons), 'lesson')} to {folder / course_id}")
    if written.status is not found.status:
        click.echo(
            "It has the status draft, because it breaks a rule that is new. See which:\n"
            f"  python -m bot course check {folder / course_id}"
        )


def _find_in_store(course_id: str, is_draft: bool) -> Course:
    url = load_settings().database_url or DEFAULT_DATABASE
    if not is_there(url):
        raise InvalidInput(
            f"There is no database at {url}. Set DATABASE_URL to the bot's, such as "
            "sqlite:////var/lib/lesson-a-day/lessons.db"
        )
    with closing(open_store(url)) as store:
        kept = store.list_course_drafts() if is_draft else store.list_current_revisions()
    courses = {item.course.course_id: item.course for item in kept}
    if course_id not in courses:
        what = "is a draft" if is_draft else "was published in the chat"
        there = ", ".join(sorted(courses))
        raise InvalidInput(
            f'No course "{course_id}" {what}. '
            + (f"Accepted: {there}" if there else f"Nothing {what} so far.")
        )
    return courses[course_id]


def _may_be_published(course: Course) -> bool:
    """Whether files of the course would be accepted with the status it has."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / course.course_id
        write_course(course, folder)
        try:
            load_course(folder)
        except CourseFileError:
            return False
        return True
