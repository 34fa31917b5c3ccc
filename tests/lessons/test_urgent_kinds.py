"""What a text names decides which card answers it, in every language."""

from lessons.symptom_checks.calls_for_help import is_call_for_help
from lessons.symptom_checks.urgent_lexicon import LANGUAGES, load_language
from lessons.symptom_checks.urgent_words import find_urgency
from tests.support.tables import table

IN_EVERY_LANGUAGE = ("eye_chemical", "overdose_planned", "harm_baby", "intruder", "gas")


@table(
    ("entry_id", "text"),
    [
        (
            "meningitis",
            "husband has a bladder infection and he is burning up and doesnt know the year",
        ),
        ("collapse", "mum keeps shivering and doesn't know where she is, she had pneumonia"),
        ("collapse", "baby of 3 weeks is limp and refuses the bottle"),
        ("pregnancy", "30 weeks gone and the bump hasn't moved all day"),
        ("pregnancy", "haven't felt her kick since breakfast"),
        ("overdose_planned", "how many sleeping pills would it take"),
        ("overdose_planned", "lethal amount of insulin"),
        ("overdose_planned", "what happens if you overdose"),
        ("eye_chemical", "oven cleaner splashed in my eye"),
        ("eye_chemical", "got cement in both eyes"),
        ("chest_pain", "I have had a heart attack"),
        ("cold", "he fell through the ice and stopped shivering"),
        ("harm_baby", "i am going to shake the baby if she cries on"),
        ("harm_baby", "I have thoughts of hurting my newborn"),
        ("bleeding", "cut my leg with the circular saw, it is spurting"),
        ("bleeding", "sliced my wrist on a tin its spurting"),
        ("deep_cut", "cut again and it is too deep, it won't stop"),
        ("somebody_else", "my sister texted goodbye, sorry for everything"),
        ("somebody_else", "a friend is standing on the bridge and wants to jump"),
        ("somebody_else", "my son says he will kill himself"),
        ("self_harm", "my husband left and i want to die"),
        ("self_harm", "i cant anymore"),
        ("child_poison", "my toddler ate a dishwasher tablet"),
        ("child_poison", "my 2 year old swallowed a battery"),
        ("overdose", "my 15 year old swallowed all the pills"),
        ("gas", "carbon monoxide alarm is beeping and we feel sick"),
        ("intruder", "somebody broke into the house, he has a gun"),
        ("violence", "mi novio me quiere matar"),
        ("self_harm", "me quiero matar"),
    ],
)
def test_each_text_is_named_for_its_card(entry_id: str, text: str) -> None:
    found = find_urgency(text)
    assert found is not None
    assert found.entry_id == entry_id


@table(
    ("language", "entry_id", "text"),
    [
        ("de", "self_harm", "Ich will nicht mehr"),
        ("de", "self_harm", "ich will einfach nicht mehr leben"),
        ("fr", "self_harm", "je veux juste plus vivre"),
        ("es", "self_harm", "ya no quiero estar"),
        ("fr", "self_harm", "je ne veux plus être là"),
        ("it", "self_harm", "non voglio più esserci"),
        ("pt", "self_harm", "já não quero estar aqui"),
        ("nl", "self_harm", "ik wil er niet meer zijn"),
        ("pl", "self_harm", "nie chcę już być"),
        ("tr", "self_harm", "artık burada olmak istemiyorum"),
        ("ru", "self_harm", "не хочу существовать"),
        ("ar", "self_harm", "لا أريد أن أكون هنا"),
        ("hi", "self_harm", "अब मैं नहीं रहना चाहता"),
        ("zh", "self_harm", "我不想再存在"),
        ("de", "chest_pain", "Druck auf der Brust und der Arm ist schwer"),
        ("pt", "breathing", "comi nozes e a garganta está a inchar"),
        ("fr", "pregnancy", "enceinte, je ne sens plus bouger"),
        ("it", "eye_chemical", "mi è andata candeggina negli occhi"),
        ("de", "sepsis", "mein Säugling hat Fieber und ist schlapp"),
        ("es", "overdose_planned", "cuántas pastillas hacen falta para morir"),
        ("nl", "intruder", "er is een inbreker in huis"),
    ],
)
def test_other_languages_name_them_too(language: str, entry_id: str, text: str) -> None:
    found = find_urgency(text)
    assert found is not None
    assert (found.language, found.entry_id) == (language, entry_id)


def test_every_language_knows_the_kinds_that_have_a_card_of_their_own() -> None:
    missing = [
        (language, entry_id)
        for language in LANGUAGES
        for entry_id in IN_EVERY_LANGUAGE
        if entry_id not in {entry["id"] for entry in load_language(language)["urgent"]}
    ]
    assert missing == []


@table(
    "text",
    [
        "had a panic attack in May, I thought I was dying",
        "in the book he kills himself",
        "she overdoses in the last episode",
        "I am doing a first aid course, we practise cpr on dolls",
        "what am I doing wrong with this exercise",
        "Ich will nicht mehr so viele Nachrichten",
        "ya no quiero recibir lecciones",
        "ik wil niet meer zo vroeg een les",
        "how many lessons would it take",
        "how many paracetamol can I take in a day",
        "my friend is sitting on the train",
        "the baby moved for the first time",
        "we talked about the baby shower",
        "the baby kicked for the first time",
        "eye drops in the morning and in the evening",
        "el libro trata de un suicidio",
        "der Film handelt von Selbstmord",
    ],
)
def test_talk_like_it_alarms_nobody(text: str) -> None:
    assert find_urgency(text) is None


def test_the_sign_for_help_is_a_call() -> None:
    assert is_call_for_help("🆘")
    assert is_call_for_help("🆘🆘 please")
