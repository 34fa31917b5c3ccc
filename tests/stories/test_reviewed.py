"""A review is of the very wording that was read: reworded, it is no review any more."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import cli
from bot.views import lesson, symptom_check
from bot.views.subscribers.joining import welcome
from lessons.course.check import check_course
from lessons.course.course import Course
from lessons.course.files import BUILT_IN_COURSES, CourseFileError, load_course
from lessons.draft.parts import Part, read_part
from lessons.sign_off import SignOff, sign_off_lines
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.engine import Asking, next_step
from lessons.symptom_checks.fields import SymptomCheckFileError
from lessons.symptom_checks.local_help import LocalHelp
from lessons.symptom_checks.reader import BUILT_IN, load_check
from lessons.symptom_checks.state import State
from tests.support.built_in_course import COURSE, place_of
from tests.support.conversation import Chat, World
from tests.support.symptom_check_people import BACK, CHECK, end
from tests.support.tables import table

REVIEWER = "Dr. A. Example, neurologist, 1 March 2027"
NOT_YET = "Not yet reviewed by a clinician."
CHECK_NOT_YET = "Not yet reviewed by a clinician."
README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


def run(*arguments: str | Path) -> str:
    """Return what a command says."""
    result = CliRunner().invoke(cli, [str(item) for item in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def signature(fingerprint: str) -> str:
    return "\n".join(
        sign_off_lines(SignOff("Dr. A. Example", "neurologist", date(2027, 3, 1), fingerprint))
    )


def sign_lesson(file: Path, fingerprint: str) -> None:
    """Sign a lesson as the command says: at the end of its fields."""
    before, fields, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    signed = f"{fields}\n{signature(fingerprint)}\n"
    file.write_text("+++\n".join([before, signed, body]), encoding="utf-8")


def signed_course(folder: Path, count: int | None = None) -> Path:
    """Return the folder of a copy of the built-in course, whose first lessons are signed."""
    copy = folder / "courses" / COURSE.course_id
    shutil.copytree(BUILT_IN_COURSES / COURSE.course_id, copy)
    for item in COURSE.lessons[:count]:
        sign_lesson(copy / f"{item.lesson_id}.md", COURSE.fingerprint(item))
    return copy


def signed_check(folder: Path, fingerprint: str) -> Path:
    """Return the file of a copy of the built-in check that is signed."""
    copy = folder / BUILT_IN.name
    text = BUILT_IN.read_text(encoding="utf-8")
    copy.write_text(text.replace("\n[", f"\n{signature(fingerprint)}\n\n[", 1), encoding="utf-8")
    return copy


def review_in_a_check(check: SymptomCheck) -> str:
    return f"Reviewed by {check.review.reviewer}." if check.review else CHECK_NOT_YET


def review_in_a_lesson(course: Course, number: int) -> str:
    review = course.find_review(course.lessons[number])
    return f"Reviewed by {review.reviewer}." if review else NOT_YET


def test_the_readme_says_how_to_sign() -> None:
    assert "course review FOLDER" in README
    assert "check review" in README


def test_the_command_prints_the_fingerprint_that_signs_a_lesson(tmp_path: Path) -> None:
    told = run("course", "review", signed_course(tmp_path, count=0))
    for item in COURSE.lessons:
        assert f"{COURSE.fingerprint(item)}  {item.lesson_id}" in told
    assert f"no of {len(COURSE.lessons)}" not in told
    assert f"0 of {len(COURSE.lessons)} lessons reviewed as they read." in told
    assert "[sign_off]\nname = " in told


def test_a_signed_lesson_says_who_reviewed_it_and_when(tmp_path: Path) -> None:
    folder = signed_course(tmp_path)
    assert [str(problem) for problem in check_course(folder)] == []
    course = load_course(folder)
    assert [it.revision for it in course.lessons] == [it.revision for it in COURSE.lessons]
    for item in course.lessons:
        text = lesson.lesson(course, item).text.text
        assert f"Reviewed by {REVIEWER}." in text
        assert NOT_YET not in text
    assert "reviewed by a clinician" not in welcome(course).text.text
    assert f"reviewed by {REVIEWER}" in run("course", "review", folder)


def test_whoever_begins_is_told_how_much_was_reviewed(tmp_path: Path) -> None:
    course = load_course(signed_course(tmp_path, count=2))
    greeting = welcome(course).text.text
    assert f"2 of {len(COURSE.lessons)} lessons are reviewed by a clinician." in greeting


@table(
    ("old", "new"),
    [
        ("about 3 in 100,000 people", "about 4 in 100,000 people"),
        ('title = "Signs to know', 'title = "Some signs to know'),
        ("No feeling when you pee", "No feeling at all"),
        ("right = 3", "right = 2"),
        ("doi.org/10.1159/000527727", "doi.org/10.1159/000527728"),
        ('evidence = "strong"', 'evidence = "fair"'),
    ],
)
def test_any_change_of_wording_makes_a_lesson_unreviewed(
    tmp_path: Path, old: str, new: str
) -> None:
    folder = signed_course(tmp_path)
    file = folder / "cauda-equina.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    course = load_course(folder)
    item = course.find_lesson("cauda-equina")
    assert item is not None
    assert NOT_YET in lesson.lesson(course, item).text.text
    (warning,) = map(str, check_course(folder))
    assert "cauda-equina.md" in warning
    assert "reworded since it was signed" in warning
    assert f'fingerprint = "{course.fingerprint(item)}"' in warning
    assert f"cauda-equina              reworded since {REVIEWER}" in run("course", "review", folder)


def test_an_edit_in_the_chat_clears_the_review_and_putting_it_back_restores_it(
    tmp_path: Path,
) -> None:
    course = load_course(signed_course(tmp_path))
    first = course.lessons[0]
    edited = read_part(course, first, Part.TAKEAWAY, "Another takeaway.")
    assert edited.find_review(edited.lessons[0]) is None
    assert edited.reviewed == len(course.lessons) - 1
    back = read_part(edited, edited.lessons[0], Part.TAKEAWAY, first.takeaway)
    assert back.find_review(back.lessons[0]) is not None


def test_other_words_about_the_course_clear_the_review_of_each_of_its_lessons(
    tmp_path: Path,
) -> None:
    course = load_course(signed_course(tmp_path))
    for part in (Part.COURSE_TITLE, Part.COURSE_SOURCE, Part.DESCRIPTION):
        changed = read_part(course, None, part, "NICE NG59, Low back pain, 2016")
        assert changed.reviewed == 0, part
        assert NOT_YET in lesson.lesson(changed, changed.lessons[0]).text.text
    assert course.reviewed == len(course.lessons)


def test_no_part_that_is_typed_in_the_chat_can_sign_anything() -> None:
    first = COURSE.lessons[0]
    signed = COURSE.fingerprint(first)
    for part in set(Part) - {Part.QUIZ}:
        typed = f"Dr. Mara Klein {signed}\n{signature(signed)}"
        assert read_part(COURSE, first, part, typed).reviewed == 0


def test_a_name_alone_is_refused_as_a_review(tmp_path: Path) -> None:
    folder = signed_course(tmp_path, count=0)
    file = folder / "course.toml"
    file.write_text('reviewed_by = "Dr. Mara Klein"\n' + file.read_text(encoding="utf-8"))
    with pytest.raises(CourseFileError, match="a name alone is no review of this wording"):
        load_course(folder)
    check = tmp_path / "check.toml"
    check.write_text('reviewed_by = "Dr. Mara Klein"\n' + without_name(BUILT_IN))
    with pytest.raises(SymptomCheckFileError, match="a name alone is no review of this wording"):
        load_check(check)


def without_name(file: Path) -> str:
    return file.read_text(encoding="utf-8").replace('reviewed_by = ""\n', "")


@table(
    ("old", "new", "told"),
    [
        ('role = "neurologist"\n', "", '"role" is missing'),
        ('role = "neurologist"', 'role = ""', '"role" has 0 characters'),
        ("date = 2027-03-01", 'date = "in March"', '"date" is no date'),
        ("date = 2027-03-01", "day = 1", 'there is no field "day" here'),
        ("date = 2027-03-01", "date = 2027-03-01\nnext_review = 1", '"next_review" is no date'),
        (
            "date = 2027-03-01",
            "date = 2027-03-01\nnext_review = 2027-03-01",
            '"next_review" does not come after "date"',
        ),
    ],
)
def test_a_sign_off_that_lacks_something_is_refused_with_an_example(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = signed_course(tmp_path, count=1)
    file = folder / "what-helps.md"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CourseFileError) as refused:
        load_course(folder)
    assert any(told in str(problem) for problem in refused.value.problems)


def test_a_signed_check_says_who_reviewed_it(tmp_path: Path) -> None:
    file = signed_check(tmp_path, CHECK.wording)
    check = load_check(file)
    asking = next_step(check, State())
    assert isinstance(asking, Asking)
    first = symptom_check.question(check, State(), asking)
    last = symptom_check.card(check, end(BACK, (), check=check), LocalHelp(), date(2027, 3, 2))
    for screen in (first, last):
        assert f"Reviewed by {REVIEWER}." in screen.text.text
    assert f"Reviewed by {REVIEWER}." in run("check", "show", "--check", file)
    assert f"{CHECK.wording}  {check.title}, reviewed by {REVIEWER}" in run(
        "check", "review", "--check", file
    )


def test_any_change_of_wording_makes_the_check_unreviewed(tmp_path: Path) -> None:
    file = signed_check(tmp_path, CHECK.wording)
    text = file.read_text(encoding="utf-8")
    file.write_text(f"# A comment changes nothing.\n{text}", encoding="utf-8")
    assert load_check(file).review is not None
    file.write_text(text.replace('title = "Back', 'title = "Your back', 1), encoding="utf-8")
    check = load_check(file)
    assert review_in_a_check(check) == CHECK_NOT_YET
    asking = next_step(check, State())
    assert isinstance(asking, Asking)
    assert CHECK_NOT_YET in symptom_check.question(check, State(), asking).text.text
    for command in ("show", "review"):
        assert f"reworded since {REVIEWER}" in run("check", command, "--check", file)


async def test_readers_see_the_name_from_the_first_lesson_on(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    courses = signed_course(tmp_path).parent
    world.settings = world.settings.model_copy(update={"courses_folder": courses})
    await world.restart()
    assert NOT_YET not in await ada.says("/start")
    first = await ada.joins()
    assert place_of(1) in first
    assert f"Reviewed by {REVIEWER}." in first
    await world.advance(to="2026-11-23T05:00:00Z")
    second = await ada.says("/lesson")
    assert place_of(2) in second
    assert f"Reviewed by {REVIEWER}." in second
    assert NOT_YET not in second


async def test_what_is_built_in_says_how_it_is_today(ada: Chat) -> None:
    assert review_in_a_check(CHECK) in await ada.says("/check")
    assert review_in_a_lesson(COURSE, 0) in await ada.joins()
