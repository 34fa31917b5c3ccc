"""The check follows the evidence, rule by rule, and each of its rules is needed for that."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from lessons.symptom_checks.check import Level, Rule, SymptomCheck
from lessons.symptom_checks.engine import Outcome
from lessons.symptom_checks.evaluation.answers import Facts
from lessons.symptom_checks.evaluation.cases import tap_through
from lessons.symptom_checks.fields import SymptomCheckFileError
from lessons.symptom_checks.reader import BUILT_IN, parse_check
from tests.support.symptom_check_people import CHECK, NEW_HEADACHE, end
from tests.support.tables import table

NOW, TODAY, DAYS, ROUTINE, HOME = (
    Level.EMERGENCY_NOW,
    Level.SAME_DAY,
    Level.WITHIN_DAYS,
    Level.ROUTINE,
    Level.SELF_CARE_WITH_SAFETY_NET,
)

# A person is a complaint, then the facts: a bare word is true, "word?" unsure, "word=x" a value.
# Nothing else said, she is 40, her back began to hurt 3 days ago and her headache is a usual
# one of today.
EVIDENCE: list[tuple[str, Level]] = [
    # Without any sign
    ("back", HOME),
    ("leg", HOME),
    ("headache", HOME),
    ("back headache", HOME),
    ("other", DAYS),
    ("back age=17", DAYS),
    ("headache age=17", DAYS),
    # U: whatever the complaint
    *[
        (f"{complaint} {sign}", NOW)
        for complaint in ("back", "headache", "other", "back age=12")
        for sign in (
            "stroke_sign",
            "balance_or_coordination_loss",
            "chest_pain",
            "short_of_breath",
            "fainted",
            "seizure",
            "confusion_or_drowsy",
            "sudden_severe_belly_or_back_pain",
            "fever stiff_neck",
            "fever rash_not_fading",
            "major_injury",
        )
    ],
    ("back stroke_sign?", TODAY),
    # B1
    ("back saddle_numb", NOW),
    ("leg bladder_change_new", NOW),
    ("back bowel_control_loss_new", NOW),
    ("back sexual_function_change_new", NOW),
    ("leg both_legs_pain_new", NOW),
    ("back both_legs_weak_or_numb", NOW),
    ("back cannot_walk", NOW),
    ("leg leg_weak_one_side leg_weak_rapidly_worse", NOW),
    ("leg leg_cold_pale", NOW),
    ("back ces_sign_stable_over_14d", NOW),
    ("back bladder_change_new?", TODAY),
    ("back bladder_change_longstanding", HOME),
    ("back constipation_only", HOME),
    ("back ces_sign_old_known back_duration_days=300", ROUTINE),
    ("leg both_legs_ache_walking_only leg_duration_days=365", ROUTINE),
    # B2
    ("leg foot_drop_new", TODAY),
    ("leg leg_weak_one_side", TODAY),
    ("leg foot_drop_new?", DAYS),
    ("leg foot_drop_old_stable leg_duration_days=700", ROUTINE),
    ("back fever", TODAY),
    ("back fever cold_flu_symptoms aches_all_over", HOME),
    ("leg calf_swollen_hot", TODAY),
    ("leg calf_swollen_hot recent_surgery_or_immobile", NOW),
    ("back weight_loss_unexplained", DAYS),
    ("back night_sweats", DAYS),
    ("back night_pain_constant", DAYS),
    ("back upper_back_pain", DAYS),
    ("back back_lump_or_shape_change", DAYS),
    ("back urine_burning_or_blood", DAYS),
    ("back flank_pain", DAYS),
    ("leg leg_sores_or_rest_pain", DAYS),
    ("leg leg_numb_tingle_one_side pain_course=steady", ROUTINE),
    ("leg leg_numb_tingle_one_side pain_course=improving", HOME),
    ("back pain_severity=severe", DAYS),
    ("back pain_severity=moderate", HOME),
    # H1
    ("headache headache_thunderclap", NOW),
    ("headache headache_thunderclap?", TODAY),
    ("headache vision_loss_sudden", NOW),
    ("headache eye_red_painful", NOW),
    ("headache head_injury_days=3 head_injury_warning", NOW),
    ("headache head_injury_days=3 blood_thinner", NOW),
    ("headache co_exposure_likely", NOW),
    # Emergencies of someone who chose "Something else"
    ("other vision_loss_sudden", NOW),
    ("other saddle_numb", NOW),
    ("other co_exposure_likely", NOW),
    # Rule 1
    ("back chemo_recent fever", NOW),
    ("headache chemo_recent fever cold_flu_symptoms", NOW),
    ("other chemo_recent fever cold_flu_symptoms", NOW),
    ("back chemo_recent fever?", TODAY),
    ("back immunosuppressed fever", TODAY),
    # Rule 2
    ("back fever leg_weak_one_side", NOW),
    ("back fever leg_numb_tingle_one_side", NOW),
    ("back fever recent_spinal_procedure_days=20", NOW),
    ("back fever recent_spinal_procedure_days=60", TODAY),
    ("headache fever recent_spinal_procedure_days=5", NOW),
    ("back recent_spinal_procedure_days=20 wound_redness_or_leak", TODAY),
    ("back recent_spinal_procedure_days=20", HOME),
    # Rule 3
    ("back cancer_history pain_course=improving", DAYS),
    ("back cancer_history night_pain_constant", TODAY),
    ("back cancer_history upper_back_pain", TODAY),
    ("back cancer_history pain_course=worse", TODAY),
    ("back cancer_history foot_drop_new", NOW),
    ("back cancer_history leg_numb_tingle_one_side", NOW),
    ("back cancer_history foot_drop_new?", TODAY),
    ("back skin_cancer_simple", HOME),
    # Rule 4
    ("back immunosuppressed pain_course=steady", TODAY),
    ("back iv_drug_use pain_course=worse", TODAY),
    ("back iv_drug_use pain_course=improving", HOME),
    # Rule 5
    ("back osteoporosis_or_steroids strain_onset", TODAY),
    ("back osteoporosis_or_steroids low_fall", TODAY),
    ("back osteoporosis_or_steroids", HOME),
    ("back age=70 pain_severity=severe", TODAY),
    ("back age=70 pain_severity=severe back_duration_days=30", DAYS),
    ("back age=70 pain_severity=mild", DAYS),
    ("back age=70 back_duration_days=30", DAYS),
    ("back age=70 back_duration_days=500", ROUTINE),
    ("back age=64", HOME),
    # Rule 6
    ("headache headache_new headache_postural_upright", DAYS),
    ("headache headache_new headache_postural_upright recent_spinal_procedure_days=3", TODAY),
    (
        "headache headache_new headache_postural_upright headache_severity=severe"
        " headache_duration_days=9",
        TODAY,
    ),
    ("headache headache_new headache_postural_upright fever", NOW),
    # Rule 7
    ("headache headache_new age=50", DAYS),
    ("headache headache_new age=49", HOME),
    ("headache headache_new age=50 jaw_pain_chewing", TODAY),
    ("headache headache_new age=50 scalp_sore", TODAY),
    ("headache headache_new age=50 weight_loss_unexplained", TODAY),
    ("headache headache_new age=40 weight_loss_unexplained", DAYS),
    ("headache headache_new age=40 jaw_pain_chewing", DAYS),
    ("headache age=80", HOME),
    # Rules 8 and 9
    ("headache head_injury_days=14", TODAY),
    ("headache head_injury_days=15", HOME),
    ("headache headache_new head_injury_days=10 personality_or_memory_change", NOW),
    ("headache head_injury_days=60 headache_worsening", TODAY),
    ("headache head_injury_days=91 headache_worsening", DAYS),
    # Rule 10 and the pregnant
    ("back pregnant", ROUTINE),
    ("headache pregnant", ROUTINE),
    ("headache postpartum_6w headache_new", TODAY),
    ("headache pregnant headache_severity=severe", NOW),
    ("headache pregnant preeclampsia_sign", NOW),
    ("back pregnant preeclampsia_sign", NOW),
    ("back pregnant preg_warning", NOW),
    ("other pregnant preg_warning", NOW),
    ("back pregnant fever", TODAY),
    # Rule 11
    ("headache headache_new blood_thinner", TODAY),
    ("headache headache_changed immunosuppressed", TODAY),
    ("headache headache_new cancer_history", DAYS),
    ("headache blood_thinner", HOME),
    ("headache immunosuppressed", HOME),
    ("headache cancer_history", HOME),
    # Rule 12
    ("headache headache_new headache_severity=severe headache_duration_days=2", TODAY),
    ("headache headache_new headache_severity=severe headache_duration_days=5", DAYS),
    ("headache headache_new headache_severity=moderate headache_duration_days=2", HOME),
    ("headache headache_new headache_severity=moderate headache_duration_days=3", ROUTINE),
    ("headache headache_changed", DAYS),
    ("headache headache_worsening", DAYS),
    ("headache fever cold_flu_symptoms headache_severity=moderate", DAYS),
    ("headache fever cold_flu_symptoms headache_severity=mild", HOME),
    ("headache fever", TODAY),
    # H2
    ("headache headache_new vision_blur_double", TODAY),
    ("headache headache_new vomiting_repeated", TODAY),
    ("headache headache_new personality_or_memory_change", TODAY),
    ("headache headache_new headache_worse_lying_or_waking", TODAY),
    ("headache headache_new headache_cough_or_exertion", DAYS),
    ("headache headache_new aura_first", DAYS),
    ("headache headache_new eye_watering_with_attacks", DAYS),
    ("headache headache_new vision_blur_double?", DAYS),
    # Rule 13 and the other populations
    ("back known_aaa", NOW),
    ("back known_aaa?", TODAY),
    ("headache known_aaa", HOME),
    ("back blood_thinner recent_spinal_procedure_days=5 leg_weak_one_side", NOW),
    # Rule 15
    ("back back_duration_days=42", HOME),
    ("back back_duration_days=43", ROUTINE),
    ("headache headache_duration_days=43", ROUTINE),
    ("headache headache_days_per_month=8", ROUTINE),
    ("headache painkiller_days_per_month=10", ROUTINE),
    ("headache headache_severity=severe headache_duration_days=4", ROUTINE),
    # Rule 8 again, for someone who passed over the red flag that names it all
    ("headache ticks: knock_recent blood_thinner", NOW),
    ("headache ticks: knock_recent vomiting", NOW),
    # What no screen asks for
    ("back self_harm_thoughts", NOW),
    ("back paracetamol_over_label", NOW),
    ("other tongue_or_throat_swelling", NOW),
]


def read_person(words: str) -> Facts:
    values: dict[str, bool | int | str] = {"age": 40}
    for word in words.split():
        name, _, value = word.partition("=")
        if name in {"back", "leg", "headache", "other"}:
            values[f"complaint_{name}"] = True
        elif name.endswith("?"):
            values[name[:-1]] = "unsure"
        else:
            values[name] = int(value) if value.isdecimal() else value or True
    if "complaint_headache" in values:
        values.setdefault("headache_duration_days", 0)
        if not {"headache_new", "headache_changed"} & set(values):
            values["headache_usual"] = True
    if not {"back_duration_days", "leg_duration_days"} & set(values):
        values["back_duration_days"] = 3
    return Facts(values)


def outcome_of(check: SymptomCheck, words: str) -> Outcome:
    _, ticks, names = words.partition(" ticks: ")
    if ticks:
        return end(NEW_HEADACHE, names.split(), check=check)
    return tap_through(check, read_person(words))[0]


def is_noticed(check: SymptomCheck, people: Iterable[tuple[str, Level]]) -> bool:
    return any(outcome_of(check, words).level is not level for words, level in people)


@table(("words", "level"), EVIDENCE)
def test_the_evidence_is_followed(words: str, level: Level) -> None:
    outcome = outcome_of(CHECK, words)
    assert outcome.level is level, [fired.rule.rule_id for fired in outcome.fired]


@cache
def rules_fired_for(words: str) -> list[Rule]:
    return [fired.rule for fired in outcome_of(CHECK, words).fired]


def people_touched_by(rule: Rule) -> list[tuple[str, Level]]:
    """Return those for whom the rule fires; nobody else's end can change without it."""
    return [(words, level) for words, level in EVIDENCE if rule in rules_fired_for(words)]


@table("rule", CHECK.rules)
def test_no_rule_can_be_missing(rule: Rule) -> None:
    without = replace(CHECK, rules=tuple(other for other in CHECK.rules if other is not rule))
    assert is_noticed(without, people_touched_by(rule))


@table("rule", CHECK.rules)
def test_no_rule_can_be_a_level_lower(rule: Rule) -> None:
    lower = replace(rule, level=Level(rule.level - 1))
    changed = replace(
        CHECK, rules=tuple(lower if other is rule else other for other in CHECK.rules)
    )
    assert is_noticed(changed, people_touched_by(rule))


@table("rule", [rule for rule in CHECK.rules if rule.level is NOW])
def test_taking_an_emergency_out_of_the_file_is_noticed(rule: Rule) -> None:
    """Either the file is refused or somebody's end is wrong."""
    text = BUILT_IN.read_text(encoding="utf-8")
    table = "[[screen.finding]]" if rule.alone else "[[rule]]"
    start = text.index(f'{table}\nid = "{rule.rule_id}"\n')
    block = text[start : text.index("\n\n", start)]
    kept = (
        ""
        if not rule.alone
        else "\n".join(
            line
            for line in block.splitlines()
            if line.split(" = ")[0] not in {"alone", "red_flag", "basis", "sources", "note"}
        )
    )
    try:
        changed = parse_check(text.replace(block, kept), file=BUILT_IN)
    except SymptomCheckFileError:
        return
    assert is_noticed(changed, people_touched_by(rule))
