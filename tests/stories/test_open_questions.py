"""One question is open in a chat, and for a day: what is typed next week answers nothing, but for
what somebody who is joining was asked."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World


async def test_a_late_answer_changes_no_setting(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    await ada.world.advance_days(7)
    assert "Nothing has changed" in await ada.says("9:15")
    assert "Time: 07:30" in await ada.says("/settings")


async def test_who_is_joining_is_taken_at_their_word_for_two_weeks(ada: Chat) -> None:
    await ada.says("/start")
    await ada.presses("Read the first lesson")
    await ada.world.advance_days(7)
    assert "Good, 09:15." in await ada.says("9:15")
    await ada.world.advance_days(7)
    assert "09:15" in await ada.says("Germany")


async def test_whoever_is_joining_is_asked_again_after_more_than_two_weeks(ada: Chat) -> None:
    await ada.says("/start")
    await ada.presses("Read the first lesson")
    await ada.world.advance_days(15)
    screen = await ada.says("9:15")
    assert "Here is where we were:" in screen
    assert "When should your lesson come?" in screen
    assert "Good, 09:15." in await ada.says("9:15")


async def test_a_button_of_last_week_still_joins(ada: Chat) -> None:
    await ada.says("/start")
    await ada.says("07:30")
    await ada.world.advance_days(7)
    assert place_of(1) in await ada.presses_clock("Berlin")


async def test_a_form_of_last_week_takes_no_text(root: Chat) -> None:
    await root.says("/schedule")
    await root.says("We are closed on Friday.")
    await root.world.advance_days(7)
    assert "did not understand" in await root.says("tomorrow 9:00")


async def test_a_file_that_was_asked_for_last_week_is_only_offered(root: Chat) -> None:
    await root.says("/import backs")
    await root.world.advance_days(7)
    assert "Import" in await root.sends("backs.md", b"# Backs\n\n## Rest\n\nRest may help.\n")
    assert "did not understand" in await root.says("qwrtz")


async def test_privacy_tells_of_an_open_question(world: World) -> None:
    ada = world.chat("ada")
    await ada.says("/start")
    assert "An open question" in await ada.says("/privacy")
    await world.advance_days(13)
    assert "An open question" in await ada.says("/privacy")
    await world.advance_days(1)
    assert "An open question" not in await ada.says("/privacy")


async def test_whoever_answers_a_question_that_has_lapsed_hears_so_kindly(
    ada: Chat, world: World
) -> None:
    lapsed = "that question has lapsed, as I wait for a day, or until the next lesson."
    await ada.joins()
    assert "lapsed" not in await ada.says("qwrtz plmpf"), "nothing was asked"
    await ada.says("/pause")
    await world.advance_days(1.1)
    await ada.reads()
    assert lapsed in await ada.says("5")
    assert "lapsed" not in await ada.says("qwrtz"), "it was said"
    await ada.says("/pause")
    await world.advance_days(15)
    await ada.reads()
    assert "lapsed" not in await ada.says("qwrtz"), "nobody thinks of it any more"


async def test_what_is_typed_below_a_lesson_changes_no_setting_that_was_asked_before_it(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    wrong = []
    lapsed, asked = "that question has lapsed", "Nothing has changed"
    for command, button, typed, answer in (
        ("/settings", "Change time", "10", lapsed),
        ("/settings", "Change zone", "Oslo", asked),
        ("/pause", None, "5", lapsed),
        ("/settings", "Change zone", "My back hurts more today", "[For me]"),
    ):
        await ada.says(command)
        if button:
            await ada.presses(button)
        await world.advance_days(0.9)
        assert place_of(len(await ada.lessons("UTC"))) in await ada.reads()
        screen = await ada.says(typed)
        if answer not in screen:
            wrong.append((command, button, screen))
        await world.advance_days(0.1)
    assert not wrong
    screen = await ada.says("/settings")
    assert "Time: 07:30" in screen
    assert "Time zone: Berlin" in screen


async def test_a_lesson_closes_no_question_that_was_asked_just_now(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    await ada.says("/lesson")
    assert "Saved: every day at 09:15" in await ada.says("9:15")
