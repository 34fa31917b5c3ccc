"""A course as people read it: with the name, phone and hours of the clinic in their places."""

from collections.abc import Iterator
from dataclasses import replace

from lessons.clinic.placeholders import Clinic, Placeholder, fill, find_places, find_unset
from lessons.course.course import Course, Lesson, Quiz
from lessons.course.markdown import escape


def fill_course(course: Course, clinic: Clinic) -> Course:
    """Return the course with every place filled; the very same one where it has none.

    Its lessons keep the revisions of their wording, and their reviews.
    """
    if not any(True for text in list_texts(course) for _ in find_places(text)):
        return course
    filled = replace(
        course,
        title=fill(course.title, clinic),
        description=fill(course.description, clinic),
        source=fill(course.source, clinic),
        lessons=tuple(_fill_lesson(lesson, clinic) for lesson in course.lessons),
    )
    for written, lesson in zip(course.lessons, filled.lessons, strict=True):
        if review := course.find_review(written):
            signed = replace(review, fingerprint=filled.fingerprint(lesson))
            object.__setattr__(lesson, "sign_off", signed)
    return filled


def _fill_lesson(lesson: Lesson, clinic: Clinic) -> Lesson:
    """Return the lesson with every place filled, under the revision of its wording."""
    filled = replace(
        lesson,
        title=fill(lesson.title, clinic),
        section=fill(lesson.section, clinic),
        body=fill(lesson.body, clinic, escape),
        takeaway=fill(lesson.takeaway, clinic),
        sources=tuple(fill(source, clinic) for source in lesson.sources),
        quiz=_fill_quiz(lesson.quiz, clinic) if lesson.quiz else None,
        claim=fill(lesson.claim, clinic),
        about_source=fill(lesson.about_source, clinic),
        encouragement=fill(lesson.encouragement, clinic),
    )
    object.__setattr__(filled, "revision", lesson.revision)
    return filled


def find_unset_in(course: Course, clinic: Clinic) -> list[Placeholder]:
    """Return what the course needs and nobody has set, each once."""
    found = (item for text in list_texts(course) for item in find_unset(text, clinic))
    return list(dict.fromkeys(found))


def list_texts(course: Course) -> Iterator[str]:
    """Yield every text of a course that people may read."""
    yield from (course.title, course.description, course.source)
    for lesson in course.lessons:
        yield from (text for _, text in list_lesson_texts(lesson))


def list_lesson_texts(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Yield every text of a lesson with the name of its field in the files."""
    yield from (
        ("title", lesson.title),
        ("section", lesson.section),
        ("body", lesson.body),
        ("takeaway", lesson.takeaway),
        ("claim", lesson.claim),
        ("about_source", lesson.about_source),
        ("encouragement", lesson.encouragement),
    )
    yield from (("sources", source) for source in lesson.sources)
    if lesson.quiz:
        yield "quiz.question", lesson.quiz.question
        yield from (("quiz.options", option) for option in lesson.quiz.options)
        yield "quiz.explanation", lesson.quiz.explanation


def _fill_quiz(quiz: Quiz, clinic: Clinic) -> Quiz:
    return replace(
        quiz,
        question=fill(quiz.question, clinic),
        options=tuple(fill(option, clinic) for option in quiz.options),
        explanation=fill(quiz.explanation, clinic),
    )
