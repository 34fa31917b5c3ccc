"""A lesson as people read it, and its question."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.rich_text import (
    Entity,
    RichText,
    bold,
    clipped,
    compose,
    concatenate,
    expandable_quote,
    from_markdown,
    italic,
    lines,
    link,
    paragraphs,
)
from bot.views.screen import Button, Screen
from lessons.course import limits
from lessons.course.citations import read_citation
from lessons.course.course import Course, Evidence, Lesson
from lessons.delivery.wording import Wording
from lessons.sign_off import SignOff

_LONGEST_VERDICT = 200
BETWEEN = "· · ·"
"""What parts the words of a lesson from what is said about it."""


@dataclass(frozen=True, slots=True)
class QuizScreen:
    """A quiz as Telegram takes it; ``answer`` is the index of the right option."""

    question: str
    options: tuple[str, ...]
    answer: int
    explanation: str


_MARKS = {
    Evidence.STRONG: "●●●",
    Evidence.FAIR: "●●○",
    Evidence.WEAK: "●○○",
    Evidence.IDEA: "○○○",
}


def evidence_badge(evidence: Evidence) -> str:
    """Return how sure science is: a mark to recognise from afar, and words."""
    return f"{_MARKS[evidence]} {_in_words(evidence)}"


def _in_words(evidence: Evidence) -> str:
    return {
        Evidence.STRONG: _("strong, from guidelines or good reviews"),
        Evidence.FAIR: _("fair, from studies of people or experts who agree"),
        Evidence.WEAK: _("weak, from few or mixed studies"),
        Evidence.IDEA: _("only an idea so far"),
    }[evidence]


def review_in_words(course: Course) -> str:
    """Return what a course owes its readers: who reviewed it, how much of it, and until when."""
    signed = [review for item in course.lessons if (review := course.find_review(item))]
    reviewers = {review.reviewer for review in signed}
    if not signed:
        return _not_reviewed()
    if len(signed) < len(course.lessons):
        told = _("{count} of {total} lessons are reviewed by a clinician.").format(
            count=len(signed), total=len(course.lessons)
        )
    elif len(reviewers) == 1:
        told = _("Reviewed by {name}.").format(name=reviewers.pop())
    else:
        told = _("Each lesson says who reviewed it.")
    first = min((it for it in signed if it.next_review), key=_due, default=None)
    return " ".join([told, *([_next_review(first)] if first else [])])


def _due(review: SignOff) -> date:
    return review.next_review or date.max


def _not_reviewed() -> str:
    return _("Not yet reviewed by a clinician.")


def _next_review(review: SignOff) -> str:
    return _("Next review on {day}.").format(day=review.next_day)


def reviewed_by(review: SignOff) -> str:
    """Return who reviewed something, when, and when that is to be done again."""
    told = _("Reviewed by {name}.").format(name=review.reviewer)
    return f"{told} {_next_review(review)}" if review.next_review else told


def place_in(course: Course, lesson: Lesson) -> str:
    """Return where the lesson stands in its course."""
    return _("Lesson {place} of {total}").format(
        place=course.find_position(lesson.lesson_id), total=len(course.lessons)
    )


def _source(source: str) -> RichText:
    found = read_citation(source)
    named = link(found.text, found.link) if found.link else found.text
    return concatenate(("• ", named))


def _certainty(item: Lesson) -> RichText | None:
    if item.evidence is None:
        return None
    of_what = _("How sure that {claim}:").format(claim=item.claim) if item.claim else _("How sure:")
    return concatenate((_MARKS[item.evidence], bold(of_what), _in_words(item.evidence)), " ")


def _footing(course: Course, lesson: Lesson) -> RichText:
    signed = course.find_review(lesson)
    review = reviewed_by(signed) if signed else _not_reviewed()
    # A short article has sections of one lesson, under one heading.
    is_apart = lesson.section and lesson.section != lesson.title
    section = _("Section: {section}").format(section=lesson.section) if is_apart else None
    comes_from = [*map(_source, lesson.sources), course.source or None, section]
    return expandable_quote(
        lines(
            _("Where this comes from") if any(comes_from) else None,
            *comes_from,
            lesson.about_source or None,
            compose(
                _("{review} This is general information. It cannot say what you have."),
                review=review,
            ),
        )
    )


@lru_cache(maxsize=512)
def lesson(course: Course, item: Lesson) -> Screen:
    """Return one lesson: its title first, which is what a locked phone shows, its place last."""
    text = paragraphs(
        bold(item.title),
        from_markdown(item.body),
        concatenate((bold(_("Remember:")), item.takeaway), " ") if item.takeaway else None,
        _certainty(item),
        italic(item.encouragement) if item.encouragement else None,
        _footing(course, item),
        place_in(course, item),
    )
    buttons = [Button(_("Urgent signs"), pack(Verb.URGENT))]
    if item.quiz:
        asks = pack(Verb.QUIZ, course.course_id, item.lesson_id)
        buttons.insert(0, Button(_("Quick question"), asks))
    return Screen(text, (tuple(buttons),))


def quiz(item: Lesson) -> QuizScreen | None:
    """Return the lesson's question, if it has one."""
    if item.quiz is None:
        return None
    return QuizScreen(
        item.quiz.question, item.quiz.options, item.quiz.answer, item.quiz.explanation
    )


def quiz_in_full(item: Lesson) -> RichText | None:
    """Return the lesson's question as whoever answers for it checks it: the answers, which of them
    is right, and why."""
    if item.quiz is None:
        return None
    asked = item.quiz
    return lines(
        bold(_("Quick question")),
        asked.question,
        *(
            f"{'✓' if at == asked.answer else '✗'} {option}"
            for at, option in enumerate(asked.options)
        ),
        compose(_("Why: {explanation}"), explanation=asked.explanation),
    )


def preview(course: Course, item: Lesson) -> Screen:
    """Return the very message that people get, and below it the question that they get on a tap."""
    screen, asked = lesson(course, item), quiz_in_full(item)
    if asked is None:
        return screen
    below = lines(BETWEEN, asked)
    text = paragraphs(clipped(screen.text, limits.MESSAGE - len(below) - 2), below)
    return replace(screen, text=text)


def quiz_with_buttons(course: Course, item: Lesson) -> Screen:
    """Return the lesson's question as a message, for where polls are forbidden."""
    asked = quiz(item)
    assert asked is not None, "only a lesson that has a question asks it"
    options = [f"{number}. {option}" for number, option in enumerate(asked.options, 1)]
    buttons = [
        Button(str(index + 1), pack(Verb.QUIZ_ANSWER, course.course_id, item.lesson_id, index))
        for index in range(len(options))
    ]
    told = _("Tap a number. Only you see whether it is right.")
    return Screen(paragraphs(bold(asked.question), lines(*options), told), (tuple(buttons),))


def quiz_verdict(asked: QuizScreen, number: int) -> str:
    """Return whether that option is right, and why (at most 200 characters)."""
    verdict = (
        _("Right.")
        if number == asked.answer
        else _("Not quite: number {right} is right.").format(right=asked.answer + 1)
    )
    told = f"{verdict} {asked.explanation}".rstrip()
    return told if len(told) <= _LONGEST_VERDICT else f"{told[: _LONGEST_VERDICT - 1]}…"


def corrected(screen: Screen) -> Screen:
    """Return the message as it replaces a copy that had a mistake."""
    return replace(screen, text=paragraphs(screen.text, italic(_("Corrected."))))


def announcement(wording: Wording) -> Screen:
    """Return a message that an admin wrote."""
    entities = (
        Entity(mark.kind, mark.offset, mark.length, mark.url, language=mark.language)
        for mark in wording.marks
    )
    text, link = RichText(wording.text, tuple(entities)), wording.link
    keyboard = ((Button(link.label, url=link.url),),) if link else ()
    return Screen(text, keyboard, attachment=wording.attachment)


def count_lessons(count: int) -> str:
    """Return a number of lessons in words."""
    return ngettext("{count} lesson", "{count} lessons", count).format(count=count)
