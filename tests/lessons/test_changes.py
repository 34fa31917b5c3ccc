"""A wish for something otherwise is found as people write it, and a story of pain is none."""

from lessons.questions.changes import ChangeKind, find_change
from lessons.times.breaks import find_break
from tests.support.tables import table

SAID = {
    ChangeKind.BEGIN: [
        "yes", "begin", "go", "please start", "ja gerne", "lesson please", "how do I start?",
        "Yes please, I would like to begin the lessons", "How do I begin?", "Thank you, start",
        "let's go", "empezar", "commencer", "iniziamo", "quero começar", "zaczynamy", "поехали",
        "başla", "शुरू करो", "ابدأ", "I'd like to subscribe",
    ],
    ChangeKind.RESUME: [
        "go on", "no wait, go on", "weiter", "continue please", "unpause", "i'm back",
        "end the break",        "continuar", "reprendre", "kontynuuj", "продолжай", "devam et",
    ],
    ChangeKind.SETTINGS: ["Settings please", "einstellungen", "ajustes", "настройки"],
    ChangeKind.ZONE: ["change zone", "change my city", "wrong time zone", "zona horaria"],
    ChangeKind.PLACE: [
        "wait no im in paris", "im in paris now", "move to paris", "I moved to Lisbon",
        "ich bin jetzt in Berlin", "estoy en Lima ahora", "I live in Leeds now", "j'habite à Lyon",
    ],
    ChangeKind.TIME: [
        "Please change the time to 8:45 in the morning", "send it at 9 instead",
        "make it 6pm please", "can you move it to noon",
        "Could I have it a little later please, at quarter to nine?", "actually 7:45 pls",
        "stell es auf halb neun", "cambia la hora a las 9",
    ],
    ChangeKind.DAYS: [
        "only on weekdays", "weekends off", "only mon, wed and fri", "not on sundays",
    ],
}  # fmt: skip


@table(("kind", "text"), [(kind, text) for kind in SAID for text in SAID[kind]])
def test_each_wish_is_found_as_people_say_it(kind: ChangeKind, text: str) -> None:
    change = find_change(text)
    assert change is not None
    assert change.kind is kind


@table(
    "text",
    [
        "i'm in pain", "i am in hospital", "the pain is worse later at 9", "i start work at 9",
        "9:15", "i have", "what is sciatica", "my back hurts only on weekdays", "begin again",
        "Berlin", "",
    ],
)  # fmt: skip
def test_what_tells_of_oneself_wishes_nothing(text: str) -> None:
    assert find_change(text) is None


@table(
    ("text", "end"),
    [
        ("I am going to my daughter until Thursday, please send no lessons", "until thursday"),
        ("until Thursday please no lessons", "until thursday"),
        ("on holiday until 20 december", "until 20 december"),
        ("stop until monday", "until monday"),
        ("don't send me anything until monday", "until monday"),
        ("I'm away for two weeks", "for two weeks"),
        ("ich bin im Urlaub bis Montag", "bis montag"),
        ("vacaciones hasta el lunes", "hasta el lunes"),
        ("my back hurts until monday", None),
        ("stop the pain for a day", None),
        ("stop for good", None),
        ("stop", None),
    ],
)
def test_a_break_is_wished_in_a_sentence_with_its_end(text: str, end: str | None) -> None:
    assert find_break(text) == end
