"""The day a clinician has reviewed the course and the check, a name in their files is enough."""

import shutil
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import cli
from bot.views import lesson, symptom_check
from lessons.course.check import check_course
from lessons.course.course import Course
from lessons.course.files import BUILT_IN_COURSES, load_course
from lessons.symptom_checks.check import SymptomCheck
from lessons.symptom_checks.engine import Asking, next_step
from lessons.symptom_checks.reader import BUILT_IN, load_check
from lessons.symptom_checks.state import State
from tests.support.built_in_course import COURSE, place_of
from tests.support.conversation import Chat, World
from tests.support.symptom_check_people import BACK, CHECK, end
from tests.support.tables import table

NOBODY, SOMEBODY = "", "Dr. A. Example, neurologist, 2027-03-01"
NOT_YET = "Not yet reviewed by a clinician."
CHECK_NOT_YET = "This check has not yet been reviewed by a clinician."
README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


def sign(file: Path, reviewer: str) -> None:
    """Put the name where the README says, whoever stands there now."""
    text = file.read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if line.startswith("reviewed_by = ")]
    file.write_text(text.replace(line, f'reviewed_by = "{reviewer}"'), encoding="utf-8")


def signed_course(folder: Path, reviewer: str) -> Path:
    """Return the folder of a copy of the built-in course."""
    copy = folder / "courses" / COURSE.course_id
    shutil.copytree(BUILT_IN_COURSES / COURSE.course_id, copy)
    sign(copy / "course.toml", reviewer)
    return copy


def signed_check(folder: Path, reviewer: str) -> Path:
    """Return the file of a copy of the built-in check."""
    copy = folder / BUILT_IN.name
    shutil.copy(BUILT_IN, copy)
    sign(copy, reviewer)
    return copy


def review_in_a_lesson(course: Course) -> str:
    return f"Reviewed by {course.reviewed_by}." if course.reviewed_by else NOT_YET


def review_in_a_check(check: SymptomCheck) -> str:
    return f"Reviewed by {check.reviewed_by}." if check.reviewed_by else CHECK_NOT_YET


def test_the_readme_says_where_the_name_goes() -> None:
    assert "`reviewed_by`" in README


@table("reviewer", [NOBODY, SOMEBODY])
def test_every_lesson_says_who_reviewed_the_course_or_that_nobody_did(
    tmp_path: Path, reviewer: str
) -> None:
    folder = signed_course(tmp_path, reviewer)
    assert [str(problem) for problem in check_course(folder)] == []
    course = load_course(folder)
    assert course.reviewed_by == reviewer
    for item in course.lessons:
        text = lesson.lesson(course, item).text.text
        assert review_in_a_lesson(course) in text, item.lesson_id
        assert (NOT_YET in text) is (reviewer == NOBODY), item.lesson_id


@table("reviewer", [NOBODY, SOMEBODY])
def test_the_check_says_who_reviewed_it_or_that_nobody_did(tmp_path: Path, reviewer: str) -> None:
    file = signed_check(tmp_path, reviewer)
    check = load_check(file)
    asking = next_step(check, State())
    assert isinstance(asking, Asking)
    first = symptom_check.question(check, State(), asking)
    last = symptom_check.card(check, end(BACK, (), check=check), None, date(2026, 11, 28))
    for screen in (first, last):
        assert review_in_a_check(check) in screen.text.text
        assert (CHECK_NOT_YET in screen.text.text) is (reviewer == NOBODY)
    shown = CliRunner().invoke(cli, ["check", "show", "--check", str(file)]).output
    assert f"Reviewed by {reviewer or 'nobody yet: not reviewed by a clinician'}." in shown


async def test_readers_see_the_name_from_the_first_lesson_on(
    ada: Chat, world: World, tmp_path: Path
) -> None:
    courses = signed_course(tmp_path, SOMEBODY).parent
    world.settings = world.settings.model_copy(update={"courses_folder": courses})
    await world.restart()
    assert NOT_YET not in await ada.says("/start")
    first = await ada.joins()
    assert place_of(1) in first
    assert f"Reviewed by {SOMEBODY}." in first
    await world.advance(to="2026-11-23T05:00:00Z")
    second = await ada.says("/lesson")
    assert place_of(2) in second
    assert f"Reviewed by {SOMEBODY}." in second
    assert NOT_YET not in second


async def test_what_is_built_in_says_how_it_is_today(ada: Chat) -> None:
    assert review_in_a_check(CHECK) in await ada.says("/check")
    assert review_in_a_lesson(COURSE) in await ada.joins()
