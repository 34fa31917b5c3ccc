"""A wish for a lesson in words: once more, the one before, another one, or one about something."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from lessons.language.answers import bare_words, without_politeness
from lessons.language.clauses import list_clauses
from lessons.language.phrases import says_one_of
from lessons.language.wrappers import unwrap
from lessons.symptom_checks.complaints import names_complaint

_MOST_WORDS = 14
_MOST_TOPIC_WORDS = 5
_ABOUT = re.compile(
    r"(?:.* )?(?:something|anything|everything|lessons?|one|more|read|hear|know|learn|tips?|info"
    r"|information|advice|stuff|material|tell me|what do you have|what have you got)"
    r"(?: is there)? (?:about|on|regarding|concerning) (?P<topic>.+)"
)
_WHAT_ABOUT = re.compile(
    r"(?:(?:and )?(?:what|how|wat|wot|whta) about|(?:.* )?the (?:one|lesson) (?:with|where))"
    r" (?P<topic>.+)"
)
_THE_ONE = re.compile(
    r"(?:(?:please|can i|could i|may i|i want to|i would like to|i'd like to|show me|show|give me"
    r"|send|send me|open|read|see|have|get|find|i want|i need|do you have|is there) )*"
    r"(?:the |that |your |a )?"
    r"(?P<topic>(?!lesson|next|last|first|previous|other|same|right|new|good|old|this|only)"
    r"[^\W\d]\w*(?: (?!is\b|was\b)[^\W\d]\w*)?) (?:one|lesson)s?"
)
_AFTER_TOPIC = re.compile(r"(?: (?:please|pls|too|again|as well|now|today|dear|there|then))+$")
_BEFORE_TOPIC = re.compile(r"^(?:the|a|an|my|your|some|any|those|these|how to) ")


class LessonWishKind(StrEnum):
    """Which lesson somebody asks for."""

    AGAIN = "again"
    BEFORE = "before"
    MORE = "more"
    NEXT = "next"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class LessonWish:
    """``topic`` is what it shall be about."""

    kind: LessonWishKind
    topic: str = ""


def find_lesson_wish(text: str) -> LessonWish | None:
    """Return which lesson the text asks for, in one of its parts; ``None`` for any other text."""
    whole = without_politeness(bare_words(unwrap(text)))
    if wish := _read(whole):
        return wish
    parts = [] if names_complaint(text) else list_clauses(text)
    read = (_read(without_politeness(bare_words(part))) for part in parts if len(parts) > 1)
    return next((wish for wish in read if wish), None)


def _read(words: str) -> LessonWish | None:
    if not words or len(words.split(" ")) > _MOST_WORDS:
        return None
    beside, no_topic, named = _load()
    for kind in (
        LessonWishKind.BEFORE,
        LessonWishKind.AGAIN,
        LessonWishKind.NEXT,
        LessonWishKind.MORE,
    ):
        if says_one_of(words, named[kind], beside):
            return LessonWish(kind)
    for pattern in (_ABOUT, _WHAT_ABOUT, _THE_ONE):
        if match := pattern.fullmatch(words):
            topic = _BEFORE_TOPIC.sub("", _AFTER_TOPIC.sub("", match["topic"]))
            is_short = 0 < len(topic.split(" ")) <= _MOST_TOPIC_WORDS
            if topic and is_short and not set(topic.split()) <= no_topic | beside:
                return LessonWish(LessonWishKind.ABOUT, topic)
    return None


@lru_cache(maxsize=1)
def _load() -> tuple[frozenset[str], frozenset[str], dict[LessonWishKind, frozenset[str]]]:
    source = resources.files("lessons.questions") / "lesson_wishes.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    named: dict[LessonWishKind, frozenset[str]] = {
        kind: frozenset(bare_words(line) for line in raw[kind].strip().splitlines())
        for kind in LessonWishKind
        if kind is not LessonWishKind.ABOUT
    }
    return frozenset(raw["beside"].split()), frozenset(raw["no_topic"].split()), named
