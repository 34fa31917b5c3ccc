"""An ordinary complaint opens the check at its place, whatever the spelling and the language."""

from lessons.symptom_checks.complaints import find_beginning, is_complaint
from lessons.symptom_checks.reader import load_built_in_check
from lessons.symptom_checks.state import State
from tests.support.tables import table

CHECK = load_built_in_check()
COMPLAINTS = {
    "area_back": [
        "My back hurts", "sciatica", "siatica again", "my lower bak is killing me",
        "my back hurts and i dont know what to do", "leg pain", "ho mal di schiena",
        "j'ai mal au dos", "me duele la espalda", "mein ruecken tut weh", "Rückenschmerzen",
        "dor nas costas", "sırtım ağrıyor", "у меня болит спина", "bolit spina",
        "kamar me dard hai", "ظهري يؤلمني", "boli mnie kregoslup", "rugpijn", "腰痛",
    ],
    "area_neck": [
        "neck is stiff", "neck pian", "me duele el cuello", "steifer nacken", "torticollis",
        "脖子疼", "шея болит",
    ],
    "area_headache": [
        "I have a headache", "headake", "migrane", "kopfschmerzen", "mal di testa",
        "j'ai mal a la tete", "dor de cabeça", "başım ağrıyor", "голова болит", "sir dard hai",
        "صداع", "boli mnie glowa", "hoofdpijn", "头疼",
    ],
}  # fmt: skip


@table(("option", "text"), [(option, text) for option in COMPLAINTS for text in COMPLAINTS[option]])
def test_a_complaint_begins_the_check_at_its_place(option: str, text: str) -> None:
    assert find_beginning(CHECK, text) == State(chosen=frozenset({option}))


def test_where_another_place_hurts_too_the_check_asks_which() -> None:
    assert find_beginning(CHECK, "my knee and my back hurt") == State()


@table(
    "text",
    [
        "no back pain today", "thanks my back is better", "is back pain common", "i am back",
        "call me back", "my knee hurts", "heading home", "dos cervezas", "im going back to bed",
        "what causes headaches", "je suis de retour", "keine kopfschmerzen", "spit it out", "",
    ],
)  # fmt: skip
def test_other_talk_begins_none(text: str) -> None:
    assert find_beginning(CHECK, text) is None


@table(
    ("option", "text"),
    [
        ("area_back", "my lower back is playing up again"),
        ("area_back", "back is acting up since Monday"),
        ("area_back", "my back is giving me grief"),
        ("area_back", "I've done my back in"),
        ("area_back", "mein Rücken macht wieder Probleme"),
        ("area_back", "mijn rug speelt weer op"),
        ("area_headache", "the bright light gives me a headache"),
        ("area_neck", "I have a pain in the neck"),
        ("area_back", "she says my back is weak"),
    ],
)
def test_a_complaint_in_other_words_begins_it_too(option: str, text: str) -> None:
    assert find_beginning(CHECK, text) == State(chosen=frozenset({option}))


@table(
    "text",
    [
        "my mother in law gives me a headache hahaha",
        "the kids are giving me a headache",
        "mein Chef macht mir Kopfschmerzen",
        "mi suegra me da dolor de cabeza",
        "he is a pain in the neck",
        "you're such a pain in the neck",
    ],
)
def test_who_is_a_headache_is_none(text: str) -> None:
    assert find_beginning(CHECK, text) is None


@table(
    "text",
    [
        "chest",
        "numb",
        "back pain",
        "pain",
        "my chest",
        "Brust",
        "my back hurts",
        "so dizzy",
        "dolor",
    ],
)
def test_what_tells_of_the_body_is_a_complaint(text: str) -> None:
    assert is_complaint(CHECK, text)


@table(
    "text",
    [
        "Chester",
        "Beijing",
        "Bath",
        "Bologna",
        "Bad Kreuznach",
        "La Paz",
        "Dos Hermanas",
        "8:30",
        "ok",
        "",
    ],
)
def test_a_place_and_a_time_are_none(text: str) -> None:
    assert not is_complaint(CHECK, text)
