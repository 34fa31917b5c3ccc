"""People are in a course while it is edited: old buttons work or say so, and the way goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from lessons.course.course import Course
from lessons.course.edits import add_lesson, remove_lesson, replace_lesson
from storage import open_store
from tests.support.built_in_course import COUNT, COURSE, place_of
from tests.support.conversation import Chat, World

FIRST, SECOND, THIRD, *_ = COURSE.lessons


async def publish(world: World, edit: Callable[[Course], Course]) -> None:
    """Have the course edited and published before the bot starts again."""
    await world.stop()
    store = open_store(world.settings.database_url)
    with store.transaction():
        store.add_course_revision(edit(COURSE), 1, datetime(2026, 11, 22, tzinfo=UTC))
    store.close()
    await world.start()


async def test_the_buttons_of_a_removed_lesson_say_kindly_that_it_is_gone(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    assert FIRST.title in await ada.says("/lessons")
    await publish(world, lambda course: remove_lesson(course, FIRST.lesson_id))

    gone = "That lesson is no longer part of a course."
    assert gone in await ada.presses("Quick question")
    assert gone in await ada.presses(f"1. {FIRST.title}")
    assert gone in await ada.says("/repeat")
    listed = await ada.says("/lessons")
    assert "1 lesson that you have had is no longer part of the course." in listed
    assert f"{COUNT - 1} more lessons are to come." in listed
    assert f"0 of {COUNT - 1} lessons" in await ada.says("/progress")
    await world.advance_days(1)
    second = await ada.reads()
    assert f"BOT  {SECOND.title}\n" in second
    assert f"Lesson 1 of {COUNT - 1}\n" in second


async def test_a_removed_lesson_is_left_out_and_a_new_one_comes_in_its_turn(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    new = replace(SECOND, lesson_id="news", title="Some news", quiz=None, evidence=None, sources=())

    def edit(course: Course) -> Course:
        return remove_lesson(add_lesson(course, new, FIRST.lesson_id), SECOND.lesson_id)

    await publish(world, edit)
    await world.advance_days(1)
    news = await ada.reads()
    assert place_of(2) in news
    assert "Some news" in news
    assert "[Urgent signs]" in news
    assert "Quick question" not in news
    await world.advance_days(1)
    assert THIRD.title in await ada.reads()


async def test_a_lesson_that_lost_its_question_says_so_at_the_old_button(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await publish(world, lambda course: replace_lesson(course, replace(FIRST, quiz=None)))
    assert "That lesson has no question any more." in await ada.presses("Quick question")
    assert FIRST.title in await ada.says("/repeat")


async def test_whoever_reads_an_edited_lesson_again_gets_its_new_words(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    changed = replace(FIRST, body="Other words.")
    await publish(world, lambda course: replace_lesson(course, changed))
    assert "Other words." in await ada.says("/repeat")
