"""``python -m bot course import``: an article out of a file or from the web becomes a draft."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from bot.documents.isolation import check_size, import_document
from bot.documents.kinds import ACCEPTED
from bot.documents.web_address import fetch_article, is_web_address
from bot.views.courses.read_articles import tell_length
from lessons.article.blocks import count_left_out
from lessons.article.importer import ImportResult
from lessons.course import limits
from lessons.course.files import BUILT_IN_COURSES, write_course
from lessons.course.ids import make_course_id
from lessons.errors import InvalidInput
from lessons.language.readability import GRADE, has_formula

_REFUSED = 2
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def _read_language(_context: click.Context, _option: click.Parameter, given: str) -> str:
    if given and not _LANGUAGE.fullmatch(given):
        raise click.BadParameter(f'"{given}" is no code of a language. Accepted: en, es or pt-BR')
    return given


@click.command("import")
@click.argument("article", metavar="FILE")
@click.option("--id", "course_id", default="", help="Its id, as in back-care; else by its title.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=BUILT_IN_COURSES,
    help="The folder that gets the course's folder. By default, the built-in courses.",
)
@click.option(
    "--language",
    default="",
    callback=_read_language,
    help="The language that it is in, as in es; by default found by its words.",
)
@click.option("--preview", is_flag=True, help="Tell how it would be cut, and write nothing.")
def import_(article: str, course_id: str, folder: Path, language: str, preview: bool) -> None:
    """Make the draft of a course from an article in FILE.

    FILE is a text or Markdown (.txt, .md, .markdown) in UTF-8, a web page (.html, .htm), a Word
    document (.docx) or a PDF whose words can be selected (.pdf), of at most 5 MB, or the address
    of one on the web (https://...). Its title, headings and paragraphs become at most 200 lessons
    of at most 700 characters, cut at sentence ends, in order; no word is added. What a lesson
    cannot hold is left out and named. An existing course is never overwritten.

    \b
    Example:
      python -m bot course import article.docx --preview
      python -m bot course import https://example.org/back-pain --id back-care --to courses
    """
    try:
        result = asyncio.run(_import(article, course_id, language))
        if not preview:
            write_course(result.course, folder / result.course.course_id)
    except InvalidInput as error:
        refuse(str(error))
    except OSError as error:
        reason = error.strerror or error
        refuse(f"{folder} cannot be written: {reason}. Choose another, as in --to courses")
    if preview:
        click.echo(f"{result.course.title}: {count(len(result.lessons), 'lesson')}")
        _report(result)
        click.echo("\nNothing was written. Without --preview it is.")
    else:
        made = folder / result.course.course_id
        click.echo(f"Wrote {count(len(result.lessons), 'lesson')} to {made}")
        _report(result)
        _say_next(made)


async def _import(article: str, course_id: str, language: str) -> ImportResult:
    if is_web_address(article):
        content, name = await fetch_article(article)
    else:
        content, name = _read(Path(article)), article
    otherwise = make_course_id(Path(name).stem, ())
    result = await import_document(content, name, course_id or otherwise, language)
    course = replace(
        result.course,
        course_id=course_id or make_course_id(result.course.title, ()),
        source=article if is_web_address(article) else "",
    )
    return replace(result, course=course)


def _read(file: Path) -> bytes:
    """Return the bytes of an article's file, unless it is refused by its name or size."""
    if not file.is_file():
        given = "is a folder" if file.is_dir() else "is no file" if file.exists() else None
        raise InvalidInput(f"{file} {given or 'does not exist'}. {ACCEPTED}")
    try:
        check_size(str(file), file.stat().st_size)
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InvalidInput(f"{file} cannot be read: {reason}. {ACCEPTED}") from error


def _report(result: ImportResult) -> None:
    language = result.course.language
    click.echo(f"Language: {language}")
    click.echo(f"Length: {tell_length(result.length)}")
    if result.course.source:
        click.echo(f"Source: {result.course.source}")
    click.echo("")
    graded = has_formula(language)
    click.echo(
        f"{'lesson':<{limits.LESSON_ID_BYTES}}  characters" + ("  reading grade" if graded else "")
    )
    for lesson in result.lessons:
        grade = "" if lesson.grade is None else f"  {lesson.grade:>13.1f}"
        click.echo(f"{lesson.lesson_id:<{limits.LESSON_ID_BYTES}}  {lesson.characters:>10}{grade}")
    if graded:
        click.echo(f"A lesson is read with ease at grade {GRADE:.0f} or less.")
    else:
        click.echo("How hard it is to read was not checked: no formula for this language.")
    if result.left_out:
        click.echo(f"\nLeft out, {count(len(result.left_out), 'part')} of the article:")
        for why, times, words in count_left_out(result.left_out):
            click.echo(f"  {why}: {times}")
            for told in words:
                click.echo(f"    “{told}”")
    if result.notes:
        click.echo("\nLook at:")
        if result.tables:
            click.echo(f"  {count(result.tables, 'lesson')} with a table")
        for note in result.notes:
            click.echo(f"  {note}")


def _say_next(folder: Path) -> None:
    click.echo(
        "\nThis is a draft. Next:\n"
        "  1. In course.toml, fill in description and source.\n"
        "  2. In each lesson, fill in evidence, sources, takeaway and [quiz]; shorten the text.\n"
        f"  3. Run: python -m bot course check {folder}\n"
        '  4. When it finds no errors, set status = "published".'
    )


def refuse(message: str) -> NoReturn:
    """Say why nothing was done, and end."""
    click.echo(message, err=True)
    raise SystemExit(_REFUSED)


def count(number: int, what: str) -> str:
    """Return "no lesson", "1 lesson" or "2 lessons"."""
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
