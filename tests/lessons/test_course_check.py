"""The check tells everything that keeps a course from being published, all at once."""

from pathlib import Path

from lessons.course.check import check_course
from lessons.course.markdown import plain_blocks
from tests.support.course_folders import BODY, COURSE, LESSON, make_course, spoil
from tests.support.tables import table


def findings(folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder.parent}/", "") for problem in check_course(folder)]


def findings_in(tmp_path: Path, lesson: str) -> list[str]:
    return findings(make_course(tmp_path, COURSE, {"wear": lesson}))


def test_a_sound_course_has_no_problems(tmp_path: Path) -> None:
    assert findings(make_course(tmp_path)) == []


def test_all_problems_are_told_at_once_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    course = spoil(COURSE, '["wear"]', '["zebra", "ant"]')
    course = spoil(course, '"What wear means."', '""')
    zebra = spoil(LESSON, '["NICE NG59, 2016"]', "[]")
    zebra = spoil(zebra, '"strong"', '""')
    ant = spoil(LESSON, "right = 2", "right = 4")
    folder = make_course(tmp_path, course, {"zebra": zebra, "ant": ant})
    assert [finding.split(". ")[0] for finding in findings(folder)] == [
        'backs/course.toml:2: warning: "description" is empty',
        'backs/zebra.md:4: warning: "evidence" is empty',
        'backs/ant.md:11: "right" is 4',
    ]


def test_a_draft_is_told_the_same_as_what_is_to_be_published(tmp_path: Path) -> None:
    bare = spoil(LESSON, '"strong"', '""')
    draft = spoil(COURSE, '"published"', '"draft"')
    assert findings(make_course(tmp_path, draft, {"wear": bare})) == [
        'backs/wear.md:4: warning: "evidence" is empty.'
        ' Accepted: strong, fair, weak or idea, as in evidence = "fair"'
    ]


def test_a_field_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    assert findings_in(tmp_path, spoil(LESSON, '"strong"', '"sure"')) == [
        'backs/wear.md:4: "evidence" is "sure".'
        ' Accepted: strong, fair, weak, idea, as in evidence = "fair"'
    ]


def test_a_folder_that_is_no_course_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "backs").mkdir()
    (finding,) = findings(tmp_path / "backs")
    assert finding.startswith("backs/course.toml:1: this cannot be read")


@table(
    ("old", "new", "told"),
    [
        ('"Backs"', '""', '1: "title" is empty'),
        ('"Backs"', f'"{"b" * 101}"', '1: "title" has 101 characters'),
        ('"en"', '"English"', '3: "language" is "English"'),
        ('"https://example.org/backs"', '" "', '4: warning: "source" is empty'),
    ],
)
def test_the_course_itself_is_checked(tmp_path: Path, old: str, new: str, told: str) -> None:
    (finding,) = findings(make_course(tmp_path, spoil(COURSE, old, new)))
    assert finding.startswith(f"backs/course.toml:{told}. Accepted: ")


def wide(length: int) -> str:
    """A text of that many UTF-16 units, in which half as many signs stand."""
    return "🦴" * (length // 2) + "x" * (length % 2)


@table(
    ("old", "limit", "told"),
    [
        ("Wear is common", 100, '2: "title" has 101 characters'),
        ("The low back", 100, '3: "section" has 101 characters'),
        ("A worn pad is no proof.", 200, '6: "takeaway" has 201 characters'),
        ("Who has worn pads?", 300, "9: the question has 301 characters"),
        ("Nobody", 100, "10: option 1 has 101 characters"),
        ("Wear comes with age.", 200, "12: the explanation has 201 characters"),
    ],
)
def test_lengths_are_counted_as_telegram_counts_them(
    tmp_path: Path, old: str, limit: int, told: str
) -> None:
    assert findings_in(tmp_path / "within", spoil(LESSON, old, wide(limit))) == []
    (finding,) = findings_in(tmp_path / "over", spoil(LESSON, old, wide(limit + 1)))
    assert finding.startswith(f"backs/wear.md:{told}. Accepted: ")


@table(
    ("old", "told"),
    [
        ("Wear is common", '2: "title" is empty'),
        ("The low back", '3: warning: "section" is empty'),
        ("A worn pad is no proof.", '6: warning: "takeaway" is empty'),
        ("Who has worn pads?", "9: the question has 0 characters"),
        ("Nobody", "10: option 1 has 0 characters"),
        ("Wear comes with age.", "12: the explanation has 0 characters"),
    ],
)
def test_nothing_may_be_left_empty(tmp_path: Path, old: str, told: str) -> None:
    (finding,) = findings_in(tmp_path, spoil(LESSON, old, ""))
    assert finding.startswith(f"backs/wear.md:{told}. Accepted: ")


def test_a_quiz_is_wanted_where_the_fields_end(tmp_path: Path) -> None:
    lesson = LESSON[: LESSON.index("[quiz]")] + LESSON[LESSON.index("+++\n\n") :]
    lesson = spoil(lesson, 'takeaway = "A worn pad is no proof."\n', "")
    takeaway, quiz = findings_in(tmp_path, lesson)
    assert takeaway.startswith('backs/wear.md:1: "takeaway" is missing.')
    assert quiz.startswith(
        "backs/wear.md:7: warning: there is no quiz. Accepted: a table with ques"
    )


def test_a_quiz_has_different_options(tmp_path: Path) -> None:
    (finding,) = findings_in(tmp_path, spoil(LESSON, '"Nobody"', '"only the ILL"'))
    assert finding.startswith("backs/wear.md:10: two options are the same. Accepted: diff")


def test_an_explanation_has_at_most_two_line_feeds(tmp_path: Path) -> None:
    explained = "Wear comes with age."
    assert findings_in(tmp_path / "two", spoil(LESSON, explained, r"a\nb\nc")) == []
    (finding,) = findings_in(tmp_path / "three", spoil(LESSON, explained, r"a\nb\nc\nd"))
    assert finding.startswith("backs/wear.md:12: the explanation has 3 line feeds. Accepted: at m")


@table(
    ("sources", "told"),
    [
        (str([f"Source {n}" for n in range(7)]), "there are 7 sources"),
        ('["NICE NG59", "(to verify)"]', 'a source says only "(to verify)"'),
        ('["To verify."]', 'a source says only "To verify."'),
        ('["NICE NG59", ""]', 'a source says only ""'),
    ],
)
def test_up_to_six_sources_are_wanted_that_a_reader_can_look_up(
    tmp_path: Path, sources: str, told: str
) -> None:
    (finding,) = findings_in(tmp_path, spoil(LESSON, '["NICE NG59, 2016"]', sources))
    assert finding.startswith(f"backs/wear.md:5: {told}. Accepted: ")


def test_a_lesson_has_a_source_of_its_own_or_that_of_its_course(tmp_path: Path) -> None:
    bare = spoil(LESSON, '["NICE NG59, 2016"]', "[]")
    assert findings(make_course(tmp_path / "of the course", COURSE, {"wear": bare})) == []
    course = spoil(COURSE, '"https://example.org/backs"', '""')
    _, told = findings(make_course(tmp_path / "of none", course, {"wear": bare}))
    assert told.startswith("backs/wear.md:5: there are no sources. Accepted: 1 to 6")


def test_a_source_still_to_be_verified_may_stand_beside_what_names_it(tmp_path: Path) -> None:
    lesson = spoil(LESSON, '["NICE NG59, 2016"]', '["NICE NG59 (to verify)"]')
    assert findings_in(tmp_path, lesson) == []


def test_the_whole_message_fits_telegram(tmp_path: Path) -> None:
    lesson = spoil(LESSON, "NICE NG59, 2016", "A study of " + wide(3600))
    (finding,) = findings_in(tmp_path, lesson)
    assert finding.startswith("backs/wear.md:5: the message would have about 4")
    assert "Accepted: at most 4096" in finding


def test_a_text_has_at_most_700_characters_without_its_marks(tmp_path: Path) -> None:
    text = "**No.** " * 174 + "No pain"
    assert len("\n".join(plain_blocks(text))) == 703
    found = findings_in(tmp_path, spoil(LESSON, BODY, text))
    assert "backs/wear.md:15: the text has 703 characters. Accepted: at most 700." in found


def test_a_lesson_without_text_is_refused(tmp_path: Path) -> None:
    (finding,) = findings_in(tmp_path, spoil(LESSON, BODY, ""))
    assert "the lesson has no text" in finding


@table(("count", "told"), [(79, True), (80, False), (120, False), (121, True)])
def test_a_published_lesson_is_best_of_80_to_120_words(
    tmp_path: Path, count: int, told: bool
) -> None:
    text = "Rest is a help. " * (count // 4) + "So walk now."[: [0, 2, 7, 11][count % 4]]
    found = findings_in(tmp_path, spoil(LESSON, BODY, text))
    warning = f"backs/wear.md:15: warning: the text has {count} words. Best: 80 to 120."
    assert found == ([warning] if told else [])


def test_nobody_counts_the_words_of_a_draft(tmp_path: Path) -> None:
    draft = spoil(COURSE, '"published"', '"draft"')
    lesson = spoil(LESSON, BODY, "Keep moving. It helps.")
    assert findings(make_course(tmp_path, draft, {"wear": lesson})) == []


@table(
    ("sentence", "told"),
    [
        ("We wear thin in our spine with each year.", None),
        (  # 9 words, 18 syllables: 0.39 * 9 + 11.8 * 2 - 15.59 = 11.52
            "Doctors examine patients for serious nerve problems in hospital.",
            "warning: the reading grade is 11.5. Best: at most 7.0. Use shorter"
            " sentences and words.",
        ),
        (  # 10 words, 16 syllables: 0.39 * 10 + 11.8 * 1.6 - 15.59 = 7.19
            "A doctor may order a picture of a painful area.",
            "warning: the reading grade is 7.2. Best: at most 7.0. Use shorter"
            " sentences and words.",
        ),
    ],
)
def test_a_text_asks_best_for_at_most_seven_years_of_school(
    tmp_path: Path, sentence: str, told: str | None
) -> None:
    found = findings_in(tmp_path, spoil(LESSON, BODY, f"{sentence} " * 10))
    assert found == ([f"backs/wear.md:15: {told}"] if told else [])


def test_each_item_of_a_list_counts_as_a_sentence(tmp_path: Path) -> None:
    items = "\n".join(["- stay on the move and take a rest when it hurts"] * 9)
    assert findings_in(tmp_path, spoil(LESSON, BODY, items)) == []


@table(
    ("markdown", "told"),
    [
        ("# Heading", "a heading"),
        ("Heading\n---", "a heading"),
        ("![x](https://example.org/x.png)", "an image"),
        ("[write](mailto:a@example.org)", "a link to something other than a web page"),
        ("[run](javascript:alert)", "a link to something other than a web page"),
        ("[open](/local)", "a link to something other than a web page"),
        ("[open](https://localhost/)", "a link to something other than a web page"),
        ("<a@example.org>", "a link to something other than a web page"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a table"),
        ("<b>bold</b>", "raw HTML"),
        ("<div>\nblock\n</div>", "raw HTML"),
        ("`code`", "code"),
        ("```\ncode\n```", "code"),
        ("    code", "code"),
        ("> quoted", "a quotation"),
        ("* * *", "a rule"),
        ("~~gone~~", "struck-out text"),
        ("- [ ] to do", "a task list"),
        ("$x^2$", "a formula"),
        ("It is ||hidden|| here.", "a spoiler"),
    ],
)
def test_what_telegram_cannot_show_in_a_lesson_is_refused_with_its_line(
    tmp_path: Path, markdown: str, told: str
) -> None:
    found = findings_in(tmp_path, spoil(LESSON, BODY, f"{BODY}\n\n{markdown}"))
    line = 15 + BODY.count("\n") + 2
    assert f"backs/wear.md:{line}: the text holds {told}" in found[0]


def test_paragraphs_bold_italic_lists_and_web_links_are_fine(tmp_path: Path) -> None:
    text = spoil(BODY, "What helps?", "*What* **helps**? [See](https://example.org) 1 < 2 * 3.")
    text = spoil(text, "- Use heat if it feels good.", "- Use heat:\n  1. wet\n  2. dry")
    assert findings_in(tmp_path, spoil(LESSON, BODY, text)) == []
