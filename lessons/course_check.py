"""What must hold before a course is published."""

import re
from collections.abc import Iterator
from pathlib import Path

from lessons import limits
from lessons.course import Course, CourseStatus, Lesson, Quiz
from lessons.course_source import COURSE_FIELDS, CourseSource, read_course_source
from lessons.lesson_markdown import find_unsupported, plain_blocks
from lessons.lesson_source import LESSON_FIELDS, QUIZ_FIELDS, LessonSource
from lessons.limits import utf16_length
from lessons.problems import Problem, Severity
from lessons.readability import find_words, reading_grade

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_ONLY_TO_VERIFY = re.compile(r"\W*to verify\W*", re.IGNORECASE)
# What a message adds to the words in the files: place, badge, headings, advice.
_FRAME = 600


def check_course(folder: Path) -> list[Problem]:
    """Return everything that keeps the course from being published, and the warnings.

    They come file by file, in the order of the lessons. No error means that the course loads,
    and may be published.
    """
    return check_course_source(read_course_source(folder))


def check_course_source(source: CourseSource) -> list[Problem]:
    """Return what ``check_course`` does, for a course that has been read."""
    found = list(source.problems)
    told = {(problem.file, problem.line) for problem in found}
    if source.course is not None:
        found += _unless_told(told, _check_head(source, source.course))
        for lesson in source.lessons:
            found += _unless_told(told, _check_lesson(lesson, source.course))
    files = [source.file.parent, source.file, *(lesson.file for lesson in source.lessons)]
    rank = {file: place for place, file in enumerate(files)}
    return sorted(found, key=lambda p: (rank.get(p.file, len(rank)), p.file, p.line))


def _unless_told(told: set[tuple[Path, int]], problems: Iterator[Problem]) -> Iterator[Problem]:
    """A field that cannot be read reads as empty; one problem about it is enough."""
    return (problem for problem in problems if (problem.file, problem.line) not in told)


def _check_head(source: CourseSource, course: Course) -> Iterator[Problem]:
    def refuse(name: str, problem: str, accepted: str) -> Problem:
        remedy = f"Accepted: {accepted}, as in {COURSE_FIELDS[name]}"
        return Problem(source.file, source.line(name), problem, remedy)

    for name, text in [
        ("title", course.title),
        ("description", course.description),
        ("source", course.source),
    ]:
        if not text:
            yield refuse(name, f'"{name}" is empty', "a sentence for readers")
    if (length := utf16_length(course.title)) > limits.TITLE:
        yield refuse("title", f'"title" has {length} characters', f"at most {limits.TITLE}")
    if not _LANGUAGE.fullmatch(course.language):
        problem = f'"language" is "{course.language}"'
        yield refuse("language", problem, "a language code such as en or en-GB")


def _check_lesson(source: LessonSource, course: Course) -> Iterator[Problem]:
    lesson = source.lesson
    yield from _check_fields(source, lesson)
    if lesson.quiz:
        yield from _check_quiz(source, lesson.quiz)
    yield from _check_body(source, lesson.body, course.status is CourseStatus.PUBLISHED)
    if (length := _message_length(lesson, course)) > limits.MESSAGE:
        problem = f"the message would have about {length} characters"
        remedy = f"Accepted: at most {limits.MESSAGE} with title, sources and advice; shorten them."
        yield Problem(source.file, source.line("sources"), problem, remedy)


def _check_fields(source: LessonSource, lesson: Lesson) -> Iterator[Problem]:
    def refuse(name: str, problem: str, accepted: str) -> Problem:
        example = LESSON_FIELDS[name] if name != "quiz" else f"[quiz] {QUIZ_FIELDS['question']} ..."
        return Problem(
            source.file, source.line(name), problem, f"Accepted: {accepted}, as in {example}"
        )

    for name, text, limit in [
        ("title", lesson.title, limits.TITLE),
        ("section", lesson.section, limits.SECTION),
        ("takeaway", lesson.takeaway, limits.TAKEAWAY),
    ]:
        length = utf16_length(text)
        if not text:
            yield refuse(name, f'"{name}" is empty', f"at most {limit} characters")
        elif length > limit:
            yield refuse(name, f'"{name}" has {length} characters', f"at most {limit}")
    if lesson.evidence is None:
        yield refuse("evidence", '"evidence" is empty', "strong, fair, weak or idea")
    if not 1 <= len(lesson.sources) <= limits.SOURCES:
        problem = f"there are {len(lesson.sources) or 'no'} sources"
        yield refuse("sources", problem, f"1 to {limits.SOURCES}")
    for source_text in lesson.sources:
        if not source_text or _ONLY_TO_VERIFY.fullmatch(source_text):
            problem = f'a source says only "{source_text}"'
            yield refuse("sources", problem, "what a reader can look up")
    if lesson.quiz is None:
        yield refuse("quiz", "there is no quiz", "a table with " + ", ".join(QUIZ_FIELDS))


def _check_quiz(source: LessonSource, quiz: Quiz) -> Iterator[Problem]:
    def refuse(name: str, problem: str, accepted: str) -> Problem:
        remedy = f"Accepted: {accepted}, as in {QUIZ_FIELDS[name]}"
        return Problem(source.file, source.line(f"quiz.{name}"), problem, remedy)

    for name, what, text, limit in [
        ("question", "the question", quiz.question, limits.QUESTION),
        *(
            ("options", f"option {number}", option, limits.OPTION)
            for number, option in enumerate(quiz.options, start=1)
        ),
        ("explanation", "the explanation", quiz.explanation, limits.EXPLANATION),
    ]:
        length = utf16_length(text)
        if not 1 <= length <= limit:
            yield refuse(name, f"{what} has {length} characters", f"1 to {limit}")
    if len({option.casefold() for option in quiz.options}) < len(quiz.options):
        yield refuse("options", "two options are the same", "three different ones")
    if (line_feeds := quiz.explanation.count("\n")) > limits.EXPLANATION_LINE_FEEDS:
        accepted = f"at most {limits.EXPLANATION_LINE_FEEDS} line feeds"
        yield refuse("explanation", f"the explanation has {line_feeds} line feeds", accepted)


def _check_body(source: LessonSource, body: str, is_published: bool) -> Iterator[Problem]:
    first_line = source.line("body")

    def tell(problem: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        return Problem(source.file, first_line, problem, remedy, severity)

    for line, unsupported in find_unsupported(body):
        remedy = "Accepted: paragraphs, **bold**, *italic*, lists with - and [links](https://...)."
        yield Problem(source.file, first_line + line - 1, f"the text holds {unsupported}", remedy)
    blocks = plain_blocks(body)
    text = "\n\n".join(blocks)
    if not text:
        yield tell("the lesson has no text", "Write one idea in 80 to 120 words.")
        return
    if (length := utf16_length(text)) > limits.BODY:
        yield tell(f"the text has {length} characters", f"Accepted: at most {limits.BODY}.")
    words = len(find_words(text))
    if is_published and words not in limits.WORDS:
        accepted = f"Best: {limits.WORDS.start} to {limits.WORDS.stop - 1}."
        yield tell(f"the text has {words} words", accepted, Severity.WARNING)
    grade = round(reading_grade(text), 1)
    shorten = "Use shorter sentences and words."
    if grade > limits.GRADE:
        yield tell(f"the reading grade is {grade}", f"Accepted: at most {limits.GRADE}. {shorten}")
    elif grade > limits.COMFORTABLE_GRADE:
        best = f"Best: at most {limits.COMFORTABLE_GRADE}. {shorten}"
        yield tell(f"the reading grade is {grade}", best, Severity.WARNING)


def _message_length(lesson: Lesson, course: Course) -> int:
    """Return at least what the rendered message measures."""
    parts = [lesson.section, lesson.title, lesson.body, lesson.takeaway, *lesson.sources]
    return _FRAME + sum(map(utf16_length, [*parts, course.source, course.reviewed_by]))
