"""Small inputs of kinds that real documents have, each read as its reader would."""

from pathlib import Path

from bot.documents.reading import read
from lessons.article.blocks import tell_left_out
from lessons.article.importer import ImportResult, import_document
from tests.support.tables import table

INPUTS = Path(__file__).parent.parent / "data" / "import"


def result_of(name: str) -> ImportResult:
    return import_document(read((INPUTS / name).read_bytes(), name), "x")


def lessons_of(name: str) -> list[tuple[str, str]]:
    return [(lesson.title, lesson.body) for lesson in result_of(name).course.lessons]


@table(
    ("name", "lessons"),
    [
        (
            "accordion.html",
            [
                ("Questions about your scan", "Most people have the same questions."),
                ("Does it hurt?", "No. You lie still for twenty minutes."),
                ("Can I eat before?", "Yes, unless your letter says no."),
                ("Who must not have it?", "People with some pacemakers. Tell us."),
                ("Contact", "Call the desk."),
            ],
        ),
        (
            "folded-questions.html",
            [
                ("Questions about your scan", "Most people have the same questions."),
                ("Does it hurt?", "No. You lie still for twenty minutes."),
                ("Who must not have it?", "People with some pacemakers. Tell us."),
            ],
        ),
        (
            "warning-aside.html",
            [
                ("Common causes", "Most chest pain comes from muscles or the stomach."),
                (
                    "Common causes: Call 112 now if",
                    "the pain spreads to your arm or jaw, or you are short of breath.",
                ),
                ("What to do", "Sit down and rest."),
            ],
        ),
        (
            "chinese-short-sentences.txt",
            [
                ("为什么会腰痛", "久坐、搬重物或睡眠不足都可能让疼痛加重。"),
                ("什么时候去医院", "双腿无力、大小便失禁或下体麻木时，请立刻去急诊。"),
            ],
        ),
        (
            "colon-headings.docx",
            [
                ("Pain", "Take paracetamol four times a day."),
                ("Eating", "Start with soup."),
                ("When to call us", "Call if the wound opens."),
            ],
        ),
        (
            "heading-styles.docx",
            [("Pain", "Take paracetamol four times a day."), ("Eating", "Start with soup.")],
        ),
        (
            "text-box.docx",
            [
                (
                    "Your wound",
                    "Keep it dry for two days.\n\n"
                    "Call 112 at once if blood soaks through the dressing.",
                ),
                ("Food", "Start with soup."),
            ],
        ),
        ("struck-dose.docx", [("Doses", "Take two tablets at night."), ("Then", "Drink water.")]),
        (
            "symbol-bullets.docx",
            [
                ("Call us if", "- the wound opens\n- you are sick\n- you have a fever"),
                ("Food", "Soup and toast."),
            ],
        ),
        (
            "list-goes-on.docx",
            [
                (
                    "Steps",
                    "1. Stop eating at midnight.\n2. Drink water until six.\n\n"
                    "Black coffee is allowed.\n\n"
                    "3. Take your tablets.\n4. Leave jewellery at home.",
                )
            ],
        ),
        (
            "steps-within-steps.html",
            [
                (
                    "Steps",
                    "1. Stop eating at midnight.\n2. Take your tablets, but not:\n"
                    "   - metformin\n   - water tablets\n3. Leave jewellery at home.",
                )
            ],
        ),
        (
            "line-breaks.html",
            [
                (
                    "Your first day",
                    "7:00 Breathing exercises\n8:00 Breakfast in the chair\n"
                    "9:00 Walk to the door\n12:00 Lunch",
                ),
                (
                    "Whom to call",
                    "- Ward: 555 0100\n- Physiotherapist: 555 0101\n- Emergency: 112",
                ),
            ],
        ),
        (
            "hard-breaks.md",
            [
                (
                    "Timetable",
                    "**7:00** Breathing exercises\n**8:00** Breakfast, sitting up\n"
                    "**9:00** Walk to the door and back",
                ),
                ("Phone numbers", "Ward: 555 0100\nEmergency: 112"),
            ],
        ),
        (
            "html-list.md",
            [
                ("Cooling", "- Cool water\n- Wet cloth for ten minutes\n- After-sun lotion"),
                ("Dose", "Drink H₂O. Take 10³ IU."),
            ],
        ),
        (
            "cjk-bold.md",
            [
                (
                    "しくみ",
                    "食物繊維から短鎖脂肪酸（酢酸など）ができます。これは「良い油」です。",
                ),
                ("한국어", "마크다운(약)을 매일 드십시오."),
            ],
        ),
        (
            "footnotes.md",
            [
                (
                    "Who needs it",
                    "Most people make enough in summer. In winter a daily tablet helps.",
                ),
                ("Too much", "Very high doses harm the kidneys."),
            ],
        ),
        (
            "separator-lines.txt",
            [
                ("Walking", "Walk to the door and back every hour. Use your crutches."),
                ("Stairs", "Good leg up first, bad leg down first."),
                ("When to call", "Call 112 if your calf swells or you are short of breath."),
            ],
        ),
        (
            "numbered-headings.txt",
            [
                ("1. Wash your hands", "Use soap and warm water. Dry them on a clean towel."),
                (
                    "2. Look at the wound",
                    "Check for redness, heat or pus. Call us if you see any of them.",
                ),
                (
                    "3. Put on a new dressing",
                    "Touch only its edges. Press it down gently.",
                ),
            ],
        ),
        (
            "parent-headings.md",
            [
                (
                    "Living with asthma",
                    "Asthma makes the small airways narrow. Most people can keep it quiet.",
                ),
                (
                    "Your inhalers › Blue inhaler: When to use it",
                    "Use it as soon as you feel tight or wheezy. Sit up while you do.",
                ),
                (
                    "Your inhalers › Brown inhaler: When to use it",
                    "Use it every morning and every evening, even when you feel well.",
                ),
                (
                    "In an attack: Children",
                    "Give one puff every 30 seconds, up to ten puffs.",
                ),
                ("In an attack: Adults", "Take one puff every 30 seconds, up to ten puffs."),
            ],
        ),
        (
            "dose-table-rowspan.html",
            [
                (
                    "How much",
                    "Look for your child's age and weight.\n\n"
                    "- Age: 1 to 3 years; Weight: under 12 kg; Dose: 2.5 ml;"
                    " Most in a day: 3 doses\n"
                    "- Age: 1 to 3 years; Weight: 12 kg or more; Dose: 5 ml;"
                    " Most in a day: 4 doses\n"
                    "- Age: 4 to 6 years; Weight: any; Dose: 7.5 ml; Most in a day: 4 doses\n"
                    "- Age: 7 to 9 years; Weight: any; Dose: 10 ml; Most in a day: 4 doses\n"
                    "- Under 1 year; Most in a day: ask us first",
                ),
                ("When to call", "Call if a rash appears."),
            ],
        ),
    ],
)
def test_lessons_say_what_the_document_says(name: str, lessons: list[tuple[str, str]]) -> None:
    assert lessons_of(name) == lessons


@table(
    ("name", "told"),
    [
        ("struck-dose.docx", "struck-out text left out: 1: “four”"),
        (
            "numbered-headings.txt",
            "headings with nothing below them left out: 1: “4. More leaflets”",
        ),
        ("parent-headings.md", "headings with nothing below them left out: 1: “More pages”"),
        (
            "footnotes.md",
            "footnotes left out: 2: “1 Ten minutes on bare arms is often enough.”;"
            " “2 Ten micrograms, says the leaflet of the ministry.”",
        ),
    ],
)
def test_what_is_left_out_is_told_with_its_first_words(name: str, told: str) -> None:
    assert told in tell_left_out(result_of(name).left_out)


def test_the_danda_ends_a_sentence() -> None:
    titles = [title for title, _ in lessons_of("hindi-short-sentences.txt")]
    assert titles == ["दर्द क्यों होता है", "अस्पताल कब जाएँ"]


def test_a_line_for_each_paragraph_needs_no_blank_ones() -> None:
    result = result_of("one-line-each.txt")
    assert result.course.title == "ANKLE SPRAINS"
    assert [lesson.title for lesson in result.course.lessons] == [
        "Rest",
        "Movement",
        "When to call",
    ]


def test_a_lead_in_stays_with_its_list() -> None:
    _, (_, body) = lessons_of("lead-in-and-list.md")
    assert body.startswith(
        "Call us at once, by day or night, if you have any of these:\n\n- a fever"
    )


def test_each_row_of_a_long_table_is_understood_alone() -> None:
    *parts, _ = result_of("dose-table-long.md").course.lessons
    rows = [line for part in parts for line in part.body.split("\n") if line.startswith("- ")]
    assert len(rows) == 17
    assert all("Age: " in row and "; Dose: " in row and "Most in 24 hours: " in row for row in rows)
    assert all(part.unchecked for part in parts)


def test_titles_that_are_too_long_are_told_at_once() -> None:
    notes = result_of("long-headings.md").notes
    assert [note.partition(",")[0] for note in notes] == [
        "a title of 108 characters",
        "a title of 115 characters",
    ]
