"""A plain text's columns are a table, and its lines are broken where their author broke them."""

import pytest

from lessons.article.article import Section
from lessons.article.blocks import Why
from tests.support.articles import article_of, import_article
from tests.support.tables import table

RULES = """\
DIABETES CLUB

All sessions are in Room 4. Eat
something before you come.

Day        Time          Session                 Bring
---------  ------------  ----------------------  ------------------
Monday     09:30-10:15   Foot check              comfortable socks
Friday     11:00-11:45   Label reading           a food packet

BEFORE GENTLE GYM, measure your sugar:
   below 5 mmol/l    eat 15 g of carbohydrate and wait 15 minutes
   5 to 14 mmol/l    you may exercise
   above 14 mmol/l   test for ketones; do not exercise if positive

IF SOMEONE FEELS SHAKY
 1) Stop the exercise.
 2) Give 150 ml of juice.
 Do not give food to anyone who is unconscious: call 112.
"""


def read_lines(text: str) -> list[str]:
    """The lines that stand below the title."""
    (section,) = article_of(f"Title\n\nLook here.\n\n{text}\n\nThen call us.").sections
    assert (section.paragraphs[0], section.paragraphs[-1]) == ("Look here.", "Then call us.")
    return "\n".join(section.paragraphs[1:-1]).split("\n")


def test_rows_of_a_timetable_are_told_by_their_columns_and_never_head_a_lesson() -> None:
    result = import_article(RULES, "club")
    assert [(lesson.title, lesson.body) for lesson in result.course.lessons] == [
        (
            "DIABETES CLUB",
            "All sessions are in Room 4. Eat something before you come.\n\n"
            "- Day: Monday; Time: 09:30-10:15; Session: Foot check; Bring: comfortable socks\n"
            "- Day: Friday; Time: 11:00-11:45; Session: Label reading; Bring: a food packet",
        ),
        (
            "BEFORE GENTLE GYM, measure your sugar",
            "- below 5 mmol/l: eat 15 g of carbohydrate and wait 15 minutes\n"
            "- 5 to 14 mmol/l: you may exercise\n"
            "- above 14 mmol/l: test for ketones; do not exercise if positive",
        ),
        (
            "IF SOMEONE FEELS SHAKY",
            "1. Stop the exercise.\n2. Give 150 ml of juice.\n\n"
            "Do not give food to anyone who is unconscious: call 112.",
        ),
    ]
    assert [note for note in result.notes if "a table to compare" in note] == [
        "a table to compare with the article: DIABETES CLUB",
        "a table to compare with the article: BEFORE GENTLE GYM, measure your sugar",
    ]


@table(
    ("text", "lines"),
    [
        (
            "Physiotherapy             30 min    45 min\n"
            "------------------------------------------\n"
            "First assessment          £48.00    £62.00\n"
            "Home visit                   -      £85.00",
            [
                "- Physiotherapy: First assessment; 30 min: £48.00; 45 min: £62.00",
                "- Physiotherapy: Home visit; 30 min: -; 45 min: £85.00",
            ],
        ),
        (
            "            morning   night\nRamipril       1        0\nMetformin      2        1",
            [
                "- Ramipril, morning: 1",
                "- Ramipril, night: 0",
                "- Metformin, morning: 2",
                "- Metformin, night: 1",
            ],
        ),
        (
            "+------+------+----------+\n| Drug | Dose | Never    |\n+------+------+----------+\n"
            "| W    | 3 mg | with     |\n|      |      | alcohol  |\n+------+------+----------+\n"
            "| I    | 10 U | if you   |\n|      |      | skip one |\n+------+------+----------+",
            [
                "- Drug: W; Dose: 3 mg; Never: with alcohol",
                "- Drug: I; Dose: 10 U; Never: if you skip one",
            ],
        ),
        (
            "Monday    9:00    Feet\n          10:00   Gym\nFriday    11:00   Food",
            ["- Monday; 9:00; Feet", "- Monday; 10:00; Gym", "- Friday; 11:00; Food"],
        ),
        (
            "Drug\t\tDose\nParacetamol\t500 mg\nIbuprofen\t200 mg",
            ["- Drug: Paracetamol; Dose: 500 mg", "- Drug: Ibuprofen; Dose: 200 mg"],
        ),
        ("Full body ....... £55\nOne arm ......... £12", ["- Full body: £55", "- One arm: £12"]),
        (
            "血糖低于4        吃糖\n血糖高于15       去医院",
            ["- 血糖低于4: 吃糖", "- 血糖高于15: 去医院"],
        ),
        (
            "4 से कम      चीनी खाएं\n15 से ज्यादा   अस्पताल जाएं",
            ["- 4 से कम: चीनी खाएं", "- 15 से ज्यादा: अस्पताल जाएं"],
        ),
        (
            "أقل من 4      كل السكر\nأكثر من 15    اتصل بنا",
            ["- أقل من 4: كل السكر", "- أكثر من 15: اتصل بنا"],
        ),
    ],
)
def test_what_stands_in_columns_is_a_table(text: str, lines: list[str]) -> None:
    assert read_lines(text) == lines


@table(
    "text",
    [
        "The   right  edge  of  this  text  is  set  by  a  machine that\n"
        "stretches  the blanks  between  the words,  as some editors did\n"
        "and so  no column is meant by any  of them and  none comes  of\n"
        "it.  Never  take  two  of  the  tablets  at  the   same   time.",
        "This sentence ends here for good.  Then two spaces follow it.\n"
        "Typists did that in letters too.  And more of it stands here.",
    ],
)
def test_blanks_that_only_fill_a_line_are_no_columns(text: str) -> None:
    assert read_lines(text) == [" ".join(text.split())]


@table(
    ("text", "lines"),
    [
        (
            "Out of the night that covers me,\n  Black as the Pit from pole to pole,\n"
            "I thank whatever gods may be\n  For my unconquerable soul.",
            None,
        ),
        ("the wound opens\nyou have a fever\nyou cannot walk", None),
        ("Elm Street Clinic\n12 Elm Street\nHexford HX2 4QP", None),
        ("床前明月光\n疑是地上霜\n举头望明月", None),
        ("Meet us in Room 4. Eat\nsomething before you come.", 1),
        (
            "Take two of the tablets in the morning, and one when you go\n"
            "to bed. If you miss a dose of\nWarfarin, take it as soon as you remember it.",
            1,
        ),
    ],
)
def test_lines_stay_lines_where_an_author_broke_them_and_no_sentence_is_cut(
    text: str, lines: int | None
) -> None:
    whole = [" ".join(line.split()) for line in text.split("\n")]
    assert read_lines(text) == (whole if lines is None else [" ".join(whole)])


def test_points_with_dashes_below_a_line_without_a_colon_stay_apart() -> None:
    (_, section) = article_of("Title\n\nLook.\n\nNever take\n- aspirin\n- ibuprofen").sections
    assert section == Section("Never take", ("- aspirin\n- ibuprofen",))


def test_points_below_a_line_in_capitals_with_a_colon_stay_apart() -> None:
    article = article_of("Titel\n\nText hier.\n\nIM NOTFALL:\n112 anrufen\nnicht selbst fahren")
    assert article.sections[-1] == Section("IM NOTFALL", ("112 anrufen\nnicht selbst fahren",))


def test_ticks_and_crosses_stay_with_their_points() -> None:
    assert read_lines("✓ sit high\n✗ cross your legs") == ["- ✓ sit high", "- ✗ cross your legs"]


def test_what_is_dated_and_stands_last_is_kept() -> None:
    article = article_of("Title\n\nIt went well.\n\nNext meeting: 7 April")
    assert article.sections[-1].paragraphs[-1] == "Next meeting: 7 April"


def test_a_table_of_contents_and_the_number_of_a_page_are_left_out_and_named() -> None:
    text = "Title\n\nIntro ..... 1\nDoses ..... 4\nHelp ...... 9\n\nCall us.\n\n   Page 1 of 3"
    article = article_of(text)
    assert article.sections[0].paragraphs == ("Call us.",)
    assert [(it.why, it.words) for it in article.left_out] == [
        (Why.PAGE_EDGE, "Page 1 of 3"),
        (Why.CONTENTS, "Intro 1"),
        (Why.CONTENTS, "Doses 4"),
        (Why.CONTENTS, "Help 9"),
    ]


@pytest.mark.parametrize("line", ["Name: ______", "(only if you need it)", "Go on; then stop"])
def test_a_field_to_fill_in_an_aside_and_two_thoughts_are_no_headings(line: str) -> None:
    assert read_lines(line) == [line.replace("_", "\\_")]


def test_no_word_is_cut_off_where_marks_stand_below_the_letters_of_a_long_row() -> None:
    told = " ".join(f"कभी दो न लें {number}" for number in range(22)) + "।"
    assert len(told) > 300
    assert read_lines(f"1     कभी दो न लें।\n2     {told}")[-1].endswith(told)
