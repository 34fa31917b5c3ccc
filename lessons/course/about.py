"""Which lesson tells about what somebody asks, or holds the line that somebody quotes."""

import re
from collections.abc import Sequence, Set

from lessons.course.course import Course, Lesson
from lessons.language.slips import is_one_slip

_LETTERS = 4
_QUOTED_WORDS = 6
_IN_TITLE = 5
_AS_ASKED = 5
_OFTEN = 3 * _AS_ASKED
_LONG = 6
# How words of questions begin, and those that any lesson may have.
_SMALL = frozenset(
    {
        "abou", "actu", "beca", "been", "bein", "betw", "caus", "comm", "cond", "coul", "cove",
        "defi", "diff", "dise", "does", "exac", "expl", "feel", "from", "have", "help", "into",
        "kind", "know", "lear", "less", "like", "make", "many", "mean", "mine", "more", "much",
        "ofte", "plea", "prob", "read", "said", "same", "says", "shou", "sign", "some", "sort",
        "symp", "synd", "talk", "tell", "than", "that", "thei", "then", "ther", "they", "thin",
        "this", "were", "what", "when", "wher", "whic", "will", "with", "woul", "your",
    }
)  # fmt: skip
_ASK = frozenset(
    {"what", "whats", "why", "how", "does", "explain", "define", "tell", "which", "is", "are"}
)
# What is compared is all told, or none is.
_COMPARING = frozenset({"difference", "differences", "differ", "versus", "vs", "compared", "or"})
_AMOUNTS = frozenset({"many", "much", "dose", "doses", "dosage", "amount", "overdose", "lethal"})
# What the bot is made of, and no part of a body: a button is no buttock.
_OF_THE_BOT = frozenset({"button", "buttons"})
# Who speaks of themselves asks about themselves.
_SELVES = frozenset({"i", "im", "my", "me", "we", "he", "she", "his", "her"})
_WORD = re.compile(r"[^\W_]+")


def find_lesson_about(course: Course, text: str) -> Lesson | None:
    """Return the lesson that has most words of a question, best in its title, or that a text of
    some words stands in; ``None`` for none.

    Half of the words are there, all where things are compared, and among them one that not every
    lesson has, a long one or one that comes again and again, or a long one in the title. What only
    happens to stand somewhere is no answer.
    """
    if quoted := find_lesson_quoted(course, text):
        return quoted
    words = _list_words(text)
    begins_so = bool(words) and words[0] in _ASK
    is_question = begins_so or ("?" in text and _SELVES.isdisjoint(words))
    asked = {word for word in words if len(word) >= _LETTERS and word[:_LETTERS] not in _SMALL}
    if not is_question or not asked or not _OF_THE_BOT.isdisjoint(asked):
        return None
    if not _AMOUNTS.isdisjoint(words):
        # "How many would it take": no lesson says, and none may seem to.
        return None
    counted = [_count_each(asked, lesson) for lesson in course.lessons]
    most_lessons = max(1, len(counted) // 2)
    rare = {word for word in asked if sum(map(bool, (of[word] for of in counted))) <= most_lessons}
    if any(len(word) > _LONG and not any(of[word] for of in counted) for word in asked):
        # What is asked has a name that no lesson has: "cluster", beside "headache".
        return None
    least = len(asked) if not _COMPARING.isdisjoint(words) else (len(asked) + 1) // 2
    best, best_score = None, (0, 0)
    for lesson, counts in zip(course.lessons, counted, strict=True):
        found = sum(map(bool, counts.values()))
        tells = any(counts[word] >= (_AS_ASKED if len(word) >= _LONG else _OFTEN) for word in rare)
        is_titled = any(
            counts[word] >= _IN_TITLE * _AS_ASKED for word in asked if len(word) >= _LONG
        )
        # What many lessons have in their titles is told by the first of them.
        score = (found, sum(counts.values()) if tells else 0)
        if (tells or is_titled) and found >= least and score > best_score:
            best, best_score = lesson, score
    return best


def mend_slips(course: Course, text: str) -> str:
    """Return the text with each long word as the title of a lesson has it, where one letter is
    wrong, lacks or is too many."""
    titled = {
        word for lesson in course.lessons for word in _list_words(lesson.title) if len(word) > _LONG
    }
    return " ".join(_mend(word, titled) for word in _list_words(text))


def _mend(word: str, titled: Set[str]) -> str:
    near = [other for other in titled if len(word) >= _LONG and is_one_slip(word, other)]
    return near[0] if len(near) == 1 and word not in titled else word


def _count_each(asked: Set[str], lesson: Lesson) -> dict[str, int]:
    body, title = _list_words(lesson.body), _list_words(lesson.title)
    return {word: _count(word, body) + _IN_TITLE * _count(word, title) for word in asked}


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
