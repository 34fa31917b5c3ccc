"""A break that is to begin later: asked before it is set, kept, seen, called off; until then, and
after it, lessons come. After the end nothing is left to pause."""

from tests.support.conversation import Chat, World

_WISHES = (
    *("pause next week", "/pause next week", "pause from tomorrow to 24 dec", "no lesson tomorrow"),
    *("no lessons at Easter until 2 may", "pause on 24 dec", "/pause from tomorrow until 24 dec"),
    *("I'm away from 3 to 17 December", "next week I'm on holiday", "/pause from Friday"),
    *("from Monday for a week", "I am in hospital from tomorrow for a week"),
)


async def test_it_is_asked_and_nothing_has_changed(ada: Chat) -> None:
    await ada.joins()
    wrong = []
    for wish in _WISHES:
        said = await ada.says(wish)
        if "on a break" in said or "break" in await ada.says("/progress"):
            wrong.append((wish, said))
        if "Easter" not in wish and not said.startswith("BOT  A break from "):
            wrong.append((wish, said))
    assert not wrong


async def test_a_yes_sets_it_and_every_screen_shows_it(ada: Chat) -> None:
    await ada.joins()
    asked = await ada.says("I'm away from 25 to 28 November")
    assert "A break from Wed 25 November until Sat 28 November?" in asked
    done = await ada.presses("Yes, from Wed 25 November")
    assert "from Wed 25 November 2026 until Sat 28 November 2026" in done
    assert "The next lesson comes Mon 23 November, 07:30 (Berlin)." in done

    shown = {name: await ada.says(name) for name in ("/settings", "/pause", "/progress")}
    shown["what comes"] = coming = await ada.says("what comes")
    shown["/privacy"] = await ada.says("/privacy")
    told = "A break is set from Wed 25 November 2026 until Sat 28 November 2026."
    assert {name for name, text in shown.items() if told not in text} == set()
    assert "[No break after all]" in shown["/settings"] + shown["/pause"]
    assert "Tue 24 November, 07:30" in coming
    assert "Sat 28 November, 07:30" in coming
    assert "25 November, 07:30" not in coming


async def test_lessons_come_before_it_and_after_it(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("I'm away from 25 to 28 November")
    await ada.presses("Yes, from Wed 25 November")
    await world.advance_days(4)
    assert "You are on a break until Sat 28 November 2026." in await ada.says("/progress")
    await world.advance_days(3)
    came = [at.date().isoformat()[5:] for _place, at in await ada.lessons("Europe/Berlin")]
    assert came == ["11-22", "11-23", "11-24", "11-28", "11-29"]
    assert "break" not in await ada.says("/progress")


async def test_it_can_be_called_off_before_it_begins(ada: Chat, world: World) -> None:
    await ada.joins()
    await ada.says("pause from tomorrow for a week")
    await ada.presses("Yes, from Mon 23 November")
    assert "The break from Mon 23 November is called off." in await ada.presses(
        "No break after all"
    )
    await world.advance_days(1)
    assert len(await ada.lessons("Europe/Berlin")) == 2


async def test_without_an_end_its_length_is_asked(ada: Chat) -> None:
    await ada.joins()
    assert "A break from Fri 27 November on: for how long?" in await ada.says("/pause from Friday")
    done = await ada.presses("2 weeks")
    assert "from Fri 27 November 2026 until Fri 11 December 2026" in done


async def test_from_today_and_not_at_all_are_a_tap_away(ada: Chat) -> None:
    await ada.joins()
    await ada.says("pause next week")
    await ada.presses("No, lessons go on")
    assert "break" not in await ada.says("/progress")
    await ada.says("pause next week")
    said = await ada.presses("From today until Mon 30 November")
    assert "You are on a break until Mon 30 November 2026" in said


async def test_during_a_break_a_later_one_follows_and_one_that_touches_it_is_offered(
    ada: Chat,
) -> None:
    await ada.joins()
    await ada.says("/pause 3 days")
    await ada.says("away from 1 to 5 December")
    done = await ada.presses("Yes, from Tue 1 December")
    assert "The next lesson comes Wed 25 November" in done
    said = await ada.says("pause from tomorrow to 27 november")
    assert "You are on a break already, until Wed 25 November 2026." in said
    assert "until Fri 27 November 2026" in await ada.presses("Until Fri 27 November")
    assert "A break is set from Tue 1 December" in await ada.says("/pause")
    # A longer one swallows it.
    said = await ada.says("/pause until 2 December")
    assert "You are on a break until Sat 5 December 2026" in said
    assert "is set" not in await ada.says("/progress")


async def test_an_old_button_sets_no_break_of_days_that_have_passed(
    ada: Chat, world: World
) -> None:
    await ada.joins()
    await ada.says("no lessons from tomorrow to Wednesday")
    await world.advance_days(2)
    # It is Tuesday: what is left of it.
    button = await ada.find_button("Yes, from Mon 23 November")
    data = "pause-on:2026-11-23:2026-11-25"
    assert "until Wed 25 November 2026" in await ada.forges(data, button)
    await ada.says("/resume")
    await world.advance_days(2)
    assert "Those days have passed" in await ada.forges(data, button)
    assert "break" not in await ada.says("/progress")


async def test_to_stop_ends_it_too(ada: Chat) -> None:
    await ada.joins()
    await ada.says("pause next week")
    await ada.presses("Yes, from Mon 23 November")
    await ada.says("/stop")
    assert "A break is set" not in await ada.says("/privacy")
    await ada.says("/resume")
    assert "break" not in await ada.says("/progress")


async def test_an_announcement_reaches_who_is_not_away_yet(
    ada: Chat, root: Chat, world: World
) -> None:
    await ada.joins()
    await ada.says("I'm away from 24 to 27 November")
    await ada.presses("Yes, from Tue 24 November")
    for text in ("Before it. tomorrow 12:00", "During it. 2026-11-24 12:00"):
        await root.says(f"/schedule {text}")
        await root.presses("Confirm")
    await world.advance_days(3)
    heard = await ada.reads()
    assert "Before it." in heard
    assert "During it." not in heard


async def test_after_the_last_lesson_nothing_is_left_to_pause_or_to_cancel(ada: Chat) -> None:
    await ada.joins()
    for _lesson in range(16):
        await ada.says("/skip")
    wrong = []
    for word in ("/pause", "/pause until Friday", "pause for 2 weeks", "/cancel", "/pause 3"):
        said = await ada.says(word)
        if "You are through all 16 lessons" not in said or "on a break" in said or "stop?" in said:
            wrong.append((word, said))
    assert not wrong


async def test_the_list_opens_on_a_page_that_is_as_full_as_the_others(ada: Chat) -> None:
    await ada.joins()
    for _lesson in range(16):
        await ada.says("/skip")
    listed = await ada.says("/lessons")
    assert "Page 2 of 2" in listed
    assert sum(f"[{number}. " in listed for number in range(1, 17)) == 8
