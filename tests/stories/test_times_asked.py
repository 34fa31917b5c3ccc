"""A time that is not understood costs one tap or a few letters: the message is kept, what may be
meant is a button, and nothing is sent at a time that nobody meant."""

from bot.views.callback_data import Verb, pack
from tests.support.conversation import Chat, World
from tests.support.tables import table


async def test_what_has_two_readings_is_asked_with_both_written_out(root: Chat) -> None:
    screen = await root.says("/schedule We are closed. 03/04 9:00")
    assert "“03/04 9:00”: That can be read in two ways." in screen
    assert "The message is kept: We are closed." in screen
    assert "[Thu 4 March, 09:00 (UTC) 2027]" in screen
    assert "For whom?" in await root.presses("Sat 3 April, 09:00 (UTC) 2027")
    screen = await root.presses("Everyone")
    assert screen.startswith("EDIT") or "We are closed.\n" in screen
    assert "When: Sat 3 April, 09:00 (UTC) in 2027" in screen


async def test_a_day_alone_is_kept_while_its_hour_is_asked(root: Chat) -> None:
    screen = await root.says("/schedule We are closed. 5 December to everyone")
    assert "At what time?" in screen
    assert "[Sat 5 December, 18:00 (UTC)]" in screen
    screen = await root.says("10:30")
    assert "We are closed.\n" in screen
    assert "When: Sat 5 December, 10:30 (UTC)" in screen


async def test_the_form_takes_whatever_one_line_takes(root: Chat) -> None:
    wrong = []
    for typed, shown in (
        ("on Sat at 9am to groups", "Sat 28 November, 09:00"),
        ("9am Berlin time on 5 Dec to test", "Sat 5 December, 08:00"),
        ("2026-12-05T09:00Z to everyone", "Sat 5 December, 09:00"),
    ):
        await root.says("/schedule")
        await root.says("Hello.")
        if f"When: {shown} (UTC)" not in (screen := await root.says(typed)):
            wrong.append((typed, screen))
    assert wrong == []


async def test_a_time_before_the_message_is_asked_and_leaves_the_message_whole(
    root: Chat,
) -> None:
    screen = await root.says("/schedule 5 dec 9am We are closed on Friday.")
    assert "“5 dec 9am”: This stands before the message. Is it when to send it?" in screen
    assert "Without it the message is: We are closed on Friday." in screen
    await root.presses("Sat 5 December, 09:00 (UTC)")
    screen = await root.presses("Everyone")
    assert "We are closed on Friday.\n" in screen
    assert "5 dec 9am" not in screen
    await root.says("/schedule 5 dec 9am We are closed on Friday.")
    await root.says("6 dec 10:00")
    assert "5 dec 9am We are closed on Friday.\n" in await root.presses("Everyone")


async def test_an_hour_that_may_belong_to_the_message_is_asked(root: Chat) -> None:
    screen = await root.says("/schedule The walk starts at 11:59pm")
    assert "Is that when to send it, or part of the message?" in screen
    await root.says("5 dec 9:00")
    screen = await root.presses("Everyone")
    assert "The walk starts at 11:59pm\n" in screen
    assert "The message ends in “at 11:59pm”." in screen


async def test_an_unknown_audience_keeps_the_message_and_its_time(root: Chat) -> None:
    screen = await root.says("/schedule We are closed. 5 dec 9:00 to martians")
    assert "The message and its time are kept." in screen
    screen = await root.says("to groups")
    assert "We are closed.\n" in screen
    assert "When: Sat 5 December, 09:00 (UTC)" in screen


async def test_a_button_of_an_earlier_question_asks_again(root: Chat) -> None:
    await root.says("/schedule One. 03/04 9:00")
    older = await root.find_button("Sat 3 April, 09:00 (UTC) 2027")
    await root.says("/schedule Two. 05/06 9:00")
    screen = await root.forges(pack(Verb.FORM_OPTION, "u20270403090000"), older)
    assert "When?" in screen


async def test_the_reason_comes_first_and_care_stands_below_it(root: Chat) -> None:
    screen = await root.says("/schedule We are closed. soon")
    reason, care = screen.index("That is no exact time."), screen.index("In an emergency:")
    assert reason < care
    assert "[Urgent signs] [Symptom check]" in screen
    shown = await root.says("I have crushing chest pain")
    assert shown.startswith("BOT  This sounds urgent, and I am only a bot.")


@table(
    ("typed", "reason"),
    [
        ("31 April 9:00", "There is no such date."),
        ("every monday 9:00", "I send it once only and cannot repeat it."),
        ("30 November 2025 9:00", "That time has passed."),
        ("5 dec 9:00 Nowhereland", "“Nowhereland”: I know no time zone of that name."),
        ("5 dec 9:00 hopefully", "“hopefully”: I do not understand that beside the time."),
        ("monday or tuesday 9am", "I send it once, so I need one exact time."),
        ("Sunday 5 December 9:00", "That date is another day of the week."),
        ("next week", "That is no exact time."),
        ("tomorrow 9am", "Above is what people will get."),
    ],
)
async def test_a_refusal_names_its_own_reason(root: Chat, typed: str, reason: str) -> None:
    assert reason in await root.says(f"/schedule Hello all. {typed}")


async def test_an_offered_time_survives_a_restart(root: Chat, world: World) -> None:
    await root.says("/schedule We are closed. 03/04 9:00")
    await world.restart()
    assert "For whom?" in await root.presses("Sat 3 April, 09:00 (UTC) 2027")
