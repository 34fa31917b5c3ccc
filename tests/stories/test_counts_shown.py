"""What admins are shown of counts is what they confirm, and says as of when it is."""

from datetime import UTC, datetime
from pathlib import Path

from bot.use_cases.announcements.audiences import Reach
from bot.use_cases.courses.courses import CourseState, People
from bot.views.admin import health
from bot.views.announcements import preview
from bot.views.courses import courses
from lessons.course.files import load_built_in_courses
from lessons.delivery.statistics import MOST_TROUBLES, Health
from tests.support.audience import join_many
from tests.support.conversation import Chat, World

AT_NOON = datetime(2026, 11, 28, 12, 5, tzinfo=UTC)
AS_OF = "Counted as of Sat 28 November, 13:05 (Berlin)."


async def test_an_admin_is_asked_again_where_more_get_it_than_were_shown(
    root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 3)
    assert "To: 3 people" in await root.says("/schedule Hello. in 1h")
    await join_many(world, tmp_path, 2)
    screen = await root.presses("Confirm")
    assert "This goes to 5 people. Really?" in screen
    assert "That is 2 more than when you were asked." in screen
    assert "Nothing is scheduled." in await root.says("/scheduled")
    assert "Scheduled as number 1.\n     To 5 people: everyone\n" in await root.presses("Yes, to 5")


async def test_a_few_more_among_many_do_not_keep_an_admin_from_confirming(
    root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 60)
    await root.says("/schedule Hello. in 1h")
    assert "This goes to 60 people. Really?" in await root.presses("Confirm")
    await join_many(world, tmp_path, 6)
    assert "To 66 people: everyone\n" in await root.presses("Yes, to 60")


async def test_where_many_more_would_get_it_the_second_question_is_asked_anew(
    root: Chat, world: World, tmp_path: Path
) -> None:
    await join_many(world, tmp_path, 51)
    await root.says("/schedule Hello. in 1h")
    assert "This goes to 51 people. Really?" in await root.presses("Confirm")
    await join_many(world, tmp_path, 60)
    screen = await root.presses("Yes, to 51")
    assert "This goes to 111 people. Really?" in screen
    assert "That is 60 more than when you were asked." in screen
    assert "Nothing is scheduled." in await root.says("/scheduled")
    assert "Scheduled as number 1." in await root.presses("Yes, to 111")


def test_what_is_not_of_this_moment_says_as_of_when() -> None:
    counted = Reach(5, 0, 0, None, AT_NOON)
    assert AS_OF in preview.reach(counted, "Europe/Berlin").text
    assert AS_OF not in preview.reach(Reach(5, 0, 0), "Europe/Berlin").text
    [course, *_] = load_built_in_courses().values()
    state = CourseState(course.course_id, course, None, 0, People(5, AT_NOON))
    assert (
        f"5 people are in it.\n{AS_OF}"
        in courses.course_page(state, "Europe/Berlin", needs_second_person=True).text.text
    )


def test_health_counts_troubles_up_to_a_limit() -> None:
    shown = health.health(
        Health(MOST_TROUBLES + 1, MOST_TROUBLES, 0, 0, 0), health.Surroundings(), "UTC"
    ).text.text
    assert "due and not sent yet: more than 10000\n" in shown
    assert "to be tried again: 10000\n" in shown
