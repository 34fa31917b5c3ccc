"""What a person with the facts of a written case taps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from lessons.symptom_checks.evaluation.vocabulary import SOMETHING_ELSE, TICKS

Value = bool | float | str


class Answer(IntEnum):
    """What a person says to a finding."""

    NO = 0
    NOT_SURE = 1
    YES = 2


# A usual headache does not come with these; a person who has one answers "it differs".
NEVER_USUAL = (
    "jaw_pain_chewing",
    "scalp_sore",
    "vision_blur_double",
    "personality_or_memory_change",
    "headache_postural_upright",
    "aura_first",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one case."""

    values: Mapping[str, Value]

    def says(self, *names: str) -> Answer:
        """Return the surest answer to any of these facts."""
        return max((self._answer(name) for name in names), default=Answer.NO)

    def has(self, *names: str) -> bool:
        """Return whether any of these facts is true."""
        return self.says(*names) is Answer.YES

    def find_number(self, name: str) -> float | None:
        """Return a number, or ``None`` if it is not told or unsure."""
        value = self.values.get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def says_word(self, name: str, *words: str) -> Answer:
        """Return whether the fact is one of these words."""
        value = self.values.get(name)
        if value == "unsure":
            return Answer.NOT_SURE
        return Answer.YES if value in words else Answer.NO

    def _answer(self, name: str) -> Answer:
        value = self.values.get(name, False)
        if value == "unsure":
            return Answer.NOT_SURE
        return Answer.YES if value is True else Answer.NO


def answer_finding(facts: Facts, finding_id: str) -> Answer:
    """Return what a person with these facts says to the finding."""
    if finding_id in DERIVED:
        return DERIVED[finding_id](facts)
    return facts.says(*TICKS[finding_id])


def feels_something_else(facts: Facts) -> bool:
    """Return whether the person taps "Something else feels very wrong", doubting or not."""
    return facts.says(*SOMETHING_ELSE) is not Answer.NO


def choose_option(facts: Facts, screen_id: str) -> str | None:
    """Return the option that a person with these facts takes, ``None`` for "Not sure"."""
    return CHOICES[screen_id](facts)


def _area(facts: Facts) -> str:
    if facts.says("self_harm_thoughts") is not Answer.NO:
        return "area_crisis"
    # Whoever has a sign in a leg takes "Back or leg", whatever else bothers them.
    back = facts.has("complaint_back", "complaint_leg") or any(
        facts.says(*TICKS[sign])
        for sign in ("both_legs", "leg_failing", "leg_cold", "leg_weak", "calf", "leg_sores")
    )
    if facts.has("complaint_headache"):
        return "area_both" if back or facts.has("complaint_neck") else "area_headache"
    if facts.has("complaint_neck"):
        return "area_neck"
    return "area_back" if back else "area_other"


def _age(facts: Facts) -> str:
    """An age that is not told counts as the oldest."""
    years = facts.find_number("age")
    if years is None or years >= 65:
        return "age_65_plus"
    if years < 18:
        return "age_under_18"
    return "age_50_to_64" if years >= 50 else "age_18_to_49"


def _for_whom(facts: Facts) -> str:
    """A parent answers for a child; all others answer for themselves."""
    years = facts.find_number("age")
    return "who_child" if years is not None and years < 18 else "who_me"


def _age_of_child(facts: Facts) -> str:
    years = facts.find_number("age") or 0
    if years >= 11:
        return "age_teen"
    return "age_child" if years >= 0.25 else "age_baby"


def _other_kind(facts: Facts) -> str:
    """Whoever tells of a knock, and of nothing else that bothers them."""
    return "other_knock" if facts.has("complaint_knock") else "other_else"


def _pattern(facts: Facts) -> str | None:
    """A pattern that is not told counts as new, unless the case tells of repeated headaches."""
    if facts.has("headache_changed"):
        return "pattern_changed"
    if facts.has("headache_new"):
        return "pattern_new"
    repeats = facts.has("headache_usual", "aura_usual") or any(
        facts.find_number(name) for name in ("headache_days_per_month", "painkiller_days_per_month")
    )
    if repeats:
        return "pattern_changed" if facts.has(*NEVER_USUAL) else "pattern_usual"
    unsure = facts.says("headache_new", "headache_usual", "headache_changed")
    return None if unsure is Answer.NOT_SURE else "pattern_new"


def _back_time(facts: Facts) -> str | None:
    """The longer of the two pains is told; what is not told is "Not sure"."""
    names = ("back_duration_days", "leg_duration_days")
    days = max((facts.find_number(name) or 0 for name in names), default=0)
    if all(facts.find_number(name) is None for name in names):
        return None
    if days >= 42:
        return "back_long"
    return "back_6_weeks" if days >= 14 else "back_2_weeks"


def _head_time(facts: Facts) -> str | None:
    days = facts.find_number("headache_duration_days")
    if days is None:
        return None
    if days >= 42:
        return "head_long"
    if days >= 14:
        return "head_6_weeks"
    return "head_2_weeks" if days >= 3 else "head_2_days"


CHOICES: Mapping[str, Callable[[Facts], str | None]] = {
    "notice": _for_whom,
    "area": _area,
    "other_kind": _other_kind,
    "age": _age,
    "age_of_child": _age_of_child,
    "pattern": _pattern,
    "back_time": _back_time,
    "head_time": _head_time,
}


def _fever_with_cold(facts: Facts) -> Answer:
    """With a cold or flu; all-over aches tell of one where only the back hurts."""
    has_cold = facts.has("cold_flu_symptoms") or (
        facts.has("aches_all_over") and _area(facts) == "area_back"
    )
    return facts.says("fever") if has_cold else Answer.NO


def _fever(facts: Facts) -> Answer:
    return Answer.NO if _fever_with_cold(facts) else facts.says("fever")


def _fever_with_bad_headache(facts: Facts) -> Answer:
    is_bad = facts.says_word("headache_severity", "severe")
    return min(is_bad, facts.says("vomiting_repeated", "light_hurts"))


def _knock(facts: Facts, first_day: int, last_day: int) -> Answer:
    """A knock with a warning sign, of which no day is told, counts as recent."""
    if facts.values.get("head_injury_days") == "unsure":
        return Answer.NOT_SURE
    days = facts.find_number("head_injury_days")
    if days is None:
        return facts.says("head_injury_warning") if first_day == 0 else Answer.NO
    return Answer.YES if first_day <= days <= last_day else Answer.NO


def _recent_knock(facts: Facts) -> Answer:
    return _knock(facts, 0, 14)


def _any_knock(facts: Facts) -> Answer:
    return _knock(facts, 0, 90)


def _dangerous_knock(facts: Facts) -> Answer:
    return min(_any_knock(facts), facts.says("head_injury_warning", "vomiting_repeated"))


def _bad_after_knock(facts: Facts) -> Answer:
    """The headache grows, or is such that painkillers would not have eased it."""
    return min(_any_knock(facts), max(_headache_worse(facts), _headache_is(facts, "severe")))


def _spine_procedure(facts: Facts) -> Answer:
    """Within 6 weeks; a red wound of which no day is told counts as one."""
    if facts.values.get("recent_spinal_procedure_days") == "unsure":
        return Answer.NOT_SURE
    days = facts.find_number("recent_spinal_procedure_days")
    if days is None:
        return facts.says("wound_redness_or_leak")
    return Answer.YES if days <= 42 else Answer.NO


def _numb_patch(facts: Facts) -> Answer:
    """A patch that stays: not one that is getting better."""
    is_improving = facts.says_word("pain_course", "improving")
    return Answer.NO if is_improving is Answer.YES else facts.says("leg_numb_tingle_one_side")


def _no_better(facts: Facts) -> Answer:
    """A course that is not told counts as no better."""
    if "pain_course" not in facts.values:
        return Answer.YES
    return facts.says_word("pain_course", "steady", "worse")


def _headache_is(facts: Facts, *words: str) -> Answer:
    """A case of headache alone may tell its severity as that of the pain."""
    if "headache_severity" in facts.values or _area(facts) != "area_headache":
        return facts.says_word("headache_severity", *words)
    return facts.says_word("pain_severity", *words)


def _headache_worse(facts: Facts) -> Answer:
    told = facts.says("headache_worsening")
    if _area(facts) == "area_headache":
        told = max(told, facts.says_word("pain_course", "worse"))
    return told


def _days_a_month(facts: Facts, name: str, least: int) -> Answer:
    if facts.values.get(name) == "unsure":
        return Answer.NOT_SURE
    return Answer.YES if (facts.find_number(name) or 0) >= least else Answer.NO


DERIVED: Mapping[str, Callable[[Facts], Answer]] = {
    "fever": _fever,
    "fever_head": _fever_with_bad_headache,
    "knock": _any_knock,
    "knock_recent": _recent_knock,
    "knock_danger": _dangerous_knock,
    "knock_bad": _bad_after_knock,
    "spine_procedure": _spine_procedure,
    "numb_patch": _numb_patch,
    "back_severe": lambda facts: facts.says_word("pain_severity", "severe"),
    "back_worse": lambda facts: facts.says_word("pain_course", "worse"),
    "back_no_better": _no_better,
    "head_severe": lambda facts: _headache_is(facts, "severe"),
    "head_moderate": lambda facts: _headache_is(facts, "moderate", "severe"),
    "head_worse": _headache_worse,
    "head_8_days": lambda facts: _days_a_month(facts, "headache_days_per_month", 8),
    "pills_10_days": lambda facts: _days_a_month(facts, "painkiller_days_per_month", 10),
}
