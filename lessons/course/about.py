"""Which lesson tells about what somebody asks, or holds the line that somebody quotes."""

import re
from collections import Counter

from lessons.course.course import Course, Lesson

_LETTERS = 4
_QUOTED_WORDS = 6
_TITLE_COUNTS = 5
# Words of questions, and those that any lesson may have.
_SMALL = frozenset(
    [
        "what",
        "whats",
        "does",
        "mean",
        "means",
        "meaning",
        "about",
        "explain",
        "define",
        "tell",
        "which",
        "lesson",
        "lessons",
        "have",
        "this",
        "that",
        "with",
        "from",
        "there",
        "their",
        "they",
        "your",
        "mine",
        "when",
        "where",
        "will",
        "would",
        "could",
        "should",
        "please",
        "difference",
        "between",
        "into",
        "than",
        "then",
        "more",
        "much",
        "many",
        "some",
        "same",
        "because",
        "read",
        "know",
        "often",
        "common",
        "cause",
        "causes",
        "symptom",
        "symptoms",
        "sign",
        "signs",
        "like",
        "help",
        "thing",
        "things",
        "says",
        "said",
        "feel",
        "make",
        "makes",
        "being",
        "been",
        "were",
        "sort",
        "kind",
        "learn",
        "talk",
        "covers",
        "cover",
        "covered",
    ]
)


_ASK = frozenset("what whats why how does explain define tell which is are can".split())
_WORD = re.compile(r"[^\W_]+")


def find_lesson_about(course: Course, text: str) -> Lesson | None:
    """Return the lesson that has most words of a question, best in its title, but at least half of
    them, or that a text of some words stands in; ``None`` for none."""
    words = _list_words(text)
    is_question = "?" in text or (bool(words) and words[0] in _ASK)
    asked = {word[:_LETTERS] for word in words if len(word) >= _LETTERS} - {
        word[:_LETTERS] for word in _SMALL
    }
    quoted = f" {' '.join(words)} " if len(words) >= _QUOTED_WORDS else None
    best, best_score = None, (0, 0)
    for lesson in course.lessons:
        title, body = (_list_words(part) for part in (lesson.title, lesson.body))
        if quoted and quoted in f" {' '.join(body)} ":
            return lesson
        found = Counter(word[:_LETTERS] for word in body)
        for word in title:
            found[word[:_LETTERS]] += _TITLE_COUNTS
        known = [found[word] for word in asked if found[word]]
        score = (len(known), sum(known))
        if is_question and 2 * len(known) >= len(asked) > 0 and score > best_score:
            best, best_score = lesson, score
    return best


def _list_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
