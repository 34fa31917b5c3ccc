"""A card tells nobody what would harm them, and claims nothing that was not tapped."""

from datetime import date

from bot.views import symptom_check as views
from lessons.symptom_checks.local_help import find_local_help
from tests.support.symptom_check_people import (
    BACK,
    CHECK,
    HEADACHE,
    NECK,
    NEW_HEADACHE,
    OTHER,
    end,
    walk,
    with_openers,
)
from tests.support.tables import table

CHILD = {"notice": "who_child", "age_of_child": "age_child"}
BABY = CHILD | {"age_of_child": "age_baby"}
KNOCK = OTHER | {"other_kind": "other_knock"}


def card_of(choices: dict[str, str | None], *ticked: str, unsure: tuple[str, ...] = ()) -> str:
    outcome = end(choices, with_openers(ticked), unsure)
    local = find_local_help("Europe/Berlin")
    return views.card(CHECK, outcome, local, date(2026, 11, 28)).text.text


def test_out_of_the_gas_comes_before_the_call_and_nobody_is_kept_in_or_sent_to_a_switch() -> None:
    for choices in (HEADACHE, HEADACHE | CHILD, OTHER):
        card = card_of(choices, "gas")
        assert card.index("Get out at once, with all others indoors") < card.index("112")
        for word in ("stay where", "stay with", "light on", "Unlock"):
            assert word not in card


@table("ticked", ["feverish", "sepsis"])
def test_a_baby_goes_on_with_its_feeds_on_the_way(ticked: str) -> None:
    card = card_of(HEADACHE | BABY, ticked)
    assert "Go on with feeds" in card
    assert "nothing to eat" not in card


def test_no_child_is_told_how_to_drive_or_drink() -> None:
    assert "drive" in card_of(NECK)
    assert "drive" not in card_of(NECK | CHILD)
    assert "alcohol" in card_of(KNOCK, "knock_recent")
    assert "alcohol" not in card_of(KNOCK | CHILD, "knock_recent")


@table("area", [BACK, HEADACHE, NECK])
def test_who_is_pregnant_is_sent_to_her_midwife_for_paracetamol(
    area: dict[str, str | None],
) -> None:
    card = card_of(area, "pregnant")
    assert "Your midwife or maternity unit" in card
    assert "ask your midwife about paracetamol. Do not take ibuprofen" in card
    assert "Paracetamol alone is not advised" not in card
    assert "pharmacist" not in card
    for sign in ("Bleeding", "flashes", "the baby moves less"):
        assert sign in card[card.index("Get help at once") :]


@table(
    ("ticked", "net"),
    [
        ("calf", "Breathless, chest pain, coughing up blood"),
        ("breath_pain", "Breathless, chest pain, coughing up blood"),
        ("fever", "blotchy or blue skin, no pee in a day"),
        ("late_period", "tip of a shoulder"),
    ],
)
def test_the_net_names_what_this_sign_can_grow_into(ticked: str, net: str) -> None:
    assert net in card_of(BACK, ticked)


def test_a_sign_that_was_told_is_no_sign_to_wait_for() -> None:
    for ticked in ("cord_slow", "arm_weak"):
        card = card_of(NECK, ticked)
        assert "Clumsy arms or legs, cannot pee" not in card
        assert "Hands or legs worse by the day" in card


def test_after_not_sure_the_card_claims_nothing() -> None:
    card = card_of(HEADACHE | {"pattern": None, "age": "age_65_plus"}, "knock")
    for claim in ("differs from the usual", "A new", "is new"):
        assert claim not in card
    assert "You were not sure about one of these: Is this your usual kind" in card


def test_a_knock_is_told_as_a_knock() -> None:
    card = card_of(KNOCK | CHILD, "knock_recent")
    assert "It is a head knock." in card
    assert "My child has a headache" not in card
    assert "After the knock: being sick, sleepy, confused" in card


def test_a_twisted_leg_is_cooled_and_not_said_to_be_numb() -> None:
    card = card_of(BACK, "leg_hurt")
    assert "I ticked: Trouble in a leg; A twist, fall or blow to the leg." in card
    assert "Try warmth" not in card
    assert "Hold something cold on it" in card


def test_weeks_are_promised_only_to_a_new_sore_back() -> None:
    promise = "Most people feel much better within weeks"
    assert promise in card_of(BACK)
    for choices, ticked in ((BACK | {"back_time": "back_long"}, ()), (BACK, ("leg_hurt",))):
        assert promise not in card_of(choices, *ticked)


@table(
    ("who", "is_asked"),
    [
        ({"age": "age_18_to_49"}, True),
        ({"age": "age_50_to_64"}, False),
        ({"age": "age_65_plus"}, False),
        (CHILD | {"age_of_child": "age_teen"}, True),
        (CHILD, False),
        (BABY, False),
    ],
)
def test_pregnancy_and_pill_are_asked_of_those_whom_they_can_concern(
    who: dict[str, str | None], is_asked: bool
) -> None:
    taps = {tap.item_id for _, tap in walk(NEW_HEADACHE | who, ["pregnant"]) if tap is not None}
    assert ("pregnant" in taps) is is_asked
    if is_asked:
        return
    taps = {tap.item_id for _, tap in walk(NEW_HEADACHE | who, ["pill"]) if tap is not None}
    assert "pill" not in taps


def test_a_late_period_is_asked_for_with_belly_pain_where_nobody_thought_of_pregnancy() -> None:
    ticked = ["belly_trouble", "late_period"]
    for age, is_asked in (("age_18_to_49", True), ("age_50_to_64", False)):
        taps = {tap.item_id for _, tap in walk(BACK | {"age": age}, ticked) if tap is not None}
        assert ("late_period" in taps) is is_asked
