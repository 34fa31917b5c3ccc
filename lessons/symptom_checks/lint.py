"""What makes a symptom check unsound, although every field of its file is well formed."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lessons.language.readability import GRADE, reading_grade
from lessons.symptom_checks.check import (
    Basis,
    Condition,
    Disposition,
    Finding,
    Level,
    Rule,
    Screen,
    ScreenKind,
    SymptomCheck,
)
from lessons.symptom_checks.state import BUTTON_BYTES, VERB_BYTES, packed_length
from lessons.symptom_checks.voices import NAMES, in_voice, texts_of
from lessons.text import utf16_length
from lessons.toml_files.fields import Fields

Places = dict[str, Fields]
"""Where in the file each part stands: ``finding:fever``, ``rule:...``, ``screen:...``."""

# What a phone shows of a button that has the whole width to itself.
BUTTON_UNITS = 36
# What an answer to a press holds (Bot API, answerCallbackQuery).
ALERT_UNITS = 200

_CLINICIAN = re.compile(r"\b(?:clinician|doctor|midwife|nurse|gp|physician)s?\b", re.IGNORECASE)


def find_faults(check: SymptomCheck, places: Places) -> None:
    """Add every fault of the check to the problems of its places."""
    _refuse_odd_screens(check, places)
    _refuse_late_red_flags(check, places)
    _refuse_loose_ends(check, places)
    _refuse_hard_reading(check, places)
    _refuse_silence(check, places)
    _refuse_odd_words(check, places)
    if (size := packed_length(check) + VERB_BYTES) > BUTTON_BYTES:
        places["check"].refuse(
            "screen",
            f"a button would carry {size} bytes, and Telegram allows {BUTTON_BYTES}",
            "Ask fewer findings, or split the check in two.",
        )


def _refuse_odd_screens(check: SymptomCheck, places: Places) -> None:
    accepted = {
        ScreenKind.NOTICE: "A notice has no findings, and its options say a voice.",
        ScreenKind.CHOICE: "A choice has two options or more, and no findings.",
        ScreenKind.TICKS: "A screen to tick has findings, and no options.",
    }
    for screen in check.screens:
        fits = {
            ScreenKind.NOTICE: not screen.findings and all(o.voice for o in screen.options),
            ScreenKind.CHOICE: not screen.findings and len(screen.options) > 1,
            ScreenKind.TICKS: bool(screen.findings) and not screen.options,
        }[screen.kind]
        if not fits:
            problem = f'"{screen.screen_id}" is no {screen.kind} screen'
            places[f"screen:{screen.screen_id}"].refuse("kind", problem, accepted[screen.kind])
        for finding in screen.findings:
            if utf16_length(finding.button) > BUTTON_UNITS:
                places[f"finding:{finding.finding_id}"].refuse(
                    "button",
                    f'"{finding.button}" is too long for a button',
                    f"Accepted: at most {BUTTON_UNITS} characters.",
                )


def _refuse_late_red_flags(check: SymptomCheck, places: Places) -> None:
    """What is an emergency by itself is asked before anything ordinary of the same people.

    A screen that an ordinary answer opens is left out: a head knock has its own red flags.
    """
    emergencies = {
        rule.rule_id for rule in check.rules if rule.alone and rule.level is Level.EMERGENCY_NOW
    }
    odd = [f for f in check.findings() if f.is_red_flag is not (f.finding_id in emergencies)]
    for finding in odd:
        places[f"finding:{finding.finding_id}"].refuse(
            "red_flag",
            f'"{finding.finding_id}" is either a red flag or no emergency by itself',
            'Write both or neither: red_flag = true and alone = "emergency_now"',
        )
    if odd:
        return
    complaint = next((s for s in check.screens if s.kind is ScreenKind.CHOICE), None)
    ordinary: list[Screen] = []
    for screen in check.screens:
        # What another answer opens cannot be asked before that answer.
        is_opened = complaint and any(not c.facts <= complaint.facts for c in screen.only_if)
        flags = [f for f in screen.findings if f.is_red_flag and not is_opened]
        if screen.kind is not ScreenKind.NOTICE and screen is not complaint:
            if any(not f.is_red_flag for f in screen.findings) or screen.options:
                ordinary.append(screen)
            for before in ordinary if flags else ():
                if complaint is None or _share_people(before, screen, complaint):
                    places[f"finding:{flags[0].finding_id}"].refuse(
                        "id",
                        f'the red flag "{flags[0].finding_id}" comes after the ordinary'
                        f' questions of "{before.screen_id}"',
                        "Ask red flags on screens of their own, before any other of their area.",
                    )
                    break


def _share_people(one: Screen, other: Screen, complaint: Screen) -> bool:
    """Return whether somebody with the same complaint may be asked both."""
    gates = [*one.only_if, *other.only_if]
    return any(
        all(option.option_id in gate.facts for gate in gates if gate.facts & complaint.facts)
        for option in complaint.options
    )


def _refuse_loose_ends(check: SymptomCheck, places: Places) -> None:
    asked: set[str] = set()
    for screen in check.screens:
        place = places[f"screen:{screen.screen_id}"]
        _refuse_unasked(screen.only_if, asked, place)
        for finding in screen.findings:
            _refuse_unasked(finding.only_if, asked, places[f"finding:{finding.finding_id}"])
        asked |= screen.facts
        if not is_reachable(check, screen.only_if):
            place.refuse("only_if", f'nobody can reach "{screen.screen_id}"', "Drop a condition.")
    read = frozenset().union(*(rule.facts for rule in check.rules))
    for finding in check.findings():
        if finding.finding_id not in read:
            places[f"finding:{finding.finding_id}"].refuse(
                "id",
                f'no rule reads "{finding.finding_id}", so it would never be asked',
                'Name it in a rule, or give it a level by itself, as in alone = "same_day"',
            )
    for rule in check.rules:
        _refuse_loose_rule(check, rule, places)
    levels = {rule.level for rule in check.rules} | {Level.SELF_CARE_WITH_SAFETY_NET}
    for level in check.dispositions:
        if level not in levels:
            places[f"disposition:{level.code}"].refuse(
                "level", f'no rule leads to "{level.code}"', "Write a rule that does."
            )


def _refuse_unasked(gates: Iterable[Condition], asked: set[str], place: Fields) -> None:
    for gate in gates:
        if not gate.facts <= asked:
            remedy = "A condition names what was asked on a screen above."
            place.refuse("only_if", f'"{gate.name}" is asked only later', remedy)


def _refuse_loose_rule(check: SymptomCheck, rule: Rule, places: Places) -> None:
    place = places[f"finding:{rule.rule_id}" if rule.alone else f"rule:{rule.rule_id}"]
    for key in rule.sources:
        if key not in check.sources:
            place.refuse("sources", f'"{key}" is no source', "List it under [sources].")
    if rule.basis is Basis.GUIDELINE and check.links.keys().isdisjoint(rule.sources):
        remedy = 'Open one and write its link under [links], or write basis = "judgement"'
        place.refuse("sources", f'"{rule.rule_id}" rests on sources without a link', remedy)
    if rule.order and rule.order not in {o.kind for o in check.orders if not o.only_if}:
        remedy = f'Write one, as in [[order]] kind = "{rule.order}"'
        place.refuse("order", f'there is no order "{rule.order}" for everybody', remedy)
    if rule.alone:
        return
    if rule.level is Level.SELF_CARE_WITH_SAFETY_NET:
        place.refuse("level", f'"{rule.rule_id}" raises nothing', "Give it a higher level.")
    named = {condition.name for condition in rule.conditions}
    for finding in check.findings():
        for gate in finding.only_if if finding.finding_id in named else ():
            if not any(condition.facts <= gate.facts for condition in rule.conditions):
                place.refuse(
                    "all",
                    f'"{finding.finding_id}" is asked only after "{gate.name}"',
                    f'Name that too, as in all = ["{gate.name}", "{finding.finding_id}"]',
                )
    if not is_reachable(check, rule.conditions):
        remedy = "Drop a condition; two options of one screen never hold together."
        place.refuse("all", f'nobody can meet all of "{rule.rule_id}"', remedy)


def is_reachable(check: SymptomCheck, conditions: Sequence[Condition]) -> bool:
    """Return whether some answers meet all conditions, and are asked of one person."""
    return _can_meet(check, tuple(conditions), {})


def _can_meet(
    check: SymptomCheck, conditions: tuple[Condition, ...], taken: dict[str, str]
) -> bool:
    if not conditions:
        return True
    first, *others = conditions
    for fact in first.facts:
        for screen, gates in _homes(check, fact):
            is_option = bool(screen.options)
            if is_option and taken.get(screen.screen_id, fact) != fact:
                continue
            now_taken = taken | {screen.screen_id: fact} if is_option else taken
            if _can_meet(check, (*gates, *others), now_taken):
                return True
    return False


def _homes(check: SymptomCheck, fact: str) -> Iterator[tuple[Screen, tuple[Condition, ...]]]:
    """Yield each screen where the fact can be given, with what must hold to see it there."""
    for screen in check.screens:
        if any(option.option_id == fact for option in screen.options):
            yield screen, screen.only_if
        for finding in screen.findings:
            if finding.finding_id == fact:
                yield screen, (*screen.only_if, *finding.only_if)


def _refuse_hard_reading(check: SymptomCheck, places: Places) -> None:
    texts = [
        (places[f"screen:{screen.screen_id}"], "ask", screen_text(screen, screen.findings))
        for screen in check.screens
    ]
    texts += [
        (places[f"disposition:{item.level.code}"], "title", card_text(item))
        for item in check.dispositions.values()
    ]
    texts.append((places["check"], "crisis", check.crisis))
    meant = " ".join(finding.say for finding in check.findings())
    texts.append((places["check"], "screen", meant))
    texts += [
        (places[f"order:{order.kind}"], "whom", " ".join([order.whom, *order.do, *order.later]))
        for order in check.orders
    ]
    for name in ("advice", "contact", "care", "safety_net"):
        said = [say for item in getattr(check, name) for say in item.say]
        texts.append((places["check"], name, " ".join(said)))
    for place, name, text in texts:
        grade = reading_grade(text)
        if grade > GRADE:
            place.refuse(
                name,
                f"this reads at grade {grade:.1f} as a whole",
                f"Accepted: at most {GRADE:g}. Use shorter sentences and words.",
            )


def screen_text(screen: Screen, findings: Iterable[Finding]) -> str:
    """Return everything that a person reads on the screen, as sentences."""
    said = [finding.button for finding in findings] + [option.say for option in screen.options]
    hints = [finding.hint for finding in findings if finding.hint]
    return "\n\n".join([screen.ask, *hints, *said])


def card_text(disposition: Disposition) -> str:
    """Return everything that all people at this level read on their card."""
    parts = [disposition.title, disposition.when, disposition.whom, disposition.consult]
    return "\n\n".join([*parts, *disposition.watch, *disposition.take])


def _refuse_silence(check: SymptomCheck, places: Places) -> None:
    for disposition in check.dispositions.values():
        if not _CLINICIAN.search(disposition.consult):
            places[f"disposition:{disposition.level.code}"].refuse(
                "consult",
                f'"{disposition.title}" does not advise to see a clinician',
                'Every end does, as in consult = "Call a clinician today."',
            )


def _refuse_odd_words(check: SymptomCheck, places: Places) -> None:
    said = texts_of(check)
    for sentence in check.for_another:
        if sentence not in said:
            problem = f'the check nowhere says "{sentence}"'
            places["check"].refuse("for_another", problem, "Write a sentence as it stands above.")
    for screen in check.screens:
        if utf16_length(screen.why) > ALERT_UNITS:
            places[f"screen:{screen.screen_id}"].refuse(
                "why",
                f"this has {utf16_length(screen.why)} characters",
                f"Accepted: at most {ALERT_UNITS}, which Telegram shows at once.",
            )
    for voice in NAMES:
        for finding in in_voice(check, voice).findings():
            if utf16_length(finding.button) > BUTTON_UNITS:
                places[f"finding:{finding.finding_id}"].refuse(
                    "button",
                    f'"{finding.button}", as it is said for another, is too long for a button',
                    f"Accepted: at most {BUTTON_UNITS} characters; [for_another] may say it.",
                )
