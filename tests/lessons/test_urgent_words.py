"""Free text that names an emergency is noticed, and everyday talk is left in peace."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lessons.symptom_checks.urgent_lexicon import UrgencyKind
from lessons.symptom_checks.urgent_words import Urgency, find_urgency
from tests.support.tables import table

DATA = Path(__file__).parent.parent / "data"
EMERGENCIES, CRISES, EVERYDAY, TYPED = (
    (DATA / f"urgent_{name}.txt").read_text(encoding="utf-8").splitlines()
    for name in ("emergencies", "crises", "everyday", "typed")
)
BY_KIND, BY_LANGUAGE = (
    tomllib.loads((DATA / f"urgent_by_{name}.toml").read_text(encoding="utf-8"))
    for name in ("kind", "language")
)


@table(
    ("group", "text", "kind"),
    [(group, text, raw["kind"]) for group, raw in BY_KIND.items() for text in raw["texts"]],
)
def test_each_kind_is_noticed_in_the_words_of_people(group: str, text: str, kind: str) -> None:
    urgency = find_urgency(text)
    assert urgency is not None, group
    assert urgency.kind == kind


@table(("kind", "text"), [line.split(": ", 1) for line in TYPED])
def test_what_people_type_gets_the_answer_of_its_kind(kind: str, text: str) -> None:
    urgency = find_urgency(text)
    if kind == "everyday":
        assert urgency is None
    else:
        assert urgency is not None
        is_taken = kind == "overdose"
        assert urgency.kind == ("crisis" if is_taken else kind)
        assert (urgency.entry_id in ("overdose", "child_poison")) is is_taken


@table(
    "text",
    [
        "my dog bit me and it wont stop bleeding",
        "my cat is gone and i want to die",
        "I watched a film about dogs and cant breathe",
        "read a book about a man who jumps, i want to do it too, i want to die",
        "the dog is fine but my dad collapsed",
    ],
)
def test_an_animal_or_a_film_beside_it_hides_nobody(text: str) -> None:
    assert find_urgency(text) is not None


def test_a_german_word_is_read_with_its_dots_and_without() -> None:
    for text in ("plötzlich gelähmt", "ploetzlich gelaehmt", "plotzlich gelahmt"):
        assert find_urgency(text) == Urgency(UrgencyKind.EMERGENCY, "stroke", "de")


@table(
    ("language", "text"),
    [(language, text) for language, raw in BY_LANGUAGE.items() for text in raw["named"]],
)
def test_the_commonest_words_are_noticed_in_other_languages(language: str, text: str) -> None:
    urgency = find_urgency(text)
    assert urgency is not None
    # A word that languages share is answered in one of them.
    assert urgency.language == language or urgency.entry_id in ("bare_call",)


@table("text", [text for raw in BY_LANGUAGE.values() for text in raw["everyday"]])
def test_everyday_talk_in_other_languages_is_left_in_peace(text: str) -> None:
    assert find_urgency(text) is None


@table(
    "text",
    [
        "What is a thunderclap headache?",
        "What does saddle numbness mean?",
        "explain cauda equina please",
        "Is a stroke the same as a heart attack?",
        "The lesson says numb between the legs is an emergency",
        "how common is meningitis",
    ],
)
def test_a_question_about_a_lesson_is_no_emergency(text: str) -> None:
    assert find_urgency(text) is None


@table("text", EMERGENCIES)
def test_an_emergency_is_noticed(text: str) -> None:
    urgency = find_urgency(text)
    assert urgency is not None
    assert urgency.kind is UrgencyKind.EMERGENCY


@table("text", CRISES)
def test_a_crisis_is_noticed_as_one(text: str) -> None:
    urgency = find_urgency(text)
    assert urgency is not None
    assert urgency.kind is UrgencyKind.CRISIS


@table("text", EVERYDAY)
def test_everyday_talk_is_left_in_peace(text: str) -> None:
    assert find_urgency(text) is None


@table("text", [*EMERGENCIES, *CRISES])
def test_capitals_signs_and_talk_around_it_change_nothing(text: str) -> None:
    assert find_urgency(text.upper()) == find_urgency(text)
    assert find_urgency(f"Good morning. {text}") is not None
    assert find_urgency(text.replace("'", "’")) == find_urgency(text)


@table("text", ["chest pain", "numb between my legs", "overdose", "suicidal"])
def test_what_is_denied_is_not_named(text: str) -> None:
    assert find_urgency(text) is not None
    for denial in ("no", "not", "I never had any", "without", "I don't have"):
        assert find_urgency(f"{denial} {text}") is None


@table(
    "text",
    [
        "no fever but chest pain",
        "no fever, chest pain since noon",
        "I don't know if this is chest pain",
        "No cough. Chest pain.",
        "not sure, maybe chest pain",
    ],
)
def test_a_denial_reaches_no_further_than_its_clause(text: str) -> None:
    assert find_urgency(text) == Urgency(UrgencyKind.EMERGENCY, "chest_pain")


def test_long_ago_is_over_unless_it_goes_on() -> None:
    assert find_urgency("I fainted two years ago") is None
    assert find_urgency("no feeling in my groin since the operation two years ago") is not None
    assert find_urgency("I wanted to kill myself two years ago") is not None


def test_a_crisis_comes_before_an_emergency() -> None:
    assert find_urgency("I have chest pain and I want to die") == Urgency(
        UrgencyKind.CRISIS, "self_harm"
    )


def test_what_was_found_holds_nothing_of_the_text() -> None:
    found = find_urgency("My secret is that I took too many pills")
    assert found == Urgency(UrgencyKind.CRISIS, "overdose")


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    find_urgency(text)


@table(
    "text",
    [
        "After the gym I can't feel my legs",
        "I was laughing, then I fainted",
        "Stuck in traffic with the worst headache of my life",
        "My dog is scared: I can't pee and my bottom is numb",
        "Since the last lesson I have a sudden severe headache",
    ],
)
def test_an_everyday_word_beside_it_hides_no_emergency(text: str) -> None:
    assert find_urgency(text) is not None
