"""Whatever is not understood, in whatever state: the two lines of care come first."""

from collections.abc import Awaitable, Callable

from lessons.symptom_checks.urgent_words import find_urgency
from tests.support.built_in_course import COURSE
from tests.support.conversation import Chat, World

NONSENSE = "qwrtz plmpf"
KNOWN = "In an emergency: call 112 (in Germany)."
LINE = "Thoughts of suicide? Tap Urgent signs."


async def _nothing_asked(chat: Chat) -> None:
    await chat.says("/settings")


async def _time_asked(chat: Chat) -> None:
    await chat.says("/settings")
    await chat.presses("Change time")


async def _place_asked(chat: Chat) -> None:
    await chat.says("/settings")
    await chat.presses("Change zone")
    await chat.presses("Type my city")


async def _pause_asked(chat: Chat) -> None:
    await chat.says("/pause")


STATES: dict[str, Callable[[Chat], Awaitable[None]]] = {
    "nothing is asked": _nothing_asked,
    "a time is asked": _time_asked,
    "a place is asked": _place_asked,
    "the end of a pause is asked": _pause_asked,
}


async def test_in_every_state_what_is_not_understood_begins_with_care(ada: Chat) -> None:
    await ada.joins()
    for state, come_to in STATES.items():
        await come_to(ada)
        for said in (NONSENSE, "/nosuchcommand", "हकक", "Ω"):
            screen = await ada.says(said)
            assert KNOWN in screen, (state, said)
            assert LINE in screen, (state, said)
            assert "[Urgent signs]" in screen, (state, said)
            assert "[Symptom check]" in screen, (state, said)


async def test_who_has_not_joined_is_told_too(ben: Chat) -> None:
    screen = await ben.says(NONSENSE)
    assert "In an emergency: call your local number." in screen
    assert LINE in screen
    await ben.says("/start")
    screen = await ben.says(NONSENSE)
    assert "In an emergency: call your local number." in screen
    assert "[Read the first lesson]" in screen
    await ben.presses("Read the first lesson")
    assert "I could not read" in await ben.says(NONSENSE)


async def test_an_admin_is_told_while_a_form_or_a_file_is_open(root: Chat) -> None:
    await root.joins()
    await root.says("/schedule")
    await root.says("We are closed on Friday.")
    assert KNOWN in await root.says(NONSENSE)
    await root.says("/import backs")
    assert KNOWN in await root.says(NONSENSE)


async def test_care_takes_two_lines_and_the_line_that_listens_is_a_tap_away(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says(NONSENSE)
    assert screen.startswith(f"BOT  {KNOWN}\n     {LINE}\n\n")
    assert "TelefonSeelsorge listens at 0800 111 0 111" in await ada.presses("Urgent signs")


async def test_no_text_of_health_is_ever_a_place_or_a_time(ada: Chat) -> None:
    """A word too many hides no emergency, and what hides all the same is not said back."""
    await ada.says("/start")
    await ada.presses("Read the first lesson")
    wrong = []
    for state in ("time", "place"):
        for said, answer in (
            ("i want to kill myself lol", "I am glad that you wrote."),
            (
                "kill yourself you dumb bot i want to kill myself too lol",
                "I am glad that you wrote.",
            ),
            ("my chest hurts and i cant breathe rn haha", "This sounds urgent"),
            ("i want to die lmao", "I am glad that you wrote."),
            ("wish i was dead lol", "I am glad that you wrote."),
        ):
            shown = await ada.says(said)
            if answer not in shown or "kill" in shown or "do not know a place" in shown:
                wrong.append((state, said, shown))
        for said in (
            "my tummy feels weird",
            "http://evil.example/x",
            "you stupid bot",
            "the quick brown fox jumps over it",
        ):
            if said[:8] in (shown := await ada.says(said)):
                wrong.append((state, said, shown))
        await ada.says("8:00")
    assert wrong == []


async def test_what_is_understood_stays_short(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings")
    await ada.presses("Change time")
    assert "In an emergency" not in await ada.says("9:15")


async def test_an_ordinary_complaint_opens_the_check_at_its_place(ada: Chat, world: World) -> None:
    await ada.joins()
    for said in ("My back hurts", "I have a headache", "sciatica", "my neck is stiff"):
        shown = await ada.says(said)
        assert "Back and head check" in shown, said
        assert KNOWN in shown, said
        assert "What bothers you?" not in await ada.presses("For me"), said
        await world.advance(advance_seconds=601)
    assert "did not understand" in await ada.says("my knee hurts")


async def test_who_speaks_to_the_bot_gets_a_true_word_and_the_right_button(ada: Chat) -> None:
    await ada.joins()
    for said, word, button in (
        ("is the app free", "I cost nothing", "Help"),
        ("are you a doctor?", "I am a program", "Symptom check"),
        ("who are you", "not a person", "Help"),
        ("how do i stop", "/stop", "Settings"),
        ("what time do lessons come", "The next lesson comes Mon 23 November", "What comes"),
        ("which language do you speak", "only English", "Urgent signs"),
        ("thanks!", "You are welcome.", "Help"),
        ("hello", "What can I do for you?", "Symptom check"),
    ):
        shown = await ada.says(said)
        assert word in shown, said
        assert f"[{button}]" in shown, said
        assert KNOWN not in shown, said
    assert "/settings" in await ada.presses("Help")


async def test_a_question_about_a_lesson_is_answered_with_the_lesson(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("What does saddle numbness mean?")
    assert "A lesson" in screen
    assert "tells about it" in screen
    assert KNOWN in screen
    assert "This sounds urgent" not in screen


async def test_somebody_is_answered_in_their_own_language_too(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("Ich bekomme keine Luft")
    assert "This sounds urgent" in screen
    assert "Rufen Sie jetzt 112 an" in screen
    screen = await ada.says("quiero morir")
    assert "You matter" in screen
    assert "No se quede a solas" in screen


async def test_a_medicine_is_not_spoken_of_like_a_wish_to_die(ada: Chat) -> None:
    await ada.joins()
    screen = await ada.says("my son swallowed ten paracetamol pills")
    assert "keep the pack at hand" in screen


async def test_a_line_of_a_lesson_that_is_sent_back_is_no_emergency(ada: Chat) -> None:
    await ada.joins()
    lines = [
        line.replace("*", "").lstrip("-• ")
        for lesson in COURSE.lessons
        for line in lesson.body.splitlines()
        if find_urgency(line.replace("*", "")) and len(line.split()) > 8
    ]
    assert lines
    for line in lines[:3]:
        screen = await ada.says(line)
        assert "This sounds urgent" not in screen, line
        assert "tells about it" in screen, line
    assert "This sounds urgent" in await ada.says(f"{lines[0]} I have that now, I can't breathe")


async def test_a_complaint_is_neither_a_place_nor_a_time(ada: Chat) -> None:
    await ada.joins()
    for come_to, asked in ((_time_asked, "at what time"), (_place_asked, "where are you")):
        await come_to(ada)
        for said in ("back pain", "chest", "numb", "my head hurts now"):
            shown = await ada.says(said)
            for part in (KNOWN, LINE, "[Urgent signs]", "[Symptom check]", asked):
                assert part in shown, (said, part, shown)
            assert "Did you mean" not in shown, said
    # The question is still open.
    assert "Lisbon" in await ada.says("Lisbon")
