"""What is said while a question is open, and is no answer: the question stays, with its buttons."""

from tests.support.built_in_course import place_of
from tests.support.conversation import Chat, World

SAID = {
    "thanks": "You are welcome.",
    "is it free?": "I cost nothing",
    "who are you": "not a person",
    "what is this?": "one short, sourced health lesson a day",
    "are you a doctor": "never a diagnosis",
}


async def test_whoever_is_joining_gets_a_human_word_and_the_question_stays(ben: Chat) -> None:
    await ben.says("/start")
    await ben.presses("Read the first lesson")
    wrong = []
    for question, button, answer in (
        ("When should your lesson come?", "[07:30 ", "8pm"),
        ("What time is it where you are now?", "[Type my city]", "Berlin"),
    ):
        for said, word in SAID.items():
            screen = await ben.says(said)
            if word not in screen or question not in screen or button not in screen:
                wrong.append((said, screen))
        screen = await ben.says(answer)
    assert not wrong
    assert "Berlin, Germany" in screen


async def test_in_settings_too_and_the_answer_is_taken_after_it(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for opens, question, button, answer, saved in (
        ("Change time", "When should your lesson come?", "[07:30]", "9:15", "at 09:15"),
        ("Change zone", "What time is it where you are", "[Type my city]", "Oslo", "Oslo"),
    ):
        for said, word in SAID.items():
            await ada.says("/settings")
            await ada.presses(opens)
            screen = await ada.says(said)
            if word not in screen or question not in screen or button not in screen:
                wrong.append((opens, said, screen))
        if saved not in await ada.says(answer):
            wrong.append((opens, answer, ""))
    await ada.says("/pause")
    screen = await ada.says("is it free")
    if "I cost nothing" not in screen or "[1 week]" not in screen:
        wrong.append(("/pause", "is it free", screen))
    assert not wrong
    assert "You are on a break until Tue 24 November" in await ada.says("2 days")


async def test_a_date_to_start_on_may_be_said_while_joining(ben: Chat, world: World) -> None:
    await ben.says("/start")
    screen = await ben.says("from Wednesday")
    assert "your first lesson comes on Wed 25 November 2026." in screen
    assert "When should your lesson come?" in screen
    assert "Good, 08:00 (8:00 AM)." in await ben.says("8:00")
    screen = await ben.says("start on 1 December")
    assert "your first lesson comes on Tue 1 December 2026." in screen
    assert "What time is it where you are now?" in screen
    places = await ben.says("Berlin")
    screen = await ben.presses(places.split("[", 1)[1].split("]", 1)[0])
    assert "Your first lesson comes Tue 1 December, 08:00 (Berlin)." in screen
    await world.advance_days(8)
    assert await ben.lessons("UTC") == []
    await world.advance_days(1)
    assert [place for place, _ in await ben.lessons("UTC")] == [place_of(1)]


async def test_a_date_and_a_time_in_one_breath_are_both_taken(ben: Chat) -> None:
    await ben.says("/start")
    assert "Good, 20:00 (8:00 PM)." in await ben.says("from Wednesday at 8pm")
    places = await ben.says("Berlin")
    screen = await ben.presses(places.split("[", 1)[1].split("]", 1)[0])
    assert "Your first lesson comes Wed 25 November, 20:00 (Berlin)." in screen


async def test_a_date_to_start_on_may_be_said_in_settings_and_at_any_time(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    assert "Lessons come from Wed 25 November 2026 on." in await ada.says("from Wednesday")
    screen = await ada.says("start on 1/12")
    assert "From which day on?" in screen
    assert "Lessons come from Tue 1 December 2026 on." in await ada.presses("Tue 1 December 2026")
    assert "is today or before" in await ada.says("from 2026-11-01")
    await ada.says("/stop")
    await ada.says("start on 3 December")
    assert "break until Thu 3 December 2026" in await ada.says("/progress")
