"""Pause, stop, cancel and start, in every state, by every word: what comes, and what is said."""

from collections.abc import Awaitable, Callable

import pytest

from bot.views.callback_data import Verb, pack
from tests.support.conversation import Chat, World

State = Callable[[Chat], Awaitable[object]]

STOP = "nothing will come|Nothing more will come"
CANCEL = (
    "nothing will come|nothing has changed|Nothing is open that I could cancel|Nothing is open, and"
    "|You are through"
)


async def _never_joined(_chat: Chat) -> None:
    """Nobody has written yet."""


async def _at_the_time(chat: Chat) -> None:
    await chat.says("/start")


async def _at_the_zone(chat: Chat) -> None:
    await chat.says("/start")
    await chat.says("7:30")


async def _at_the_location(chat: Chat) -> None:
    await _at_the_zone(chat)
    await chat.presses("Share my location")


async def _active(chat: Chat) -> None:
    await chat.joins()


async def _asked_for_a_break(chat: Chat) -> None:
    await chat.joins()
    await chat.says("/pause")


async def _paused(chat: Chat) -> None:
    await chat.joins()
    await chat.says("/pause 5 days")


async def _paused_for_ever(chat: Chat) -> None:
    await chat.joins()
    await chat.says("/pause forever")


async def _stopped(chat: Chat) -> None:
    await chat.joins()
    await chat.says("/stop")


async def _stopped_while_paused(chat: Chat) -> None:
    await _paused(chat)
    await chat.says("/stop")


async def _blocked_and_back(chat: Chat) -> None:
    await chat.joins()
    for status in ("kicked", "member"):
        await chat.world.post(
            f"chats/{chat.name}/membership", **{"from": chat.name, "status": status}
        )
        await chat.reads()


async def _finished(chat: Chat) -> None:
    await chat.joins()
    for _lesson in range(16):
        await chat.says("/skip")


STATES: list[State] = [
    *(_never_joined, _at_the_time, _at_the_zone, _at_the_location, _active, _asked_for_a_break),
    *(_paused, _paused_for_ever, _stopped, _stopped_while_paused, _blocked_and_back, _finished),
]
JOINING: list[State] = [_never_joined, _at_the_time, _at_the_zone, _at_the_location]
STOPPED: list[State] = [_stopped, _stopped_while_paused]
LEAVING = (
    *(
        "/stop",
        "stop",
        "Stop please",
        "Stop. Thanks",
        "stop it",
        "\u201cstop\u201d",
        "unsubscribe",
        "/unsubscribe",
        "quit",
        "END",
        "leave me alone",
    ),
    *("stop sending me lessons", "abmelden", "désabonner", "darme de baja", "parar", "basta"),
    *("afmelden", "przestań", "отписаться", "durdur", "बंद करो", "توقف", "退订"),
)


def _comes_next(progress: str) -> str:
    """Return what a person is told about what comes."""
    if "begun" in progress or "still open" in progress or "Here is where we were" in progress:
        return "not joined"
    if "stopped" in progress:
        return "stopped"
    if "No lesson is left" in progress:
        return "finished"
    if "break until" in progress or "paused until you say so" in progress:
        return "paused"
    return "going"


@pytest.mark.timeout(240)
async def test_every_word_in_every_state_says_and_does_one_thing(world: World) -> None:
    people = await world.post("people", count=len(STATES) * 7)
    failures: list[str] = []
    for state in STATES:
        is_joining, is_stopped = state in JOINING, state in STOPPED
        after_start = {_finished: "finished", _paused: "paused", _paused_for_ever: "paused"}
        still = (
            "finished"
            if state is _finished
            else "paused"
            if "paused" in state.__name__
            else "going"
        )
        rows = (
            ("/stop", STOP, "not joined" if is_joining else "stopped"),
            ("unsubscribe please", STOP, "not joined" if is_joining else "stopped"),
            ("/cancel", CANCEL, "not joined" if is_joining else "stopped" if is_stopped else still),
            ("cancel", CANCEL, "not joined" if is_joining else "stopped" if is_stopped else still),
            (
                "/pause 3 days",
                "begun|still open|stopped, so|You are on a break|You are through",
                "not joined"
                if is_joining
                else "stopped"
                if is_stopped
                else "finished"
                if state is _finished
                else "paused",
            ),
            (
                "/start",
                "Hello, this is|When should|Good to see you|You are through|thank",
                "not joined"
                if is_joining
                else "paused"
                if state is _stopped_while_paused
                else after_start.get(state, "going"),
            ),
            (
                "/resume",
                "begun|still open|go on where|come as ever|No lesson is left",
                "not joined" if is_joining else "finished" if state is _finished else "going",
            ),
        )
        for text, words, after in rows:
            chat = world.chat(people.pop()["name"])
            await state(chat)
            await chat.reads()
            said = await chat.says(text)
            if not any(word in said for word in words.split("|")):
                failures.append(f"{state.__name__}, {text}: said {said!r}")
            progress = _comes_next(await chat.says("/progress"))
            if progress != after:
                failures.append(f"{state.__name__}, {text}: {progress}, not {after}")
    assert not failures, "\n".join(failures)


_NEXT = "How long a break?|begun|still open|stopped, so|You are through"
_GREETED = "Hello, this is|Hello. What can I do"
_BEGUN = "Hello, this is|When should|Good to see you|You are through|thank"
_RESUMED = "begun|still open|go on where|come as ever|No lesson is left"
# What is said in every state: one of these words at least must be shown.
EVERYDAY = {
    "pause": _NEXT,
    "resume": _RESUMED,
    "start": _BEGUN,
    "thank you": "You are welcome|Hello, this is",
    "good morning": _GREETED,
    "8pm": "Hello, this is|Good, 20:00|Change your time to 20:00|No clock shows|Which of these"
    "|could not read",
    "Lisbon": "[Begin]|after your first lesson|All set|Change your time zone|could not read",
    "my back hurts": "Back and head check|For a complaint|[Symptom check]",
    "I can't breathe": "This sounds urgent",
    "qwrtz plmpf": "In an emergency:",
}
# Who was asked the place has said it then.
JOINED_BY = {(_at_the_zone, "Lisbon"), (_at_the_location, "Lisbon")}


def _stays(state: State, text: str) -> str:
    """Return what comes after that text, in the words of ``_comes_next``."""
    if state in JOINING:
        return "going" if (state, text) in JOINED_BY else "not joined"
    if state is _finished:
        return "finished"
    if state in STOPPED and text not in ("resume", "start"):
        return "stopped"
    is_paused = "paused" in state.__name__ and text != "resume"
    return "paused" if is_paused else "going"


@pytest.mark.timeout(400)
async def test_words_of_every_day_in_every_state_get_an_answer_and_change_nothing_unasked(
    world: World,
) -> None:
    people = await world.post("people", count=len(STATES) * len(EVERYDAY))
    failures: list[str] = []
    for state in STATES:
        for text, words in EVERYDAY.items():
            chat = world.chat(people.pop()["name"])
            await state(chat)
            await chat.reads()
            said = await chat.says(text)
            if not any(word in said for word in words.split("|")):
                failures.append(f"{state.__name__}, {text}: said {said!r}")
            progress = _comes_next(await chat.says("/progress"))
            if progress != _stays(state, text):
                failures.append(f"{state.__name__}, {text}: {progress}, not {_stays(state, text)}")
    assert not failures, "\n".join(failures)


async def test_leaving_works_by_any_usual_word(world: World) -> None:
    people = await world.post("people", count=2)
    newcomer, reader = (world.chat(person["name"]) for person in people)
    await reader.joins()
    failures = []
    for word in LEAVING:
        await newcomer.says("/start")
        if "Fine, nothing will come" not in await newcomer.says(word):
            failures.append(f"joining: {word}")
        if "Nothing is kept about this chat" not in await newcomer.says("/privacy"):
            failures.append(f"kept after: {word}")
        await reader.says("/resume")
        if "Stopped. Nothing more will come." not in await reader.says(word):
            failures.append(word)
    assert not failures


async def test_a_story_of_pain_is_no_wish_to_leave(ada: Chat) -> None:
    await ada.joins()
    for text in ("the pain does not stop", "It hurts at the end of the day", "I quit my job"):
        assert "Stopped" not in await ada.says(text)


async def test_my_data_is_asked_for_once_more_before_it_goes(ada: Chat) -> None:
    await ada.joins()
    assert "[Yes, delete]" in await ada.says("delete my data")
    assert "Nothing is kept" not in await ada.says("no, keep it")
    await ada.says("lösche meine Daten")
    await ada.says("yes")
    assert "Nothing is kept about this chat." in await ada.says("/privacy")


async def test_a_persons_cancel_reaches_no_log(ada: Chat, root: Chat) -> None:
    await ada.joins()
    await ada.says("/pause")
    assert "nothing has changed" in await ada.says("/cancel")
    assert "[Stop lessons]" in await ada.says("/cancel")
    assert "admins' log" not in await ada.says("/privacy")
    assert "/cancel" not in await root.says("/log")


async def test_a_break_after_a_stop_is_offered_as_a_day_to_go_on(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("/stop")
    assert "[Resume on Thu 26 November]" in await ada.says("/pause 4 days")
    assert "You are on a break until Thu 26 November 2026" in await ada.presses(
        "Resume on Thu 26 November"
    )
    await world.advance_days(4)
    assert len(await ada.lessons("Europe/Berlin")) == 2


async def test_start_during_a_break_offers_to_end_it(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/pause 10")
    assert "[End the break]" in await ada.says("/start")
    assert "Lessons go on where you left off." in await ada.says("end the break")


async def test_a_pause_is_said_as_people_say_it(ada: Chat) -> None:
    await ada.joins()
    assert "You are on a break until Wed 25 November" in await ada.says("pause for 3 days")
    assert "You are on a break until Mon 23 November" in await ada.says("take a break until monday")
    assert "paused until you say so" in await ada.says("/pause forever")
    await ada.says("/pause")
    screen = await ada.says("0 days")
    assert "“0 days” makes no break: it ends today or before." in screen
    assert "[3 days]" in screen
    assert "[Fri 4 December 2026]" in await ada.says("4/12")
    assert "You are on a break" in await ada.says("until Christmas")


async def test_a_link_with_an_unknown_word_begins_anyway_and_is_counted_for_many(
    world: World, root: Chat
) -> None:
    people = await world.post("people", count=6)
    for person in people[:5]:
        screen = await world.chat(person["name"]).says("/start Instagram")
        assert "Hello, this is Lesson a Day." in screen
        assert "instagram" not in screen.casefold()
    await world.chat(people[5]["name"]).says("/start for-one-person")
    statistics = await root.says("/stats")
    assert "instagram: 5" in statistics
    assert "for-one-person" not in statistics


async def test_an_old_link_says_that_its_course_is_gone_and_any_case_finds_one(ben: Chat) -> None:
    screen = await ben.says("/start no-such")
    assert "a course that is not here (“no-such”)" in screen
    assert "Hello, this is Lesson a Day." in screen
    assert "not here" not in await ben.says("/start L5-S1-and-Headaches")


async def test_the_button_of_an_old_welcome_tells_how_things_stand(world: World) -> None:
    ada = world.chat("ada")
    await ada.says("hi, start, every day 7:30, I'm in Lisbon")
    welcome = await ada.find_button("Read the first lesson")
    await ada.presses("07:30 in Lisbon, Portugal")
    await world.advance(advance_seconds=30)
    seen = await ada.forges(pack(Verb.FIRST_LESSON), welcome)
    assert "not begun" not in seen
    assert "The next lesson comes" in seen


async def test_the_button_of_another_welcome_asks_what_is_still_open(world: World) -> None:
    ada = world.chat("ada")
    await ada.says("/start")
    first = await ada.find_button("Read the first lesson")
    await ada.says("/start")
    await ada.presses("Read the first lesson")
    await world.advance(advance_seconds=30)
    seen = await ada.forges(pack(Verb.FIRST_LESSON), first)
    assert "When should" in seen
    assert "[Read the first lesson]" not in seen
