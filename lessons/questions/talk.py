"""What somebody says or asks of the bot itself: thanks, "is it free", "are you a doctor"."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from lessons.language.answers import bare_words
from lessons.symptom_checks.complaints import names_complaint
from lessons.symptom_checks.urgent_reading import read_words

_MOST_WORDS = 9
_MOST_LETTERS = 120
_MOST_KIND_WORDS = 30
_MOST_KIND_LETTERS = 300
# How many words may stand in a kind text that are not known.
_UNKNOWN_OF = 4
_PARTS_OF_DAY = frozenset({"morning", "evening", "afternoon"})
_THUMBS = frozenset("👍👌✅")
_KIND_SIGNS = frozenset("🙏❤♥🥰😊🙂👏💪😀😃😄😁🌹🌸💐✌🤝🫶☺😍😘💚💙💛🧡💜🤗🌞☀⭐🎉")
_QUESTION_MARKS = frozenset("?？؟")


_LESSONS = r"(?:the |your |my )?(?:lessons?|messages?|texts?)"


class Topic(StrEnum):
    """What the bot has a word of its own for."""

    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    FINE = "fine"
    LATER = "later"
    PRICE = "price"
    DOCTOR = "doctor"
    WHO = "who"
    STOP = "stop"
    WHEN = "when"
    CHANGE_TIME = "change time"
    LANGUAGE = "language"
    DATA = "data"
    USE = "use"
    ANGRY = "angry"
    LETTERS = "letters"
    EMOJI = "emoji"
    LONG = "long"
    LEAVING = "leaving"


def find_topic(text: str) -> Topic | None:
    """Return what the text says to the bot, or asks about it, and nothing else; ``None`` for any
    other text."""
    if sign := _find_sign(text):
        return sign
    said = read_words(text, frozenset()).words if len(text) <= _MOST_LETTERS else ()
    if told := _find_told(text):
        return told
    if not 0 < len(said) <= _MOST_WORDS:
        return _find_kind(text)
    known, words = _load(), set(said)
    if exact := known.exactly.get(" ".join(said)):
        return exact
    for topic, named in known.says:
        if words & named and words <= named | known.beside:
            return None if topic is Topic.HELLO and _names_day(words) else topic
    if words & known.angry and words <= known.angry | known.angry_beside:
        return Topic.ANGRY
    if words & (known.body - known.praise):
        return None
    asked = (topic for topic, groups in known.asks if all(words & group for group in groups))
    return next(asked, None) or _find_kind(text)


def _find_told(text: str) -> Topic | None:
    """Return what a sentence of any length says or asks, in words that leave no doubt."""
    words = bare_words(text)
    if not words or len(text) > _MOST_KIND_LETTERS:
        return None
    if _EMOJI.search(words):
        return Topic.EMOJI
    if names_complaint(text):
        return None
    return next((topic for topic, told in _TOLD if told.search(words)), None)


def _names_day(words: set[str]) -> bool:
    """Whether "this evening" and the like is a time, and no greeting."""
    return bool(words & {"this", "tomorrow", "tonight"} and words & _PARTS_OF_DAY)


def _find_sign(text: str) -> Topic | None:
    """Return what a text of nothing but kind signs says."""
    signs = {sign for sign in text if unicodedata.category(sign) == "So" or sign in _KIND_SIGNS}
    others = (sign for sign in text if sign not in signs and not sign.isspace())
    # The colour of a hand and the like.
    is_bare = all(unicodedata.category(sign) in ("Sk", "Mn", "Cf") for sign in others)
    if not signs or not is_bare or len(text) > _MOST_LETTERS:
        return None
    if signs <= _THUMBS:
        return Topic.FINE
    return Topic.THANKS if signs <= _THUMBS | _KIND_SIGNS else None


def _find_kind(text: str) -> Topic | None:
    """Return whether a longer text is a clear thanks or greeting: nearly all of its words are
    kind or add nothing, and none may tell of a worry."""
    # Figures may be a time.
    if len(text) > _MOST_KIND_LETTERS or any(c.isdigit() for c in text) or names_complaint(text):
        return None
    known, said = _load(), read_words(text, frozenset()).words
    words = set(said)
    if not 0 < len(said) <= _MOST_KIND_WORDS or words & (known.body - known.praise | known.worry):
        return None
    greets = words if "good" in words else words - _PARTS_OF_DAY
    topic = next((topic for topic, named in known.says if topic in _KIND and greets & named), None)
    if topic is None and words & known.compliments:
        topic = Topic.THANKS
    if topic is Topic.HELLO and _names_day(words):
        return None
    if topic is None or (topic is Topic.THANKS and set(text) & _QUESTION_MARKS):
        return None
    named = frozenset[str]().union(*(named for kind, named in known.says if kind in _KIND))
    unknown = words - named - known.beside - known.praise - known.compliments
    return topic if len(unknown) <= len(said) // _UNKNOWN_OF else None


_KIND = (Topic.THANKS, Topic.HELLO)
_EMOJI = re.compile(
    r"\b(?:no|without|remove|stop|skip|leave|drop) (?:\w+ ){0,2}(?:emojis?|smileys?|emoticons?)\b"
    r"|\b(?:emojis?|smileys?|emoticons?) (?:\w+ ){0,3}(?:read|spoken|out|away)\b"
)
_TOLD = (
    (
        Topic.WHEN,
        re.compile(r"\bwhen (?:is |will |does |do |shall )?(?:the |my )?next (?:one|lesson)\b"),
    ),
    (
        Topic.WHEN,
        re.compile(r"^(?:what|which) time (?:did you set|is set|have you set|do you have|have i)$"),
    ),
    (
        Topic.LETTERS,
        re.compile(
            r"\b(?:letters|font|print|text|writing|script) (?:is |are |was )?"
            r"(?:rather |too |very |so |a bit |a little |quite )*(?:small|tiny|little)\b"
            r"|\b(?:bigger|larger|big|large) (?:letters|font|print|text|writing)\b"
            r"|\b(?:letters|font|print|text|writing) (?:bigger|larger)\b"
        ),
    ),
    (
        Topic.LONG,
        re.compile(
            rf"^(?:(?:{_LESSONS}|it|they|this|that|its|it's|is|are|was|way|much|far|a bit|a little)"
            r" )*too long(?: (?:shorter|please|pls|plz|make|them|it|for|me|to|read|could|can|you|be"
            r"|a|bit|lessons?|messages?|texts?))*$"
            rf"|^(?:(?:please|can you|could you|make|them|it|{_LESSONS}|a|bit|little) )*"
            r"shorter(?: (?:please|pls|lessons?|messages?|texts?))*$"
        ),
    ),
    (Topic.WHO, re.compile(r"\bwho (?:the (?:hell|fuck|heck) |on earth )?are (?:you|u)\b")),
    # Of lessons only: a goodbye with no word of them may be one to life.
    (
        Topic.LEAVING,
        re.compile(
            r"^(?!.*\b(?:family|everyone|everybody|life|world|kids|children|son|daughter|wife|husband"
            r"|mother|father|friends?|forever)\b)"
            r"(?=.*\b(?:learned|learnt|lessons?|course)\b).*\b(?:say|saying) (?:goodbye|good bye"
            r"|farewell)\b"
        ),
    ),
    (
        Topic.THANKS,
        re.compile(
            r"^(?:thank you|thanks)\b.*\b(?:has rung|have rung|has called|have called|is here"
            r"|are here|on (?:its|their|the) way|is with me|are with me)\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Known:
    says: tuple[tuple[Topic, frozenset[str]], ...]
    beside: frozenset[str]
    asks: tuple[tuple[Topic, tuple[frozenset[str], ...]], ...]
    exactly: dict[str, Topic]
    body: frozenset[str]
    praise: frozenset[str]
    compliments: frozenset[str]
    worry: frozenset[str]
    angry: frozenset[str]
    angry_beside: frozenset[str]


@lru_cache(maxsize=1)
def _load() -> _Known:
    source = resources.files("lessons.questions") / "talk.toml"
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    return _Known(
        says=tuple(
            (Topic(topic), frozenset(words.split())) for topic, words in raw["says"].items()
        ),
        beside=frozenset(raw["beside"].split()),
        asks=tuple(
            (Topic(asked["topic"]), tuple(frozenset(group.split()) for group in asked["groups"]))
            for asked in raw["asks"]
        ),
        exactly={text: Topic(topic) for topic, texts in raw["exactly"].items() for text in texts},
        body=frozenset(raw["body"]["words"].split()),
        praise=frozenset(raw["praise"].split()),
        compliments=frozenset(raw["compliments"].split()),
        worry=frozenset(raw["worry"].split()),
        angry=frozenset(raw["angry"].split()),
        angry_beside=frozenset(raw["angry_beside"].split()),
    )
