"""Articles in other languages: told apart, cut where sentences end, named, and not graded."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lessons.course.ids import make_lesson_id
from lessons.course.rules import CourseRule, check_head, check_lesson
from lessons.draft.hedging import Shift, find_shifts
from lessons.draft.review import review
from lessons.language.detection import find_language
from lessons.language.readability import find_grade
from lessons.language.sentences import split_sentences
from tests.support.drafts import SOUND, draft_of
from tests.support.tables import table

SPANISH = draft_of(SOUND, language="es")


@table(
    ("language", "text"),
    [
        ("en", "Call 112 at once if your calf swells or you are short of breath."),
        ("de", "Fragen Sie Ihre Ärztin, wenn der Schmerz länger dauert."),
        ("es", "Acuda a urgencias si el dolor es brusco. Llame si no puede hablar."),
        ("ar", "اذهب إلى المستشفى فورا إذا لم تستطع التبول أو شعرت بخدر بين الساقين."),
        ("hi", "पैरों में कमज़ोरी हो या पेशाब न आए तो तुरंत अस्पताल जाएँ।"),
        ("zh", "双腿无力、大小便失禁或下体麻木时，请立刻去急诊。"),
        ("ja", "足に力が入らないときは、すぐに救急外来へ行ってください。"),
        ("ru", "Если онемели ноги, сразу вызывайте скорую помощь."),
        ("he", "פנה מיד לבית החולים אם אינך יכול להטיל שתן."),
        (None, "112"),
        (None, ""),
    ],
)
def test_the_language_of_an_article_is_told_by_its_words(language: str | None, text: str) -> None:
    assert find_language(text) == language


@table(
    ("language", "sentences"),
    [
        (
            "en",
            ["It ran from Nov. 2019 to Jan. 2020 under Lt. Col. Reed at Mt. Hope.", "Then it sat."],
        ),
        (
            "en",
            ["Take fruit, i. e. apples, or e. g. Boskoop.", "Call at 8 p.m. Monday.", "Tel. 112."],
        ),
        ("en", ["She has a Ph.D. from York.", "It closes at 5 p.m.", "Call before."]),
        ("de", ["Trinken Sie genug, z. B. Wasser.", "Fragen Sie Ihre Ärztin bzw. Ihren Arzt."]),
        (
            "de",
            [
                "Am 5. Mai, d. h. Montag, im 2. Stock.",
                "Siehe Abb. 3 und S. 12.",
                "Dr. med. Berg rät.",
            ],
        ),
        ("de", ["Das war 2020.", "Danach half u. a. Bewegung."]),
        (
            "fr",
            [
                "Prenez-en 2, p. ex. Doliprane.",
                "Voyez M. Dupont ou Mme. Martin, art. 5.",
                "Dormez.",
            ],
        ),
        ("es", ["Hable con el Dr. Pérez o la Sra. Ruiz, p. ej. Hoy.", "¿Le duele?", "Duerma."]),
        ("ru", ["См. рис. 5, т. е. Справа.", "Иванов И. И. пришел.", "Далее спите."]),
        ("pl", ["Zob. dr. Kowalski o godz. 8, np. Jutro.", "Śpij."]),
        (
            "ar",
            ["خذ قرصين يوميا.", "لا تتجاوز 4.5 أقراص!", "هل تشعر بألم؟", "اتصل بالطبيب د. سامي."],
        ),
        ("ur", ["فوری جائیں۔", "کیا درد ہے؟", "انتظار نہ کریں۔"]),
        ("hi", ["डॉ. शर्मा से मिलें।", "दर्द हो तो रुकें।", "अस्पताल जाएँ।"]),
        ("am", ["ወዲያውኑ ወደ ሆስፒታል ይሂዱ።", "አይጠብቁ።"]),
    ],
)
def test_sentences_end_where_a_reader_of_the_language_would_stop(
    language: str, sentences: list[str]
) -> None:
    assert split_sentences(" ".join(sentences), language) == sentences


@table(
    ("language", "sentences"),
    [
        (
            "zh",
            ["腰痛很常见。", "医生说：“请保持活动，不要整天躺在床上。”", "走2.5公里！", "好吗？"],
        ),
        ("ja", ["すぐ行ってください。", "「痛いです。」と言いました。", "待たないで！"]),
        ("hi", ["चलते रहें।", "पूरे दिन न लेटें।"]),
    ],
)
def test_scripts_without_spaces_end_their_sentences_too(
    language: str, sentences: list[str]
) -> None:
    assert split_sentences("".join(sentences), language) == sentences


@given(
    text=st.text(alphabet='aBИя腰 .!?。！？।۔؟\n"”」」*z.B.1とd', max_size=200),
    language=st.sampled_from(["en", "de", "ru", "zh", "ja", "hi", "xx", ""]),
)
def test_splitting_loses_and_adds_nothing_in_any_script(text: str, language: str) -> None:
    assert "".join("".join(split_sentences(text, language)).split()) == "".join(text.split())


@table(
    ("heading", "lesson_id"),
    [
        ("腰痛的日常护理", "yao-tong-de-ri-chang-hu"),
        ("अस्पताल कब जाएँ", "asptl-kb-je"),
        ("Когда идти к врачу", "kogda-idti-k-vrachu"),
        ("متى تذهب", "mta-tdhhb"),
        ("Größe, ändern", "grosse-andern"),
        ("🙂", "lesson"),
    ],
)
def test_headings_of_any_script_name_their_lessons(heading: str, lesson_id: str) -> None:
    assert make_lesson_id(heading, ()) == lesson_id


@table(
    ("language", "before", "after", "shift"),
    [
        ("de", "Wärme kann helfen.", "Wärme hilft.", Shift("kann helfen", "hilft")),
        ("es", "El calor puede ayudar.", "El calor ayuda.", Shift("puede ayudar", "ayuda")),
        ("ru", "Тепло может помочь.", "Тепло помогает.", Shift("может помочь", "помогает")),
        ("ar", "قد يساعد الدفء.", "يساعد الدفء.", Shift("قد يساعد", "يساعد")),
    ],
)
def test_careful_words_are_known_in_other_languages(
    language: str, before: str, after: str, shift: Shift
) -> None:
    assert find_shifts(before, before, language) == []
    assert find_shifts(before, after, language) == [shift]


def test_careful_words_are_known_without_spaces_between_them() -> None:
    assert find_shifts("热敷可能缓解疼痛。", "热敷缓解疼痛。", "zh")
    assert find_shifts("热敷缓解疼痛。", "热敷一定缓解疼痛。", "zh")
    assert find_shifts("热敷可能缓解疼痛。", "热敷可能很快缓解疼痛。", "zh") == []


def test_a_language_without_known_careful_words_warns_of_nothing() -> None:
    assert find_shifts("Joto linaweza kusaidia.", "Joto linasaidia.", "sw") == []


def test_no_grade_is_told_where_there_is_no_formula() -> None:
    assert find_grade("Beba agua y descanse.", "es") is None
    assert find_grade("Drink water and rest.", "en-GB") is not None


def test_a_course_in_another_language_can_be_published_without_a_grade() -> None:
    assert CourseRule.GRADE_KNOWN in {fault.rule for fault in check_head(SPANISH.course)}
    english = replace(SPANISH.course, language="en")
    assert CourseRule.GRADE_KNOWN not in {fault.rule for fault in check_head(english)}
    hard = replace(SOUND, body="Hospitalización multidisciplinaria. " * 12)
    grades = {CourseRule.GRADE, CourseRule.EASY_GRADE}
    assert not grades & {fault.rule for fault in check_lesson(hard, "", "es")}
    assert grades & {fault.rule for fault in check_lesson(hard, "", "en")}
    found = review(SPANISH, {})
    assert [fault.given for fault in found.advice if fault.rule is CourseRule.GRADE_KNOWN] == ["es"]
    assert CourseRule.GRADE_KNOWN not in {fault.rule for fault in found.blocking}
    assert found.lessons[0].grade is None


def test_words_are_not_counted_where_nothing_parts_them() -> None:
    lesson = replace(SOUND, body="腰痛很常见，大多数人在几周内就会好转。")
    assert CourseRule.WORDS not in {fault.rule for fault in check_lesson(lesson, "", "zh")}
    assert CourseRule.WORDS in {fault.rule for fault in check_lesson(lesson, "", "en")}
