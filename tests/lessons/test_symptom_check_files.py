"""A check is loaded only if it is sound; a refusal names the line and the remedy."""

from pathlib import Path

import pytest

from lessons.language.readability import GRADE, reading_grade
from lessons.symptom_checks.check import Level, Screen
from lessons.symptom_checks.fields import SymptomCheckFileError
from lessons.symptom_checks.lint import card_text, screen_text
from lessons.symptom_checks.reader import BUILT_IN, load_check, parse_check
from tests.support.symptom_check_people import CHECK
from tests.support.tables import table

TEXT = BUILT_IN.read_text(encoding="utf-8")


def refusal(text: str) -> str:
    with pytest.raises(SymptomCheckFileError) as refused:
        parse_check(text, file=Path("check.toml"))
    return "\n".join(map(str, refused.value.problems))


def spoil(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, (old, TEXT.count(old))
    return TEXT.replace(old, new)


def line_of(text: str, words: str) -> int:
    assert text.count(words) == 1, (words, text.count(words))
    return text[: text.index(words)].count("\n") + 1


def block(kind: str, name: str) -> str:
    start = TEXT.index(f'[[{kind}]]\nid = "{name}"')
    return TEXT[start : TEXT.index("\n\n", start)]


def test_the_built_in_check_loads() -> None:
    check = load_check()
    assert check.check_id == "back-and-head"
    assert len(check.dispositions) == len(Level)


@table("screen", CHECK.screens)
def test_every_screen_reads_easily(screen: Screen) -> None:
    assert reading_grade(screen_text(screen, screen.findings)) <= GRADE


def test_every_card_reads_easily() -> None:
    for disposition in CHECK.dispositions.values():
        assert reading_grade(card_text(disposition)) <= GRADE


def test_a_changed_word_changes_the_fingerprint() -> None:
    other = parse_check(spoil("What bothers you?", "What troubles you?"), file=BUILT_IN)
    assert other.fingerprint != CHECK.fingerprint


REFUSED = {
    "no TOML": (
        'id = "back-and-head"',
        "id = back",
        "this is no valid TOML",
        'written as in id = "back-and-head"',
    ),
    "a missing field": (
        'title = "Back and head check"\n',
        "",
        '"title" is missing',
        'title = "Back and head check"',
    ),
    "an empty field": (
        'say = "Bleeding, leaking fluid, regular tightening, or the baby moves less."',
        'say = ""',
        '"say" is empty',
        "Accepted: words",
    ),
    "an unknown field": (
        'id = "back-and-head"',
        'id = "back-and-head"\nauthor = "Ann"',
        'there is no field "author" here',
        "Accepted: id, title",
    ),
    "a dangling condition": (
        'all = ["back", "feverish", "nerve_sign"]',
        'all = ["back", "fewer", "nerve_sign"]',
        '"fewer" is no finding, option or group',
        'all = ["back", "fever"]',
    ),
    "a dangling group": (
        'clot_sign = ["calf", "breath_pain"]',
        'clot_sign = ["calf", "fever_hot"]',
        '"fever_hot" is no finding, option or group',
        "Name the id",
    ),
    "a dangling level": (
        'all = ["back", "cancer"]\nlevel = "within_days"',
        'all = ["back", "cancer"]\nlevel = "next_week"',
        '"next_week" is no level',
        "emergency_now",
    ),
    "a dangling source": (
        'sources = ["OAA", "PDPH23"]',
        'sources = ["OAB", "PDPH23"]',
        '"OAB" is no source',
        "[sources]",
    ),
    "a negated condition": (
        'all = ["spine_procedure", "feverish"]',
        'all = ["feverish", "not spine_procedure"]',
        '"not spine_procedure" is a negation',
        "the absence of a finding",
    ),
    "a negating field": (
        'all = ["spine_procedure", "feverish"]',
        'all = ["spine_procedure"]\nunless = ["fever"]',
        '"unless" is a negation',
        "positive conditions only",
    ),
    "a guideline without its name": (
        'sources = ["NHS-AAA"]\n\n[[screen.finding]]\nid = "stiff',
        '\n[[screen.finding]]\nid = "stiff',
        '"sudden_pain" follows a guideline that is not named',
        'write basis = "judgement"',
    ),
    "no basis": (
        'order = "emergency_department"\nbasis = "guideline"\nsources = ["CG151"]\n',
        'order = "emergency_department"\nsources = ["CG151"]\n',
        '"basis" is missing',
        'basis = "guideline"',
    ),
    "an odd basis": (
        'basis = "guideline"\nsources = ["CG151"]\n',
        'basis = "tradition"\nsources = ["CG151"]\n',
        '"basis" is "tradition"',
        "guideline or judgement",
    ),
    "an emergency without an order": (
        'all = ["age_baby", "feverish"]\nlevel = "emergency_now"\norder = "emergency_department"\n',
        'all = ["age_baby", "feverish"]\nlevel = "emergency_now"\n',
        '"fever_of_a_baby" is an emergency without an order',
        'order = "ambulance"',
    ),
    "an order that nothing describes": (
        'kind = "crisis"',
        'kind = "maternity_unit"',
        'there is no order "crisis"',
        '[[order]] kind = "crisis"',
    ),
    "an end without a clinician": (
        'consult = "See a clinician if it lasts 6 weeks or worries you."',
        'consult = "Rest, and it will pass."',
        "does not advise to see a clinician",
        "Every end does",
    ),
    "a red flag that is no emergency": (
        'button = "Cannot lift foot, or weak leg"\n',
        'button = "Cannot lift foot, or weak leg"\nred_flag = true\n',
        '"leg_weak" is either a red flag or no emergency',
        "red_flag = true and alone",
    ),
    "an emergency that is no red flag": (
        'button = "Both legs numb, weak or shooting"\nred_flag = true\n',
        'button = "Both legs numb, weak or shooting"\n',
        '"both_legs" is either a red flag or no emergency',
        "red_flag = true and alone",
    ),
    "a button that is too long": (
        'button = "Both legs numb, weak or shooting"\n',
        'button = "Pain, numb feeling or weakness down both legs"\n',
        "is too long for a button",
        "at most 36",
    ),
    "an id that is none": (
        'id = "leg_sores"',
        'id = "Leg sores"',
        '"Leg sores" is no id',
        "small letters",
    ),
    "an id that is there twice": (
        'id = "leg_sores"',
        'id = "calf"',
        '"calf" is there twice',
        "its own id",
    ),
    "a screen that nobody reaches": (
        'only_if = ["headache", "new_or_changed"]\nask',
        'only_if = ["area_back", "area_headache"]\nask',
        'nobody can reach "head_signs"',
        "Drop a condition",
    ),
    "a condition that is asked later": (
        'kind = "ticks"\nask = "Do you have any of these?"\n',
        'kind = "ticks"\nonly_if = ["immune"]\nask = "Do you have any of these?"\n',
        '"immune" is asked only later',
        "a screen above",
    ),
    "a rule that nobody meets": (
        'all = ["back", "age_65_plus", "back_new"]',
        'all = ["back", "age_65_plus", "age_50_to_64"]',
        'nobody can meet all of "new_back_pain_at_65"',
        "never hold together",
    ),
    "a rule that leaves out what opens its question": (
        'all = ["immune", "chemo", "feverish"]',
        'all = ["chemo", "feverish"]',
        '"chemo" is asked only after "immune"',
        "Name that too",
    ),
    "a rule that raises nothing": (
        'all = ["back", "cancer"]\nlevel = "within_days"',
        'all = ["back", "cancer"]\nlevel = "self_care_with_safety_net"',
        '"cancer_with_back_pain" raises nothing',
        "a higher level",
    ),
    "a choice without options": (
        'kind = "choice"\nalways = true\nonly_if = ["grown"]',
        'kind = "ticks"\nalways = true\nonly_if = ["grown"]',
        '"age" is no ticks screen',
        "has findings",
    ),
    "a screen that is hard to read": (
        "What bothers you?",
        "Considering the multidimensional characteristics of musculoskeletal discomfort, please"
        " differentiate anatomical localisations.",
        "this reads at grade",
        "at most 8",
    ),
    "a card that is hard to read": (
        'whom = "A pharmacist can help."',
        'whom = "Pharmaceutical professionals or interdisciplinary rehabilitation specialists'
        " accommodating individualised recommendations, considering contraindications and"
        ' comorbidities, multidimensional characteristics and biopsychosocial determinants."',
        "this reads at grade",
        "at most 8",
    ),
    "a finding from below": (
        'also = ["lid_pupil"]',
        'also = ["bed_rest"]',
        '"bed_rest" is no finding of a screen above',
        "also = ",
    ),
    "a level that is there twice": (
        'level = "routine"\ntitle = "Book a planned visit"',
        'level = "within_days"\ntitle = "Book a planned visit"',
        'the level "within_days" is there twice',
        "Keep one",
    ),
    "a flag that is no claim": (
        'kind = "notice"\nalways = true',
        'kind = "notice"\nalways = "yes"',
        '"always" is neither true nor false',
        "always = true",
    ),
    "a group that lists nothing": (
        'clot_sign = ["calf", "breath_pain"]',
        "clot_sign = []",
        '"clot_sign" lists nothing',
        "[groups]",
    ),
}


@table(("old", "new", "problem", "remedy"), list(REFUSED.values()))
def test_an_unsound_check_is_refused(old: str, new: str, problem: str, remedy: str) -> None:
    told = refusal(spoil(old, new))
    assert problem in told
    assert remedy in told


@table(
    ("old", "new", "at"),
    [
        ('id = "leg_sores"', 'id = "Leg sores"', 'id = "Leg sores"'),
        (
            'all = ["back", "feverish", "nerve_sign"]',
            'all = ["back", "fewer", "nerve_sign"]',
            'all = ["back", "fewer", "nerve_sign"]',
        ),
        (
            'consult = "Book a visit with a clinician."',
            'consult = "Wait and see."',
            'consult = "Wait and see."',
        ),
        ('only_if = ["outdoors"]', 'only_if = ["gaz"]', 'only_if = ["gaz"]'),
    ],
)
def test_a_refusal_names_the_very_line(old: str, new: str, at: str) -> None:
    text = spoil(old, new)
    assert refusal(text).startswith(f"check.toml:{line_of(text, at)}: ")


def test_a_red_flag_after_an_ordinary_question_of_its_area_is_refused() -> None:
    flags = TEXT[TEXT.index('[[screen]]\nid = "head_urgent"') : TEXT.index("# Age ---")]
    text = TEXT.replace(flags, "").replace("# H2 -", flags + "# H2 -")
    told = refusal(text)
    assert 'the red flag "lid_pupil" comes after the ordinary questions of "age_of_child"' in told
    assert "before any other of their area" in told


def test_a_red_flag_beside_an_ordinary_finding_is_refused() -> None:
    ordinary = block("screen.finding", "calf")
    text = TEXT.replace(f"{ordinary}\n\n", "").replace("# B1 -", f"{ordinary}\n\n# B1 -")
    assert 'comes after the ordinary questions of "urgent"' in refusal(text)


def test_a_finding_that_no_rule_reads_is_refused() -> None:
    told = refusal(TEXT.replace(f"{block('rule', 'frequent_painkillers')}\n", ""))
    assert 'no rule reads "pills_10_days"' in told


def test_a_missing_level_is_refused() -> None:
    start = TEXT.index('[[disposition]]\nlevel = "routine"')
    end = TEXT.index("\n\n", start)
    told = refusal(TEXT[:start] + TEXT[end:])
    assert 'no disposition has the level "routine"' in told


def test_a_level_that_no_rule_leads_to_is_refused() -> None:
    text = TEXT.replace('level = "routine"\nbasis', 'level = "within_days"\nbasis')
    text = text.replace('alone = "routine"', 'alone = "within_days"')
    assert 'no rule leads to "routine"' in refusal(text)


def test_a_check_that_no_button_could_carry_is_refused() -> None:
    finding = block("screen.finding", "calf")
    many = "\n\n".join(finding.replace('"calf"', f'"calf_{number}"') for number in range(200))
    told = refusal(TEXT.replace(finding, f"{finding}\n\n{many}"))
    assert "a button would carry" in told
    assert "Telegram allows 64" in told


def test_every_fault_is_told_at_once_in_the_order_of_the_lines() -> None:
    text = TEXT.replace('id = "malaria"', 'id = "A malaria area"').replace(
        '"outdoors"]\nsay', '"gaz"]\nsay'
    )
    with pytest.raises(SymptomCheckFileError) as refused:
        parse_check(text, file=Path("check.toml"))
    lines = [problem.line for problem in refused.value.problems]
    assert len(lines) == 2
    assert lines == sorted(lines)
    assert "(1 more in this check)" in str(refused.value)
