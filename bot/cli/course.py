"""``python -m bot course``: check a course, and make a draft of one from an article."""

from pathlib import Path

import click

from lessons.course_check import check_course
from lessons.problems import Severity


@click.group()
def course() -> None:
    """Work on courses: import an article, check what was written."""


@course.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def check(folder: Path) -> None:
    """Tell everything that keeps the course in FOLDER from being published.

    Each line names the file, the line, the problem and the remedy. The exit code is 1 if there
    is an error; warnings alone leave it 0.

    \b
    Example:
      python -m bot course check lessons/courses/l5-s1-and-headaches
    """
    problems = check_course(folder)
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    summary = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    if errors:
        click.echo(f"{summary}. This course may not be published yet.", err=True)
        raise SystemExit(1)
    click.echo(f"{summary}. This course may be published.")


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
