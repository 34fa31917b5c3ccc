"""Whom a check is about: the same check as it is said to somebody who answers for another.

Its file speaks to the person who is unwell. "You" and "they" take the same verbs, so most sentences
are turned by their pronouns alone. What is told to do, or would turn out odd, is written in the
file's table ``for_another``.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from lessons.symptom_checks.check import (
    Advice,
    Disposition,
    Finding,
    Option,
    Order,
    Rule,
    Screen,
    ScreenKind,
    SymptomCheck,
    Voice,
)
from lessons.symptom_checks.state import State

NAMES = {Voice.CHILD: "your child", Voice.ADULT: "this person"}
"""How the other one is called; ``{them}`` in the file's own words for another."""

# Who speaks to a clinician for somebody says of whom once, and goes on with "they".
_SUBJECTS = {Voice.CHILD: "My child", Voice.ADULT: "The person I speak for"}

Say = Callable[[str], str]

_BEFORE_OBJECT = "about|beside|bothers|fit|fits|for|from|makes|near|of|on|suits|to|wakes|with"
_OBJECT = re.compile(rf"\b(?P<before>{_BEFORE_OBJECT}) (?:you|me)\b|\b(?:you|me)(?=[?.!,;:)]|$)")
_TURNED = (
    (re.compile(r"\bI am\b"), "they are"),
    (re.compile(r"\bI was\b"), "they were"),
    (re.compile(r"\byourself\b|\bmyself\b", re.IGNORECASE), "themselves"),
    (re.compile(r"\byour\b|\bmy\b", re.IGNORECASE), "their"),
    (re.compile(r"\byou\b|\bI\b|\bYou\b"), "they"),
    (re.compile(r"\bme\b"), "them"),
)
_PLACE = "{them}"
_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!:] ))(?:they|their|them)\b")


def find_voice(check: SymptomCheck, state: State) -> Voice:
    """Return whom the check is about, as far as that was said."""
    for screen in check.screens:
        for option in screen.options:
            if option.voice and option.option_id in state.chosen:
                return option.voice
    return Voice.ME


def in_words_of(check: SymptomCheck, state: State) -> SymptomCheck:
    """Return the check in the words for whoever answers it."""
    return in_voice(check, find_voice(check, state))


def in_voice(check: SymptomCheck, voice: Voice) -> SymptomCheck:
    """Return the check in the words for whoever answers for that voice."""
    if voice is Voice.ME:
        return check
    if voice not in check.in_other_words:
        check.in_other_words[voice] = _put_into_words(check, voice)
    return check.in_other_words[voice]


def texts_of(check: SymptomCheck) -> frozenset[str]:
    """Return every text of the check that is turned for another."""
    found = set()

    def note(text: str) -> str:
        found.add(text)
        return text

    _reword(check, note, note, note)
    return frozenset(found)


def _put_into_words(check: SymptomCheck, voice: Voice) -> SymptomCheck:
    def say(text: str, them: str = "them") -> str:
        own = check.for_another.get(text)
        return own.replace(_PLACE, NAMES[voice]) if own else _turn(text, them)

    def ask(text: str) -> str:
        return say(text, NAMES[voice])

    def report(text: str) -> str:
        subject, has, rest = text.partition("I have ")
        if not has or subject:
            return say(text)
        return f"{_SUBJECTS[voice]} has {say(rest)}"

    return _reword(check, say, ask, report)


def _turn(text: str, them: str) -> str:
    def put_object(match: re.Match[str]) -> str:
        before = match["before"]
        return f"{before} {_PLACE}" if before else _PLACE

    text = _OBJECT.sub(put_object, text)
    for pattern, word in _TURNED:
        text = pattern.sub(word, text)
    text = _SENTENCE_START.sub(lambda match: match[0].capitalize(), text)
    return text.replace(_PLACE, them)


def _reword(check: SymptomCheck, say: Say, ask: Say, report: Say) -> SymptomCheck:
    """Return the check with every text turned; what to do at home stays as it is said to who is
    unwell."""

    def all_of(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(say, texts))

    def finding(item: Finding) -> Finding:
        return replace(
            item,
            say=say(item.say),
            button=say(item.button),
            hint=say(item.hint),
            told_as=say(item.told_as),
        )

    def option(item: Option) -> Option:
        return item if item.voice else replace(item, say=say(item.say), report=report(item.report))

    def screen(item: Screen) -> Screen:
        if item.kind is ScreenKind.NOTICE:
            return item
        return replace(
            item,
            ask=ask(item.ask),
            why=say(item.why),
            findings=tuple(map(finding, item.findings)),
            options=tuple(map(option, item.options)),
        )

    def rule(item: Rule) -> Rule:
        return replace(item, why=say(item.why))

    def disposition(item: Disposition) -> Disposition:
        return replace(
            item,
            whom=say(item.whom),
            consult=say(item.consult),
            watch=all_of(item.watch),
            take=all_of(item.take),
        )

    def order(item: Order) -> Order:
        return replace(item, whom=say(item.whom), do=all_of(item.do), later=all_of(item.later))

    def advice(item: Advice) -> Advice:
        return replace(item, say=all_of(item.say))

    return replace(
        check,
        screens=tuple(map(screen, check.screens)),
        rules=tuple(map(rule, check.rules)),
        dispositions={level: disposition(end) for level, end in check.dispositions.items()},
        orders=tuple(map(order, check.orders)),
        advice=tuple(map(advice, check.advice)),
        contact=tuple(map(advice, check.contact)),
        safety_net=tuple(map(advice, check.safety_net)),
        crisis=say(check.crisis),
    )
