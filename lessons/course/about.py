"""Which lesson tells about what somebody asks, or holds the line that somebody quotes."""

import re
from collections.abc import Sequence

from lessons.course.course import Course, Lesson

_LETTERS = 4
_QUOTED_WORDS = 6
_IN_TITLE = 5
_AS_ASKED = 5
# How words of questions begin, and those that any lesson may have.
_SMALL = frozenset(
    {
        "abou", "beca", "been", "bein", "betw", "caus", "comm", "coul", "cove", "defi", "diff",
        "does", "expl", "feel", "from", "have", "help", "into", "kind", "know", "lear", "less",
        "like", "make", "many", "mean", "mine", "more", "much", "ofte", "plea", "read", "said",
        "same", "says", "shou", "sign", "some", "sort", "symp", "talk", "tell", "than", "that",
        "thei", "then", "ther", "they", "thin", "this", "were", "what", "when", "wher", "whic",
        "will", "with", "woul", "your",
    }
)  # fmt: skip
_ASK = frozenset(
    {"what", "whats", "why", "how", "does", "explain", "define", "tell", "which", "is", "are"}
)
_WORD = re.compile(r"[^\W_]+")


def find_lesson_about(course: Course, text: str) -> Lesson | None:
    """Return the lesson that has most words of a question, best in its title, but at least half of
    them, or that a text of some words stands in; ``None`` for none."""
    if quoted := find_lesson_quoted(course, text):
        return quoted
    words = _list_words(text)
    is_question = "?" in text or (bool(words) and words[0] in _ASK)
    asked = {word for word in words if len(word) >= _LETTERS and word[:_LETTERS] not in _SMALL}
    best, best_score = None, (0, 0)
    for lesson in course.lessons:
        body = _list_words(lesson.body)
        title = _list_words(lesson.title)
        counts = [_count(word, body) + _IN_TITLE * _count(word, title) for word in asked]
        score = (sum(map(bool, counts)), sum(counts))
        if is_question and 2 * score[0] >= len(asked) > 0 and score > best_score:
            best, best_score = lesson, score
    return best


def find_lesson_quoted(course: Course, text: str) -> Lesson | None:
    """Return the lesson in which the text stands word for word, if it has some words."""
    words = _list_words(text)
    if len(words) < _QUOTED_WORDS:
        return None
    quoted = f" {' '.join(words)} "
    for lesson in course.lessons:
        if quoted in f" {' '.join(_list_words(lesson.body))} ":
            return lesson
    return None


def _count(asked: str, words: Sequence[str]) -> int:
    """Return how often the word is there; one that it begins with, as numb for numbness, counts
    less."""
    begin = asked[: _LETTERS + 1]
    return sum(
        _AS_ASKED if word.startswith(begin) else 1
        for word in words
        if word.startswith(begin) or (len(word) >= _LETTERS and asked.startswith(word))
    )


def _list_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
