"""A break that is to begin later loses no day silently; after the end nothing is left to pause."""

from tests.support.conversation import Chat

_WISHES = (
    *("pause next week", "/pause next week", "pause from tomorrow to 24 dec", "no lesson tomorrow"),
    *("no lessons at Easter until 2 may", "pause on 24 dec", "/pause from tomorrow until 24 dec"),
)


async def test_it_is_asked_and_nothing_has_changed(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for wish in _WISHES:
        said = await ada.says(wish)
        if "Enjoy your break" in said or "on a break" in await ada.says("/progress"):
            wrong.append((wish, said))
        if "Easter" not in wish and "[From today until " not in said:
            wrong.append((wish, said))
    assert not wrong


async def test_one_tap_begins_it_and_another_leaves_all_as_it_is(ada: Chat) -> None:
    await ada.joins()
    asked = await ada.says("pause next week")
    label = asked.partition("[From today")[2].partition("]")[0]
    assert "Enjoy your break until" in await ada.presses(f"From today{label}")
    await ada.says("/resume")
    await ada.says("pause next week")
    await ada.presses("No, lessons go on")
    assert "break" not in await ada.says("/progress")


async def test_as_the_answer_to_how_long_it_is_asked_too(ada: Chat) -> None:
    await ada.joins()
    await ada.says("/pause")
    assert "Break from today on?" in await ada.says("next week")


async def test_after_the_last_lesson_nothing_is_left_to_pause_or_to_cancel(ada: Chat) -> None:
    await ada.joins()
    for _lesson in range(16):
        await ada.says("/skip")
    wrong = []
    for word in ("/pause", "/pause until Friday", "pause for 2 weeks", "/cancel", "/pause 3"):
        said = await ada.says(word)
        if "You are through all 16 lessons" not in said or "Enjoy" in said or "stop?" in said:
            wrong.append((word, said))
    assert not wrong


async def test_the_list_opens_on_a_page_that_is_as_full_as_the_others(ada: Chat) -> None:
    await ada.joins()
    for _lesson in range(16):
        await ada.says("/skip")
    listed = await ada.says("/lessons")
    assert "Page 2 of 2" in listed
    assert sum(f"[{number}. " in listed for number in range(1, 17)) == 8
