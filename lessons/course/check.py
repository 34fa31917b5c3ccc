"""What must hold before the files of a course are published."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from lessons.clinic.placeholders import Placeholder
from lessons.course import limits
from lessons.course.course import Course, CourseStatus
from lessons.course.lesson_source import LESSON_FIELDS, QUIZ_FIELDS, LessonSource
from lessons.course.rules import CourseRule, Fault, check_head, check_lesson, is_advice
from lessons.course.source import COURSE_FIELDS, CourseSource, read_course_source
from lessons.language.readability import COMFORTABLE_GRADE
from lessons.sign_off import TABLE
from lessons.toml_files.problems import Problem, Severity

_LESSON_EXAMPLES = {
    **LESSON_FIELDS,
    "quiz": f"[quiz] {QUIZ_FIELDS['question']} ...",
    **{f"quiz.{name}": example for name, example in QUIZ_FIELDS.items()},
}
_SHORTEN = "Use shorter sentences and words."


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


def _unless_told(told: set[tuple[Path, int]], problems: Iterable[Problem]) -> Iterator[Problem]:
    """A field that cannot be read reads as empty; one problem about it is enough."""
    return (problem for problem in problems if (problem.file, problem.line) not in told)


def _check_head(source: CourseSource, course: Course) -> Iterator[Problem]:
    for fault in check_head(course):
        line = source.line(fault.field)
        if fault.rule is CourseRule.GRADE_KNOWN:
            problem = f'how hard it is to read was not checked: no formula for "{fault.given}"'
            remedy = "Let somebody read it who does not know the subject."
            yield Problem(source.file, line, problem, remedy, Severity.WARNING)
            continue
        if fault.rule is CourseRule.PLACEHOLDER:
            yield Problem(source.file, line, *_tell_place(fault))
            continue
        problem, accepted = _describe(fault)
        remedy = f"Accepted: {accepted}, as in {COURSE_FIELDS[fault.field]}"
        severity = Severity.WARNING if is_advice(fault) else Severity.ERROR
        yield Problem(source.file, line, problem, remedy, severity)


def _check_lesson(source: LessonSource, course: Course) -> Iterator[Problem]:
    for fault in check_lesson(source.lesson, course.source, course.language):
        if fault.rule is CourseRule.WORDS and course.status is not CourseStatus.PUBLISHED:
            continue
        line = source.line(fault.field) + max(0, fault.number - 1) * (fault.field == "body")
        severity = Severity.WARNING if is_advice(fault) else Severity.ERROR
        problem, remedy = _tell(fault)
        yield Problem(source.file, line, problem, remedy, severity)
    if source.lesson.sign_off and not course.find_review(source.lesson):
        problem = "this was reworded since it was signed, and counts as not reviewed"
        remedy = f'Once it is reviewed again: fingerprint = "{course.fingerprint(source.lesson)}"'
        line = source.line(f"{TABLE}.fingerprint")
        yield Problem(source.file, line, problem, remedy, Severity.WARNING)


def _tell(fault: Fault) -> tuple[str, str]:
    """Return what is wrong with a lesson, and the whole remedy."""
    match fault.rule:
        case CourseRule.MARKUP:
            accepted = "paragraphs, **bold**, *italic*, lists with - and [links](https://...)"
            return f"the text holds {fault.given}", f"Accepted: {accepted}."
        case CourseRule.TEXT:
            return "the lesson has no text", "Write one idea in 80 to 120 words."
        case CourseRule.WORDS:
            best = f"Best: {limits.WORDS.start} to {limits.WORDS.stop - 1}."
            return f"the text has {fault.given} words", best
        case CourseRule.GRADE | CourseRule.EASY_GRADE:
            best = f"Best: at most {COMFORTABLE_GRADE}. {_SHORTEN}"
            return f"the reading grade is {fault.given}", best
        case CourseRule.TABLE_CHECKED:
            remedy = (
                "Compare each line with the article, then remove the line "
                f"{LESSON_FIELDS['unchecked']}"
            )
            return "its table was read by a program and checked by nobody", remedy
        case CourseRule.PLACEHOLDER:
            return _tell_place(fault)
        case CourseRule.MESSAGE:
            accepted = f"at most {fault.limit} with title, sources and advice; shorten them"
            problem = f"the message would have about {fault.given} characters"
            return problem, f"Accepted: {accepted}."
        case CourseRule.SOURCE_LINK:
            best = f"Best: last, a whole address or a DOI, as in {LESSON_FIELDS['sources']}"
            return f'the address in "{fault.given}" cannot be tapped', best
        case CourseRule.LENGTH if fault.field == "body":
            return f"the text has {fault.given} characters", f"Accepted: at most {fault.limit}."
        case _:
            problem, accepted = _describe(fault)
            return problem, f"Accepted: {accepted}, as in {_LESSON_EXAMPLES[fault.field]}"


def _tell_place(fault: Fault) -> tuple[str, str]:
    accepted = ", ".join(item.written for item in Placeholder)
    return f"nothing is known to put in place of {fault.given}", f"Accepted: {accepted}."


def _describe(fault: Fault) -> tuple[str, str]:
    """Return what is wrong with a field, and what it may hold."""
    name = f'"{fault.field}"'
    match fault.rule:
        case CourseRule.FILLED:
            accepted = f"at most {fault.limit} characters" if fault.limit else ""
            return f"{name} is empty", accepted or "a sentence for readers"
        case CourseRule.LENGTH:
            part = {
                "quiz.question": "the question",
                "quiz.options": f"option {fault.number}",
                "quiz.explanation": "the explanation",
            }.get(fault.field)
            accepted = f"1 to {fault.limit}" if part else f"at most {fault.limit}"
            return f"{part or name} has {fault.given} characters", accepted
        case CourseRule.LANGUAGE:
            return f'{name} is "{fault.given}"', "a language code such as en or en-GB"
        case CourseRule.EVIDENCE:
            return f"{name} is empty", "strong, fair, weak or idea"
        case CourseRule.SOURCES:
            given = "no" if fault.given == "0" else fault.given
            return f"there are {given} sources", f"1 to {fault.limit}"
        case CourseRule.SOURCE_NAMED:
            return f'a source says only "{fault.given}"', "a citation or a link"
        case CourseRule.QUIZ:
            return "there is no quiz", "a table with " + ", ".join(QUIZ_FIELDS)
        case CourseRule.OPTIONS_DIFFER:
            return "two options are the same", "different ones"
        case CourseRule.LINE_FEEDS:
            accepted = f"at most {fault.limit} line feeds"
            return f"the explanation has {fault.given} line feeds", accepted
    raise ValueError(f"no field breaks {fault.rule}")
