"""A course is loaded only when it is sound."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from lessons.course.course import Course, CourseStatus, Evidence, Lesson, Quiz
from lessons.course.files import CourseFileError, load_course, load_courses, write_course
from tests.support.course_folders import BODY, COURSE, LESSON, make_course, spoil
from tests.support.tables import table

DRAFT = spoil(COURSE, '"published"', '"draft"')
BARE_LESSON = """\
+++
title = "Wear is common"
section = "The low back"
evidence = ""
sources = []
takeaway = ""
+++

Some text.
"""


def refusal(folder: Path) -> str:
    with pytest.raises(CourseFileError) as refused:
        load_course(folder)
    return str(refused.value).replace(f"{folder.parent}/", "")


def test_a_sound_course_loads_with_everything_in_it(tmp_path: Path) -> None:
    course = load_course(make_course(tmp_path))
    assert replace(course, lessons=(), order=()) == Course(
        course_id="backs",
        title="Backs",
        description="What wear means.",
        language="en",
        source="https://example.org/backs",
        status=CourseStatus.PUBLISHED,
        lessons=(),
    )
    (lesson,) = course.lessons
    assert lesson == Lesson(
        lesson_id="wear",
        title="Wear is common",
        section="The low back",
        body=BODY,
        takeaway="A worn pad is no proof.",
        sources=("NICE NG59, 2016",),
        evidence=Evidence.STRONG,
        quiz=Quiz(
            "Who has worn pads?",
            ("Nobody", "Most people past fifty", "Only the ill"),
            1,
            "Wear comes with age.",
        ),
    )


def test_lessons_come_in_the_order_of_the_list_not_of_their_names(tmp_path: Path) -> None:
    course = spoil(COURSE, '["wear"]', '["zebra", "ant"]')
    folder = make_course(tmp_path, course, {"ant": LESSON, "zebra": LESSON})
    assert [lesson.lesson_id for lesson in load_course(folder).lessons] == ["zebra", "ant"]


def test_files_saved_on_windows_load_the_same(tmp_path: Path) -> None:
    folder = make_course(tmp_path)
    course = load_course(folder)
    for file in folder.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_course(folder) == course


@table(
    "quiz",
    [
        "",
        "[quiz]\n",
        '[quiz]\nquestion = ""\noptions = ["", "", ""]\nright = 1\nexplanation = ""\n',
        '[quiz]\nquestion = ""\noptions = []\nright = 1\nexplanation = ""\n',
    ],
)
def test_a_draft_may_lack_evidence_sources_takeaway_and_quiz(tmp_path: Path, quiz: str) -> None:
    lesson = spoil(BARE_LESSON, 'takeaway = ""\n', f'takeaway = ""\n{quiz}')
    (loaded,) = load_course(make_course(tmp_path, DRAFT, {"wear": lesson})).lessons
    assert (loaded.evidence, loaded.sources, loaded.takeaway, loaded.quiz) == (None, (), "", None)


def test_a_published_course_may_lack_all_of_them_but_a_source(tmp_path: Path) -> None:
    assert load_course(make_course(tmp_path, COURSE, {"wear": BARE_LESSON})).lessons
    course = spoil(COURSE, '"https://example.org/backs"', '""')
    told = refusal(make_course(tmp_path / "of no source", course, {"wear": BARE_LESSON}))
    assert told == (
        "backs/wear.md:5: there are no sources."
        ' Accepted: 1 to 6, as in sources = ["NICE NG59, Low back pain'
        ' https://www.nice.org.uk/guidance/ng59"]'
    )


def test_a_warning_keeps_no_course_from_loading(tmp_path: Path) -> None:
    short = spoil(LESSON, BODY, "Keep moving. It helps.")
    assert load_course(make_course(tmp_path, COURSE, {"wear": short})).lessons


def test_a_removed_lesson_that_still_has_its_file_is_refused(tmp_path: Path) -> None:
    toml = spoil(COURSE, '["wear"]', '["wear", "tear"]\nremoved = ["tear"]')
    folder = make_course(tmp_path, toml, {"wear": LESSON, "tear": LESSON})
    assert refusal(folder) == (
        'backs/course.toml:7: removed lesson "tear" still has its file tear.md.'
        " Remove that file, or take the id out of here."
    )


def test_a_removed_lesson_is_a_place_without_a_file(tmp_path: Path) -> None:
    toml = spoil(COURSE, '["wear"]', '["tear", "wear", "care"]\nremoved = ["care", "tear"]')
    course = load_course(make_course(tmp_path, toml))
    assert [lesson.lesson_id for lesson in course.lessons] == ["wear"]
    assert course.order == ("tear", "wear", "care")
    write_course(course, tmp_path / "again" / "backs")
    assert load_course(tmp_path / "again" / "backs") == course


@table(
    ("old", "new", "told"),
    [
        (
            'title = "Backs"\n',
            "",
            'backs/course.toml:1: "title" is missing.'
            ' Accepted: text in quotes, as in title = "Your back and your head"',
        ),
        (
            'status = "published"\n',
            'status = "published"\nauthor = "Ann"\n',
            'backs/course.toml:6: there is no field "author" here.'
            " Accepted: title, description, language, source, status, lessons, removed.",
        ),
        (
            '"Backs"',
            "5",
            'backs/course.toml:1: "title" is a number.'
            ' Accepted: text in quotes, as in title = "Your back and your head"',
        ),
        (
            '"published"',
            '"public"',
            'backs/course.toml:5: "status" is "public".'
            ' Accepted: draft or published, as in status = "draft"',
        ),
        (
            '["wear"]',
            "[]",
            "backs/course.toml:6: a course has at least one lesson."
            ' List its id, as in lessons = ["the-honest-answer", "your-nerves"]',
        ),
        (
            '["wear"]',
            '["wear", 7]',
            'backs/course.toml:6: "lessons" is a list.'
            ' Accepted: a list of texts, as in lessons = ["the-honest-answer", "your-nerves"]',
        ),
        (
            '["wear"]',
            '["wear", "wear"]',
            'backs/course.toml:6: lesson "wear" is listed twice.'
            ' List each id once, as in lessons = ["the-honest-answer", "your-nerves"]',
        ),
        (
            '["wear"]',
            '["wear", "tear"]',
            'backs/course.toml:6: lesson "tear" has no file tear.md. Write that file or'
            ' unlist the id, as in lessons = ["the-honest-answer", "your-nerves"]',
        ),
        (
            '["wear"]',
            '["wear", "../wear"]',
            'backs/course.toml:6: "../wear" cannot be a lesson id. Accepted: small letters,'
            " digits and single hyphens, at most 24 in all, as in back-and-head.",
        ),
        (
            '["wear"]',
            '["wear"]\nremoved = ["wear"]',
            "backs/course.toml:6: a course has at least one lesson."
            ' List its id, as in lessons = ["the-honest-answer", "your-nerves"]',
        ),
        (
            '["wear"]',
            '["wear"]\nremoved = ["tear"]',
            'backs/course.toml:7: removed lesson "tear" is not listed. Keep its place in'
            ' "lessons" too, as in lessons = ["the-honest-answer", "your-nerves"]',
        ),
        (
            '["wear"]',
            '["wear"]\nremoved = "tear"',
            'backs/course.toml:7: "removed" is text.'
            ' Accepted: a list of texts, as in removed = ["your-nerves"]',
        ),
        (
            'language = "en"',
            "language = en",
            "backs/course.toml:3: this is no valid TOML: Invalid value."
            ' A field is written as in title = "Your back and your head"',
        ),
    ],
)
def test_a_fault_in_course_toml_is_told_with_its_line_and_a_correct_example(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert refusal(make_course(tmp_path, spoil(COURSE, old, new))).startswith(told)


@table(
    ("old", "new", "told"),
    [
        (
            'section = "The low back"\n',
            "",
            'backs/wear.md:1: "section" is missing. Accepted: text in quotes, as in section = ',
        ),
        (
            '"strong"',
            '"certain"',
            'backs/wear.md:4: "evidence" is "certain".'
            ' Accepted: strong, fair, weak, idea, as in evidence = "fair"',
        ),
        (
            '["NICE NG59, 2016"]',
            '"NICE NG59, 2016"',
            'backs/wear.md:5: "sources" is text. Accepted: a list of texts, as in sources = ',
        ),
        (
            "right = 2",
            "right = 0",
            'backs/wear.md:11: "right" is 0. Accepted: 1 to 3, counted from the first option,'
            " as in right = 2",
        ),
        ("right = 2", "right = true", 'backs/wear.md:11: "right" is true or false. Accepted: a'),
        (
            ', "Most people past fifty", "Only the ill"]',
            "]",
            "backs/wear.md:10: the quiz has 1 options. Accepted: two to four, as in options = ",
        ),
        (
            "right = 2\n",
            "",
            'backs/wear.md:8: "right" is missing. Accepted: a whole number, as in right = 2',
        ),
        (
            "right = 2\n",
            "right = 2\nhint = 1\n",
            'backs/wear.md:12: there is no field "hint" here.'
            " Accepted: question, options, right, explanation.",
        ),
        (
            "[quiz]\n",
            "[quiz\n",
            "backs/wear.md:8: this is no valid TOML: Expected ']' at the end of a table",
        ),
        (
            "+++\n\n",
            "\n\n",
            "backs/wear.md:1: the fields between two +++ lines are missing. A lesson begins with",
        ),
    ],
)
def test_a_fault_in_a_lesson_is_told_with_its_line_and_a_correct_example(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    course = make_course(tmp_path, COURSE, {"wear": spoil(LESSON, old, new)})
    assert refusal(course).startswith(told)


def test_every_field_of_a_lesson_is_wanted(tmp_path: Path) -> None:
    for line in re.findall(r"^(?:title|section|evidence|sources|takeaway) = .*\n", LESSON, re.M):
        name = line.split()[0]
        folder = make_course(tmp_path / name, DRAFT, {"wear": spoil(LESSON, line, "")})
        assert f'"{name}" is missing' in refusal(folder)


def test_what_looks_like_a_field_inside_a_long_text_does_not_mislead(tmp_path: Path) -> None:
    takeaway = 'takeaway = """\nevidence = "weak"\n"""\nevidence = "certain"\n'
    lesson = spoil(LESSON, 'evidence = "strong"\n', "")
    lesson = spoil(lesson, 'takeaway = "A worn pad is no proof."\n', takeaway)
    assert refusal(make_course(tmp_path, COURSE, {"wear": lesson})).startswith("backs/wear.md:8: ")


def test_a_lesson_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    folder = make_course(tmp_path, COURSE, {"wear": LESSON, "tear": LESSON})
    assert refusal(folder).startswith('backs/tear.md:1: lesson "tear" is not listed. Add it')


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    folder = make_course(tmp_path)
    (folder / "wear.md").write_bytes(LESSON.encode().replace(b"no proof", b"no pr\xf6of"))
    assert refusal(folder) == "backs/wear.md:6: this is not UTF-8. Save the file as UTF-8."


def test_a_folder_without_course_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "backs").mkdir()
    assert refusal(tmp_path / "backs").startswith("backs/course.toml:1: this cannot be read: no su")


@table("course_id", ["Backs", "two--hyphens", "-backs", "b" * 29, "rücken"])
def test_a_folder_that_is_no_slug_is_refused(tmp_path: Path, course_id: str) -> None:
    told = refusal(make_course(tmp_path, course_id=course_id))
    assert told.startswith(f'{course_id}:1: "{course_id}" cannot be a course id. Accepted: small')


def test_ids_may_be_as_long_as_a_button_can_carry(tmp_path: Path) -> None:
    course = spoil(COURSE, '"wear"', f'"{"w" * 24}"')
    folder = make_course(tmp_path, course, {"w" * 24: LESSON}, course_id="b" * 28)
    assert load_course(folder).course_id == "b" * 28


def test_courses_load_by_id_and_hidden_folders_are_none(tmp_path: Path) -> None:
    make_course(tmp_path, course_id="necks")
    make_course(tmp_path, course_id="backs")
    (tmp_path / ".backs-unfinished").mkdir()
    (tmp_path / "notes.txt").write_text("hello")
    assert list(load_courses(tmp_path)) == ["backs", "necks"]


def test_one_bad_course_stops_the_others(tmp_path: Path) -> None:
    make_course(tmp_path)
    make_course(tmp_path, "", course_id="necks")
    with pytest.raises(CourseFileError, match=r"necks/course\.toml:1: .title. is missing"):
        load_courses(tmp_path)


def test_a_missing_folder_of_courses_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseFileError, match="there is no such folder"):
        load_courses(tmp_path / "nowhere")
