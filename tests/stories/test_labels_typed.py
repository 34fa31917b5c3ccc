"""What stands on buttons does the same when it is typed, and words after a command are used."""

from tests.support.conversation import Chat

_LABELS = {
    "what comes": "2. ",
    "What's coming?": "2. ",
    "three a week": "Mon: on",
    "weekends off": "Sat: off",
    "begin again": "again",
    "start over": "again",
    "change time": "time",
    "change my city": "What time is it",
    "change days": "Mon: ",
    "my lessons": "1. ",
    "all lessons": "1. ",
    "read it again": "not a diagnosis|Lesson 1|1 of 16",
    "urgent signs": "112",
    "symptom check": "check",
    "lesson 1": "1 of 16",
    "read lesson 12": "Lesson 12, ",
    "lesson 99": "lessons 1 to 16",
    "end the break": "on no break",
}
_AFTER_COMMANDS = {
    "/lesson 12": "Lesson 12, ",
    "/lesson 1": "1 of 16",
    "/repeat 12": "Lesson 12, ",
    "/repeat 1": "1 of 16",
    "/lesson 99": "lessons 1 to 16",
    "/lesson sciatica": "ciatica|lessons 1 to 16",
    "/settings 8:00": "Change your time to 08:00?",
    "/settings 8pm": "Change your time to 20:00?",
    "/settings Lisbon": "after /settings",
    "/start 21:30": "Change your time to 21:30?",
    "/start zzz": "zzz",
    "/progress please": "of 16 lessons",
    "/progress zzz": "after /progress",
    "/lessons 2": "after /lessons",
    "/resume monday": "until Mon",
    "/resume zzz": "after /resume",
    "/skip 3": "after /skip",
}


def _missing(said: str, words: str) -> bool:
    return not any(word in said for word in words.split("|"))


async def test_a_label_that_is_typed_is_a_press(ada: Chat) -> None:
    await ada.joins()
    said = {text: await ada.says(text) for text in _LABELS}
    assert {text: said[text] for text in _LABELS if _missing(said[text], _LABELS[text])} == {}


async def test_words_after_a_command_are_used_or_named(ada: Chat) -> None:
    await ada.joins()
    said = {text: await ada.says(text) for text in _AFTER_COMMANDS}
    wrong = {
        text: said[text] for text, words in _AFTER_COMMANDS.items() if _missing(said[text], words)
    }
    assert wrong == {}


async def test_a_time_after_settings_is_changed_by_one_tap(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/settings 8:00")
    assert "Time: 07:30" in await ada.says("/settings")
    assert "Saved: every day at 08:00" in await ada.presses("Yes, change it")


async def test_a_lesson_that_is_still_to_come_is_had_by_one_tap(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/lesson 12")
    assert "12 of 16" in await ada.presses("Read it now")


async def test_another_one_and_this_evening_do_what_their_buttons_do(ada: Chat) -> None:
    await ada.joins()
    assert "2 of 16" in await ada.says("another one now")
    assert "Lessons come from" in await ada.says("from monday")


async def test_whoever_is_joining_is_asked_what_is_still_to_be_known(ada: Chat) -> None:
    await ada.says("/start")
    assert "Mon: on" not in await ada.says("three a week")
    assert "When should your lesson come?" in await ada.says("/lesson 12")


async def test_a_time_after_start_is_the_answer_on_the_time(ada: Chat) -> None:
    begun = await ada.says("/start 7:30")
    assert "Read the first lesson" in begun
    assert "Good, 07:30." in begun
